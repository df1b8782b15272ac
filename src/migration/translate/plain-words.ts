import { htmlToText } from '../../adapter/html-text.ts';
import { parseProvenanceHeader } from '../../adapter/provenance-header.ts';

interface Body {
  readonly bodyText: string | null;
  readonly bodyHtml: string | null;
}

/** Text that compares equal whatever the markup, the blanks and the way its accents are written. */
export const foldText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200b\u200c\u200d\u2060\ufeff]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** What a message says, without the headers that imports put in front. */
export function wordsOf({ bodyText, bodyHtml }: Body): string {
  let text = bodyHtml === null ? (bodyText ?? '') : htmlToText(bodyHtml);
  for (let header = parseProvenanceHeader(text); header !== null; ) {
    text = header.text;
    header = parseProvenanceHeader(text);
  }
  return foldText(text);
}
