import type { SlaRisk } from '../../model/enums.ts';
import type { CompiledPolicy } from '../policies/compile-policies.ts';
import { hoursOf, type RunningClock } from './clock.ts';
import { type BreachRule, type Judgement, judgeClock } from './judge-clock.ts';
import { isAtRisk, nextRiskChange } from './next-check.ts';
import type { SlaClockResult } from './result-types.ts';

const MINUTE_MS = 60_000;

export interface ResultOptions {
  readonly now: number;
  readonly rule: BreachRule;
  readonly policy: CompiledPolicy | null;
}

/** What is told of a clock; `null` when nobody set it a target. */
export function clockResult(clock: RunningClock, options: ResultOptions): SlaClockResult | null {
  const judgement = judgeClock(clock, options.now, options.rule);
  if (judgement === null) return null;
  const { terms, endedAt, breach } = clock;
  const state = stateOf(clock);
  return {
    metric: clock.metric,
    cycle: clock.cycle,
    policyId: terms?.policyId ?? options.policy?.policy.id ?? '',
    state,
    risk: riskOf(clock, judgement, options),
    targetMinutes: terms?.targetMinutes ?? null,
    elapsedMinutes: judgement.elapsed / MINUTE_MS,
    remainingMinutes: judgement.remaining / MINUTE_MS,
    startedAt: new Date(clock.startedAt),
    dueAt: dateOf(judgement.dueAt),
    projectedDueAt: new Date(judgement.dueAt ?? projected(clock, judgement, options.now)),
    pausedAt: dateOf(clock.pausedAt),
    stoppedAt: dateOf(endedAt),
    settledBy: clock.settledBy,
    breached: judgement.breached,
    breachedAt: dateOf(breach?.at ?? null),
    minutesOverdue: Math.round(judgement.overdue / MINUTE_MS),
    nextCheckAt: dateOf(nextRiskChange(clock, judgement, options)),
  };
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

const stateOf = (clock: RunningClock): SlaClockResult['state'] => {
  if (clock.endedAt !== null) return 'fulfilled';
  return clock.runsFrom === null ? 'paused' : 'active';
};

function riskOf(clock: RunningClock, judgement: Judgement, options: ResultOptions): SlaRisk {
  if (judgement.breached) return 'breached';
  if (clock.endedAt !== null) return 'met';
  if (clock.runsFrom === null) return 'paused';
  return isAtRisk(clock, judgement, options) ? 'at_risk' : 'ok';
}

/** When a paused clock would be due if it went on now. */
const projected = (clock: RunningClock, { remaining }: Judgement, now: number): number =>
  hoursOf(clock).add(now, remaining);
