import { ConfigurationError } from '../../errors/index.ts';
import { evaluateCondition } from '../conditions/evaluate-condition.ts';
import type { ConditionResult, FieldChangeFact } from '../conditions/types.ts';
import { toMs } from '../instants.ts';
import type { Instant, WorkingTime } from '../types.ts';
import { applyAction, type RuleState } from './apply-action.ts';
import { patchOf } from './patch-of.ts';
import type {
  RuleEvent,
  RuleIntent,
  RuleOutcome,
  RuleSubject,
  RuleTrace,
  RuleWrite,
  WorkflowRule,
} from './types.ts';

/** The rules, what happened, and when. */
export interface EvaluateRulesOptions {
  readonly rules: readonly WorkflowRule[];
  /** What happened. */
  readonly event: RuleEvent;
  readonly now: Instant;
  /** What the event changed. @default nothing */
  readonly changes?: readonly FieldChangeFact[];
  /** The message of a `message` event; conditions reach it as `message.author.kind` and so on. */
  readonly message?: object;
  /** The episodes that earlier calls returned for this case. @default none */
  readonly firedEpisodes?: readonly string[];
  /** The opening hours of the case's group, for conditions with `hours: 'business'`. */
  readonly workingTime?: WorkingTime | null;
  /** Make every comparison of every rule, also those that no longer decide. @default false */
  readonly explain?: boolean;
}

/** What follows from rules' own changes is looked at this often. */
const MAX_ROUNDS = 3;

interface Run {
  readonly subject: RuleSubject;
  readonly options: EvaluateRulesOptions;
  readonly now: number;
  readonly intents: RuleIntent[];
  readonly trace: RuleTrace[];
  readonly episodes: string[];
  readonly fired: Set<string>;
}

/**
 * What rules make of a case: the changes, the wishes to the outside, and why. Nothing is done here.
 * Rules run by order, then by id; later ones see what earlier ones changed. Then rules on `updated` see
 * those changes, for up to three rounds; a rule fires at most once. When two rules write one field, the
 * last one wins and the trace has both. A rule on `schedule` whose condition waits for a time fires once
 * for that time (`episodes`), and `nextCheckAt` says when to ask again.
 *
 * @throws {ConfigurationError} for two rules with one id, and for conditions that are none.
 * @example
 * evaluateRules(ticket, { rules: [WORKFLOW_RULES.serverFailure], event: 'created', now }).patch
 * //=> { group: 'IT infrastructure support', priority: 'high' }
 */
export function evaluateRules<Subject extends RuleSubject>(
  subject: Subject,
  options: EvaluateRulesOptions,
): RuleOutcome {
  const now = toMs(options.now, 'now');
  const rules = inOrder(options.rules);
  const run: Run = {
    subject,
    options,
    now,
    intents: [],
    trace: [],
    episodes: [],
    fired: new Set(),
  };
  const first = stateOf(subject);
  let { state, stopped } = runRound(run, rules, { state: first, event: options.event, round: 0 });
  let before = first;
  for (let round = 1; round <= MAX_ROUNDS && !stopped; round += 1) {
    const changes = changesBetween(before, state);
    if (changes.length === 0) break;
    before = state;
    ({ state, stopped } = runRound(run, rules, { state, event: 'updated', round, changes }));
  }
  return {
    patch: patchOf(first, state),
    intents: run.intents,
    trace: markOverridden(run.trace),
    episodes: run.episodes,
    nextCheckAt: nextCheck(run, rules, state),
  };
}

function inOrder(rules: readonly WorkflowRule[]): readonly WorkflowRule[] {
  const ids = new Set(rules.map(({ id }) => id));
  if (ids.size < rules.length) throw new ConfigurationError('Two rules have the same id.');
  return rules
    .filter(({ enabled = true }) => enabled)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : 1));
}

/** What a subject says of a field that it need not have. */
const textIn = (subject: object, field: string): string | null => {
  const value: unknown = Object.entries(subject).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? value : null;
};

