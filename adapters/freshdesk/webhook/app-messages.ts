import { readNativeId } from '../../../src/adapter/event-values.ts';
import type { MessageSnapshot, SupportEvent } from '../../../src/model/event.ts';
import { isFeedback, messageToUnified } from '../to-unified/messages.ts';
import { conversationWire, type FreshdeskConversation } from '../wire/messages.ts';
import type { EventFrame, JsonRecord, ParserContext } from './context.ts';

/** Bodies above about 10 KB are cut, and say so: what is left of them stays out. */
const CUT: readonly (readonly [flag: string, field: 'bodyHtml' | 'bodyText'])[] = [
  ['is_body_truncated', 'bodyHtml'],
  ['is_body_text_truncated', 'bodyText'],
];

function messageSnapshot(
  conversation: FreshdeskConversation,
  json: JsonRecord,
  ticketId: string,
  context: ParserContext,
): MessageSnapshot {
  const { provenance: _provenance, ...message } = messageToUnified(conversation, {
    ...context.translation,
    ticketId,
  }).value;
  const cut: string[] = CUT.filter(([flag]) => json[flag] === true).map(([, field]) => field);
  // Without a text of its own, the message's text was made of the HTML.
  if (cut.includes('bodyHtml') && conversation.body_text == null) cut.push('bodyText');
  const entries = Object.entries(message).filter(([key]) => !cut.includes(key));
  // Safe: a message without texts that may be missing in a snapshot.
  return Object.fromEntries(entries) as unknown as MessageSnapshot;
}

/**
 * `onConversationCreate` and `onConversationUpdate`. An entry that does not say that it is public is
 * a note. The answer to a survey is a rating, whose marks the entry does not carry.
 */
export function conversationTold(
  happened: 'created' | 'updated',
  json: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  const ticketId = readNativeId(json['ticket_id']);
  const parsed = conversationWire.safeParse(json);
  if (ticketId === null || !parsed.success) return [{ type: 'unknown', ...frame }];
  const ticket = { id: context.ids.of(ticketId), externalId: ticketId };
  if (isFeedback(parsed.data)) {
    return [{ type: 'rating.received', ...frame, ticket, rating: null }];
  }
  const message = messageSnapshot(parsed.data, json, ticketId, context);
  if (happened === 'updated') return [{ type: 'message.updated', ...frame, ticket, message }];
  const type = message.visibility === 'public' ? 'message.created' : 'note.created';
  return [{ type, ...frame, ticket, message }];
}
