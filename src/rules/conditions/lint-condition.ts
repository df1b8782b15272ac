import { ConfigurationError, type Issue } from '../../errors/index.ts';
import { compilePattern } from '../patterns/compile-pattern.ts';
import { isBag, problem } from '../lint.ts';
import { instantOf } from './compare-values.ts';
import { CONDITION_OPERATORS, type ConditionOperator } from './types.ts';

const DEEPEST = 20;
const COMBINATIONS = ['all', 'any', 'not'] as const;

/** What is wrong with what should be a condition, each with its place. Never quotes a value. */
export function lintCondition(condition: unknown, path: string, depth = 0): readonly Issue[] {
  if (depth > DEEPEST) return [{ path, message: 'is nested too deeply' }];
  if (!isBag(condition)) return [{ path, message: 'must be a condition' }];
  const combination = COMBINATIONS.find((name) => name in condition);
  if (combination === undefined) return lintComparison(condition, path);
  const inner = condition[combination];
  const place = `${path}.${combination}`;
  if (combination === 'not') return lintCondition(inner, place, depth + 1);
  if (!Array.isArray(inner)) return [{ path: place, message: 'must be a list' }];
  return inner.flatMap((part, index) => lintCondition(part, `${place}.${index}`, depth + 1));
}

function lintComparison(
  { field, op, value }: Readonly<Record<string, unknown>>,
  path: string,
): readonly Issue[] {
  const operator = CONDITION_OPERATORS.find((one) => one === op);
  if (operator === undefined) return [{ path: `${path}.op`, message: 'is no operator' }];
  return [
    ...problem(typeof field === 'string' && field !== '', `${path}.field`, 'must be a path'),
    ...lintValue(operator, value, `${path}.value`),
  ];
}

/** Of an operator's value: what it must be, and whether this is. */
type Wanted = readonly [string, (value: unknown) => boolean];

const isOrdered = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'number' ? !Number.isNaN(value) : isDate(value));
const isDate = (value: unknown): boolean => value instanceof Date && instantOf(value) !== null;
const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'boolean' || isOrdered(value);
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isPlain);

const PLAIN: Wanted = ['must be a text, a number, a date, true, false or null', isPlain];
const EITHER: Wanted = [
  `${PLAIN[0]}, or a list of them`,
  (value) => isPlain(value) || isList(value),
];
const LIST: Wanted = ['must be a list', isList];
const ORDERED: Wanted = ['must be a number, a text or a date', isOrdered];
const DURATION: Wanted = ['must be a duration', isDuration];

const WANTED: Readonly<Record<Exclude<ConditionOperator, 'matches' | 'changed'>, Wanted>> = {
  eq: EITHER,
  neq: EITHER,
  changedFrom: EITHER,
  changedTo: EITHER,
  in: LIST,
  nin: LIST,
  containsAny: LIST,
  contains: PLAIN,
  gt: ORDERED,
  gte: ORDERED,
  lt: ORDERED,
  lte: ORDERED,
  between: [
    'must be [from, to]',
    (value) => Array.isArray(value) && value.length === 2 && value.every(isOrdered),
  ],
  exists: ['must be true or false', (value) => typeof value === 'boolean'],
  olderThan: DURATION,
  withinLast: DURATION,
};

function lintValue(op: ConditionOperator, value: unknown, path: string): readonly Issue[] {
  if (op === 'changed') return [];
  if (op === 'matches') return lintPattern(value, path);
  const [message, isWanted] = WANTED[op];
  return problem(isWanted(value), path, message);
}

function lintPattern(value: unknown, path: string): readonly Issue[] {
  if (typeof value !== 'string') return [{ path, message: 'must be a pattern' }];
  try {
    compilePattern(value);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // The compiler's message names the position and no text.
    return [{ path, message: error.message }];
  }
}

function isDuration(value: unknown): boolean {
  if (!isBag(value)) return false;
  const { minutes = 0, hours = 0, days = 0, schedule, businessHours = false } = value;
  const parts = [minutes, hours, days];
  return (
    parts.every((part) => typeof part === 'number' && Number.isFinite(part) && part >= 0) &&
    parts.some((part) => part !== 0) &&
    (schedule === undefined || (typeof schedule === 'string' && businessHours === false)) &&
    typeof businessHours === 'boolean'
  );
}
