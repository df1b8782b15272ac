import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { htmlToText } from '../../../src/adapter/html-text.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { Message } from '../../../src/model/message.ts';
import { FEEDBACK_SOURCE, MESSAGE_TYPES, messageChannelOf, REPLY_SOURCE } from '../enums.ts';
import { conversationWire, type FreshdeskConversation } from '../wire/messages.ts';
import { addressesOf } from './addresses.ts';
import { attachmentToUnified } from './attachments.ts';
import {
  dateOf,
  emptyToNull,
  entryOf,
  idOf,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { authorOf } from './message-author.ts';
import { withProvenanceHeader } from './message-provenance.ts';

/** What the entry itself does not say. */
export interface MessageContext extends TranslationContext {
  readonly ticketId: string;
  /** What the writer knows of an entry whose answer is short (sheet section 9.2). */
  readonly written?: {
    readonly visibility: Visibility;
    readonly incoming: boolean;
    readonly source: number;
  };
}

/**
 * An entry of a thread as a Message. An entry that does not say whether it is private is taken as
 * internal: showing a note to a customer cannot be undone. A customer's answer to a survey is
 * translated too, with `nativeType: 'feedback'`; threads leave it out (see `threadToUnified`).
 *
 * @throws {WireFormatError} when the payload lacks what every entry has.
 */
export function messageToUnified(
  json: unknown,
  context: MessageContext,
): Mapped<Message<FreshdeskConversation>> {
  const wire = parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' });
  const log = createWarningLog();
  const { written } = context;
  const source = sourceOf(wire) ?? written?.source ?? null;
  const incoming = wire.incoming ?? written?.incoming ?? null;
  const visibility = visibilityOf(wire, context, log);
  const id = idOf<'message'>(context, wire.id);
  const bodyText = textOf(wire, log);
  const claim = {
    createdAt: dateOf(wire.created_at, 'created_at'),
    author: authorOf(wire, { incoming, source }, context, log),
  };
  const { createdAt, author } = withProvenanceHeader(claim, bodyText, context, log);
  const value: Message<FreshdeskConversation> = {
    id,
    externalId: String(wire.id),
    ticketId: idOf(context, context.ticketId),
    visibility,
    author,
    bodyText,
    bodyHtml: emptyToNull(wire.body),
    strippedText: null,
    attachments: (wire.attachments ?? []).map((file) => attachmentToUnified(file, context, id)),
    channel: channelOf(wire, source, log),
    createdAt,
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    // Whom a note was shown to, and whom a reply went to, in the words of each answer.
    to: addressesOf(wire.to_emails ?? wire.notified_to ?? wire.replied_to),
    cc: addressesOf(wire.cc_emails),
    bcc: addressesOf(wire.bcc_emails),
    inReplyTo: null,
    // The description opens a ticket, and an entry that repeats it is left out of its thread.
    isFirst: false,
    isRedacted: false,
    deliveryStatus: deliveryStatusOf(wire),
    nativeType: source === null ? null : (entryOf(MESSAGE_TYPES, source) ?? String(source)),
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** Whether an entry of a thread is a customer's answer to a survey (sheet section 6.4). */
export const isFeedback = (wire: FreshdeskConversation): boolean =>
  sourceOf(wire) === FEEDBACK_SOURCE;

const sourceOf = (wire: FreshdeskConversation): number | null => wire.source ?? wire.Source ?? null;

function visibilityOf(
  wire: FreshdeskConversation,
  { written }: MessageContext,
  log: WarningLog,
): Visibility {
  if (wire.private !== null && wire.private !== undefined) {
    return wire.private ? 'internal' : 'public';
  }
  if (written !== undefined) return written.visibility;
  log.add({
    type: 'defaulted',
    field: 'visibility',
    reason: 'Freshdesk does not say whether the entry is private.',
    to: 'internal',
  });
  return 'internal';
}

/** Freshdesk's own text; its line breaks have become blanks in replies (sheet section 5). */
function textOf(wire: FreshdeskConversation, log: WarningLog): string | null {
  if (wire.body_text !== null && wire.body_text !== undefined) return wire.body_text;
  const html = emptyToNull(wire.body);
  const blocks = wire.structured_body?.body_contents ?? [];
  const text =
    html === null
      ? blocks.flatMap(({ data }) => emptyToNull(data?.content) ?? []).join('\n')
      : htmlToText(html);
  if (text === '') return null;
  log.add({ type: 'derived', field: 'bodyText', reason: 'Freshdesk gives no plain text here.' });
  return text;
}

function channelOf(
  wire: FreshdeskConversation,
  source: number | null,
  log: WarningLog,
): Message['channel'] {
  const channel = messageChannelOf(source, log);
  // A reply with an envelope is a mail; without one it went the way of its ticket.
  const isMail = source === REPLY_SOURCE && (wire.support_email ?? wire.from_email) != null;
  return isMail ? { ...channel, kind: 'email' } : channel;
}

function deliveryStatusOf(wire: FreshdeskConversation): Message['deliveryStatus'] {
  const { delivery_details: details } = wire;
  if ((wire.email_failure_count ?? 0) > 0) return 'failed';
  if ((details?.failed_emails ?? []).length > 0) return 'failed';
  return (details?.pending_emails ?? []).length > 0 ? 'queued' : null;
}
