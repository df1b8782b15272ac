import type { TicketPriority } from '../../model/enums.ts';

/** What rules read: a ticket, or any object. Paths are dotted: `metadata.mrr`. */
export type RuleFacts = Readonly<Record<string, unknown>>;

/** All events that rules can wait for. */
export const RULE_TRIGGERS = ['created', 'updated', 'message', 'schedule'] as const;
/** The event that rules wait for. */
export type RuleTrigger = (typeof RULE_TRIGGERS)[number];

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

/** A span of time: its parts are added. With `schedule`, only the open hours of that schedule count. */
export interface RuleDuration {
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
  /** A name that `options.elapsedMinutes` knows. */
  readonly schedule?: string;
}

/**
 * A comparison of one field. A missing field (absent or `null`) makes every operator false except
 * `exists` with `false`, `neq` and `nin`.
 */
export interface FieldCondition {
  readonly field: string;
  readonly op: ConditionOperator;
  /** A list for `in`, `nin`, `containsAny` and `between` (from, to); not needed for `changed`. */
  readonly value?: unknown;
}

/** A comparison, or a combination of conditions. */
export type RuleCondition =
  | { readonly all: readonly RuleCondition[] }
  | { readonly any: readonly RuleCondition[] }
  | { readonly not: RuleCondition }
  | FieldCondition;

/** What a rule does. The first eight change the ticket, the others are intents to carry out. */
export type RuleAction =
  | { readonly type: 'setPriority'; readonly value: TicketPriority }
  | { readonly type: 'raisePriority'; readonly by: number }
  | { readonly type: 'setCategory'; readonly value: string }
  | { readonly type: 'addTag'; readonly value: string }
  | { readonly type: 'removeTag'; readonly value: string }
  | { readonly type: 'assignGroup'; readonly value: string }
  | { readonly type: 'assignAgent'; readonly value: string }
  | { readonly type: 'setStatus'; readonly value: string }
  | { readonly type: 'setSla'; readonly value: string }
  | RuleIntentAction;

/** An action that somebody else has to carry out. */
export type RuleIntentAction =
  | { readonly type: 'addNote'; readonly text: string }
  | { readonly type: 'reply'; readonly template: string }
  | { readonly type: 'notify'; readonly to: string; readonly message?: string }
  | { readonly type: 'createTask'; readonly title: string; readonly assignTo?: string }
  | { readonly type: 'escalate'; readonly to?: string }
  | { readonly type: 'webhook'; readonly name: string; readonly payload?: RuleFacts };

/** When something happens to a ticket, and it looks so: do this. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** @default true */
  readonly enabled?: boolean;
  readonly on: RuleTrigger | readonly RuleTrigger[];
  /** Smaller first; equal ones in order of id. @default 0 */
  readonly order?: number;
  readonly when: RuleCondition;
  readonly then: readonly RuleAction[];
  /** No rule runs after this one. @default false */
  readonly stop?: boolean;
}

/** What happened, and to which ticket. */
export interface RuleEvent {
  readonly type: RuleTrigger;
  readonly ticket: RuleFacts;
  /** The ticket before, for `changed`, `changedFrom` and `changedTo`. */
  readonly previous?: RuleFacts | null;
}

/** The time, and how much to explain. */
export interface RuleOptions {
  /** Epoch milliseconds or a date; read once. */
  readonly now: Date | number;
  /** Evaluate every condition, also where the outcome is clear already. @default false */
  readonly explain?: boolean;
  /** Minutes of a schedule's open hours between two instants, for durations with a `schedule`. */
  readonly elapsedMinutes?: (schedule: string, from: number, to: number) => number;
}

/** One comparison that was made. */
export interface EvaluatedCondition {
  readonly field: string;
  readonly op: ConditionOperator;
  readonly expected: unknown;
  /** The value of the field; may be the customer's words. */
  readonly actual: unknown;
  readonly result: boolean;
}

/** A field that a rule changed. */
export interface RuleWrite {
  readonly field: PatchField;
  readonly value: unknown;
}

/** All codes of what can become of a rule. */
export const RULE_REASON_CODES = [
  'matched',
  'not_matched',
  'disabled',
  'fired_before',
  'stopped_before',
] as const;
/** What became of a rule, for programs. */
export type RuleReasonCode = (typeof RULE_REASON_CODES)[number];

/** What became of a rule. Rules for other triggers leave no trace. */
export interface RuleTrace {
  readonly rule: string;
  readonly name: string;
  /** 0 for the event itself, then the rounds of `updated` rules that follow. */
  readonly round: number;
  readonly matched: boolean;
  readonly reason: RuleReasonCode;
  readonly conditions: readonly EvaluatedCondition[];
  readonly writes: readonly RuleWrite[];
}

/** All fields that rules can change. */
export const PATCH_FIELDS = [
  'priority',
  'category',
  'tags',
  'groupId',
  'assigneeId',
  'status',
  'slaPolicy',
] as const;
/** A field that rules can change. */
export type PatchField = (typeof PATCH_FIELDS)[number];

/** The fields that rules changed, with their final values. */
export type RulePatch = Partial<Readonly<Record<Exclude<PatchField, 'tags'>, string>>> & {
  readonly tags?: readonly string[];
};

/** Something to do outside, and the rule that wants it. The engine itself does nothing. */
export interface RuleIntent {
  readonly rule: string;
  readonly action: RuleIntentAction;
}

/** Two rules wrote different values to one field; the later one won. */
export interface RuleConflict {
  readonly field: PatchField;
  readonly rules: readonly [string, string];
  readonly values: readonly [unknown, unknown];
}

/** What rules want done, and why. */
export interface RuleOutcome {
  readonly patch: RulePatch;
  readonly intents: readonly RuleIntent[];
  readonly trace: readonly RuleTrace[];
  readonly conflicts: readonly RuleConflict[];
  readonly reasons: readonly RuleReason[];
}

/** Which rules fired, in order. */
export interface RuleReason {
  readonly code: 'rule_fired';
  readonly message: string;
  readonly evidence: { readonly rule: string; readonly round: number };
}
