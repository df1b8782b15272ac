import { htmlToText } from '../../adapter/html-text.ts';
import { parseProvenanceHeader } from '../../adapter/provenance-header.ts';
import type { MessageBody } from '../../model/message.ts';

/** The line of an author whom the target does not know: it stands before each part of a message. */
export function headerOf({ html, text }: MessageBody): string {
  const plain = text ?? htmlToText(html ?? '');
  const header = parseProvenanceHeader(plain);
  return header === null ? '' : plain.slice(0, plain.length - header.text.length).trim();
}
