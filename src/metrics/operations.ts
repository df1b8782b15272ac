import { sumOf } from '../numbers/rounding.ts';
import { handsOn } from './durations.ts';
import type { Population } from './population.ts';
import { rateOf, ratioOf, shareOf } from './summaries.ts';
import type {
  MetricSlaClock,
  MetricsOptions,
  MetricsReport,
  Rate,
  SlaAttainment,
} from './types.ts';

/** Self-service that kept a ticket away, of all sessions. */
export function deflectionOf({
  selfServiceSessions: sessions = [],
}: MetricsOptions): MetricsReport['deflection'] {
  const deflected = sessions.filter(
    ({ engaged, ticketWithin24Hours }) => engaged && !ticketWithin24Hours,
  );
  const praised = deflected.filter(({ positiveFeedback }) => positiveFeedback === true);
  return {
    standard: rateOf(deflected.length, sessions.length),
    conservative: rateOf(praised.length, sessions.length),
  };
}

/** Talks that the bot finished alone, of all talks with it. */
export const containmentOf = ({ botSessions = [] }: MetricsOptions): Rate =>
  shareOf(botSessions, ({ handedToHuman }) => !handedToHuman);

type Capacity = Pick<
  MetricsReport,
  'volumePer100' | 'utilization' | 'occupancy' | 'costPerTicket' | 'retention' | 'expansion'
>;

/** Figures that set the tickets in proportion to something that only the caller knows. */
export function capacityOf(population: Population, options: MetricsOptions): Capacity {
  const tickets = population.counted.length;
  const worked = sumOf(handsOn(population));
  const { availableMinutes, revenueAtStart = 0, expansionRevenue = 0 } = options;
  const ready = availableMinutes === undefined ? 0 : worked + availableMinutes;
  return {
    volumePer100: ratioOf(tickets, options.activeCustomers ?? 0, 100),
    utilization: rateOf(worked, options.paidMinutes ?? 0),
    occupancy: rateOf(worked, ready),
    costPerTicket: ratioOf(options.totalCost ?? 0, options.totalCost === undefined ? 0 : tickets),
    retention: rateOf(options.customersKept ?? 0, options.customersAtStart ?? 0),
    expansion: rateOf(expansionRevenue, revenueAtStart),
  };
}

/**
 * Met clocks ÷ met and missed. An open clock that is breached already is missed; one that still has
 * time is neither.
 */
export function slaAttainmentOf({ counted }: Population): SlaAttainment {
  const decided = counted
    .flatMap(({ ticket }) => ticket.slaClocks ?? [])
    .filter(({ settled, breached }) => settled || breached);
  return {
    ...attainment(decided),
    byMetric: grouped(decided, ({ metric }) => metric),
    byPolicy: grouped(decided, ({ policy }) => policy),
    byPriority: grouped(decided, ({ priority }) => priority),
  };
}

const attainment = (clocks: readonly MetricSlaClock[]): Rate =>
  shareOf(clocks, ({ breached }) => !breached);

function grouped(
  clocks: readonly MetricSlaClock[],
  keyOf: (clock: MetricSlaClock) => string | null,
): Readonly<Record<string, Rate>> {
  const keys = [...new Set(clocks.map((clock) => keyOf(clock) ?? 'none'))].sort();
  return Object.fromEntries(
    keys.map((key) => [
      key,
      attainment(clocks.filter((clock) => (keyOf(clock) ?? 'none') === key)),
    ]),
  );
}
