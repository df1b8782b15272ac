import { fingerprint } from '../../adapter/fingerprint.ts';
import { htmlToText } from '../../adapter/html-text.ts';
import type { MessageBody } from '../../model/message.ts';
import type { TicketPatch } from '../../model/ticket.ts';
import type { AnyFields } from '../../adapter/contract.ts';

/** A text as it comes back, whatever the provider did to its white space and markup. */
const normalized = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The text of a message that is or was written; `null` when there is none. */
export function textOf(body: {
  readonly text?: string | null;
  readonly html?: string | null;
}): string | null {
  const text =
    body.text ?? (body.html === null || body.html === undefined ? null : htmlToText(body.html));
  const plain = text === null ? '' : normalized(text);
  return plain === '' ? null : plain;
}

/** A message by its text, on a ticket or on a desk as a whole. */
export const wordOfText = (place: string, visibility: string, text: string): string =>
  `m ${place} ${visibility} ${fingerprint(text)}`;

/** A message by its native id. */
export const wordOfMessage = (ticketId: string, externalId: string): string =>
  `i ${ticketId} ${externalId}`;

/** A ticket that was made here. */
export const wordOfTicket = (ticketId: string): string => `c ${ticketId}`;

/** A ticket that is being made here, by what it is about. */
export const wordOfSubject = (desk: string, subject: string): string =>
  `n ${desk} ${fingerprint(normalized(subject))}`;

/** A field that was set here; `*` for whatever follows from another. */
export const wordOfField = (ticketId: string, field: string, value: unknown): string =>
  `f ${ticketId} ${field} ${value === '*' ? '*' : fingerprint(jsonOf(value))}`;

/** A tag that was added or removed here. */
export const wordOfTag = (ticketId: string, sign: '+' | '-', tag: string): string =>
  `t ${ticketId} ${sign} ${tag.toLowerCase()}`;

// Dates by their instant, lists as sets.
const jsonOf = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? [...value].map(String).sort() : (value ?? null);
};

/** Fields of a patch that have another path in the model. */
const PATHS: Readonly<Record<string, string>> = {
  assigneeId: 'assignee.id',
  requesterId: 'requester.id',
  nativeStatusId: 'nativeStatus.id',
};

/** What moves with a field although nobody set it. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  status: ['statusDetail', 'nativeStatus.id', 'resolvedAt', 'closedAt', 'snoozedUntil'],
  statusDetail: ['status', 'nativeStatus.id', 'snoozedUntil'],
  nativeStatusId: ['status', 'statusDetail', 'resolvedAt', 'closedAt'],
  assigneeId: ['groupId', 'assignee.id'],
  groupId: ['assignee.id'],
  snoozedUntil: ['status', 'statusDetail'],
};

const NO_FIELDS: ReadonlySet<string> = new Set([
  'tags',
  'customFields',
  'ifVersion',
  'message',
  'providerOptions',
]);

/** Every change that a patch may come back as. */
export function wordsOfPatch(ticketId: string, patch: TicketPatch<AnyFields>): readonly string[] {
  const words: string[] = [];
  for (const [name, value] of Object.entries(patch)) {
    if (NO_FIELDS.has(name) || value === undefined) continue;
    words.push(wordOfField(ticketId, PATHS[name] ?? name, value));
    for (const follower of FOLLOWERS[name] ?? []) words.push(wordOfField(ticketId, follower, '*'));
  }
  for (const [key, value] of Object.entries(patch.customFields ?? {})) {
    words.push(wordOfField(ticketId, `customFields.${key}`, value));
  }
  for (const tag of patch.tags?.add ?? []) words.push(wordOfTag(ticketId, '+', tag));
  for (const tag of patch.tags?.remove ?? []) words.push(wordOfTag(ticketId, '-', tag));
  return words;
}

/** The word of a message that is about to be written. */
export function wordsOfMessage(
  place: string,
  visibility: string,
  body: MessageBody,
): readonly string[] {
  const text = textOf(body);
  return text === null ? [] : [wordOfText(place, visibility, text)];
}
