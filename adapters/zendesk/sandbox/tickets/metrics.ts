import type { CommentRow, TicketRow } from '../records/tickets-and-people.ts';
import { isoNow, isStaff, userOf, type World } from '../world.ts';

const isDone = (ticket: TicketRow) => ticket.status === 'solved' || ticket.status === 'closed';

/** Counts what a write did to the ticket's metrics (section 7.3). */
export function measure(
  world: World,
  ticket: TicketRow,
  before: TicketRow | null,
  comment: CommentRow | null,
): void {
  const now = isoNow(world);
  const { metric } = ticket;
  if (comment !== null) measureComment(world, ticket, comment, before !== null);
  if (ticket.assignee_id !== (before?.assignee_id ?? null) && ticket.assignee_id !== null) {
    metric.initially_assigned_at ??= now;
    metric.assigned_at = now;
    metric.assignee_stations += 1;
  }
  if (ticket.group_id !== (before?.group_id ?? null) && ticket.group_id !== null)
    metric.group_stations += 1;
  if (ticket.status === before?.status) return;
  metric.status_updated_at = now;
  if (isDone(ticket)) {
    metric.solved_at ??= now;
    metric.first_solved_at ??= now;
  } else if (before !== null && isDone(before)) {
    metric.reopens += 1;
    metric.solved_at = null;
  }
}

function measureComment(
  world: World,
  ticket: TicketRow,
  comment: CommentRow,
  isReply: boolean,
): void {
  const { metric } = ticket;
  const byStaff = isStaff(userOf(world, comment.author_id));
  metric.latest_comment_added_at = comment.created_at;
  if (!byStaff) metric.requester_updated_at = comment.created_at;
  else metric.assignee_updated_at = comment.created_at;
  if (!byStaff || !comment.public || !isReply) return;
  metric.replies += 1;
  metric.first_reply_at ??= comment.created_at;
}
