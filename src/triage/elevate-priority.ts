import { TICKET_PRIORITIES, type TicketPriority } from '../model/enums.ts';

/**
 * The priority one level up; `urgent` stays.
 *
 * @example elevatePriority('normal') //=> 'high'
 */
export function elevatePriority(priority: TicketPriority): TicketPriority {
  const level = TICKET_PRIORITIES.indexOf(priority);
  return TICKET_PRIORITIES[level + 1] ?? priority;
}
