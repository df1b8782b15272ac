import type { TicketPriority } from '../model/enums.ts';
import { SEVERITY_RULES } from './defaults.ts';
import type { Severity } from './types.ts';

const SEVERITY_OF_PRIORITY = {
  urgent: 'SEV1',
  high: 'SEV2',
  normal: 'SEV3',
  low: 'SEV4',
} as const satisfies Readonly<Record<TicketPriority, Severity>>;

/**
 * The severity of a priority: urgent is SEV1 (P1) and so on down to low, SEV4 (P4). A request (P5)
 * is no incident and has none.
 *
 * @example severityOfPriority('high') //=> 'SEV2'
 */
export function severityOfPriority(
  priority: TicketPriority,
  options: { readonly ticketType?: 'incident' | 'request' } = {},
): Severity | null {
  return options.ticketType === 'request' ? null : SEVERITY_OF_PRIORITY[priority];
}

/**
 * The priority of a severity; the inverse of `severityOfPriority`.
 *
 * @example priorityOfSeverity('SEV2') //=> 'high'
 */
export function priorityOfSeverity(severity: Severity): TicketPriority {
  return SEVERITY_RULES[severity].priority;
}
