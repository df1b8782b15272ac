import { escapeHtml } from '../text/escape-html.ts';

export { escapeHtml };

/** Elements that begin on a line of their own, and what stands there for them. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Elements whose content nobody reads. */
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template']);
const BREAKS: ReadonlyMap<string, string> = new Map([
  ['br', '\n'],
  ['li', '\n- '],
  ['/p', '\n\n'],
  ['/td', '\t'],
  ['/th', '\t'],
]);
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const ALT = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  deg: '°',
  times: '×',
};

function codePoint(value: number): string {
  const valid = value > 0 && value <= 0x10_ff_ff && !(value >= 0xd8_00 && value <= 0xdf_ff);
  return valid ? String.fromCodePoint(value) : '\ufffd';
}

/**
 * Resolves HTML entities in text: the usual names, and numbers of either base. Names that are not
 * known stay as they are.
 *
 * @example decodeEntities('Phone &amp; SMS &#x2713;') //=> 'Phone & SMS ✓'
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi,
    (whole, hex, dec, name) => {
      if (hex !== undefined) return codePoint(Number.parseInt(String(hex), 16));
      if (dec !== undefined) return codePoint(Number(dec));
      const key = String(name);
      return Object.hasOwn(NAMED, key) ? (NAMED[key] ?? whole) : whole;
    },
  );
}

/**
 * The text of a message's HTML: paragraphs, list items and line breaks begin lines, links keep
 * their address in brackets, images their description, scripts and styles vanish. Small on
 * purpose; whoever needs tables laid out passes a converter of his own.
 *
 * @example htmlToText('<p>Hello<br>Ada</p><p>See <a href="https://a.example/b">this</a></p>')
 * //=> 'Hello\nAda\n\nSee this (https://a.example/b)'
 */
export function htmlToText(html: string): string {
  return decodeEntities(textOf(html))
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * One walk from the first character to the last, because a customer can write a megabyte of tags
 * that never end: a pattern that begins anew at each of them would take minutes.
 */
function textOf(html: string): string {
  const parts: string[] = [];
  let link: { readonly start: number; readonly address: string | null } | undefined;
  const next = createFinder(html);
  const unclosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const begin = next('<', at);
    parts.push(html.slice(at, begin).replace(/\s+/g, ' '));
    if (begin === html.length) break;
    const end = html.startsWith('<!--', begin) ? next('-->', begin + 4) + 3 : next('>', begin) + 1;
    const name = /^<(\/?[a-z][^\s/>]*|!)/i.exec(html.slice(begin, begin + 16))?.[1]?.toLowerCase();
    if (name === undefined || end > html.length) {
      parts.push('<');
      at = begin + 1;
      continue;
    }
    const tag = html.slice(begin, end);
    at = UNSEEN.has(name) ? behindElement(html, name, end, unclosed) : end;
    if (name === 'a') link = { start: parts.length, address: valueIn(tag, HREF) };
    else if (name === '/a' && link !== undefined) {
      parts.push(linkText(link.address, parts.splice(link.start).join('')));
      link = undefined;
    } else if (name === 'img') parts.push(valueIn(tag, ALT) ?? '');
    else parts.push(BREAKS.get(name) ?? (BLOCKS.has(name.replace('/', '')) ? '\n' : ''));
  }
  return parts.join('');
}

type Finder = (text: string, from: number) => number;

/** Where a text stands next; the length of the whole where it does not, which is looked up once. */
function createFinder(html: string): Finder {
  const missing = new Map<string, number>();
  return (text, from) => {
    if (from >= (missing.get(text) ?? Number.POSITIVE_INFINITY)) return html.length;
    const found = html.indexOf(text, from);
    if (found < 0) missing.set(text, from);
    return found < 0 ? html.length : found;
  };
}

/** The place behind an element and its content; behind its opening tag if nothing closes it. */
function behindElement(html: string, name: string, from: number, unclosed: Set<string>): number {
  if (unclosed.has(name)) return from;
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  if (closing.exec(html) !== null) return closing.lastIndex;
  unclosed.add(name);
  return from;
}

/** The value of an attribute inside a tag; `null` without one. */
function valueIn(tag: string, attribute: RegExp): string | null {
  const [, double, single] = attribute.exec(tag) ?? [];
  return double ?? single ?? null;
}

function linkText(address: string | null, label: string): string {
  if (address === null) return label;
  const url = address.trim();
  const words = label.trim();
  if (words === '') return url;
  // An address that is its own label, or that a reader cannot follow, is not said twice.
  const said = words === url || url.replace(/^(mailto|tel):/i, '') === words;
  return said || !/^(https?|mailto):/i.test(url) ? label : `${label} (${url})`;
}

/**
 * HTML that reads like the text: line breaks and runs of blanks stay.
 *
 * @example textToHtml('a < b\nnext') //=> 'a &lt; b<br>next'
 */
export const textToHtml = (text: string): string =>
  text
    .replace(/[&<>]/g, escapeHtml)
    .replace(/\t/g, '    ')
    .replace(/ (?= )|^ | $/gm, '&nbsp;')
    .replace(/\r?\n/g, '<br>');

/**
 * Whether a body is HTML rather than text: it holds a tag or an entity.
 *
 * @example looksLikeHtml('<p>Hi</p>') //=> true
 * @example looksLikeHtml('1 < 2') //=> false
 */
export const looksLikeHtml = (body: string): boolean =>
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});/i.test(body);
