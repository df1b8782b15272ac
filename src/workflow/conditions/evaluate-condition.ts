import { ConfigurationError } from '../../errors/index.ts';
import { MINUTE_MS, toMs } from '../instants.ts';
import type { Instant, WorkingTime } from '../types.ts';
import { matchesPattern } from './matches-pattern.ts';
import { readField } from './read-field.ts';
import type { Condition, ConditionResult, FieldChangeFact, LeafCondition } from './types.ts';
import type { LeafTrace } from './types.ts';

/** The moment, and what a condition can look at besides its subject. */
export interface EvaluateConditionOptions {
  readonly now: Instant;
  /** What has just changed. @default nothing */
  readonly changes?: readonly FieldChangeFact[];
  /** Opening hours for conditions with `hours: 'business'`; without any, calendar time counts. */
  readonly workingTime?: WorkingTime | null;
  /** Make every comparison, also those that no longer decide anything. @default false */
  readonly explain?: boolean;
}

interface Scene {
  readonly subject: unknown;
  readonly now: number;
  readonly changes: readonly FieldChangeFact[];
  readonly workingTime: WorkingTime | null;
  readonly explain: boolean;
  readonly trace: LeafTrace[];
  /** When comparisons turn round, and since when they hold. */
  readonly turns: number[];
  readonly since: number[];
}

const MAX_DEPTH = 50;

/**
 * Whether a condition holds, with every comparison that was made. Texts are compared without case and
 * width (NFKC); a number is never equal to a text. A missing field (`null`, `undefined`) makes every
 * comparison false but `exists: false`, `neq` and `nin`. A time is older than n minutes from the very
 * minute on, and within the last n minutes up to it.
 *
 * @throws {ConfigurationError} for a condition that is none, or nested more than 50 deep.
 * @example
 * evaluateCondition({ field: 'metadata.mrr', op: 'gte', value: 5000 },
 *   { metadata: { mrr: 9000 } }, { now }).matched //=> true
 */
export function evaluateCondition(
  condition: Condition,
  subject: unknown,
  options: EvaluateConditionOptions,
): ConditionResult {
  const { changes = [], workingTime = null, explain = false } = options;
  const now = toMs(options.now, 'now');
  const scene: Scene = {
    subject,
    now,
    changes,
    workingTime,
    explain,
    trace: [],
    turns: [],
    since: [],
  };
  const matched = holds(condition, scene, 0);
  const later = scene.turns.filter((at) => at > now);
  return {
    matched,
    trace: scene.trace,
    nextCheckAt: later.length === 0 ? null : new Date(Math.min(...later)),
    since: scene.since.length === 0 ? null : new Date(Math.max(...scene.since)),
  };
}

function holds(condition: Condition, scene: Scene, depth: number): boolean {
  if (depth > MAX_DEPTH)
    throw new ConfigurationError(`A condition is nested more than ${MAX_DEPTH} deep.`);
  if ('all' in condition) return quantified(condition.all, scene, depth, true);
  if ('any' in condition) return quantified(condition.any, scene, depth, false);
  if ('not' in condition) return !holds(condition.not, scene, depth + 1);
  return compare(condition, scene);
}

/** Stops at the first that decides, unless all are to be explained. */
function quantified(
  conditions: readonly Condition[],
  scene: Scene,
  depth: number,
  every: boolean,
): boolean {
  let result = every;
  for (const one of conditions) {
    if (result !== every && !scene.explain) break;
    if (holds(one, scene, depth + 1) !== every) result = !every;
  }
  return result;
}

function compare(leaf: LeafCondition, scene: Scene): boolean {
  const actual = readField(scene.subject, leaf.field);
  const matched = leafMatches(leaf, actual, scene);
  scene.trace.push({
    field: leaf.field,
    op: leaf.op,
    expected: 'value' in leaf ? leaf.value : null,
    actual: actual ?? null,
    matched,
  });
  return matched;
}

function leafMatches(leaf: LeafCondition, actual: unknown, scene: Scene): boolean {
  switch (leaf.op) {
    case 'changed':
      return scene.changes.some(({ field }) => field === leaf.field);
    case 'changedFrom':
      return scene.changes.some(
        ({ field, from }) => field === leaf.field && same(from, leaf.value),
      );
    case 'changedTo':
      return scene.changes.some(({ field, to }) => field === leaf.field && same(to, leaf.value));
    case 'exists':
      return (actual != null) === leaf.value;
    case 'neq':
      return !same(actual, leaf.value);
    case 'nin':
      return !leaf.value.some((value) => same(actual, value));
    default:
      return actual != null && presentMatches(leaf, actual, scene);
  }
}

type PresentLeaf = Exclude<
  LeafCondition,
  { op: 'changed' | 'changedFrom' | 'changedTo' | 'exists' | 'neq' | 'nin' }
>;

function presentMatches(leaf: PresentLeaf, actual: unknown, scene: Scene): boolean {
  switch (leaf.op) {
    case 'eq':
      return same(actual, leaf.value);
    case 'in':
      return leaf.value.some((value) => same(actual, value));
    case 'contains':
      return contains(actual, leaf.value);
    case 'containsAny':
      return leaf.value.some((value) => contains(actual, value));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const order = orderOf(actual, leaf.value);
      return order !== null && ORDERS[leaf.op](order);
    }
    case 'between': {
      const [low, high] = leaf.value;
      const number = numberOf(actual);
      return number !== null && number >= low && number <= high;
    }
    case 'matches':
      return typeof actual === 'string' && matchesPattern(plain(actual), plain(leaf.value));
    case 'olderThan':
    case 'withinLast':
      return timeMatches(leaf, actual, scene);
    default:
      throw new ConfigurationError('A condition has an operator that does not exist.');
  }
}

const ORDERS = {
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
} as const;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function same(actual: unknown, value: unknown): boolean {
  if (typeof actual === 'string' && typeof value === 'string')
    return plain(actual) === plain(value);
  return (actual ?? null) === (value ?? null);
}

function contains(actual: unknown, value: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((one) => same(one, value));
  return (
    typeof actual === 'string' && typeof value === 'string' && plain(actual).includes(plain(value))
  );
}

const numberOf = (value: unknown): number | null => {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
};

/** Above, below or at 0; `null` where two values have no order. */
function orderOf(actual: unknown, value: unknown): number | null {
  if (typeof actual === 'string' && typeof value === 'string') {
    const [a, b] = [plain(actual), plain(value)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const [a, b] = [numberOf(actual), numberOf(value)];
  return a === null || b === null ? null : a - b;
}

function timeMatches(
  leaf: Extract<LeafCondition, { op: 'olderThan' | 'withinLast' }>,
  actual: unknown,
  scene: Scene,
): boolean {
  const at = numberOf(actual);
  if (at === null || !Number.isFinite(at)) return false;
  const ms = leaf.value * MINUTE_MS;
  const hours = leaf.hours === 'business' ? scene.workingTime : null;
  const turn = hours === null ? at + ms : hours.add(at, ms);
  // The one turns at that instant, the other right after it: so none is looked at too early.
  scene.turns.push(leaf.op === 'olderThan' ? turn : turn + 1);
  if (at > scene.now) {
    // What has not happened yet is neither old nor recent; it may be looked at when it has.
    scene.turns.push(at);
    return false;
  }
  const isOld = scene.now >= turn;
  if (leaf.op === 'olderThan' && isOld) scene.since.push(turn);
  return leaf.op === 'olderThan' ? isOld : scene.now <= turn;
}
