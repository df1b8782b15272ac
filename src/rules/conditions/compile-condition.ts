import { ConfigurationError } from '../../errors/index.ts';
import { compilePattern } from '../patterns/compile-pattern.ts';
import type { ChangeOf } from './changes.ts';
import { areEqual, compareValues, contains, instantOf, isMissing } from './compare-values.ts';
import { readField } from './read-field.ts';
import type {
  Condition,
  ConditionOptions,
  ConditionResult,
  EvaluatedCondition,
  FieldCondition,
  RuleDuration,
  WorkingTime,
} from './types.ts';

/** What a condition is judged against. */
export interface Scene {
  readonly facts: unknown;
  readonly changeOf: ChangeOf;
  readonly nowMs: number;
  readonly options: ConditionOptions;
}

/** A condition made ready to be judged many times: its patterns are compiled. */
export type CompiledCondition = (scene: Scene) => ConditionResult;

/** What is noted on the way. */
interface Notes {
  readonly trace: EvaluatedCondition[];
  /** When comparisons turn round, and since when they hold. */
  readonly turns: number[];
  readonly since: number[];
}

type Judge = (scene: Scene, notes: Notes) => boolean;
type Test = (actual: unknown, scene: Scene, notes: Notes) => boolean;

/** Takes what `lintCondition` finds nothing wrong with. */
export function compileCondition(condition: Condition): CompiledCondition {
  const judge = judgeOf(condition);
  return (scene) => {
    const notes: Notes = { trace: [], turns: [], since: [] };
    const matched = judge(scene, notes);
    const later = notes.turns.filter((at) => at > scene.nowMs);
    return {
      matched,
      trace: notes.trace,
      nextCheckAt: later.length === 0 ? null : new Date(Math.min(...later)),
      since: notes.since.length === 0 ? null : new Date(Math.max(...notes.since)),
    };
  };
}

function judgeOf(condition: Condition): Judge {
  if ('all' in condition) return quantified(condition.all.map(judgeOf), true);
  if ('any' in condition) return quantified(condition.any.map(judgeOf), false);
  if ('not' in condition) {
    const judge = judgeOf(condition.not);
    return (scene, notes) => !judge(scene, notes);
  }
  return comparison(condition);
}

/** Stops at the first that decides, unless all are to be explained. */
const quantified =
  (parts: readonly Judge[], every: boolean): Judge =>
  (scene, notes) => {
    let result = every;
    for (const part of parts) {
      if (part(scene, notes) === every) continue;
      result = !every;
      if (scene.options.explain !== true) break;
    }
    return result;
  };

function comparison(condition: FieldCondition): Judge {
  const { field, op } = condition;
  const expected = 'value' in condition ? condition.value : null;
  const test = testOf(condition);
  return (scene, notes) => {
    const actual = readField(scene.facts, field);
    const matched = test(actual, scene, notes);
    notes.trace.push({ field, op, expected, actual: actual ?? null, matched });
    return matched;
  };
}

function testOf(condition: FieldCondition): Test {
  const { field } = condition;
  switch (condition.op) {
    case 'exists':
      return (actual) => isMissing(actual) !== condition.value;
    case 'neq':
      return (actual) => !areEqual(actual, condition.value);
    case 'nin':
      return (actual) => !condition.value.some((one) => areEqual(actual, one));
    case 'changed':
      return (_, { changeOf }) => changeOf(field) !== null;
    case 'changedTo':
      return (_, { changeOf }) => {
        const change = changeOf(field);
        return change !== null && areEqual(change.to, condition.value);
      };
    case 'changedFrom':
      return (_, { changeOf }) => {
        const from = changeOf(field)?.from;
        return from !== undefined && areEqual(from, condition.value);
      };
    default: {
      const test = presentTest(condition);
      return (actual, scene, notes) => !isMissing(actual) && test(actual, scene, notes);
    }
  }
}

type PresentCondition = Exclude<
  FieldCondition,
  { readonly op: 'exists' | 'neq' | 'nin' | 'changed' | 'changedTo' | 'changedFrom' }
>;

/** Of a field that is there. */
function presentTest(condition: PresentCondition): Test {
  switch (condition.op) {
    case 'eq':
      return (actual) => areEqual(actual, condition.value);
    case 'in':
      return (actual) => condition.value.some((one) => areEqual(actual, one));
    case 'contains':
      return (actual) => contains(actual, condition.value);
    case 'containsAny':
      return (actual) => condition.value.some((one) => contains(actual, one));
    case 'gt':
      return ordered(condition.value, (order) => order > 0);
    case 'gte':
      return ordered(condition.value, (order) => order >= 0);
    case 'lt':
      return ordered(condition.value, (order) => order < 0);
    case 'lte':
      return ordered(condition.value, (order) => order <= 0);
    case 'between': {
      const [from, to] = condition.value;
      const isAtLeast = ordered(from, (order) => order >= 0);
      const isAtMost = ordered(to, (order) => order <= 0);
      return (...given) => isAtLeast(...given) && isAtMost(...given);
    }
    case 'matches': {
      const matches = compilePattern(condition.value);
      return (actual) => [actual].flat().some((one) => typeof one === 'string' && matches(one));
    }
    case 'olderThan':
    case 'withinLast':
      return timeTest(condition);
  }
}

/** The order of two values, and whether it is as wanted; false when they cannot be compared. */
const ordered =
  (expected: unknown, isWanted: (order: number) => boolean): Test =>
  (actual) => {
    const order = compareValues(actual, expected);
    return order !== null && isWanted(order);
  };

function timeTest({
  op,
  value: duration,
}: Extract<FieldCondition, { readonly op: 'olderThan' | 'withinLast' }>): Test {
  const { minutes = 0, hours = 0, days = 0 } = duration;
  const ms = ((days * 24 + hours) * 60 + minutes) * 60_000;
  return (actual, { nowMs, options }, notes) => {
    const at = instantOf(actual);
    if (at === null) return false;
    const turn = hoursOf(duration, options)?.add(at, ms) ?? at + ms;
    // The one turns at that instant, the other right after it: so none is looked at too early.
    notes.turns.push(op === 'olderThan' ? turn : turn + 1);
    if (at > nowMs) {
      // What has not happened yet is neither old nor recent; it may be looked at when it has.
      notes.turns.push(at);
      return false;
    }
    const isOld = nowMs >= turn;
    if (op === 'olderThan' && isOld) notes.since.push(turn);
    return op === 'olderThan' ? isOld : nowMs <= turn;
  };
}

/** The hours that count, or null when every minute does. */
function hoursOf(
  { schedule, businessHours = false }: RuleDuration,
  { schedules = {}, workingTime = null }: ConditionOptions,
): WorkingTime | null {
  if (schedule === undefined) return businessHours ? workingTime : null;
  const hours = Object.hasOwn(schedules, schedule) ? schedules[schedule] : undefined;
  if (hours === undefined)
    throw new ConfigurationError('A duration has a schedule that `schedules` does not know.');
  return hours;
}
