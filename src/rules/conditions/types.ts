import type { Instant } from '../../numbers/instant.ts';

/**
 * Opening hours, as far as waiting times need them; all instants are epoch milliseconds.
 * `openHoursOf(schedule)` of `polydesk/sla` is one.
 */
export interface WorkingTime {
  /** Milliseconds of opening hours between two instants. */
  between(from: number, to: number): number;
  /** The instant at which that many milliseconds of opening hours have passed. */
  add(from: number, ms: number): number;
}

/** All operators of conditions. */
export const CONDITION_OPERATORS = [
  'eq',
  'neq',
  'in',
  'nin',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'contains',
  'containsAny',
  'matches',
  'exists',
  'changed',
  'changedFrom',
  'changedTo',
  'olderThan',
  'withinLast',
] as const;
/** How a field is compared. */
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

/** What has an order: numbers, texts, priorities by their rank, and instants (ISO texts with a zone too). */
export type OrderedValue = string | number | Date;

/** What a field can be compared with. */
export type ConditionValue = OrderedValue | boolean | null;

/** A span of time: its parts are added; a day is 24 hours. */
export interface RuleDuration {
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
  /** Only the opening hours of that name in `schedules` count. */
  readonly schedule?: string;
  /**
   * Only the opening hours that are given as `workingTime` count, or every minute without any.
   * @default false
   */
  readonly businessHours?: boolean;
}

/** Of each operator its own type, so that a test of `op` tells the type of `value`. */
type Comparison<Operator extends ConditionOperator, Value> = Operator extends string
  ? {
      /** A dotted path: `metadata.mrr`. */
      readonly field: string;
      readonly op: Operator;
      readonly value: Value;
    }
  : never;

/**
 * A comparison of one field. A missing field (absent or `null`) makes every operator false except
 * `exists` with `false`, `neq` and `nin`; `changed` and its kin also see that a field was emptied.
 */
export type FieldCondition =
  | Comparison<
      'eq' | 'neq' | 'changedFrom' | 'changedTo',
      ConditionValue | readonly ConditionValue[]
    >
  | Comparison<'in' | 'nin' | 'containsAny', readonly ConditionValue[]>
  | Comparison<'contains', ConditionValue>
  | Comparison<'gt' | 'gte' | 'lt' | 'lte', OrderedValue>
  /** From and to; both ends belong to it. */
  | Comparison<'between', readonly [OrderedValue, OrderedValue]>
  /** A pattern as `compilePattern` takes it, that occurs in the text. */
  | Comparison<'matches', string>
  | Comparison<'exists', boolean>
  | { readonly field: string; readonly op: 'changed' }
  | Comparison<'olderThan' | 'withinLast', RuleDuration>;

/** A comparison, or a combination of conditions; an empty `all` holds, an empty `any` does not. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | FieldCondition;

/** One comparison that was made. */
export interface EvaluatedCondition {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly expected: unknown;
  /** The value of the field; may be the customer's words. */
  readonly actual: unknown;
  readonly matched: boolean;
}

/** The time, the opening hours, and how much to explain. */
export interface ConditionOptions {
  /** Read once. */
  readonly now: Instant;
  /** Opening hours of the case's group, for durations in `businessHours`. @default every minute counts */
  readonly workingTime?: WorkingTime | null;
  /** Opening hours by name, for durations with a `schedule`. @default none */
  readonly schedules?: Readonly<Record<string, WorkingTime>>;
  /** Trace every comparison, also those that no longer decide anything. @default false */
  readonly explain?: boolean;
}

/** Whether a condition holds, and why. */
export interface ConditionResult {
  readonly matched: boolean;
  /** The comparisons that were made, in order. */
  readonly trace: readonly EvaluatedCondition[];
  /** When time alone could next turn a comparison round. */
  readonly nextCheckAt: Date | null;
  /** Since when it has held by waiting alone; `null` when it does not, or waits for no time. */
  readonly since: Date | null;
}
