import { itemAt } from '../classifier/places.ts';
import { TICKET_PRIORITIES, type TicketPriority } from '../../model/enums.ts';
import { checkTickets } from './check-queue.ts';
import type { OrderOptions, QueueTicket, RoutingInstant } from './types.ts';

const TARGETS: Readonly<Record<TicketPriority, number>> = {
  urgent: 30,
  high: 120,
  normal: 480,
  low: 1440,
};
const MINUTE = 60_000;

/**
 * Tickets in the order in which they should be served: by priority, where long waiting lifts a ticket
 * by one or two ranks so that none starves; then breached and at-risk ones by what remains of their
 * SLA; then by `dueAt` (none: last), `createdAt` and id.
 *
 * @throws ValidationError naming each instant, priority, level or target that is none, and ids that come
 *   twice.
 * @example orderQueue(tickets, { now })[0]?.id //=> 't-7'
 */
export function orderQueue<Ticket extends QueueTicket>(
  tickets: readonly Ticket[],
  options: OrderOptions,
): readonly Ticket[] {
  checkTickets(tickets, options);
  const nowMs = toMs(options.now);
  return tickets
    .map((ticket) => ({ ticket, key: keyOf(ticket, nowMs, options) }))
    .sort(({ key: a, ticket: one }, { key: b, ticket: other }) => {
      const at = a.findIndex((value, index) => value !== b[index]);
      if (at >= 0) return itemAt(a, at) - itemAt(b, at);
      return one.id < other.id ? -1 : 1;
    })
    .map(({ ticket }) => ticket);
}

/** Epoch milliseconds of an instant that was checked. */
export const toMs = (instant: RoutingInstant): number =>
  instant instanceof Date ? instant.getTime() : instant;

// Smaller is sooner; every part is a finite number, so that differences are numbers.
const NEVER = Number.MAX_SAFE_INTEGER;

function keyOf(ticket: QueueTicket, nowMs: number, options: OrderOptions): readonly number[] {
  const createdMs = toMs(ticket.createdAt);
  const dueMs = ticket.dueAt == null ? NEVER : toMs(ticket.dueAt);
  const isPressing = ticket.risk === 'breached' || ticket.risk === 'at_risk';
  const rank = TICKET_PRIORITIES.length - 1 - rankOf(ticket, (nowMs - createdMs) / MINUTE, options);
  return [rank, isPressing ? 0 : 1, dueMs, createdMs];
}

/** The rank of the priority, 0 (low) to 3, after ageing. */
function rankOf(ticket: QueueTicket, waitedMinutes: number, options: OrderOptions): number {
  const { priority } = ticket;
  const target = ticket.targetMinutes ?? options.targetMinutes?.[priority] ?? TARGETS[priority];
  const lift = waitedMinutes > 2 * target ? 2 : waitedMinutes > target ? 1 : 0;
  return Math.min(TICKET_PRIORITIES.length - 1, TICKET_PRIORITIES.indexOf(priority) + lift);
}
