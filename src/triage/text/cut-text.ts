import { limitMarks } from '../../text/limit-marks.ts';

/** A text and where its words are in it, so that it takes no string for each of them. */
export interface TextCut {
  /** What was cut: a plain text as it came, any other in its comparable form. */
  readonly text: string;
  /** Whether `text` is still to be put in lower case. */
  readonly isRaw: boolean;
  /** Its characters, in lower case, where there are words. */
  readonly codes: Uint16Array;
  /** For each word where it begins, where it ends, and its hash: -1, 0 and 0 for the first of the placeholders, and so on. */
  readonly spans: Int32Array;
  /** How much of `spans` is used: `WORD_SIZE` for each word. */
  readonly used: number;
}

/** Places of a word in `spans`. */
export const WORD_SIZE = 3;

/** Words that stand for others. */
export const PLACEHOLDERS = ['<num>', '<id>', '<email>', '<url>'] as const;
const NUM = -1;
const ID = -2;
// Less the code of a mark: the placeholder of an address.
const MARKED = -2;

// Classes of ASCII characters: 0 is any other.
const LETTER = 1;
const DIGIT = 2;
/** May be part of an address, or stands for one. */
const ADDRESSING = 3;
const CLASSES = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return DIGIT;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return LETTER;
  return /[@:.\u0001\u0002]/.test(String.fromCharCode(code)) ? ADDRESSING : 0;
});
const LOWER = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 65 && code <= 90 ? code + 32 : code,
);
const ASCII_END = 128;
const APOSTROPHE = 39;
const HYPHEN = 45;
const UNDERSCORE = 95;
const HASH = 35;
const AT_SIGN = 64;
const COLON = 58;
const LETTER_W = 119;
/** \u0001 and \u0002 stand for e-mail and web addresses while a text is cut; both are no letters. */
const EMAIL_MARK = '\u0001';
const URL_MARK = '\u0002';
const LAST_MARK = 2;

const ASCII_ONLY = /^[\0-\x7f]*$/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]/u;
const UNICODE_TOKEN =
  /[\u0001\u0002]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+|#?(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー])[\p{L}\p{M}\p{N}_])+(?:['-](?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]+)*/gu;
const ADDRESS = /@|:\/\/|www\./i;

/** Prefixes that make letters and digits the number of a thing, not an error code. */
const ID_PREFIX = /^(?:ord|order|inv|invoice|rma|po|tkt|ticket|case|sku|ref|acct|id)[-_]?\d/;
const CODE = /^(?:0x[\da-f]+|[a-z]{1,8}[-_]?\d{1,5}|\d{1,3}[a-z]{1,4})$/;
const LONG_NUMBER = 6;

// The hash of Fowler, Noll and Vo (FNV-1a, 32 bits), its upper half mixed into the lower one.
const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

/** The hash of the characters from `start` to before `end`. */
export function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let place = start; place < end; place += 1)
    hash = Math.imul(hash ^ codeAt(codes, place), HASH_PRIME);
  return hash ^ (hash >>> 15);
}

// Safe: what is asked for is there, as the loops end where the lists do.
const codeAt = (codes: Uint16Array | Uint8Array, place: number): number => codes[place] as number;

type Cutting = Omit<TextCut, 'used'>;

/** Shared by all short texts. */
const SHORT = 2048;
const CODES = /* @__PURE__ */ new Uint16Array(SHORT);
const SPANS = /* @__PURE__ */ new Int32Array(SHORT * WORD_SIZE);

function begin(text: string, isRaw: boolean): Cutting {
  const { length } = text;
  // No word has less than one character.
  return length <= SHORT
    ? { text, isRaw, codes: CODES, spans: SPANS }
    : { text, isRaw, codes: new Uint16Array(length), spans: new Int32Array(length * WORD_SIZE) };
}

const ended = ({ text, isRaw, codes, spans }: Cutting, used: number): TextCut => ({
  text,
  isRaw,
  codes,
  spans,
  used,
});

/** Where the words of `tokenize` are. The next call may fill the same lists again. */
export function cutText(text: string): TextCut {
  const raw = begin(text, true);
  const plainly = cutAscii(raw);
  return plainly === NOT_PLAIN ? cutAnyText(text) : ended(raw, plainly);
}

function cutAnyText(text: string): TextCut {
  const words = limitMarks(text).normalize('NFKC').toLowerCase();
  const prepared = ADDRESS.test(words) ? words.split(/\s+/u).map(withoutAddress).join(' ') : words;
  const isAscii = ASCII_ONLY.test(prepared);
  const cutting = begin(isAscii ? prepared : prepared.replaceAll('’', "'"), false);
  return ended(cutting, isAscii ? cutAscii(cutting) : cutUnicode(cutting));
}

function withoutAddress(chunk: string): string {
  if (chunk.includes('://') || chunk.startsWith('www.')) return URL_MARK;
  const at = chunk.indexOf('@');
  return at > 0 && chunk.indexOf('.', at) > at ? EMAIL_MARK : chunk;
}

/** Writes a word down; answers where the next one goes, as all that begins with `add`. */
const add = (cutting: Cutting, used: number, start: number, end: number): number =>
  addHashed(cutting, used, start, end, hashOf(cutting.codes, start, end));

