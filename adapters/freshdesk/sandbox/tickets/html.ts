const block = /^\s*<(div|p|table|ul|ol|h[1-6]|blockquote|pre|section|article)\b/i;

/** HTML as it is kept: scripts and handlers are gone, plain text is wrapped (section 5). */
export function toHtml(text: string): string {
  const clean = text
    .replace(/<(script|style|iframe)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<\/?(script|style|iframe)\b[^>]*>/gi, '')
    .replace(/\s+on\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '');
  return block.test(clean) ? clean : `<div>${clean}</div>`;
}

const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** The plain text that goes with it: each line break becomes a space (section 5). */
export function toText(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<\/(p|div|li|tr|h[1-6])>\s*(?=\S)/gi, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .trim();
}
