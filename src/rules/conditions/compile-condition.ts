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
  /** When comparisons turn round. */
  readonly turns: number[];
}

/** Whether something holds, and since when by waiting alone; `null` when no waiting made it so. */
interface Verdict {
  readonly matched: boolean;
  readonly since: number | null;
}

type Test = (actual: unknown, scene: Scene, notes: Notes) => boolean | Verdict;

interface Judge {
  /** Whether time plays a part in it. */
  readonly waits: boolean;
  readonly judge: (scene: Scene, notes: Notes) => Verdict;
}

/** Takes what `lintCondition` finds nothing wrong with. */
export function compileCondition(condition: Condition): CompiledCondition {
  const { judge } = judgeOf(condition);
  return (scene) => {
    const notes: Notes = { trace: [], turns: [] };
    const { matched, since } = judge(scene, notes);
    const later = notes.turns.filter((at) => at > scene.nowMs);
    return {
      matched,
      trace: notes.trace,
      nextCheckAt: later.length === 0 ? null : new Date(Math.min(...later)),
      since: matched && since !== null ? new Date(since) : null,
    };
  };
}

function judgeOf(condition: Condition): Judge {
  if ('all' in condition) return quantified(condition.all.map(judgeOf), true);
  if ('any' in condition) return quantified(condition.any.map(judgeOf), false);
  if ('not' in condition) {
    const { waits, judge } = judgeOf(condition.not);
    const negated = (scene: Scene, notes: Notes): Verdict => {
      const { matched, since } = judge(scene, notes);
      return { matched: !matched, since };
    };
    return { waits, judge: negated };
  }
  return comparison(condition);
}

/**
 * Stops at the first that decides, unless all are to be explained. Those that wait are looked at anyhow:
 * it has been decided since the first of them decided it, whatever their order.
 */
function quantified(parts: readonly Judge[], every: boolean): Judge {
  const judge = (scene: Scene, notes: Notes): Verdict => {
    const { explain = false } = scene.options;
    // What no longer decides is no reason to look again.
    const aside: Notes = { trace: explain ? notes.trace : [], turns: [] };
    const deciding: (number | null)[] = [];
    const others: (number | null)[] = [];
    for (const part of parts) {
      const decided = deciding.length > 0;
      if (decided && !explain && !part.waits) continue;
      const { matched, since } = part.judge(scene, decided ? aside : notes);
      (matched === every ? others : deciding).push(since);
    }
    return deciding.length > 0
      ? { matched: !every, since: extreme(Math.min, deciding) }
      : { matched: every, since: extreme(Math.max, others) };
  };
  return { waits: parts.some(({ waits }) => waits), judge };
}

function extreme(
  pick: (...moments: number[]) => number,
  moments: readonly (number | null)[],
): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : pick(...known);
}

/** As `isUntold`, of facts that need be no ticket. */
function isUntoldIn(facts: unknown, field: string): boolean {
  const warnings = readField(facts, 'provenance.warnings');
  return (
    Array.isArray(warnings) &&
    warnings.some(
      (warning) =>
        readField(warning, 'type') === 'dropped' && readField(warning, 'field') === field,
    )
  );
}

function comparison(condition: FieldCondition): Judge {
  const { field, op } = condition;
  const expected = 'value' in condition ? condition.value : null;
  const test = testOf(condition);
  const judge = (scene: Scene, notes: Notes): Verdict => {
    const actual = readField(scene.facts, field);
    // What its list did not tell is neither there nor missing: no comparison of it holds.
    const found = !(actual == null && isUntoldIn(scene.facts, field)) && test(actual, scene, notes);
    const verdict = typeof found === 'boolean' ? { matched: found, since: null } : found;
    const { matched } = verdict;
    notes.trace.push({ field, op, expected, actual: actual ?? null, matched });
    return verdict;
  };
  return { waits: op === 'olderThan' || op === 'withinLast', judge };
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
    const due = hoursOf(duration, options)?.add(at, ms) ?? at + ms;
    // The one turns at that instant, the other right after it: so none is looked at too early.
    const turn = op === 'olderThan' ? due : due + 1;
    notes.turns.push(turn);
    if (at > nowMs) {
      // What has not happened yet is neither old nor recent; it may be looked at when it has.
      notes.turns.push(at);
      return false;
    }
    const hasTurned = nowMs >= turn;
    // Being recent is no waiting.
    return { matched: hasTurned === (op === 'olderThan'), since: hasTurned ? turn : null };
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
