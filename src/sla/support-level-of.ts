import type { TicketPriority } from '../model/enums.ts';
import type { SupportLevel } from './types.ts';

const LEVELS = {
  urgent: 'P1',
  high: 'P2',
  normal: 'P3',
  low: 'P4',
} as const satisfies Record<TicketPriority, SupportLevel>;

/**
 * The level of the support matrix for a priority. `low` becomes P4, or P5 when the ticket is a
 * request.
 *
 * @example supportLevelOf('low', { ticketType: 'request' }) //=> 'P5'
 */
export function supportLevelOf(
  priority: TicketPriority,
  options: { readonly ticketType?: 'incident' | 'request' } = {},
): SupportLevel {
  return priority === 'low' && options.ticketType === 'request' ? 'P5' : LEVELS[priority];
}
