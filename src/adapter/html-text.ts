/** Elements that begin on a line of their own. */
const BLOCKS =
  'address|article|aside|blockquote|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul';
const BLOCK = new RegExp(`</?(?:${BLOCKS})(?:\\s[^>]*)?/?>`, 'gi');
const UNSEEN = /<(script|style|head|title|template)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const LINK = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi;
const IMAGE = /<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;
const TAG = /<\/?[a-z][^>]*>|<![a-z][^>]*>/gi;

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
  const text = html
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .replace(LINK, (_whole, double, single, label) => linkText(double ?? single, String(label)))
    .replace(IMAGE, (_whole, double, single) => String(double ?? single ?? ''))
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<li(?:\s[^>]*)?>/gi, '\n- ')
    .replace(/<\/p\s*>/gi, '\n\n')
    .replace(/<\/t[dh]\s*>/gi, '\t')
    .replace(BLOCK, '\n')
    .replace(TAG, '');
  return decodeEntities(text)
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linkText(address: unknown, label: string): string {
  const url = typeof address === 'string' ? address.trim() : '';
  const words = label.replace(TAG, '').trim();
  if (words === '') return url;
  // An address that is its own label, or that a reader cannot follow, is not said twice.
  const said = words === url || url.replace(/^(mailto|tel):/i, '') === words;
  return said || !/^(https?|mailto):/i.test(url) ? label : `${label} (${url})`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text that reads the same inside HTML. @example escapeHtml('a < b') //=> 'a &lt; b' */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/**
 * HTML that reads like the text: line breaks and runs of blanks stay.
 *
 * @example textToHtml('a < b\nnext') //=> 'a &lt; b<br>next'
 */
export const textToHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
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
