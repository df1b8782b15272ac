import type { AuthorKind } from '../../model/enums.ts';
import type { SlaEvent } from '../engine/event-types.ts';
import type { TimelineMessage, TimelineTicket, TimelineWarning } from './timeline-types.ts';

/** Who wrote a message; a desk that forgot what the author was still knows the requester. */
function authorOf({ author }: TimelineMessage, { requester }: TimelineTicket): AuthorKind {
  const isRequester =
    (author.id !== null && author.id === requester.id) ||
    (author.email !== null && author.email === requester.email);
  return author.kind === 'unknown' && isRequester ? 'customer' : author.kind;
}

/** Who opened the ticket: an agent only where an agent wrote what it begins with. */
export function openedBy(
  messages: readonly TimelineMessage[],
  ticket: TimelineTicket,
): 'customer' | 'agent' {
  const first = messages.find(({ isFirst }) => isFirst);
  return first !== undefined && authorOf(first, ticket) === 'agent' ? 'agent' : 'customer';
}

/** Events of the messages after the first, which is the creation itself. */
export function messageEvents(
  messages: readonly TimelineMessage[],
  ticket: TimelineTicket,
): { readonly events: readonly SlaEvent[]; readonly warnings: readonly TimelineWarning[] } {
  const events = messages
    .filter(({ isFirst }) => !isFirst)
    .map(
      (message): Extract<SlaEvent, { type: 'message' }> => ({
        type: 'message',
        id: `message ${message.id}`,
        at: message.createdAt,
        author: authorOf(message, ticket),
        public: message.visibility === 'public',
      }),
    );
  const warnings: TimelineWarning[] = [];
  if (events.some((event) => event.author === 'unknown'))
    warnings.push({
      code: 'unknown_author',
      message: 'The desk does not say who wrote some of the messages; they count as nobody’s.',
    });
  const { firstResponseAt } = ticket;
  const answered = events.some((event) => event.public && event.author === 'agent');
  if (answered || firstResponseAt === null) return { events, warnings };
  warnings.push({
    code: 'first_response_only',
    message: 'The thread has no answer, but the ticket says when the first one was given.',
  });
  const answer = { type: 'message', at: firstResponseAt, author: 'agent', public: true } as const;
  return { events: [...events, answer], warnings };
}
