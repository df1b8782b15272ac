const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** These, and what no HTML document may hold: control characters, noncharacters, halves of a pair. */
const UNFIT = /[&<>"'`\p{Cs}\p{NChar}]|(?![\t\n\r])\p{Cc}/gu;

/**
 * Text as HTML, fit for element content and for quoted attributes, in either kind of quotes. What no HTML
 * document may hold (control characters, lone surrogates) becomes U+FFFD.
 *
 * @example
 * escapeHtml('<b title="x">') //=> '&lt;b title=&quot;x&quot;&gt;'
 */
export const escapeHtml = (text: string): string =>
  text.replace(UNFIT, (character) => ENTITIES[character] ?? '\uFFFD');
