import { limitMarks } from '../../text/limit-marks.ts';

// Classes of ASCII characters: 0 other, 1 letter, 2 digit.
const CLASSES = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return 2;
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ? 1 : 0;
});
const classOf = (code: number): number => CLASSES[code] ?? 0;
const APOSTROPHE = 39;
const HYPHEN = 45;
const UNDERSCORE = 95;
const HASH = 35;

const ASCII_ONLY = /^[\0-\x7f]*$/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]/u;
// \u0001 and \u0002 stand for e-mail and web addresses while the text is cut; both are no letters.
const UNICODE_TOKEN =
  /[\u0001\u0002]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+|#?(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー])[\p{L}\p{M}\p{N}_])+(?:['-](?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]+)*/gu;
const ADDRESS = /@|:\/\/|www\./i;
const EMAIL_MARK = '\u0001';
const URL_MARK = '\u0002';

/** Prefixes that make letters and digits the number of a thing, not an error code. */
const ID_PREFIX = /^(?:ord|order|inv|invoice|rma|po|tkt|ticket|case|sku|ref|acct|id)[-_]?\d/;
const CODE = /^(?:0x[\da-f]+|[a-z]{1,8}[-_]?\d{1,5}|\d{1,3}[a-z]{1,4})$/;
const LONG_NUMBER = 6;

/** Words that stand for others. */
export const PLACEHOLDERS = ['<num>', '<id>', '<email>', '<url>'] as const;
const NUM = -1;
const ID = -2;
// Less the code of a mark: the placeholder of an address.
const MARKED = -2;

/** A text and where its words are in it, so that it takes no string for each of them. */
export interface TextCut {
  /** The text in a comparable form. */
  readonly text: string;
  /** Where each word begins and where it ends: -1 and nothing for the first of the placeholders, and so on. */
  readonly spans: Int32Array;
  /** How much of `spans` is used: two places for each word. */
  readonly used: number;
}

/** Shared by all short texts. */
const SPANS = /* @__PURE__ */ new Int32Array(4096);

/**
 * The words of a text in a comparable form: NFKC, lower case; Chinese, Japanese and Thai are cut
 * into words by `Intl.Segmenter` (where it is missing: pairs of characters). Numbers become `<num>`,
 * e-mail addresses `<email>`, web addresses `<url>`, order numbers and the like `<id>`; error codes
 * such as `e-1042` stay whole.
 *
 * @example tokenize('Order #12345678 fails with E-1042') //=> ['order', '<id>', 'fails', 'with', 'e-1042']
 */
export function tokenize(text: string): readonly string[] {
  const { text: prepared, spans, used } = cutText(text);
  const tokens: string[] = [];
  for (let slot = 0; slot < used; slot += 2) {
    const start = placeAt(spans, slot);
    tokens.push(start < 0 ? placeholder(start) : prepared.slice(start, placeAt(spans, slot + 1)));
  }
  return tokens;
}

// Safe: the loops end at the last word.
const placeAt = (spans: Int32Array, slot: number): number => spans[slot] as number;

// Safe: only the places of placeholders are below zero.
const placeholder = (place: number): string => PLACEHOLDERS[-1 - place] as string;

/** Where the words of `tokenize` are. The next call may fill the same list again. */
export function cutText(text: string): TextCut {
  const isAscii = ASCII_ONLY.test(text);
  const words = isAscii ? text.toLowerCase() : limitMarks(text).normalize('NFKC').toLowerCase();
  const prepared = ADDRESS.test(words) ? words.split(/\s+/u).map(withoutAddress).join(' ') : words;
  // No word has less than one character.
  const most = 2 * prepared.length;
  const spans = most <= SPANS.length ? SPANS : new Int32Array(most);
  if (isAscii || ASCII_ONLY.test(prepared))
    return { text: prepared, spans, used: cutAscii({ text: prepared, spans }) };
  const straight = prepared.replaceAll('’', "'");
  return { text: straight, spans, used: cutUnicode({ text: straight, spans }) };
}

function withoutAddress(chunk: string): string {
  if (chunk.includes('://') || chunk.startsWith('www.')) return URL_MARK;
  const at = chunk.indexOf('@');
  return at > 0 && chunk.indexOf('.', at) > at ? EMAIL_MARK : chunk;
}

type Cutting = Omit<TextCut, 'used'>;

/** Writes a word down; answers where the next one goes, as all that begins with `add`. */
function add(cutting: Cutting, used: number, start: number, end = 0): number {
  const { spans } = cutting;
  spans[used] = start;
  spans[used + 1] = end;
  return used + 2;
}

