import type { SideConversation } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import { sideConversationWire } from '../wire/side-conversations.ts';
import {
  bodyOf,
  dateOf,
  emptyToNull,
  idOf,
  nameOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A thread beside a conversation. Intercom gives its parts and nothing else: no subject, and no word
 * on whether it is over, so that it counts as open.
 *
 * @throws {WireFormatError} when the payload is not one, or has no parts to take its dates from.
 */
export function sideConversationToUnified(
  json: unknown,
  ticketId: string,
  context: TranslationContext,
): SideConversation {
  const wire = parseWire(sideConversationWire, json, {
    provider: PROVIDER,
    what: 'side conversation',
  });
  const parts = wire.conversation_parts ?? [];
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) {
    throw new WireFormatError('The side conversation has no parts, so nothing says when it was.', {
      provider: PROVIDER,
      issues: [{ path: 'conversation_parts', message: 'expected a part' }],
    });
  }
  const authors = new Map(parts.map(({ author }) => [String(author?.id), author]));
  return {
    id: String(wire.side_conversation_id),
    externalId: String(wire.side_conversation_id),
    ticketId: idOf(context, ticketId),
    subject: null,
    preview: bodyOf(last.body, context).bodyText,
    state: 'open',
    participants: [...authors.values()].map((author) => ({
      name: nameOf(author?.name),
      email: emptyToNull(author?.email),
    })),
    createdAt: dateOf(first.created_at, 'conversation_parts.0.created_at'),
    updatedAt: dateOf(last.updated_at ?? last.created_at, 'conversation_parts.updated_at'),
    ...rawOf<unknown>(context, wire),
  };
}
