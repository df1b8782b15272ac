import { ConfigurationError } from '../../errors/index.ts';
import { applyAction, type PatchState } from './apply-action.ts';
import { lintRules } from './check-rules.ts';
import { compileCondition, type CompiledCondition } from './evaluate-condition.ts';
import type {
  EvaluatedCondition,
  Rule,
  RuleConflict,
  RuleEvent,
  RuleFacts,
  RuleIntent,
  RuleOptions,
  RuleOutcome,
  RuleReasonCode,
  RuleTrace,
  RuleTrigger,
  RuleWrite,
} from './types.ts';

/** Rules made ready to judge many events. */
export interface RuleEngine {
  /** @throws ConfigurationError when `now` is no instant, or a schedule cannot be measured. */
  evaluate(event: RuleEvent, options: RuleOptions): RuleOutcome;
}

interface ReadyRule {
  readonly rule: Rule;
  readonly triggers: readonly RuleTrigger[];
  readonly condition: CompiledCondition;
}

const ROUNDS = 3;

/**
 * Makes rules ready: they are checked, their patterns compiled and put in order.
 *
 * @throws ConfigurationError with everything `lintRules` finds.
 * @example createRuleEngine(rules).evaluate({ type: 'created', ticket }, { now }).patch
 */
export function createRuleEngine(rules: readonly Rule[]): RuleEngine {
  const issues = lintRules(rules);
  if (issues.length > 0)
    throw new ConfigurationError(
      `The rules are not usable. ${issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
    );
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
 * What rules want done about an event: changed fields, intents and a trace of every comparison.
 * Nothing is done. Rules run in (order, id) and see the effects of earlier ones; `stop` ends it all.
 * When the ticket changed, the `updated` rules follow, up to three rounds; a rule fires once for
 * an event. When two rules write one field, the later wins and both are told as a conflict.
 *
 * @throws ConfigurationError with everything `lintRules` finds, or when `now` is no instant.
 * @example
 * evaluateRules([{ id: 'vip', name: 'Large customers', on: 'created',
 *   when: { field: 'metadata.mrr', op: 'gte', value: 5000 },
 *   then: [{ type: 'addTag', value: 'vip' }] }],
 *   { type: 'created', ticket: { tags: [], metadata: { mrr: 9000 } } }, { now }).patch
 * //=> { tags: ['vip'] }
 */
export function evaluateRules(
  rules: readonly Rule[],
  event: RuleEvent,
  options: RuleOptions,
): RuleOutcome {
  return createRuleEngine(rules).evaluate(event, options);
}

/** What has come of the rules so far. */
interface Progress {
  readonly intents: readonly RuleIntent[];
  readonly trace: readonly RuleTrace[];
  readonly state: PatchState;
  readonly fired: ReadonlySet<string>;
  readonly stoppedBy: string | null;
}

function evaluate(
  rules: readonly ReadyRule[],
  event: RuleEvent,
  options: RuleOptions,
): RuleOutcome {
  const nowMs = options.now instanceof Date ? options.now.getTime() : options.now;
  if (!Number.isFinite(nowMs)) throw new ConfigurationError('`now` must be a valid instant.');
  let progress: Progress = {
    intents: [],
    trace: [],
    state: { patch: {}, writers: new Map(), conflicts: [] },
    fired: new Set(),
    stoppedBy: null,
  };
  let previous: RuleFacts | null = event.previous ?? null;
  let { type }: { type: RuleTrigger } = event;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = { ...event.ticket, ...progress.state.patch };
    const view = { ticket: event.ticket, previous, round, nowMs, options };
    for (const ready of rules)
      if (ready.triggers.includes(type)) progress = runRule(ready, progress, view);
    const changed =
      JSON.stringify(before) !== JSON.stringify({ ...event.ticket, ...progress.state.patch });
    if (progress.stoppedBy !== null || !changed) break;
    previous = before;
    type = 'updated';
  }
  return outcomeOf(progress, event);
}

interface View {
  readonly ticket: RuleFacts;
  readonly previous: RuleFacts | null;
  readonly round: number;
  readonly nowMs: number;
  readonly options: RuleOptions;
}

function runRule({ rule, condition }: ReadyRule, progress: Progress, view: View): Progress {
  const traced = (
    reason: RuleReasonCode,
    conditions: readonly EvaluatedCondition[] = [],
    writes: readonly RuleWrite[] = [],
  ): readonly RuleTrace[] => [
    ...progress.trace,
    {
      rule: rule.id,
      name: rule.name,
      round: view.round,
      matched: reason === 'matched',
      reason,
      conditions,
      writes,
    },
  ];
  if (rule.enabled === false) return { ...progress, trace: traced('disabled') };
  if (progress.stoppedBy !== null) return { ...progress, trace: traced('stopped_before') };
  if (progress.fired.has(rule.id)) return { ...progress, trace: traced('fired_before') };
  const ticket = { ...view.ticket, ...progress.state.patch };
  const conditions: EvaluatedCondition[] = [];
  const matched = condition({ ...view, ticket }, (one) => conditions.push(one));
  if (!matched) return { ...progress, trace: traced('not_matched', conditions) };
  let { state } = progress;
  const writes: RuleWrite[] = [];
  const intents: RuleIntent[] = [];
  for (const action of rule.then) {
    const applied = applyAction(action, { rule: rule.id, ticket: view.ticket, state });
    ({ state } = applied);
    if (applied.write !== null) writes.push(applied.write);
    if (applied.intent !== null) intents.push({ rule: rule.id, action: applied.intent });
  }
  return {
    intents: [...progress.intents, ...intents],
    trace: traced('matched', conditions, writes),
    state,
    fired: new Set([...progress.fired, rule.id]),
    stoppedBy: rule.stop === true ? rule.id : null,
  };
}

function outcomeOf({ state, intents, trace }: Progress, { ticket }: RuleEvent): RuleOutcome {
  // What rules set back to what it was is no change.
  const changes = Object.entries(state.patch).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(ticket[field]),
  );
  const conflicts: readonly RuleConflict[] = state.conflicts;
  return {
    patch: Object.fromEntries(changes),
    intents,
    trace,
    conflicts,
    reasons: trace
      .filter(({ matched }) => matched)
      .map(({ rule, round }) => ({
        code: 'rule_fired' as const,
        message: 'A rule applied.',
        evidence: { rule, round },
      })),
  };
}
