import { fingerprint } from '../../adapter/fingerprint.ts';
import { htmlToText, looksLikeHtml } from '../../adapter/html-text.ts';

/** Which side a message comes from: customers' words are never taken for the staff's. */
export type Side = 'staff' | 'customer';

/** Where and how a message is seen. */
export interface MessagePlace {
  readonly ticketId: string;
  readonly visibility: 'public' | 'internal';
  readonly side: Side;
}

/** A message by what it says. */
export const wordOfText = ({ ticketId, visibility, side }: MessagePlace, text: string): string =>
  `text ${ticketId} ${visibility} ${side} ${fingerprint(text)}`;

/** A message by its native id. */
export const wordOfMessage = (ticketId: string, externalId: string): string =>
  `message ${ticketId} ${externalId}`;

/** Something that was done to a whole ticket. */
export const wordOfDeed = (ticketId: string, type: string): string => `did ${ticketId} ${type}`;

/** A ticket whose id is not known yet. Many have the same subject; few the same text as well. */
export const wordOfDraft = (desk: string, subject: string, text: string): string =>
  `draft ${desk} ${fingerprint([normalized(subject), text])}`;

/** A field that was given a value. */
export const wordOfField = (ticketId: string, path: string, value: unknown): string =>
  `field ${ticketId} ${path} ${fingerprint(comparable(value))}`;

/** A tag that came or went. Providers spell tags in small letters and without blanks. */
export const wordOfTag = (ticketId: string, sign: '+' | '-', tag: string): string =>
  `tag ${ticketId} ${sign} ${tag
    .trim()
    .toLowerCase()
    .replace(/[\s,]+/g, '_')}`;

/** Whatever a provider does to white space. */
const normalized = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Dates by their second, since not every provider keeps more; lists as sets. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (Array.isArray(value)) return value.map(String).sort();
  return value ?? null;
}

/**
 * What a body says, in each of the ways in which it may come back.
 *
 * @example textsOf(null, '<p>Hello  <b>Ada</b></p>') //=> ['Hello Ada']
 */
export function textsOf(
  text: string | null | undefined,
  html: string | null | undefined,
): readonly string[] {
  const texts = [text, html].flatMap((body) => {
    if (body === null || body === undefined) return [];
    // Some providers give HTML where text is asked for, and take it there as well.
    return looksLikeHtml(body) ? [htmlToText(body), body] : [body];
  });
  return [...new Set(texts.map(normalized))].filter((one) => one !== '');
}
