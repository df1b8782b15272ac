const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text of a sender as a terminal may show it: without control characters, which could move the cursor
 * or recolour what stands there.
 *
 * @example safeText('a\u001B[2Jb') //=> 'a�[2Jb'
 */
export const safeText = (text: string): string => text.replace(UNSAFE, '\uFFFD');
