import type { CompiledPolicy } from '../policies/compile-policies.ts';
import { reachedAt, type RunningClock } from './clock.ts';
import type { BreachRule, Judgement } from './judge-clock.ts';

/** Elapsed time, or for a due date set by hand the instant, from which an open clock is at risk. */
export function isAtRisk(
  clock: RunningClock,
  judgement: Judgement,
  { now, policy }: { readonly now: number; readonly policy: CompiledPolicy | null },
): boolean {
  if (clock.override !== null) return now >= overrideWarnsAt(clock, clock.override, policy);
  return clock.terms !== null && judgement.elapsed >= clock.terms.warn;
}

/** A due date set by hand warns when the same share of the way to it is gone. */
function overrideWarnsAt(
  { startedAt }: RunningClock,
  dueAt: number,
  policy: CompiledPolicy | null,
): number {
  const share = startedAt + Math.ceil((policy?.warnRatio ?? 0.8) * (dueAt - startedAt));
  return Math.min(share, dueAt - (policy?.warnMs ?? 0));
}

/** The first instant after `now` at which the risk of a clock changes by itself. */
export function nextRiskChange(
  clock: RunningClock,
  judgement: Judgement,
  options: {
    readonly now: number;
    readonly policy: CompiledPolicy | null;
    readonly rule: BreachRule;
  },
): number | null {
  const { now, policy, rule } = options;
  if (clock.endedAt !== null || judgement.breached) return null;
  const { override, terms } = clock;
  const dueAt = judgement.dueAt;
  if (override !== null) {
    const warnsAt = overrideWarnsAt(clock, override, policy);
    return clock.runsFrom !== null && warnsAt > now ? warnsAt : override + 1;
  }
  // A due date that is known and not over passes also while the clock stands still.
  if (clock.runsFrom === null || terms === null || dueAt === null)
    return rule === 'due' && dueAt !== null ? dueAt + 1 : null;
  if (judgement.elapsed < terms.warn) return reachedAt(clock, terms.warn);
  // A clock that reached its target exactly, and was paused since, goes over it when it has run again.
  return rule === 'due' ? dueAt + 1 : terms.hours.next(Math.max(dueAt, clock.runsFrom)) + 1;
}
