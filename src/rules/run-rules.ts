import { changesBetween, changesTold, type ChangeOf } from './conditions/changes.ts';
import type { CompiledCondition } from './conditions/compile-condition.ts';
import type { ConditionResult } from './conditions/types.ts';
import { applyAction } from './apply-action.ts';
import { readField } from './conditions/read-field.ts';
import { hasMoved, type RuleState, viewOf } from './rule-state.ts';
import type {
  Rule,
  RuleEvent,
  RuleIntent,
  RuleOptions,
  RuleReasonCode,
  RuleTrace,
  RuleTrigger,
  RuleWrite,
} from './types.ts';

/** A rule whose condition is compiled. */
export interface ReadyRule {
  readonly rule: Rule;
  readonly triggers: readonly RuleTrigger[];
  readonly condition: CompiledCondition;
}

/** Everything that one event is judged with, and what has come of it. */
export interface RuleRun {
  readonly rules: readonly ReadyRule[];
  readonly event: RuleEvent;
  readonly options: RuleOptions;
  readonly nowMs: number;
  readonly intents: RuleIntent[];
  readonly trace: RuleTrace[];
  readonly episodes: string[];
  readonly fired: Set<string>;
}

/** Of one round: what set it off, and what had changed before it began. */
interface Round {
  readonly number: number;
  readonly trigger: RuleTrigger;
  readonly changeOf: ChangeOf;
}

/** What follows from rules' own changes is looked at this often. */
const ROUNDS = 3;

/** Runs the event's rules, then `updated` ones as long as rules change something. */
export function runRules(run: RuleRun): RuleState {
  const { ticket, type, changes, previous = null } = run.event;
  const told = changes === undefined ? changesBetween(previous, ticket) : changesTold(changes);
  let round: Round = { number: 0, trigger: type, changeOf: told };
  let state: RuleState = { ticket, written: {} };
  for (;;) {
    const before = state;
    const { state: after, stopped } = runRound(run, round, before);
    state = after;
    if (stopped || round.number === ROUNDS || !hasMoved(before, after)) return after;
    const changeOf = changesBetween(viewOf(before), viewOf(after));
    round = { number: round.number + 1, trigger: 'updated', changeOf };
  }
}

function runRound(
  run: RuleRun,
  { number: round, trigger, changeOf }: Round,
  start: RuleState,
): { readonly state: RuleState; readonly stopped: boolean } {
  let state = start;
  let stopped = false;
  for (const { rule, triggers, condition } of run.rules) {
    if (!triggers.includes(trigger)) continue;
    const note = (
      reason: RuleReasonCode,
      seen?: ConditionResult,
      writes: RuleWrite[] = [],
    ): void => {
      const { matched = false, trace: conditions = [] } = seen ?? {};
      run.trace.push({
        rule: rule.id,
        name: rule.name,
        round,
        matched,
        reason,
        conditions,
        writes,
      });
    };
    const barred = barredBy(run, rule, stopped);
    if (barred !== null) {
      note(barred);
      continue;
    }
    const seen = judge(run, condition, state, changeOf);
    const episode = seen.matched && trigger === 'schedule' ? episodeOf(run, rule, seen) : null;
    if (!seen.matched || isAnswered(run, episode)) {
      note(seen.matched ? 'episode_before' : 'not_matched', seen);
      continue;
    }
    const fired = fire(run, rule, state);
    ({ state } = fired);
    note('fired', seen, fired.writes);
    if (episode !== null) run.episodes.push(episode);
    stopped = rule.stop === true;
  }
  return { state, stopped };
}

function barredBy(run: RuleRun, rule: Rule, stopped: boolean): RuleReasonCode | null {
  if (rule.enabled === false) return 'disabled';
  if (stopped) return 'stopped_before';
  return run.fired.has(rule.id) ? 'fired_before' : null;
}

const judge = (
  { event, nowMs, options }: RuleRun,
  condition: CompiledCondition,
  state: RuleState,
  changeOf: ChangeOf,
): ConditionResult => condition({ facts: viewOf(state, event.message), changeOf, nowMs, options });

function fire(
  run: RuleRun,
  rule: Rule,
  before: RuleState,
): { readonly state: RuleState; readonly writes: RuleWrite[] } {
  let state = before;
  const writes: RuleWrite[] = [];
  for (const action of rule.then) {
    const applied = applyAction(action, state);
    ({ state } = applied);
    writes.push(...applied.writes.map((write) => ({ ...write, overridden: false })));
    if (applied.intent !== null) run.intents.push({ rule: rule.id, action: applied.intent });
  }
  run.fired.add(rule.id);
  return { state, writes };
}

/** One waiting of one ticket: another beginning is another episode. `null` when it waits for no time. */
function episodeOf({ event }: RuleRun, rule: Rule, { since }: ConditionResult): string | null {
  const id = readField(event.ticket, 'id');
  return since === null
    ? null
    : `${rule.id}:${typeof id === 'string' ? id : ''}:${since.toISOString()}`;
}

const isAnswered = ({ options }: RuleRun, episode: string | null): boolean =>
  episode !== null && (options.firedEpisodes ?? []).includes(episode);

/** The first time to come that can make a rule on `schedule` fire; at once when one is due already. */
export function nextCheck(run: RuleRun, state: RuleState): Date | null {
  const times = run.rules.flatMap(({ rule, triggers, condition }) => {
    if (!triggers.includes('schedule') || barredBy(run, rule, false) !== null) return [];
    const seen = judge(run, condition, state, changesTold([]));
    const episode = episodeOf(run, rule, seen);
    const isDue =
      run.event.type !== 'schedule' &&
      seen.matched &&
      episode !== null &&
      !isAnswered(run, episode);
    if (isDue) return [run.nowMs];
    return seen.nextCheckAt === null ? [] : [seen.nextCheckAt.getTime()];
  });
  return times.length === 0 ? null : new Date(Math.min(...times));
}
