import type { Issue } from '../../errors/index.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../../model/enums.ts';
import { compilePattern } from './compile-pattern.ts';
import {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type Rule,
  type RuleAction,
  type RuleCondition,
  RULE_TRIGGERS,
} from './types.ts';

const DEEPEST = 20;
const LISTS: readonly ConditionOperator[] = ['in', 'nin', 'containsAny', 'between'];
const DURATIONS: readonly ConditionOperator[] = ['olderThan', 'withinLast'];
const WITHOUT_VALUE: readonly ConditionOperator[] = ['changed', 'exists'];

/**
 * What is wrong with rules, each with its place; an empty list when they can be used. Never quotes
 * a value.
 *
 * @example lintRules([]) //=> []
 */
export function lintRules(rules: readonly Rule[]): readonly Issue[] {
  const ids = rules.map(({ id }) => id);
  return rules.flatMap((rule, index) => {
    const path = `rules.${index}`;
    const triggers = [rule.on].flat();
    return [
      ...problem(typeof rule.id === 'string' && rule.id !== '', `${path}.id`, 'must be a name'),
      ...problem(ids.indexOf(rule.id) === index, `${path}.id`, 'is used twice'),
      ...problem(
        triggers.length > 0 && triggers.every((trigger) => RULE_TRIGGERS.includes(trigger)),
        `${path}.on`,
        `must be of ${RULE_TRIGGERS.join(', ')}`,
      ),
      ...problem(Number.isFinite(rule.order ?? 0), `${path}.order`, 'must be a number'),
      ...lintCondition(rule.when, `${path}.when`, 0),
      ...rule.then.flatMap((action, at) => lintAction(action, `${path}.then.${at}`)),
    ];
  });
}

const problem = (isFine: boolean, path: string, message: string): readonly Issue[] =>
  isFine ? [] : [{ path, message }];

function lintCondition(condition: RuleCondition, path: string, depth: number): readonly Issue[] {
  if (depth > DEEPEST) return [{ path, message: 'is nested too deeply' }];
  if ('all' in condition || 'any' in condition) {
    const name = 'all' in condition ? 'all' : 'any';
    const parts = 'all' in condition ? condition.all : condition.any;
    return parts.flatMap((part, index) =>
      lintCondition(part, `${path}.${name}.${index}`, depth + 1),
    );
  }
  if ('not' in condition) return lintCondition(condition.not, `${path}.not`, depth + 1);
  const { field, op, value } = condition;
  if (!CONDITION_OPERATORS.includes(op)) return [{ path: `${path}.op`, message: 'is no operator' }];
  return [
    ...problem(typeof field === 'string' && field !== '', `${path}.field`, 'must be a path'),
    ...lintValue(op, value, `${path}.value`),
  ];
}

function lintValue(op: ConditionOperator, value: unknown, path: string): readonly Issue[] {
  if (WITHOUT_VALUE.includes(op)) return [];
  if (LISTS.includes(op)) {
    const fits = Array.isArray(value) && (op !== 'between' || value.length === 2);
    return problem(fits, path, op === 'between' ? 'must be [from, to]' : 'must be a list');
  }
  if (DURATIONS.includes(op)) return problem(isDuration(value), path, 'must be a duration');
  if (op !== 'matches') return problem(value !== undefined, path, 'is missing');
  if (typeof value !== 'string') return [{ path, message: 'must be a pattern' }];
  try {
    compilePattern(value);
    return [];
  } catch (error) {
    // The compiler's message names the position and no text.
    return [
      { path, message: error instanceof ConfigurationError ? error.message : 'is not usable' },
    ];
  }
}

function isDuration(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // Safe: only read as a bag of unknown values.
  const { minutes = 0, hours = 0, days = 0 } = value as Readonly<Record<string, unknown>>;
  const parts = [minutes, hours, days];
  return (
    parts.every((part) => typeof part === 'number' && Number.isFinite(part) && part >= 0) &&
    parts.some((part) => part !== 0)
  );
}

const TEXTS: Readonly<Record<string, string>> = {
  setCategory: 'value',
  addTag: 'value',
  removeTag: 'value',
  assignGroup: 'value',
  assignAgent: 'value',
  setSla: 'value',
  addNote: 'text',
  reply: 'template',
  notify: 'to',
  createTask: 'title',
  webhook: 'name',
};

function lintAction(action: RuleAction, path: string): readonly Issue[] {
  const isOneOf = (values: readonly string[], value: string) =>
    problem(values.includes(value), `${path}.value`, `must be one of ${values.join(', ')}`);
  if (action.type === 'setPriority') return isOneOf(TICKET_PRIORITIES, action.value);
  if (action.type === 'setStatus') return isOneOf(TICKET_STATUSES, action.value);
  if (action.type === 'raisePriority')
    return problem(Number.isInteger(action.by), `${path}.by`, 'must be a whole number');
  if (action.type === 'escalate') return [];
  const field = Object.hasOwn(TEXTS, action.type) ? TEXTS[action.type] : undefined;
  if (field === undefined) return [{ path: `${path}.type`, message: 'is no action' }];
  // Safe: only read as a bag of unknown values.
  const text = (action as unknown as Readonly<Record<string, unknown>>)[field];
  return problem(typeof text === 'string' && text !== '', `${path}.${field}`, 'must be a text');
}
