import { checkNumbers, refuse } from '../numbers/check-numbers.ts';
import { ceilCount, roundToNine } from '../numbers/rounding.ts';
import type { PlanningReason } from './types.ts';

/** Utilisation that is healthy in the long run, as shares. */
export const UTILIZATION_RANGE = Object.freeze({ from: 0.7, to: 0.8, burnoutFrom: 0.9 });

/** How much work there is and how much time for it. */
export interface Workload {
  /** Tickets that arrive in the period. */
  readonly tickets: number;
  /** Hands-on minutes for each. */
  readonly handleMinutes: number;
  /** Hours that one agent is there in the period. */
  readonly availableHours: number;
  /** Share of that time to be spent on tickets, above 0, at most 1. @default 0.75 */
  readonly utilization?: number;
  /** What the tickets are counted over, for example `day`. */
  readonly ticketsPeriod?: string;
  /** What the hours are counted over; must be the same. */
  readonly hoursPeriod?: string;
}

/** Agents for a workload, and what that rests on. */
export interface RequiredAgents {
  readonly exact: number;
  /** `exact` rounded up. */
  readonly agents: number;
  readonly assumptions: readonly PlanningReason[];
  readonly warnings: readonly PlanningReason[];
}

/**
 * Agents that a workload needs on average: tickets × handle minutes ÷ (available hours × 60 ×
 * utilisation), rounded up. It knows nothing of queues: for calls and chats use `staffQueue`.
 *
 * @throws ValidationError for negative numbers, a utilisation outside (0, 1] or unequal periods.
 * @example
 * requiredAgents({ tickets: 500, handleMinutes: 20, availableHours: 8 }).agents //=> 28
 */
export function requiredAgents(workload: Workload): RequiredAgents {
  const { tickets, handleMinutes, availableHours, utilization = 0.75 } = workload;
  checkNumbers('The workload', {
    tickets: [tickets, 'notNegative'],
    handleMinutes: [handleMinutes, 'notNegative'],
    availableHours: [availableHours, 'positive'],
    utilization: [utilization, 'share'],
  });
  checkPeriods(workload);
  const exact = (tickets * handleMinutes) / (availableHours * 60 * utilization);
  return {
    exact,
    agents: ceilCount(exact),
    assumptions: [
      {
        code: 'same_period',
        message: 'The tickets arrive, and are handled, within the period of the available hours.',
        evidence: { tickets, availableHours },
      },
    ],
    warnings: utilizationWarnings(utilization),
  };
}

function checkPeriods({ ticketsPeriod, hoursPeriod }: Workload): void {
  const differ =
    ticketsPeriod !== undefined && hoursPeriod !== undefined && ticketsPeriod !== hoursPeriod;
  refuse(
    'The workload',
    differ ? [{ path: 'hoursPeriod', message: 'must be the period of the tickets' }] : [],
  );
}

function utilizationWarnings(utilization: number): readonly PlanningReason[] {
  const share = roundToNine(utilization);
  const evidence = { utilization: share, from: UTILIZATION_RANGE.from, to: UTILIZATION_RANGE.to };
  if (share < UTILIZATION_RANGE.from)
    return [
      {
        code: 'utilization_below_range',
        message: 'A utilisation below the usual 70 to 80 % pays for idle time.',
        evidence,
      },
    ];
  if (share >= UTILIZATION_RANGE.burnoutFrom)
    return [
      {
        code: 'burnout_risk',
        message: 'A utilisation of 90 % or more burns agents out and lets queues explode.',
        evidence,
      },
    ];
  if (share > UTILIZATION_RANGE.to)
    return [
      {
        code: 'utilization_above_range',
        message: 'A utilisation above the usual 70 to 80 % leaves no room for peaks.',
        evidence,
      },
    ];
  return [];
}