const addPlaceholder = (cutting: Cutting, used: number, placeholder: number): number =>
  addHashed(cutting, used, placeholder, 0, 0);

function addHashed(
  cutting: Cutting,
  used: number,
  start: number,
  end: number,
  hash: number,
): number {
  const { spans } = cutting;
  spans[used] = start;
  spans[used + 1] = end;
  spans[used + 2] = hash;
  return used + WORD_SIZE;
}

const NOT_PLAIN = -1;

/**
 * Cuts in one pass what is ASCII; a raw text is not plain where it has anything else, or what may be an
 * address.
 */
function cutAscii(cutting: Cutting): number {
  const { text, isRaw, codes } = cutting;
  const { length } = text;
  let used = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code >= ASCII_END) return NOT_PLAIN;
    const kind = codeAt(CLASSES, code);
    if (kind === 0) {
      at += 1;
      continue;
    }
    if (kind === ADDRESSING) {
      if (code <= LAST_MARK) used = addPlaceholder(cutting, used, MARKED - code);
      else if (isRaw && isAddress(text, at, code)) return NOT_PLAIN;
      at += 1;
      continue;
    }
    const start = at;
    let hash = HASH_START;
    let hasDigit = false;
    let hasHyphen = false;
    for (; at < length; at += 1) {
      const next = text.charCodeAt(at);
      if (next >= ASCII_END) return NOT_PLAIN;
      const inside = codeAt(CLASSES, next);
      if (inside === DIGIT) hasDigit = true;
      else if (inside !== LETTER) {
        if (!joins(text, at, next)) break;
        hasHyphen = hasHyphen || next === HYPHEN;
      }
      const lower = codeAt(LOWER, next);
      codes[at] = lower;
      hash = Math.imul(hash ^ lower, HASH_PRIME);
    }
    if (hasDigit) used = addWithDigits(cutting, used, start, at);
    else if (hasHyphen && !isNumbered(text, start)) used = addParts(cutting, used, start, at);
    else used = addHashed(cutting, used, start, at, hash ^ (hash >>> 15));
  }
  return used;
}

const isNumbered = (text: string, start: number): boolean =>
  start > 0 && text.charCodeAt(start - 1) === HASH;

/** Whether the character is in what `ADDRESS` finds. */
function isAddress(text: string, at: number, code: number): boolean {
  if (code === AT_SIGN) return true;
  if (code === COLON) return text.startsWith('//', at + 1);
  return at > 2 && isW(text, at - 1) && isW(text, at - 2) && isW(text, at - 3);
}

const isW = (text: string, at: number): boolean => codeAt(LOWER, text.charCodeAt(at)) === LETTER_W;

/** Inside a word: an apostrophe between letters, a hyphen or underscore between word characters. */
function joins(text: string, at: number, code: number): boolean {
  if (code !== APOSTROPHE && code !== HYPHEN && code !== UNDERSCORE) return false;
  if (at + 1 === text.length) return false;
  const before = CLASSES[text.charCodeAt(at - 1)];
  const after = CLASSES[text.charCodeAt(at + 1)];
  if (code === APOSTROPHE) return before === LETTER && after === LETTER;
  return (before === LETTER || before === DIGIT) && (after === LETTER || after === DIGIT);
}

function addWithDigits(cutting: Cutting, used: number, start: number, end: number): number {
  const { text } = cutting;
  const word = text.slice(start, end).toLowerCase();
  if (/^\d+$/.test(word)) {
    const isId = word.length >= LONG_NUMBER || isNumbered(text, start);
    return addPlaceholder(cutting, used, isId ? ID : NUM);
  }
  if (ID_PREFIX.test(word)) return addPlaceholder(cutting, used, ID);
  if (CODE.test(word)) return add(cutting, used, start, end);
  if (word.includes('-') && !/\d{4}/.test(word)) return addParts(cutting, used, start, end);
  if (/\d.*\d.*\d/.test(word)) return addPlaceholder(cutting, used, ID);
  return add(cutting, used, start, end);
}

/** Adds what hyphens part; numbers become placeholders. */
function addParts(cutting: Cutting, used: number, start: number, end: number): number {
  let from = start;
  let next = used;
  for (const part of cutting.text.slice(start, end).split('-')) {
    const isNumber = /^\d+$/.test(part);
    next = isNumber
      ? addPlaceholder(cutting, next, NUM)
      : add(cutting, next, from, from + part.length);
    from += part.length + 1;
  }
  return next;
}

function cutUnicode(cutting: Cutting): number {
  const { text, codes } = cutting;
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  let used = 0;
  for (const { 0: found, index } of text.matchAll(UNICODE_TOKEN)) {
    const code = found.charCodeAt(0);
    const start = code === HASH ? index + 1 : index;
    const end = index + found.length;
    if (code <= LAST_MARK) used = addPlaceholder(cutting, used, MARKED - code);
    else if (UNSPACED.test(found)) used = addSegments(cutting, used, index, found);
    else if (/\p{N}/u.test(found)) used = addWithDigits(cutting, used, start, end);
    else used = addParts(cutting, used, start, end);
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
