// Half-width voicing marks are joined to the kana before them, as combining marks are.
const LONG_RUN = /([\p{M}\uFF9E\uFF9F]{30})[\p{M}\uFF9E\uFF9F]+/gu;

/**
 * A text without more than 30 combining marks on one letter. No language needs so many (Unicode's
 * Stream-Safe Text Format has the same limit), and to put a hundred thousand in order, as `normalize`
 * does, takes minutes.
 *
 * @example limitMarks('e\u0301') //=> 'e\u0301'
 */
export const limitMarks = (text: string): string => text.replace(LONG_RUN, '$1');
