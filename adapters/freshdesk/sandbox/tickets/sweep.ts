import type { TicketRow } from '../records/tickets.ts';
import { beforeChange, ticketChanged, type World } from '../world.ts';
import { escalate, nextTurn } from './sla.ts';

/** To call whenever a ticket was written, so that time finds it. */
export function watchTime(world: World, ticket: TicketRow): void {
  ticket.next_turn_ms = nextTurn(world, ticket);
  world.state.nextSweepMs = Math.min(world.state.nextSweepMs, ticket.next_turn_ms);
}

/**
 * What time alone does: missed goals escalate, and that moves `updated_at` (section 24 no. 14);
 * closed tickets without activity go to the archive (section 8.8). Nothing is looked at before the
 * earliest such moment.
 */
export function sweep(world: World): void {
  const now = world.clock.now();
  if (now < world.state.nextSweepMs) return;
  let next = Number.POSITIVE_INFINITY;
  for (const ticket of world.state.tickets.rows.values()) {
    if (ticket.next_turn_ms <= now) {
      if (nextTurn(world, ticket) <= now) turn(world, ticket, now);
      ticket.next_turn_ms = nextTurn(world, ticket);
    }
    next = Math.min(next, ticket.next_turn_ms);
  }
  world.state.nextSweepMs = next;
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
