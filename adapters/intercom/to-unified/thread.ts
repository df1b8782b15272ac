import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { Channel, Message } from '../../../src/model/message.ts';
import { channelOf } from '../enums.ts';
import { conversationWire, type IntercomConversation } from '../wire/conversations.ts';
import type { IntercomPart, IntercomSource } from '../wire/messages.ts';
import { type IntercomTicket, ticketWire } from '../wire/tickets.ts';
import { type BodyContext, bodyOf, PROVIDER, type TranslationContext } from './common.ts';
import { isMessagePart, messageToUnified, sourceToUnified } from './messages.ts';
import { descriptionOf, openingPart } from './ticket-opening.ts';
import { facetOf, facetOfConversation, isBackOfficeOf } from './ticket-facet.ts';

/** The thread of a case, whichever of its two forms it came in. */
export interface CaseThread {
  readonly ticketId: string;
  readonly createdAt: number | string;
  /** The first message, where it is one. */
  readonly source: IntercomSource | null;
  /** Who sees the first message where it is a ticket's description; `null` where it is none. */
  readonly description: Visibility | null;
  /** `null` where parts were not sent: in lists and searches. */
  readonly parts: readonly IntercomPart[] | null;
  /** False when Intercom left the oldest parts out; `null` when it sent none at all. */
  readonly complete: boolean | null;
  readonly channel: Channel;
  /** Whether the case is kept from customers; `null` where that is not known. */
  readonly isBackOffice: boolean | null;
}

// Intercom answers the newest 500 parts, events among them (sheet 8.3).
const MOST_PARTS = 500;

/** Whether a payload is a ticket of a ticket type rather than a conversation. */
export const isTicketPayload = (json: unknown): boolean => {
  if (typeof json !== 'object' || json === null) return false;
  if ('type' in json && (json.type === 'ticket' || json.type === 'conversation')) {
    return json.type === 'ticket';
  }
  return 'ticket_attributes' in json;
};

/** The thread of a conversation. */
export function conversationThread(
  wire: IntercomConversation,
  context: TranslationContext,
): CaseThread {
  const container = wire.conversation_parts;
  const parts = container?.conversation_parts ?? null;
  const counted = Math.max(container?.total_count ?? 0, parts?.length ?? 0);
  const cut =
    counted > (parts?.length ?? 0) ||
    counted >= MOST_PARTS ||
    (wire.statistics?.count_conversation_parts ?? 0) > MOST_PARTS;
  const facet = facetOfConversation(wire, context);
  const isBackOffice = isBackOfficeOf(facet);
  const source = wire.source && saysSomething(wire.source, context) ? wire.source : null;
  const description =
    source === null && parts !== null && !cut ? descriptionOf(facet, parts, context) : null;
  return {
    ticketId: String(wire.id),
    createdAt: wire.created_at,
    source: source ?? description?.source ?? null,
    description: description?.visibility ?? null,
    parts,
    complete: parts === null ? null : !cut,
    channel: channelOf(wire.channel?.current ?? wire.source?.type),
    isBackOffice,
  };
}

/** The thread of a ticket, which begins with its description (sheet section 11). */
export function ticketThread(wire: IntercomTicket, context: TranslationContext): CaseThread {
  const container = wire.ticket_parts;
  const parts = container?.ticket_parts ?? null;
  const counted = Math.max(container?.total_count ?? 0, parts?.length ?? 0);
  const cut = counted > (parts?.length ?? 0) || counted >= MOST_PARTS;
  const facet = facetOf(wire);
  const isBackOffice = isBackOfficeOf(facet);
  const description = parts !== null && !cut ? descriptionOf(facet, parts, context) : null;
  return {
    ticketId: String(wire.id),
    createdAt: wire.created_at,
    source: description?.source ?? null,
    description: description?.visibility ?? null,
    parts,
    complete: parts === null ? null : !cut,
    channel: channelOf(wire.channel),
    isBackOffice,
  };
}

/** Whether there is a first message: the source of a case that a bot, a call or an import began can be empty. */
export function saysSomething(source: IntercomSource, context: BodyContext): boolean {
  const { bodyText, bodyHtml } = bodyOf(source.body, context);
  if ((source.attachments ?? []).length > 0 || source.redacted === true) return true;
  return (bodyText ?? '').trim() !== '' || (bodyHtml !== null && /<img\b/i.test(bodyHtml));
}

/**
 * The thread in a payload, whichever of the two forms it has.
 *
 * @throws {WireFormatError} when it is neither.
 */
export function threadIn(json: unknown, context: TranslationContext): CaseThread {
  return isTicketPayload(json)
    ? ticketThread(parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' }), context)
    : conversationThread(
        parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' }),
        context,
      );
}

/**
 * All messages of a conversation or a ticket, oldest first: the first one, which stands apart from
 * the parts, exactly once, then every part that says something.
 *
 * @throws {WireFormatError} when the payload is neither.
 */
export function threadToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<readonly Message<IntercomPart | IntercomSource>[]> {
  const thread = threadIn(json, context);
  const log = createWarningLog();
  warnOfCut(thread, log);
  const { ticketId, createdAt, source, description, channel, isBackOffice } = thread;
  const about = { ...context, ticketId, createdAt, channel, isBackOffice };
  const spoken = (thread.parts ?? []).filter((part) => isMessagePart(part, context));
  const isOpen = source === null && thread.complete === true;
  const opening = isOpen ? openingPart(spoken, isBackOffice, context) : null;
  const messages = [
    ...(source === null ? [] : [sourceToUnified(source, { ...about, description })]),
    ...spoken.map((part) => messageToUnified(part, { ...about, isFirst: part === opening })),
  ];
  return { value: messages.map(({ value }) => value), warnings: log.list() };
}

/** Says that the beginning of a thread is out of reach. */
export function warnOfCut({ complete }: Pick<CaseThread, 'complete'>, log: WarningLog): void {
  if (complete !== false) return;
  log.add({
    type: 'dropped',
    field: 'messages',
    reason: 'Intercom gives the newest 500 entries of a thread; older ones are out of reach.',
  });
}
