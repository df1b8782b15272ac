import type { MessageSnapshot, SupportEvent, TicketSnapshot } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import { frameOf, type TellContext } from './event-frame.ts';

/** A thread, and what was told of it before. */
export interface Thread {
  readonly messages: readonly Message[];
  /** Native ids of messages that were told; `null` when the ticket is not known. */
  readonly told: readonly string[] | null;
  /** The ticket itself is new, and with it everything in its thread. */
  readonly isNew: boolean;
}

/** Events of the messages that were not told yet, oldest first. */
export function tellMessages(
  ticket: TicketSnapshot,
  { messages, told, isNew }: Thread,
  context: TellContext,
): readonly SupportEvent[] {
  const known = new Set(told ?? []);
  return messages
    .filter(({ externalId, createdAt }) =>
      told === null ? isNew || createdAt.getTime() > context.newAfter : !known.has(externalId),
    )
    .map((message): SupportEvent => {
      const { raw, provenance: _provenance, ...snapshot } = message;
      const frame = frameOf(context, {
        key: `message.${ticket.externalId}.${message.externalId}`,
        nativeType: 'messages.list',
        occurredAt: message.createdAt,
        actor: message.author,
        raw,
      });
      // A message that is not said to be public is a note: it must never pass as a reply.
      const type = message.visibility === 'public' ? 'message.created' : 'note.created';
      return { type, ...frame, ticket, message: snapshot satisfies MessageSnapshot };
    });
}
