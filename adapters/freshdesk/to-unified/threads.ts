import { fingerprint } from '../../../src/adapter/fingerprint.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Author, Message } from '../../../src/model/message.ts';
import type { MappingWarning } from '../../../src/model/provenance.ts';
import { CHAT_SOURCES, channelOf, OUTBOUND_EMAIL_SOURCE } from '../enums.ts';
import { conversationWire, type FreshdeskConversation } from '../wire/messages.ts';
import { type FreshdeskTicket, ticketWire } from '../wire/tickets.ts';
import { addressesOf } from './addresses.ts';
import { attachmentToUnified } from './attachments.ts';
import {
  dateOf,
  emptyToNull,
  idOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { withProvenanceHeader } from './message-provenance.ts';
import { isFeedback, messageToUnified } from './messages.ts';
import { requesterOf } from './ticket-people.ts';

type ThreadMessage = Message<FreshdeskConversation | FreshdeskTicket>;

const DESCRIPTION = '-description';

/**
 * The native id of a ticket's first message. Freshdesk has no entry for it (the description is part
 * of the ticket), so the ticket's id with a suffix names it: stable, and no number that an entry
 * could have.
 *
 * @example firstMessageIdOf(42) //=> '42-description'
 */
export const firstMessageIdOf = (ticketId: string | number): string => `${ticketId}${DESCRIPTION}`;

/** Whether a native message id names a ticket's description. */
export const isFirstMessageId = (nativeId: string): boolean => nativeId.endsWith(DESCRIPTION);

/**
 * A ticket's description as the first message of its thread.
 *
 * @throws {WireFormatError} when the payload is not a ticket.
 */
export function firstMessageToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Message<FreshdeskTicket>> {
  const wire = parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' });
  const log = createWarningLog();
  const nativeId = firstMessageIdOf(wire.id);
  const id = idOf<'message'>(context, nativeId);
  const bodyText = emptyToNull(wire.description_text);
  const claim = {
    createdAt: dateOf(wire.created_at, 'created_at'),
    author: openerOf(wire, context),
  };
  const { createdAt, author } = withProvenanceHeader(claim, bodyText, context, log);
  const value: Message<FreshdeskTicket> = {
    id,
    externalId: nativeId,
    ticketId: idOf(context, wire.id),
    // The requester sees the description of every ticket.
    visibility: 'public',
    author,
    bodyText,
    bodyHtml: emptyToNull(wire.description),
    strippedText: null,
    attachments: (wire.attachments ?? []).map((file) => attachmentToUnified(file, context, id)),
    channel: channelOf(wire.source, log),
    createdAt,
    updatedAt: null,
    to: addressesOf(wire.to_emails),
    cc: addressesOf(wire.ticket_cc_emails ?? wire.cc_emails),
    bcc: addressesOf(wire.ticket_bcc_emails),
    inReplyTo: null,
    isFirst: true,
    isRedacted: false,
    deliveryStatus: null,
    nativeType: 'description',
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** Whoever opened the ticket: the requester, save for a mail that an agent sent out. */
function openerOf(wire: FreshdeskTicket, context: TranslationContext): Author {
  if (wire.source === OUTBOUND_EMAIL_SOURCE) {
    // Freshdesk keeps who has the ticket now, not who wrote that mail.
    return { id: null, kind: 'agent', name: null, email: null };
  }
  const { id, name, email } = requesterOf(wire, context);
  return { id, kind: 'customer', name, email };
}

/** A part of a thread as the API pages it. */
export interface ThreadPage {
  /** The ticket, on the page that the thread begins with. */
  readonly ticket: unknown;
  readonly conversations: readonly unknown[];
  /** What the page before said of a repetition that had not come yet. */
  readonly awaited?: string | null;
}

/** A part of a thread, and what of it is no message. */
export interface UnifiedThread {
  readonly messages: readonly Mapped<ThreadMessage>[];
  readonly warnings: readonly MappingWarning[];
  /** For the next page, where the entry that may repeat the description is still to come. */
  readonly awaited: string | null;
}

/**
 * A page of a thread, oldest first. The first page begins with the ticket's description. The thread of
 * a chat repeats it, sometimes a while later: the entry that does is left out on whichever page it
 * comes, so that the first message is one, and keeps its id. Answers to surveys are left out with a
 * warning; `ratings` reads them.
 *
 * @throws {WireFormatError} when a part lacks what all of its kind have.
 */
export function threadToUnified(
  page: ThreadPage,
  context: TranslationContext & { readonly ticketId: string },
): UnifiedThread {
  const log = createWarningLog();
  const entries = page.conversations.map((json) =>
    parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' }),
  );
  const messages: Mapped<ThreadMessage>[] = [];
  let awaited = page.awaited ?? null;
  if (page.ticket !== null && page.ticket !== undefined) {
    const ticket = parseWire(ticketWire, page.ticket, { provider: PROVIDER, what: 'ticket' });
    awaited = repeatableText(ticket);
    messages.push(firstMessageToUnified(ticket, context));
  }
  const opening = entries.find((entry) => entry.incoming === true && !isFeedback(entry));
  const isRepeated = awaited !== null && awaited === wordsOf(opening?.body_text);
  for (const entry of entries) {
    if (entry === opening && isRepeated) continue;
    if (!isFeedback(entry)) {
      messages.push(messageToUnified(entry, context));
      continue;
    }
    log.add({
      type: 'dropped',
      field: 'messages',
      reason: 'The answer to a survey is no message of the thread; ratings has it.',
    });
  }
  return { messages, warnings: log.list(), awaited: opening === undefined ? awaited : null };
}

/**
 * The description as the thread may repeat it, in short. Only chats do that; there the first words of
 * the customer, after the greeting of a bot, are the description.
 */
function repeatableText(ticket: FreshdeskTicket): string | null {
  const isChat = CHAT_SOURCES.has(ticket.source ?? 0) || ticket.structured_description != null;
  return isChat ? wordsOf(ticket.description_text) : null;
}

/** A text without its line breaks, as what fits into a cursor; `null` for none. */
function wordsOf(text: string | null | undefined): string | null {
  const plain = (text ?? '').replace(/\s+/gu, ' ').trim();
  return plain === '' ? null : fingerprint(plain);
}
