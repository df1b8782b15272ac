import { requireNow } from '../numbers/instant.ts';
import { numberIssues, refuse } from '../numbers/check-numbers.ts';
import { backlogOf } from './backlog.ts';
import {
  ahtOf,
  firstReplyOf,
  fullResolutionTimeOf,
  nextReplyOf,
  timeToResolutionOf,
} from './durations.ts';
import { notesOf } from './notes.ts';
import { capacityOf, containmentOf, deflectionOf, slaAttainmentOf } from './operations.ts';
import { type Population, populationOf } from './population.ts';
import {
  escalatedOf,
  firstContactOf,
  levelOneOf,
  oneTouchOf,
  reopenedOf,
  transfersOf,
} from './resolution-quality.ts';
import { effortOf, netPromoterScore, satisfactionOf } from './satisfaction.ts';
import type { MetricsOptions, MetricsReport, MetricTicket } from './types.ts';

/**
 * The figures of a help desk, each with what it was made of. The headline is time to resolution, not
 * the count of tickets. Counted are tickets created in the period; spam, merged and test tickets are
 * left out and counted apart. A figure without data is `null`, never 0. Durations are minutes of
 * physical time; nothing depends on a time zone.
 *
 * @throws ValidationError naming each field that is not usable.
 * @example
 * computeMetrics([{ id: '1', createdAt: Date.UTC(2026, 2, 2, 9),
 *   firstHumanReplyAt: Date.UTC(2026, 2, 2, 9, 30) }], { now: Date.UTC(2026, 2, 3) })
 *   .firstReply.calendar.median //=> 30
 */
export function computeMetrics(
  tickets: readonly MetricTicket[],
  options: MetricsOptions,
): MetricsReport {
  requireNow(options);
  checkOptions(options);
  return reportOf(populationOf(tickets, options), options);
}

/** The report on a population that was chosen already. */
export function reportOf(population: Population, options: MetricsOptions): MetricsReport {
  return {
    tickets: population.counted.length,
    excluded: population.excluded,
    csat: satisfactionOf(population),
    nps: netPromoterScore(options.recommendations ?? []),
    effort: effortOf(population),
    firstReply: firstReplyOf(population, options.businessMinutes),
    nextReply: nextReplyOf(population),
    timeToResolution: timeToResolutionOf(population),
    fullResolutionTime: fullResolutionTimeOf(population),
    aht: ahtOf(population),
    fcr: firstContactOf(population),
    oneTouch: oneTouchOf(population),
    reopened: reopenedOf(population),
    escalated: escalatedOf(population),
    levelOne: levelOneOf(population),
    transfers: transfersOf(population),
    backlog: backlogOf(population.all, population.now),
    deflection: deflectionOf(options),
    containment: containmentOf(options),
    ...capacityOf(population, options),
    slaAttainment: slaAttainmentOf(population),
    notes: notesOf(population),
  };
}

const AMOUNTS = [
  'activeCustomers',
  'paidMinutes',
  'availableMinutes',
  'totalCost',
  'customersAtStart',
  'customersKept',
  'revenueAtStart',
  'expansionRevenue',
] as const satisfies readonly (keyof MetricsOptions)[];

function checkOptions(options: MetricsOptions): void {
  refuse(
    'The metrics',
    AMOUNTS.filter((name) => options[name] !== undefined).flatMap((name) =>
      numberIssues(name, options[name], 'notNegative'),
    ),
  );
}
