const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": '#39',
  '`': '#96',
};

/** Control characters, noncharacters and halves of a pair: no HTML document may hold them. */
const NOT_TEXT = /(?![\t\n\r])\p{Cc}|[\p{Cs}\p{NChar}]/gu;

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
    .replace(/[&<>"'`]/g, (character) => `&${ENTITIES[character]};`);
}
