import { escapeHtml } from '../present/text.ts';

/**
 * Text of a customer: HTML is not supported, it comes back in paragraphs (section 7.1). How blank
 * lines split it is not known for certain.
 */
export function fromPlainText(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeBody(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

/** Quotes stay as they are in bodies; only names were recorded with every character escaped. */
function escapeBody(text: string): string {
  return escapeHtml(text).replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}

const looksLikeHtml = /<\/?[a-z][^>]*>/i;
const blocks = '(?:p|div|h[1-6]|ul|ol|li|blockquote|pre|table)';

/**
 * A teammate's HTML as the server rewrites it: no document around it, nothing that runs, paragraphs
 * with a class, blocks on lines of their own (section 9).
 */
export function fromStaffText(given: string): string {
  if (!looksLikeHtml.test(given)) return fromPlainText(given);
  const safe = given
    .replace(/<(script|style|head)\b[^>]*>.*?<\/\1>/gis, '')
    .replace(/<\/?(?:html|body|!doctype|script|style)\b[^>]*>/gi, '')
    .replace(/\son\w+="[^"]*"/gi, '')
    .trim();
  const html = new RegExp(`^<${blocks}\\b`, 'i').test(safe) ? safe : `<p>${safe}</p>`;
  return html
    .replace(/<p>/gi, '<p class="no-margin">')
    .replace(new RegExp(`(</?${blocks}[^>]*>)\\s+(?=<)`, 'gi'), '$1\n')
    .replace(new RegExp(`(</${blocks}>)(?=<${blocks}\\b)`, 'gi'), '$1\n');
}

/** What stands in place of a text that was redacted (section 7). */
export const redactedBody = '<p><i>This message was deleted</i></p>';
