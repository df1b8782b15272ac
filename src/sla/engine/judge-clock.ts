import { elapsedOf, type OpenBreach, reachedAt, type RunningClock } from './clock.ts';

/** How a breach is told: by time used up, or by the due date. */
export type BreachRule = 'elapsed' | 'due';

/** Where a clock stands at an instant. Instants and durations are milliseconds. */
export interface Judgement {
  readonly elapsed: number;
  /** Until the target, or a due date set by hand; below 0 when over it. */
  readonly remaining: number;
  readonly dueAt: number | null;
  readonly breached: boolean;
  /** 0 unless breached. */
  readonly overdue: number;
}

/** `null` for a clock that nobody set a target for. */
export function judgeClock(clock: RunningClock, now: number, rule: BreachRule): Judgement | null {
  const { terms, override } = clock;
  const until = clock.endedAt ?? now;
  if (override !== null) {
    const breached = until > override;
    return {
      elapsed: elapsedOf(clock, until),
      remaining: override - until,
      dueAt: override,
      breached,
      overdue: breached ? until - override : 0,
    };
  }
  if (terms === null) return null;
  const elapsed = elapsedOf(clock, until);
  const remaining = terms.target - elapsed;
  const dueAt = reachedAt(clock, terms.target);
  if (rule === 'elapsed') {
    const breached = remaining < 0;
    return { elapsed, remaining, dueAt, breached, overdue: breached ? -remaining : 0 };
  }
  const breached = dueAt !== null && until > dueAt;
  return { elapsed, remaining, dueAt, breached, overdue: breached ? until - dueAt : 0 };
}

/** Cheap: whether a clock is over its target. */
function isOver(clock: RunningClock, now: number, rule: BreachRule): boolean {
  if (clock.override === null && rule === 'elapsed')
    return clock.terms !== null && elapsedOf(clock, now) > clock.terms.target;
  return judgeClock(clock, now, rule)?.breached ?? false;
}

/**
 * Writes into the log that a clock went over its target under the terms in force, or that it is not over
 * it any more. To be called before and after a change of terms, when a clock is settled, and at the end.
 */
export function logBreach(
  clock: RunningClock,
  options: { readonly at: number; readonly rule: BreachRule; readonly log: OpenBreach[] },
): void {
  const { at, rule, log } = options;
  const over = isOver(clock, at, rule);
  if (over && clock.breach === null) {
    const dueAt = judgeClock(clock, at, rule)?.dueAt ?? at;
    const entry: OpenBreach = { clock, at: Math.max(dueAt, clock.termsSince), clearedAt: null };
    clock.breach = entry;
    log.push(entry);
  }
  if (!over && clock.breach !== null) {
    clock.breach.clearedAt = at;
    clock.breach = null;
  }
}
