import { compileCondition } from './conditions/compile-condition.ts';
import { lintRules } from './lint-rules.ts';
import { patchOf } from './rule-state.ts';
import { nextCheck, type ReadyRule, type RuleRun, runRules } from './run-rules.ts';
import type {
  Rule,
  RuleConflict,
  RuleEvent,
  RuleOptions,
  RuleOutcome,
  RuleTrace,
} from './types.ts';
import { requireNow } from '../numbers/instant.ts';
import { requireNone } from './usable.ts';

/** Rules made ready to judge many events. */
export interface RuleEngine {
  /** @throws ValidationError when `now` is no instant, ConfigurationError when a schedule is not given. */
  evaluate(event: RuleEvent, options: RuleOptions): RuleOutcome;
}

/**
 * Makes rules ready: they are checked, their patterns compiled and put in order.
 *
 * @throws ConfigurationError with everything `lintRules` finds.
 * @example createRuleEngine(rules).evaluate({ type: 'created', ticket }, { now }).patch
 */
export function createRuleEngine(rules: readonly Rule[]): RuleEngine {
  requireNone(lintRules(rules), 'The rules are not usable.');
  const ready = rules
    .map((rule) => ({
      rule,
      triggers: [rule.on].flat(),
      condition: compileCondition(rule.when),
    }))
    .sort(({ rule: a }, { rule: b }) => (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : 1));
  return { evaluate: (event, options) => evaluate(ready, event, options) };
}

/**
 * What rules want done about an event: changes, wishes to the outside, and a trace of every
 * comparison. Nothing is done here. Rules run by order, then by id; later ones see what earlier ones
 * changed, and `stop` ends it all. Then rules on `updated` see those changes, for up to three rounds; a
 * rule fires at most once. When two rules write one field, the later wins and both are told. A rule on
 * `schedule` whose condition waits for a time fires once for that time (`episodes`), and `nextCheckAt`
 * says when to ask again.
 *
 * @throws ConfigurationError with everything `lintRules` finds, and for a schedule that is not given.
 * @throws ValidationError when `now` is no instant.
 * @example
 * evaluateRules([{ id: 'vip', name: 'Large customers', on: 'created',
 *   when: { field: 'metadata.mrr', op: 'gte', value: 5000 },
 *   then: [{ type: 'addTag', tag: 'vip' }] }],
 *   { type: 'created', ticket: { tags: [], metadata: { mrr: 9000 } } }, { now }).patch
 * //=> { tags: { add: ['vip'], remove: [] } }
 */
export function evaluateRules(
  rules: readonly Rule[],
  event: RuleEvent,
  options: RuleOptions,
): RuleOutcome {
  return createRuleEngine(rules).evaluate(event, options);
}

function evaluate(
  rules: readonly ReadyRule[],
  event: RuleEvent,
  options: RuleOptions,
): RuleOutcome {
  const run: RuleRun = {
    rules,
    event,
    options,
    nowMs: requireNow(options),
    intents: [],
    trace: [],
    episodes: [],
    fired: new Set(),
  };
  const state = runRules(run);
  return {
    patch: patchOf(state),
    intents: run.intents,
    trace: markOverridden(run.trace),
    conflicts: conflictsIn(run.trace),
    reasons: run.trace
      .filter(({ reason }) => reason === 'fired')
      .map(({ rule, round }) => ({
        code: 'rule_fired',
        message: 'A rule applied.',
        evidence: { rule, round },
      })),
    episodes: run.episodes,
    nextCheckAt: nextCheck(run, state),
  };
}

/** A write is overridden when the last one to the same field says something else. */
function markOverridden(trace: readonly RuleTrace[]): readonly RuleTrace[] {
  const last = new Map<string, unknown>();
  for (const { writes } of trace) for (const { field, value } of writes) last.set(field, value);
  return trace.map((one) => ({
    ...one,
    writes: one.writes.map((write) => ({
      ...write,
      overridden: last.get(write.field) !== write.value,
    })),
  }));
}

function conflictsIn(trace: readonly RuleTrace[]): readonly RuleConflict[] {
  const last = new Map<string, { readonly rule: string; readonly value: unknown }>();
  const conflicts: RuleConflict[] = [];
  for (const { rule, writes } of trace)
    for (const { field, value } of writes) {
      const before = last.get(field);
      if (before !== undefined && before.rule !== rule && before.value !== value)
        conflicts.push({ field, rules: [before.rule, rule], values: [before.value, value] });
      last.set(field, { rule, value });
    }
  return conflicts;
}
