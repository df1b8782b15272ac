const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Control characters, noncharacters and halves of a pair: no HTML document may hold them. */
const NOT_TEXT =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/gu;

/**
 * Text as HTML, fit for element content and for quoted attributes, in either kind of quotes. What no HTML
 * document may hold (control characters, lone surrogates) becomes U+FFFD.
 *
 * @example
 * escapeHtml('<b title="x">') //=> '&lt;b title=&quot;x&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  return text
    .replace(NOT_TEXT, '\uFFFD')
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}
