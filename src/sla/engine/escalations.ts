import { reachedAt, type RunningClock } from './clock.ts';
import type { SlaEscalationDue } from './result-types.ts';

const MINUTE_MS = 60_000;

/** An escalation and when its time comes, in epoch milliseconds. */
export interface TimedEscalation {
  readonly at: number;
  readonly escalation: Omit<SlaEscalationDue, 'at'>;
}

/** When the escalations of an open clock come, past and future; not those that wait for a paused one. */
export function escalationsOf(clock: RunningClock): readonly TimedEscalation[] {
  const { terms, override, metric, cycle } = clock;
  if (terms === null || clock.endedAt !== null) return [];
  return terms.escalations.flatMap(({ offsetMinutes, notify }) => {
    const offset = offsetMinutes * MINUTE_MS;
    const at = override === null ? reachedAt(clock, terms.target + offset) : override + offset;
    return at === null ? [] : [{ at, escalation: { metric, cycle, offsetMinutes, notify } }];
  });
}
