import { checkNumbers } from '../numbers/check-numbers.ts';
import { roundToNine, sumOf } from '../numbers/rounding.ts';
import type { PlanningReason } from './types.ts';

/** What a ticket usually costs in business software, in the currency of the source (dollars). */
export const COST_PER_TICKET_RANGE = Object.freeze({ from: 5, to: 25 });

/** What a team cost and how many tickets it handled in the same period. */
export interface SupportCost {
  readonly totalCost: number;
  readonly tickets: number;
}

/** What a ticket costs, with what it was made of. */
export interface CostPerTicket {
  /** `null` without tickets. */
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly inTargetRange: boolean | null;
  readonly warnings: readonly PlanningReason[];
}

/**
 * Total cost ÷ tickets handled, checked against the usual 5 to 25.
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example costPerTicket({ totalCost: 40_000, tickets: 2_500 }).value //=> 16
 */
export function costPerTicket(cost: SupportCost): CostPerTicket {
  const { totalCost, tickets } = cost;
  checkNumbers('The cost', {
    totalCost: [totalCost, 'notNegative'],
    tickets: [tickets, 'notNegative'],
  });
  const value = tickets === 0 ? null : totalCost / tickets;
  const inTargetRange = value === null ? null : isUsual(value);
  return {
    value,
    numerator: totalCost,
    denominator: tickets,
    inTargetRange,
    warnings:
      inTargetRange === false
        ? [
            {
              code: 'outside_target_range',
              message: 'A ticket costs less or more than is usual.',
              evidence: { value, ...COST_PER_TICKET_RANGE },
            },
          ]
        : [],
  };
}

const isUsual = (value: number): boolean =>
  roundToNine(value) >= COST_PER_TICKET_RANGE.from &&
  roundToNine(value) <= COST_PER_TICKET_RANGE.to;

/**
 * Cost per ticket of each channel, and of all together: the ratio of the sums, not the mean of the
 * ratios.
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * costByChannel([{ channel: 'email', totalCost: 900, tickets: 100 },
 *   { channel: 'phone', totalCost: 1_100, tickets: 20 }]).total.value //=> 16.666666666666668
 */
export function costByChannel(channels: readonly (SupportCost & { readonly channel: string })[]): {
  readonly channels: readonly (CostPerTicket & { readonly channel: string })[];
  readonly total: CostPerTicket;
} {
  return {
    channels: channels.map(({ channel, totalCost, tickets }) => ({
      channel,
      ...costPerTicket({ totalCost, tickets }),
    })),
    total: costPerTicket({
      totalCost: sumOf(channels.map(({ totalCost }) => totalCost)),
      tickets: sumOf(channels.map(({ tickets }) => tickets)),
    }),
  };
}

/** Tickets that self-service kept away, and what that took. */
export interface SelfService {
  /** Tickets deflected in the period. */
  readonly deflected: number;
  readonly costPerTicket: number;
  /** Spent on self-service for that period. */
  readonly investment: number;
  /** How many months the tickets were counted over; for the payback. @default 1 */
  readonly months?: number;
}

/** What self-service saves. */
export interface SelfServiceSavings {
  /** deflected × cost per ticket − investment. */
  readonly savings: number;
  /** savings ÷ investment; `null` without an investment. */
  readonly roi: number | null;
  /** Months until the deflected tickets have paid for it; `null` when they never do. */
  readonly paybackMonths: number | null;
}

/**
 * What self-service saves, as a sum and as a return on its cost.
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * selfServiceSavings({ deflected: 1_000, costPerTicket: 16, investment: 6_000 }).savings //=> 10000
 */
export function selfServiceSavings(selfService: SelfService): SelfServiceSavings {
  const { deflected, costPerTicket: cost, investment, months = 1 } = selfService;
  checkNumbers('Self-service', {
    deflected: [deflected, 'notNegative'],
    costPerTicket: [cost, 'notNegative'],
    investment: [investment, 'notNegative'],
    months: [months, 'positive'],
  });
  const gross = deflected * cost;
  return {
    savings: gross - investment,
    roi: investment === 0 ? null : (gross - investment) / investment,
    paybackMonths: gross === 0 ? null : (investment * months) / gross,
  };
}

/** What so many points more of deflection would bring. */
export interface DeflectionScenario {
  readonly addedPoints: number;
  readonly ticketsRemoved: number;
  readonly saved: number;
}

/**
 * What a higher share of self-service (level 0) would save: each point more of deflection removes
 * volume × 1 % × cost.
 *
 * @throws ValidationError for negative numbers, or more than 100 points.
 * @example
 * deflectionScenarios({ tickets: 2_500, costPerTicket: 16 }, { addedPoints: [1, 10] })
 *   .map(({ saved }) => saved) //=> [400, 4000]
 */
export function deflectionScenarios(
  volume: { readonly tickets: number; readonly costPerTicket: number },
  options: { readonly addedPoints?: readonly number[] } = {},
): readonly DeflectionScenario[] {
  const { tickets, costPerTicket: cost } = volume;
  checkNumbers('The volume', {
    tickets: [tickets, 'notNegative'],
    costPerTicket: [cost, 'notNegative'],
  });
  return (options.addedPoints ?? [1, 5, 10, 20]).map((addedPoints) => {
    checkNumbers('The scenario', {
      addedPoints: [addedPoints, 'notNegative'],
      pointsLeft: [100 - addedPoints, 'notNegative'],
    });
    const ticketsRemoved = (tickets * addedPoints) / 100;
    return { addedPoints, ticketsRemoved, saved: ticketsRemoved * cost };
  });
}
