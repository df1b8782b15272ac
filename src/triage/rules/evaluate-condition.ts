import { ConfigurationError } from '../../errors/index.ts';
import { areEqual, compareValues, instantOf, isMissing, valueAt } from './compare-values.ts';
import { compilePattern } from './compile-pattern.ts';
import { folded } from './parse-pattern.ts';
import type {
  ConditionOperator,
  EvaluatedCondition,
  FieldCondition,
  RuleCondition,
  RuleDuration,
  RuleFacts,
  RuleOptions,
} from './types.ts';

/** What a condition is judged against. */
export interface ConditionContext {
  readonly ticket: RuleFacts;
  readonly previous: RuleFacts | null;
  readonly nowMs: number;
  readonly options: RuleOptions;
}

/** A condition made ready: its patterns are compiled. */
export type CompiledCondition = (
  context: ConditionContext,
  seen: (condition: EvaluatedCondition) => void,
) => boolean;

/** Makes a condition ready to be evaluated many times. */
export function compileCondition(condition: RuleCondition): CompiledCondition {
  if ('not' in condition) {
    const inner = compileCondition(condition.not);
    return (context, seen) => !inner(context, seen);
  }
  if ('all' in condition || 'any' in condition) {
    const wanted = 'all' in condition;
    const parts = ('all' in condition ? condition.all : condition.any).map(compileCondition);
    return (context, seen) => {
      // In explain mode every part is looked at, also when the outcome is clear.
      let result = wanted;
      for (const part of parts) {
        if (part(context, seen) === wanted) continue;
        result = !wanted;
        if (context.options.explain !== true) break;
      }
      return result;
    };
  }
  return compileField(condition);
}

function compileField(condition: FieldCondition): CompiledCondition {
  const { field, op, value: expected } = condition;
  const test = createTest(condition);
  return (context, seen) => {
    const actual = valueAt(context.ticket, field);
    const result = test(actual, context);
    seen({ field, op, expected: expected ?? null, actual: actual ?? null, result });
    return result;
  };
}

type Test = (actual: unknown, context: ConditionContext) => boolean;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The order of two values, and whether it is as wanted; false when they cannot be compared. */
const ordered =
  (expected: unknown, isWanted: (order: number) => boolean): Test =>
  (actual) => {
    const order = compareValues(actual, expected);
    return order !== null && isWanted(order);
  };

function createTest({ field, op, value }: FieldCondition): Test {
  const before = ({ previous }: ConditionContext) => valueAt(previous, field) ?? null;
  const isChanged: Test = (actual, context) =>
    context.previous !== null && !areEqual(actual ?? null, before(context));
  const present: Partial<Record<ConditionOperator, () => Test>> = {
    eq: () => (actual) => areEqual(actual, value),
    in: () => (actual) => listOf(value).some((one) => areEqual(actual, one)),
    gt: () => ordered(value, (order) => order > 0),
    gte: () => ordered(value, (order) => order >= 0),
    lt: () => ordered(value, (order) => order < 0),
    lte: () => ordered(value, (order) => order <= 0),
    between: () => {
      const [from, to] = listOf(value);
      const [atLeast, atMost] = [ordered(from, (o) => o >= 0), ordered(to, (o) => o <= 0)];
      return (actual, context) => atLeast(actual, context) && atMost(actual, context);
    },
    contains: () => (actual) => holds(actual, value),
    containsAny: () => (actual) => listOf(value).some((one) => holds(actual, one)),
    matches: () => {
      const matches = compilePattern(String(value));
      return (actual) => listOf(actual).some((one) => typeof one === 'string' && matches(one));
    },
    changedTo: () => (actual, context) => isChanged(actual, context) && areEqual(actual, value),
    olderThan: () => (actual, context) => {
      const elapsed = elapsedMinutes(actual, value, context);
      return elapsed !== null && elapsed > minutesOf(value);
    },
    withinLast: () => (actual, context) => {
      const elapsed = elapsedMinutes(actual, value, context);
      return elapsed !== null && elapsed >= 0 && elapsed <= minutesOf(value);
    },
  };
  const make = present[op];
  if (make !== undefined) {
    const test = make();
    return (actual, context) => !isMissing(actual) && test(actual, context);
  }
  if (op === 'neq') return (actual) => !areEqual(actual ?? null, value);
  if (op === 'nin') return (actual) => !listOf(value).some((one) => areEqual(actual ?? null, one));
  if (op === 'exists') return (actual) => isMissing(actual) === (value === false);
  if (op === 'changed') return isChanged;
  return (actual, context) => isChanged(actual, context) && areEqual(before(context), value);
}

/** A list holds an item, a text holds a part; case and width do not matter. */
function holds(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((item) => areEqual(item, wanted));
  return (
    typeof actual === 'string' &&
    typeof wanted === 'string' &&
    folded(actual).includes(folded(wanted))
  );
}

const MINUTE = 60_000;

// Safe: `lintRules` has let through nothing but durations.
const durationOf = (value: unknown): RuleDuration => value as RuleDuration;

function minutesOf(value: unknown): number {
  const { minutes = 0, hours = 0, days = 0 } = durationOf(value);
  return minutes + 60 * hours + 1440 * days;
}

function elapsedMinutes(
  actual: unknown,
  value: unknown,
  { nowMs, options }: ConditionContext,
): number | null {
  const from = instantOf(actual);
  if (from === null) return null;
  const { schedule } = durationOf(value);
  if (schedule === undefined || from > nowMs) return (nowMs - from) / MINUTE;
  if (options.elapsedMinutes === undefined)
    throw new ConfigurationError('A duration with a schedule needs `options.elapsedMinutes`.');
  return options.elapsedMinutes(schedule, from, nowMs);
}
