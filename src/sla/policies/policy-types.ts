import type { SlaMetric, TicketPriority } from '../../model/enums.ts';
import type { SlaStatusKey } from '../engine/event-types.ts';

/** How a condition compares. */
export const SLA_OPERATORS = [
  'eq',
  'neq',
  'in',
  'nin',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'exists',
] as const;
/** One of them. */
export type SlaOperator = (typeof SLA_OPERATORS)[number];

/**
 * One question about a ticket. `field` is `priority`, `status`, `detail`, `group`, or the name of an
 * attribute. A field that is not there answers no to all but `neq`, `nin` and `exists: false`. Strings
 * are compared without regard to case and width; numbers only with numbers.
 */
export interface SlaFieldCondition {
  readonly field: string;
  readonly op: SlaOperator;
  readonly value: unknown;
}

/** When a policy applies: all of the questions, any of them, or not them. */
export type SlaCondition =
  | SlaFieldCondition
  | { readonly all: readonly SlaCondition[] }
  | { readonly any: readonly SlaCondition[] }
  | { readonly not: SlaCondition };

/** Targets of one priority, in minutes. A metric left out has none. */
export type SlaMetricTargets = Readonly<Partial<Record<SlaMetric, number>>>;

/** How minutes are counted: all of them, or those of the schedule. */
export type SlaHours = 'calendar' | 'business';

/** Somebody who is told a while before (negative) or after a target is reached. */
export interface SlaEscalation {
  readonly metric: SlaMetric;
  /** Minutes from the target, counted as the clock counts. Below 0 it is a reminder. */
  readonly offsetMinutes: number;
  readonly notify: readonly string[];
}

/** What was promised to whom. */
export interface SlaPolicy {
  readonly id: string;
  /** The first that applies wins; of equal positions the one with the lesser id. */
  readonly position: number;
  /** @default applies to every ticket */
  readonly when?: SlaCondition;
  readonly targets: Readonly<Partial<Record<TicketPriority, SlaMetricTargets>>>;
  /** @default 'calendar' */
  readonly hours?: SlaHours | Readonly<Partial<Record<TicketPriority, SlaHours>>>;
  /** Key of the schedule; needed for business hours. */
  readonly schedule?: string;
  /** Where clocks stand still. @default SLA_PAUSES for the metrics that are not named */
  readonly pauseOn?: Readonly<Partial<Record<SlaMetric, readonly SlaStatusKey[]>>>;
  /** Share of a target after which it is at risk, above 0 and below 1. @default 0.8 */
  readonly warnRatio?: number;
  /** Also at risk when no more than this many minutes remain. */
  readonly warnMinutes?: number;
  readonly escalations?: readonly SlaEscalation[];
}
