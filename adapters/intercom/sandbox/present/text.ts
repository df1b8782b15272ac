const named: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};
const characters: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names of contacts and authors come HTML-escaped (section 9, trap 14). */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => characters[character] ?? character);
}

export interface PlainTextOptions {
  /** Webhooks put a mark where media stood (section 9). */
  readonly marks?: boolean;
}

/** HTML as the text that `display_as=plaintext` and newer webhooks carry (section 9). */
export function toPlainText(html: string, options: PlainTextOptions = {}): string {
  const image = options.marks === true ? '[Image]' : '';
  return html
    .replace(/<img\b[^>]*>/gi, image)
    .replace(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gis, (_all, url: string, label: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/<br\s*\/?>\n?/gi, '\n')
    .replace(/<\/(?:p|div|h[1-6])>\n?/gi, '\n\n')
    .replace(/<\/li>\n?/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => named[entity] ?? entity)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
