import { checkNumbers, refuse } from '../numbers/check-numbers.ts';
import { type Instant, instantIssues, requireInstant, toMs } from '../numbers/instant.ts';
import { createZonedClock } from '../numbers/zoned-clock.ts';
import { compareNames } from './count-topics.ts';
import { poissonTail } from '../numbers/gamma.ts';
import type { FeedbackReason } from './types.ts';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;

/** Weeks whose same hour is the yardstick, and the least that is expected of any hour. */
const WEEKS = 4;
const LEAST_EXPECTED = 0.5;

/** Something that may come in bursts: a ticket with its category, a topic, a group of texts. */
export interface BurstEvent {
  readonly key: string;
  readonly at: Instant;
}

/** The moment, and what is unusual. */
export interface BurstOptions {
  readonly now: Instant;
  /** A burst is less likely than this by chance. @default 0.001 */
  readonly level?: number;
  /** IANA zone whose clock "the same hour of the week" follows. @default 'UTC' */
  readonly timeZone?: string;
}

/** A key that comes far more often than usual. */
export interface Burst {
  readonly key: string;
  /** In the last hour. */
  readonly count: number;
  /** Mean of the same hour of the week over the four weeks before, at least .5. */
  readonly expected: number;
  /** Probability of so many or more by chance. */
  readonly p: number;
  readonly reasons: readonly FeedbackReason[];
}

/**
 * Keys that come far more often in the last hour than in the same hour of the four weeks before
 * (Poisson): the sign of an incident. The least likely first.
 *
 * @throws ValidationError for moments that are not usable; ConfigurationError for a time zone that is
 *   not known.
 * @example
 * detectBursts(Array.from({ length: 6 }, () => ({ key: 'login', at: 0 })), { now: 1 })[0].count
 *   //=> 6
 */
export function detectBursts(
  events: readonly BurstEvent[],
  options: BurstOptions,
): readonly Burst[] {
  const { level = 0.001, timeZone = 'UTC' } = options;
  const now = requireInstant('now', options.now);
  checkNumbers('The bursts', { level: [level, 'openShare'] });
  refuse(
    'The bursts',
    events.flatMap(({ at }, index) => instantIssues(`events.${index}.at`, at)),
  );
  const clock = createZonedClock(timeZone);
  const ends = Array.from({ length: WEEKS }, (_, week) => {
    const end = now - (week + 1) * WEEK;
    // The same reading of the clock, though summer time may lie between.
    return end + clock(now).offsetMs - clock(end).offsetMs;
  });
  const within = (at: number, end: number) => at > end - HOUR && at <= end;
  const recent = new Map<string, number>();
  const earlier = new Map<string, number>();
  for (const { key, at } of events) {
    const moment = toMs(at);
    if (within(moment, now)) recent.set(key, (recent.get(key) ?? 0) + 1);
    if (ends.some((end) => within(moment, end))) earlier.set(key, (earlier.get(key) ?? 0) + 1);
  }
  return [...recent]
    .map(([key, count]) => {
      const expected = Math.max(LEAST_EXPECTED, (earlier.get(key) ?? 0) / WEEKS);
      const p = poissonTail(count, expected);
      return { key, count, expected, p, reasons: [burstReason(count, expected)] };
    })
    .filter(({ p }) => p < level)
    .sort((a, b) => a.p - b.p || compareNames(a.key, b.key));
}

const burstReason = (count: number, expected: number): FeedbackReason => ({
  code: 'burst',
  message: 'Far more in the last hour than in the same hour of the last four weeks.',
  evidence: { count, expected },
});
