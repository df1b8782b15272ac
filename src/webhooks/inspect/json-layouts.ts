import { jsonOf } from './encodings.ts';
import type { Variant } from './variant.ts';

/** How JSON is laid out: what one level is indented by, what follows a colon and a comma. */
interface Layout {
  readonly label: string;
  /** `null`: all in one line. */
  readonly indent: string | null;
  readonly gap: string;
}

const LAYOUTS: readonly Layout[] = [
  { label: 'an indentation of 2 spaces', indent: '  ', gap: ' ' },
  { label: 'an indentation of 3 spaces', indent: '   ', gap: ' ' },
  { label: 'an indentation of 4 spaces', indent: '    ', gap: ' ' },
  { label: 'no white space', indent: null, gap: '' },
  { label: 'a space behind colons and commas', indent: null, gap: ' ' },
  { label: 'an indentation by tabs', indent: '\t', gap: ' ' },
];

/** How the characters of texts are written. */
interface Spelling {
  readonly label: string;
  spell(token: string): string;
}

const unicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const plain = (token: string): string =>
  token.startsWith('"') ? JSON.stringify(jsonOf(token)) : token;
const slashes = (token: string): string => plain(token).replaceAll('/', '\\/');
const ascii = (token: string): string => plain(token).replace(/[\u007F-\uFFFF]/g, unicode);

const SPELLINGS: readonly Spelling[] = [
  { label: '', spell: (token) => token },
  { label: ', unescaped characters', spell: plain },
  { label: ', escaped slashes', spell: slashes },
  { label: ', escaped characters beyond ASCII', spell: ascii },
  {
    label: ', escaped slashes and characters beyond ASCII',
    spell: (token) => ascii(token).replaceAll('/', '\\/'),
  },
  {
    label: ', escaped <, > and &',
    spell: (token) => plain(token).replace(/[<>&\u2028\u2029]/g, unicode),
  },
  {
    label: ', escaped characters beyond ASCII in capitals',
    spell: (token) =>
      ascii(token).replace(
        /\\u([0-9a-f]{4})/g,
        (_all, digits: string) => `\\u${digits.toUpperCase()}`,
      ),
  },
];

const ENDINGS = [
  { label: '', text: '' },
  { label: ' and a line feed at the end', text: '\n' },
  { label: ' and CR LF at the end', text: '\r\n' },
] as const;

/** Deeper bodies are left alone: every level makes every line longer. */
const MAX_DEPTH = 64;
const PUNCTUATION = new Set(['{', '}', '[', ']', ',', ':']);
const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\r' || character === '\t';

function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  for (; end !== -1; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
  return json.length;
}

function endOfWord(json: string, start: number): number {
  let end = start + 1;
  while (end < json.length && !isSpace(json[end]) && !PUNCTUATION.has(json[end] ?? '')) end += 1;
  return end;
}

/** The tokens of valid JSON as they are spelled: numbers and order of keys survive, unlike in parsing. */
function tokensOf(json: string): readonly string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < json.length) {
    const character = json[at] ?? '';
    if (isSpace(character)) {
      at += 1;
      continue;
    }
    const isMark = PUNCTUATION.has(character);
    const end = isMark ? at + 1 : (character === '"' ? endOfText : endOfWord)(json, at);
    tokens.push(json.slice(at, end));
    at = end;
  }
  return tokens;
}

/** Lays tokens out; `null` when that makes more text than allowed. */
function layOut(
  tokens: readonly string[],
  { indent, gap }: Layout,
  maxLength: number,
): string | null {
  let text = '';
  let depth = 0;
  const newLine = (): string => (indent === null ? '' : `\n${indent.repeat(depth)}`);
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1] ?? '';
    if (token === '}' || token === ']') {
      depth -= 1;
      if (before !== '{' && before !== '[') text += newLine();
      text += token;
    } else {
      if (before === '{' || before === '[') text += newLine();
      text += token;
      if (token === ':') text += gap;
      if (token === ',') text += indent === null ? gap : newLine();
      if (token === '{' || token === '[') depth += 1;
    }
    if (depth > MAX_DEPTH || text.length > maxLength) return null;
  }
  return text;
}

function* spelledTokens(
  tokens: readonly string[],
): Generator<{ readonly tokens: readonly string[]; readonly label: string }> {
  const seen: (readonly string[])[] = [];
  for (const { label, spell } of SPELLINGS) {
    const spelled = tokens.map(spell);
    const known = seen.some((other) => other.every((token, index) => token === spelled[index]));
    if (known) continue;
    seen.push(spelled);
    yield { tokens: spelled, label };
  }
}

/**
 * A JSON text in the other layouts and spellings that serializers give, the usual ones first.
 * Nothing for what is no JSON object or list.
 */
export function* jsonLayouts(json: string): Generator<Variant<string>> {
  const value = jsonOf(json);
  if (typeof value !== 'object' || value === null) return;
  const maxLength = json.length * 4 + 65_536;
  for (const { tokens, label: spelling } of spelledTokens(tokensOf(json))) {
    for (const layout of LAYOUTS) {
      const text = layOut(tokens, layout, maxLength);
      if (text === null) continue;
      for (const ending of ENDINGS) {
        const label = `the JSON written with ${layout.label}${spelling}${ending.label}`;
        yield { value: text + ending.text, label };
      }
    }
  }
}
