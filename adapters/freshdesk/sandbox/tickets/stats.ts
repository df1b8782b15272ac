import type { TicketRow, TicketStats } from '../records/tickets.ts';

export function newStats(createdAt: string): TicketStats {
  return {
    agent_responded_at: null,
    requester_responded_at: null,
    first_responded_at: null,
    status_updated_at: createdAt,
    reopened_at: null,
    resolved_at: null,
    closed_at: null,
    pending_since: null,
  };
}

const isDone = (status: number) => status === 4 || status === 5;

/**
 * Sets the status and its stamps (sections 7 and 24 no. 5): closing directly resolves as well. That
 * reopening empties the stamps of the end, and leaving Pending those of waiting, is unconfirmed.
 */
export function setStatus(ticket: TicketRow, status: number, at: string): void {
  const before = ticket.status;
  const { stats } = ticket;
  ticket.status = status;
  if (before !== status) stats.status_updated_at = at;
  stats.pending_since = status === 3 ? (before === 3 ? (stats.pending_since ?? at) : at) : null;
  if (isDone(before) && !isDone(status)) {
    Object.assign(stats, { reopened_at: at, resolved_at: null, closed_at: null });
  }
  if (isDone(status)) stats.resolved_at ??= at;
  if (status === 5) stats.closed_at ??= at;
  if (status === 4) stats.closed_at = null;
}
