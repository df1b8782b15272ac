import { toMs } from '../numbers/instant.ts';
import type { SlaTicket } from './types.ts';

/**
 * True when nobody is waiting any more: the status is `resolved` or `closed`, or the ticket was
 * resolved and not reopened since. A ticket `closed` without a resolution time is done as well.
 * Without `reopenedAt`, a `reopenCount` above 0 on a ticket in an open status counts as reopened.
 *
 * @example isDone({ status: 'closed', resolvedAt: null }) //=> true
 */
export function isDone(
  ticket: Pick<SlaTicket, 'status' | 'resolvedAt' | 'reopenedAt' | 'reopenCount'>,
): boolean {
  if (ticket.status === 'resolved' || ticket.status === 'closed') return true;
  const { resolvedAt, reopenedAt } = ticket;
  // Callers without types leave out what is not there.
  if (resolvedAt == null) return false;
  if (reopenedAt !== null && reopenedAt !== undefined) return toMs(reopenedAt) <= toMs(resolvedAt);
  return (ticket.reopenCount ?? 0) === 0;
}
