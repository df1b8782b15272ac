import type { OutboxRow } from '../records/settings.ts';
import type { AuditEvent, CommentRow, TicketRow } from '../records/tickets-and-people.ts';
import { isoNow, isStaff, userOf, type World } from '../world.ts';
import { notificationEvent } from './audit.ts';

const ruleTitles = {
  ticket_received: 'Notify requester and CCs of received request',
  public_reply: 'Notify requester and CCs of comment update',
} as const;

/**
 * Records who outside hears of a public comment: the requester and the e-mail copies, save its own
 * author. Nobody hears of a private one. The audit carries the rule's Notification (section 6.3).
 */
export function notify(
  world: World,
  ticket: TicketRow,
  comment: CommentRow | null,
  kind: keyof typeof ruleTitles & OutboxRow['kind'],
): AuditEvent[] {
  if (comment === null || !comment.public) return [];
  const people = [...new Set([ticket.requester_id, ...ticket.email_cc_ids])]
    .filter((id) => id !== comment.author_id || kind === 'ticket_received')
    .flatMap((id) => userOf(world, id) ?? [])
    .filter((user) => user.email !== null && !(kind === 'ticket_received' && isStaff(user)));
  if (people.length === 0) return [];
  world.state.outbox.push({
    at: isoNow(world),
    kind,
    ticket_id: ticket.id,
    comment_id: comment.id,
    to: people.map((user) => user.email ?? ''),
  });
  return [
    notificationEvent(
      world,
      people.map((user) => user.id),
      ruleTitles[kind],
    ),
  ];
}