const stateOf = (subject: RuleSubject): RuleState => ({
  priority: subject.priority,
  category: subject.category,
  status: subject.status,
  statusDetail: subject.statusDetail ?? null,
  group: textIn(subject, 'group'),
  agentId: textIn(subject, 'agentId'),
  sla: null,
  tags: subject.tags,
});

const runsOn = (rule: WorkflowRule, event: RuleEvent): boolean =>
  typeof rule.on === 'string' ? rule.on === event : rule.on.includes(event);

/** A field that a rule wrote stands before the subject's own. */
function viewOf(run: Run, state: RuleState): object {
  const { sla, ...fields } = state;
  const { message } = run.options;
  return {
    ...run.subject,
    ...fields,
    ...(sla === null ? {} : { sla }),
    ...(message === undefined ? {} : { message }),
  };
}

function check(
  run: Run,
  rule: WorkflowRule,
  state: RuleState,
  changes: readonly FieldChangeFact[],
): ConditionResult {
  const { workingTime = null, explain = false } = run.options;
  return evaluateCondition(rule.when, viewOf(run, state), {
    now: run.now,
    changes,
    workingTime,
    explain,
  });
}

interface Round {
  readonly state: RuleState;
  readonly event: RuleEvent;
  readonly round: number;
  readonly changes?: readonly FieldChangeFact[];
}

function runRound(
  run: Run,
  rules: readonly WorkflowRule[],
  { state: start, event, round, changes = run.options.changes ?? [] }: Round,
): { readonly state: RuleState; readonly stopped: boolean } {
  let state = start;
  for (const rule of rules) {
    if (!runsOn(rule, event) || run.fired.has(rule.id)) continue;
    const { matched, trace: conditions, since } = check(run, rule, state, changes);
    const episode = since === null ? null : episodeOf(run, rule, since);
    const isRepeated =
      event === 'schedule' &&
      episode !== null &&
      (run.options.firedEpisodes ?? []).includes(episode);
    const fires = matched && !isRepeated;
    const writes: RuleWrite[] = [];
    for (const action of fires ? rule.then : []) {
      const applied = applyAction(action, state, rule.id);
      state = applied.state;
      writes.push(...applied.writes.map((write) => ({ ...write, overridden: false })));
      if (applied.intent !== null) run.intents.push(applied.intent);
    }
    run.trace.push({
      rule: rule.id,
      name: rule.name,
      round,
      matched,
      fired: fires,
      conditions,
      writes,
    });
    if (!fires) continue;
    run.fired.add(rule.id);
    if (event === 'schedule' && episode !== null) run.episodes.push(episode);
    if (rule.stop === true) return { state, stopped: true };
  }
  return { state, stopped: false };
}

/** One waiting of one case: another beginning is another episode. */
const episodeOf = (run: Run, rule: WorkflowRule, since: Date): string =>
  `${rule.id}:${run.subject.id}:${since.toISOString()}`;

function changesBetween(before: RuleState, after: RuleState): readonly FieldChangeFact[] {
  const changed = (field: keyof RuleState): readonly FieldChangeFact[] =>
    before[field] === after[field] ? [] : [{ field, from: before[field], to: after[field] }];
  return [
    ...changed('priority'),
    ...changed('category'),
    ...changed('status'),
    ...changed('statusDetail'),
    ...changed('group'),
    ...changed('agentId'),
    ...changed('sla'),
    ...changed('tags'),
  ];
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

/** The first time to come that can make a rule on `schedule` fire; at once when one is due already. */
function nextCheck(run: Run, rules: readonly WorkflowRule[], state: RuleState): Date | null {
  const times = rules.flatMap((rule) => {
    if (!runsOn(rule, 'schedule') || run.fired.has(rule.id)) return [];
    const { matched, since, nextCheckAt } = check(run, rule, state, []);
    const isDue =
      run.options.event !== 'schedule' &&
      matched &&
      since !== null &&
      !(run.options.firedEpisodes ?? []).includes(episodeOf(run, rule, since));
    if (isDue) return [run.now];
    return nextCheckAt === null ? [] : [nextCheckAt.getTime()];
  });
  return times.length === 0 ? null : new Date(Math.min(...times));
}
