import type { TicketRow } from '../records/tickets.ts';
import { beforeChange, ticketChanged, type World } from '../world.ts';
import { escalate, nextTurn } from './sla.ts';

/** To call whenever a ticket was written, so that time finds it. */
export function watchTime(world: World, ticket: TicketRow): void {
  world.state.nextSweepMs = Math.min(world.state.nextSweepMs, nextTurn(world, ticket));
}

/**
 * What time alone does: missed goals escalate, and that moves `updated_at` (section 24 no. 14);
 * closed tickets without activity go to the archive (section 8.8). Nothing is looked at before the
 * earliest such moment.
 */
export function sweep(world: World): void {
  const now = world.clock.now();
  if (now < world.state.nextSweepMs) return;
  world.state.nextSweepMs = Number.POSITIVE_INFINITY;
  for (const ticket of world.state.tickets.rows.values()) {
    if (nextTurn(world, ticket) <= now) turn(world, ticket, now);
    watchTime(world, ticket);
  }
}

function turn(world: World, ticket: TicketRow, now: number): void {
  if (ticket.status === 5) {
    ticket.archived = true;
    world.state.tickets.version += 1;
    return;
  }
  beforeChange(world, ticket);
  if (escalate(world, ticket, now)) ticketChanged(world, ticket);
}
