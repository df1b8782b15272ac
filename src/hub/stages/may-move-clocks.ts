import type { SupportEvent } from '../../model/event.ts';

/** Fields that start, stop or move an SLA clock. */
const MOVING: ReadonlySet<string> = new Set([
  'status',
  'priority',
  'firstResponseAt',
  'resolvedAt',
  'closedAt',
  'isDeleted',
  'isSpam',
]);

/** Whether a ticket that is watched has to be looked at again because of this event. */
export function mayMoveClocks(event: SupportEvent): boolean {
  switch (event.type) {
    case 'message.created':
      // Only an answer stops a clock.
      return event.message.author?.kind !== 'customer';
    case 'ticket.updated':
      // Without changes it does not say what happened.
      return event.changes.length === 0 || event.changes.some(({ field }) => MOVING.has(field));
    case 'ticket.created':
    case 'ticket.status_changed':
    case 'ticket.merged':
    case 'ticket.restored':
      return true;
    default:
      return false;
  }
}
