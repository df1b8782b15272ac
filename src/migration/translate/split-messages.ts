import type { Manifest } from '../../adapter/manifest.ts';
import { htmlToText, textToHtml, escapeHtml } from '../../adapter/html-text.ts';
import type { MessageBody } from '../../model/message.ts';
import type { Loss } from '../ledger/types.ts';
import { foldText, wordsOf } from './plain-words.ts';
import { splitFiles } from './split-files.ts';
import { headerOf } from './split-header.ts';
import { splitHtml } from './split-html.ts';
import { bytesOf, type Measure, splitText } from './split-text.ts';
import type { TranslatedTicket } from './types.ts';

type Draft = TranslatedTicket['draft']['messages'][number];

/** Whatever a desk makes of it: plain text may be written as HTML, and two braces may be escaped. */
const room: Measure = (text) =>
  Math.max(bytesOf(text), bytesOf(textToHtml(text))) + (text.split('{').length - 1);

const roomOf = ({ html, text }: MessageBody): number =>
  html == null ? room(text ?? '') : bytesOf(html) + (html.split('{').length - 1);

/** The parts of a body that is too long; `isPlain` where its markup was in the way. */
function partsOf(
  body: MessageBody,
  most: number,
): { readonly bodies: readonly MessageBody[]; readonly isPlain: boolean } {
  const { html, text } = body;
  const plain = text ?? htmlToText(html ?? '');
  const header = headerOf(body);
  const reserved = header === '' ? 0 : room(`${header}\n`) + '<br>'.length;
  const parts = html == null ? null : splitHtml(html, most - reserved);
  if (parts !== null) {
    const [first = '', ...others] = parts.filter((part) => htmlToText(part) !== '');
    const before = header === '' ? '' : `${escapeHtml(header)}<br>`;
    const bodies = [first, ...others.map((part) => `${before}${part}`)];
    return {
      bodies: bodies.map((part) => ({ html: part, text: htmlToText(part) })),
      isPlain: false,
    };
  }
  const [first = '', ...others] = splitText(plain, most - reserved, room);
  const before = header === '' ? '' : `${header}\n`;
  const bodies = [first, ...others.map((part) => `${before}${part}`)];
  return { bodies: bodies.map((part) => ({ text: part })), isPlain: html != null };
}

const reasonOf = (count: number, isPlain: boolean): string =>
  `Longer than the target takes at once: written as ${count} messages${isPlain ? ', without its markup' : ''}.`;

/**
 * The ticket with messages that are too long for the target, or have too many files, as several ones of the same
 * author and second, in order.
 */
export const splitMessages = (
  ticket: TranslatedTicket,
  { messageBodyBytes, messageFiles }: Pick<Manifest['limits'], 'messageBodyBytes' | 'messageFiles'>,
): TranslatedTicket => splitFiles(splitBodies(ticket, messageBodyBytes), messageFiles);

/**
 * The ticket with its long messages as several ones where the target takes no more than `most` bytes at once. Files
 * and copies stay with the first part. Every word is in one of them, which the expectation says part by part.
 */
function splitBodies(ticket: TranslatedTicket, most: number | null): TranslatedTicket {
  const { draft, expected, losses } = ticket;
  if (most === null || draft.messages.every(({ body }) => roomOf(body) <= most)) return ticket;
  const messages: Draft[] = [];
  const wanted: TranslatedTicket['expected']['messages'][number][] = [];
  const declared: Loss[] = [];
  for (const [index, message] of draft.messages.entries()) {
    const whole = expected.messages[index];
    if (whole === undefined || roomOf(message.body) <= most) {
      messages.push(message);
      if (whole !== undefined) wanted.push(whole);
      continue;
    }
    const { bodies, isPlain } = partsOf(message.body, most);
    const reason = reasonOf(bodies.length, isPlain);
    declared.push({ type: 'coerced', field: 'body', reason, message: whole.source });
    const { attachments: _attachments, cc: _cc, ...alike } = message;
    for (const [part, body] of bodies.entries()) {
      messages.push(part === 0 ? { ...message, body } : { ...alike, body });
      const words = wordsOf({ bodyHtml: body.html ?? null, bodyText: body.text ?? null });
      wanted.push({ ...whole, text: foldText(words), files: part === 0 ? whole.files : [] });
    }
  }
  return {
    ...ticket,
    draft: { ...draft, messages },
    expected: { ...expected, messages: wanted },
    losses: [...losses, ...declared],
  };
}
