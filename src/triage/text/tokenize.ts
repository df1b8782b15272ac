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
const UNICODE_TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+|#?(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー])[\p{L}\p{M}\p{N}_])+(?:['-](?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]+)*/gu;
const ADDRESS = /@|:\/\/|www\./i;

/** Prefixes that make letters and digits the number of a thing, not an error code. */
const ID_PREFIX = /^(?:ord|order|inv|invoice|rma|po|tkt|ticket|case|sku|ref|acct|id)[-_]?\d/;
const CODE = /^(?:0x[\da-f]+|[a-z]{1,8}[-_]?\d{1,5}|\d{1,3}[a-z]{1,4})$/;
const LONG_NUMBER = 6;

/**
 * The words of a text in a comparable form: NFKC, lower case; Chinese, Japanese and Thai are cut
 * into words by `Intl.Segmenter` (where it is missing: pairs of characters). Numbers become `<num>`,
 * e-mail addresses `<email>`, web addresses `<url>`, order numbers and the like `<id>`; error codes
 * such as `e-1042` stay whole.
 *
 * @example tokenize('Order #12345678 fails with E-1042') //=> ['order', '<id>', 'fails', 'with', 'e-1042']
 */
export function tokenize(text: string): readonly string[] {
  const words = ASCII_ONLY.test(text)
    ? text.toLowerCase()
    : limitMarks(text).normalize('NFKC').toLowerCase();
  const prepared = ADDRESS.test(words) ? words.split(/\s+/u).map(withoutAddress).join(' ') : words;
  return ASCII_ONLY.test(prepared) ? asciiTokens(prepared) : unicodeTokens(prepared);
}

// \u0001 and \u0002 stand for the placeholders while the text is cut; both are no letters.
const EMAIL_MARK = '\u0001';
const URL_MARK = '\u0002';

function withoutAddress(chunk: string): string {
  if (chunk.includes('://') || chunk.startsWith('www.')) return URL_MARK;
  const at = chunk.indexOf('@');
  return at > 0 && chunk.indexOf('.', at) > at ? EMAIL_MARK : chunk;
}

function asciiTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 1 || code === 2) tokens.push(code === 1 ? '<email>' : '<url>');
    if (CLASSES[code] === 0 && code !== HASH) {
      at += 1;
      continue;
    }
    const start = at;
    let hasDigit = false;
    let joined = false;
    if (code === HASH) at += 1;
    for (; at < length; at += 1) {
      const next = text.charCodeAt(at);
      const kind = classOf(next);
      if (kind === 2) hasDigit = true;
      else if (kind === 0) {
        if (!joins(text, at, next)) break;
        joined = joined || next !== APOSTROPHE;
      }
    }
    if (at === start + 1 && code === HASH) continue;
    const word = text.slice(start, at);
    if (hasDigit) pushWithDigits(tokens, word);
    else if (code === HASH) tokens.push(word.slice(1));
    else if (joined && word.includes('-')) pushAll(tokens, word.split('-'));
    else tokens.push(word);
  }
  return tokens;
}

/** Inside a word: an apostrophe between letters, a hyphen or underscore between word characters. */
function joins(text: string, at: number, code: number): boolean {
  const before = classOf(text.charCodeAt(at - 1));
  // Past the end there is no code, which is of no class.
  const after = classOf(text.charCodeAt(at + 1));
  if (code === APOSTROPHE) return before === 1 && after === 1;
  return (code === HYPHEN || code === UNDERSCORE) && before > 0 && after > 0;
}

function pushWithDigits(tokens: string[], word: string): void {
  const bare = word.startsWith('#') ? word.slice(1) : word;
  if (/^\d+$/.test(bare))
    tokens.push(bare.length >= LONG_NUMBER || bare !== word ? '<id>' : '<num>');
  else if (ID_PREFIX.test(bare)) tokens.push('<id>');
  else if (CODE.test(bare)) tokens.push(bare);
  else if (bare.includes('-') && !/\d{4}/.test(bare)) {
    for (const part of bare.split('-')) tokens.push(/^\d+$/.test(part) ? '<num>' : part);
  } else tokens.push(/\d.*\d.*\d/.test(bare) ? '<id>' : bare);
}

/** One after the other: a call takes some ten thousand arguments, a text may have more words. */
function pushAll(tokens: string[], more: readonly string[]): void {
  for (const one of more) tokens.push(one);
}

function unicodeTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const chunk of text.split(/([\u0001\u0002])/u)) {
    if (chunk === EMAIL_MARK || chunk === URL_MARK) {
      tokens.push(chunk === EMAIL_MARK ? '<email>' : '<url>');
      continue;
    }
    for (const [word] of chunk.replaceAll('’', "'").matchAll(UNICODE_TOKEN)) {
      if (UNSPACED.test(word)) pushAll(tokens, segment(word));
      else if (/\p{N}/u.test(word)) pushWithDigits(tokens, word);
      else pushAll(tokens, word.replace('#', '').split('-'));
    }
  }
  return tokens;
}

let segmenter: Intl.Segmenter | null | undefined;

// Each segment that it finds holds a copy of all that it was given, so that goes in pieces.
const PIECES = /[^]{1,500}/gu;

function segment(run: string): readonly string[] {
  segmenter ??= 'Segmenter' in Intl ? new Intl.Segmenter('ja', { granularity: 'word' }) : null;
  if (segmenter === null) return pairsOf(run);
  const words: string[] = [];
  for (const piece of run.match(PIECES) ?? [])
    for (const part of segmenter.segment(piece)) words.push(part.segment);
  return words;
}

/** Neighbouring characters, for runtimes without a segmenter. */
export function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.length < 2
    ? characters
    : characters.slice(1).map((_, index) => characters.slice(index, index + 2).join(''));
}
