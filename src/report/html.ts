import { ConfigurationError } from '../errors/index.ts';
import { escapeHtml } from '../text/escape-html.ts';

const SAFE: unique symbol = Symbol.for('polydesk.safeHtml');

/** Markup that `html` or `trustedHtml` has made. No JSON can look like one, so data is never taken for it. */
export interface SafeHtml {
  readonly [SAFE]: string;
}

/** What a template may hold. `null`, `undefined` and `false` leave nothing; lists are joined. */
export type HtmlValue =
  | string
  | number
  | SafeHtml
  | null
  | undefined
  | false
  | readonly HtmlValue[];

type Place = 'text' | 'tag' | 'double' | 'single' | 'raw';

/**
 * Marks a constant of the program as markup. Never for data: nothing is escaped.
 *
 * @example
 * markupOf(trustedHtml('<hr>')) //=> '<hr>'
 */
export function trustedHtml(constant: string): SafeHtml {
  return { [SAFE]: constant };
}

/**
 * The markup as a string, to be written to a file.
 *
 * @example
 * markupOf(html`<p>${'a & b'}</p>`) //=> '<p>a &amp; b</p>'
 */
export function markupOf(safe: SafeHtml): string {
  return safe[SAFE];
}

/** Where each template's values stand; a template's text never changes. */
const placesByTemplate = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * A template whose values are escaped, unless they are markup from another `html`. Values belong
 * into element content or quoted attributes; anywhere else only markup is allowed.
 *
 * @throws {ConfigurationError} for text inside a tag but outside quotes, inside `<style>` or
 *   `<script>`, and for numbers that are not finite.
 * @example
 * markupOf(html`<b title="${'"'}">${['<', html`<i>x</i>`, null]}</b>`)
 * //=> '<b title="&quot;">&lt;<i>x</i></b>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  const places = placesByTemplate.get(strings) ?? placesOf(strings);
  placesByTemplate.set(strings, places);
  const parts = strings.map((text, index) =>
    index < values.length ? text + render(values[index], places[index] ?? 'tag') : text,
  );
  return { [SAFE]: parts.join('') };
}

function render(value: HtmlValue, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map((each) => render(each, place)).join('');
  if (isSafe(value)) return value[SAFE];
  if (place === 'tag' || place === 'raw') {
    throw new ConfigurationError('Text in an HTML template belongs into content or into quotes.');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ConfigurationError('A number in an HTML template is not finite.');
  }
  return escapeHtml(String(value));
}

const isSafe = (value: HtmlValue): value is SafeHtml =>
  typeof value === 'object' && value !== null && SAFE in value;

/** Reads a template's text as an HTML tokenizer would, as far as values are concerned. */
function placesOf(strings: TemplateStringsArray): readonly Place[] {
  let place: Place = 'text';
  let tag = '';
  const step = (character: string, rest: string): void => {
    if (place === 'text' && character === '<') {
      place = 'tag';
      tag = /^<(style|script)?\b/i.exec(rest)?.[1]?.toLowerCase() ?? '';
    } else if (place === 'tag' && character === '"') place = 'double';
    else if (place === 'tag' && character === "'") place = 'single';
    else if (place === 'double' && character === '"') place = 'tag';
    else if (place === 'single' && character === "'") place = 'tag';
    else if (place === 'tag' && character === '>') {
      place = tag === 'style' || tag === 'script' ? 'raw' : 'text';
    } else if (place === 'raw' && rest.toLowerCase().startsWith(`</${tag}`)) {
      place = 'tag';
      tag = '';
    }
  };
  return strings.map((text) => {
    for (let index = 0; index < text.length; index += 1)
      step(text.charAt(index), text.slice(index, index + 12));
    return place;
  });
}

/**
 * A link's address if it is an absolute `http:` or `https:` URL without credentials; `null` for
 * every other one.
 *
 * @example
 * safeUrl('javascript:alert(1)') //=> null
 */
export function safeUrl(url: string | null | undefined): string | null {
  if (url === null || url === undefined || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' ? href : null;
}

/**
 * The text as a link if its address is safe, otherwise the text alone.
 *
 * @example
 * markupOf(link('42', 'javascript:alert(1)')) //=> '42'
 */
export function link(text: HtmlValue, url: string | null | undefined): SafeHtml {
  const href = safeUrl(url);
  return href === null
    ? html`${text}`
    : html`<a href="${href}" rel="noopener noreferrer">${text}</a>`;
}
