import { readNativeId } from '../../../src/adapter/event-values.ts';
import type { MessageSnapshot, SupportEvent } from '../../../src/model/event.ts';
import { isFeedback, messageToUnified } from '../to-unified/messages.ts';
import { conversationWire, type FreshdeskConversation } from '../wire/messages.ts';
import type { EventFrame, JsonRecord, ParserContext } from './context.ts';

function messageSnapshot(
  conversation: FreshdeskConversation,
  json: JsonRecord,
  ticketId: string,
  context: ParserContext,
): MessageSnapshot {
  const {
    provenance: _provenance,
    bodyHtml,
    bodyText,
    ...message
  } = messageToUnified(conversation, { ...context.translation, ticketId }).value;
  const isHtmlCut = json['is_body_truncated'] === true;
  // Without a text of its own, the message's text was made of the HTML.
  const isTextCut =
    json['is_body_text_truncated'] === true || (isHtmlCut && conversation.body_text == null);
  // Bodies above about 10 KB are cut, and say so: what is left of them stays out.
  return {
    ...message,
    ...(isTextCut ? {} : { bodyText }),
    ...(isHtmlCut ? {} : { bodyHtml }),
  };
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
