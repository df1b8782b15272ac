/** What a comparison can be made with. */
export type ConditionValue = string | number | boolean | null;

/** Operators that compare a field with one value. */
export const VALUE_OPERATORS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains'] as const;
/** Operators that compare a field with several values. */
export const LIST_OPERATORS = ['in', 'nin', 'containsAny'] as const;
/** Operators that look at what has just changed. */
export const CHANGE_OPERATORS = ['changedFrom', 'changedTo'] as const;
/** Operators that compare a point in time with now; their value is in minutes. */
export const TIME_OPERATORS = ['olderThan', 'withinLast'] as const;

/** One comparison. `field` is a dotted path into the subject, such as `metadata.mrr`. */
export type LeafCondition =
  | {
      readonly field: string;
      readonly op: (typeof VALUE_OPERATORS)[number];
      readonly value: ConditionValue;
    }
  | {
      readonly field: string;
      readonly op: (typeof LIST_OPERATORS)[number];
      readonly value: readonly ConditionValue[];
    }
  /** Both ends belong to it. */
  | { readonly field: string; readonly op: 'between'; readonly value: readonly [number, number] }
  /** `*` stands for any text and `?` for one character; there is nothing else to it. */
  | { readonly field: string; readonly op: 'matches'; readonly value: string }
  | { readonly field: string; readonly op: 'exists'; readonly value: boolean }
  | { readonly field: string; readonly op: 'changed' }
  | {
      readonly field: string;
      readonly op: (typeof CHANGE_OPERATORS)[number];
      readonly value: ConditionValue;
    }
  | {
      readonly field: string;
      readonly op: (typeof TIME_OPERATORS)[number];
      /** Minutes. */
      readonly value: number;
      /** `business` counts opening hours where some are given. @default 'calendar' */
      readonly hours?: 'calendar' | 'business';
    };

/** A condition; an empty `all` holds, an empty `any` does not. */
export type Condition =
  | LeafCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** What a field was before. */
export interface FieldChangeFact {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One comparison that was made, with what was found. */
export interface LeafTrace {
  readonly field: string;
  readonly op: LeafCondition['op'];
  readonly expected: unknown;
  readonly actual: unknown;
  readonly matched: boolean;
}

/** Whether a condition holds, and why. */
export interface ConditionResult {
  readonly matched: boolean;
  /** The comparisons that were made, in order. */
  readonly trace: readonly LeafTrace[];
  /** When time alone could next turn a comparison round. */
  readonly nextCheckAt: Date | null;
  /** Since when the time conditions that hold have held; `null` without any. */
  readonly since: Date | null;
}