function cutAscii(cutting: Cutting): number {
  const { text } = cutting;
  const { length } = text;
  let used = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 1 || code === 2) used = add(cutting, used, MARKED - code);
    if (CLASSES[code] === 0 && code !== HASH) {
      at += 1;
      continue;
    }
    const start = at;
    let hasDigit = false;
    let hasHyphen = false;
    if (code === HASH) at += 1;
    for (; at < length; at += 1) {
      const next = text.charCodeAt(at);
      const kind = classOf(next);
      if (kind === 2) hasDigit = true;
      else if (kind === 0) {
        if (!joins(text, at, next)) break;
        hasHyphen = hasHyphen || next === HYPHEN;
      }
    }
    if (at === start + 1 && code === HASH) continue;
    if (hasDigit) used = addWithDigits(cutting, used, start, at);
    else if (code === HASH) used = add(cutting, used, start + 1, at);
    else if (hasHyphen) used = addParts(cutting, used, start, at);
    else used = add(cutting, used, start, at);
  }
  return used;
}

/** Inside a word: an apostrophe between letters, a hyphen or underscore between word characters. */
function joins(text: string, at: number, code: number): boolean {
  if (code !== APOSTROPHE && code !== HYPHEN && code !== UNDERSCORE) return false;
  if (at === 0 || at + 1 === text.length) return false;
  const before = classOf(text.charCodeAt(at - 1));
  const after = classOf(text.charCodeAt(at + 1));
  return code === APOSTROPHE ? before === 1 && after === 1 : before > 0 && after > 0;
}

function addWithDigits(cutting: Cutting, used: number, start: number, end: number): number {
  const { text } = cutting;
  const hasHash = text.charCodeAt(start) === HASH;
  const from = hasHash ? start + 1 : start;
  const bare = text.slice(from, end);
  if (/^\d+$/.test(bare))
    return add(cutting, used, bare.length >= LONG_NUMBER || hasHash ? ID : NUM);
  if (ID_PREFIX.test(bare)) return add(cutting, used, ID);
  if (CODE.test(bare)) return add(cutting, used, from, end);
  if (bare.includes('-') && !/\d{4}/.test(bare)) return addParts(cutting, used, from, end);
  if (/\d.*\d.*\d/.test(bare)) return add(cutting, used, ID);
  return add(cutting, used, from, end);
}

/** Adds what hyphens part; numbers become placeholders. */
function addParts(cutting: Cutting, used: number, start: number, end: number): number {
  let from = start;
  let next = used;
  for (const part of cutting.text.slice(start, end).split('-')) {
    const isNumber = /^\d+$/.test(part);
    next = isNumber ? add(cutting, next, NUM) : add(cutting, next, from, from + part.length);
    from += part.length + 1;
  }
  return next;
}

function cutUnicode(cutting: Cutting): number {
  let used = 0;
  for (const { 0: word, index } of cutting.text.matchAll(UNICODE_TOKEN)) {
    const end = index + word.length;
    const code = word.charCodeAt(0);
    if (code === 1 || code === 2) used = add(cutting, used, MARKED - code);
    else if (UNSPACED.test(word)) used = addSegments(cutting, used, index, word);
    else if (/\p{N}/u.test(word)) used = addWithDigits(cutting, used, index, end);
    else used = addParts(cutting, used, code === HASH ? index + 1 : index, end);
  }
  return used;
}

let segmenter: Intl.Segmenter | null | undefined;

// Each segment that it finds holds a copy of all that it was given, so that goes in pieces.
const PIECES = /[^]{1,500}/gu;

function addSegments(cutting: Cutting, used: number, start: number, run: string): number {
  segmenter ??= 'Segmenter' in Intl ? new Intl.Segmenter('ja', { granularity: 'word' }) : null;
  let from = start;
  let next = used;
  if (segmenter !== null) {
    for (const piece of run.match(PIECES) ?? []) {
      for (const { segment } of segmenter.segment(piece)) {
        next = add(cutting, next, from, from + segment.length);
        from += segment.length;
      }
    }
    return next;
  }
  for (const pair of pairsOf(run)) {
    next = add(cutting, next, from, from + pair.length);
    from += (pair.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
  }
  return next;
}

/** Neighbouring characters, for runtimes without a segmenter. */
export function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.length < 2
    ? characters
    : characters.slice(1).map((_, index) => characters.slice(index, index + 2).join(''));
}
