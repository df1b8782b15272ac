import type { SlaMetric } from '../../model/enums.ts';
import { CALENDAR, type OpenHours } from '../business-time/open-hours.ts';
import type { Terms } from '../policies/compile-policies.ts';
import type { SlaSettledBy } from './result-types.ts';

/** A time in the breach log that may still end. */
export interface OpenBreach {
  readonly clock: RunningClock;
  readonly at: number;
  clearedAt: number | null;
}

/** A clock during the replay. Instants and durations are milliseconds. */
export interface RunningClock {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly startedAt: number;
  /** Start and end of the times it ran. */
  readonly slices: (readonly [start: number, end: number])[];
  /** Since when it runs; `null` while it is paused or settled. */
  runsFrom: number | null;
  pausedAt: number | null;
  endedAt: number | null;
  settledBy: SlaSettledBy | null;
  /** In force now, or when it was settled. */
  terms: Terms | null;
  /** Since when these terms hold. */
  termsSince: number;
  /** A due date set by hand. */
  override: number | null;
  breach: OpenBreach | null;
}

export function createClock(
  metric: SlaMetric,
  {
    cycle,
    at,
    terms,
  }: { readonly cycle: number; readonly at: number; readonly terms: Terms | null },
): RunningClock {
  return {
    metric,
    cycle,
    startedAt: at,
    slices: [],
    runsFrom: null,
    pausedAt: null,
    endedAt: null,
    settledBy: null,
    terms,
    termsSince: at,
    override: null,
    breach: null,
  };
}

/** Ends the slice that runs, if it is not empty. */
export function stopSlice(clock: RunningClock, at: number): void {
  if (clock.runsFrom !== null && at > clock.runsFrom) clock.slices.push([clock.runsFrom, at]);
  clock.runsFrom = null;
}

export const hoursOf = (clock: RunningClock): OpenHours => clock.terms?.hours ?? CALENDAR;

/** How much of its time is used up at `now`, in the hours that its terms count. */
export function elapsedOf(clock: RunningClock, now: number): number {
  const hours = hoursOf(clock);
  const { slices, runsFrom } = clock;
  let elapsed = runsFrom === null ? 0 : hours.between(runsFrom, now);
  for (const [start, end] of slices) elapsed += hours.between(start, end);
  return elapsed;
}

/**
 * The first instant at which so much has elapsed. A settled clock is taken to have gone on from its end;
 * for one that is paused before it, the answer is `null`.
 */
export function reachedAt(clock: RunningClock, wanted: number): number | null {
  if (wanted <= 0) return clock.startedAt;
  const hours = hoursOf(clock);
  const { slices } = clock;
  let left = wanted;
  for (const [start, end] of slices) {
    const open = hours.between(start, end);
    if (open >= left) return hours.add(start, left);
    left -= open;
  }
  const goesOnFrom = clock.endedAt ?? clock.runsFrom;
  return goesOnFrom === null ? null : hours.add(goesOnFrom, left);
}
