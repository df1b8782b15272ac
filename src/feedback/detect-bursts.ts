import { createBurstWindows, judgeBurst } from '../numbers/bursts.ts';
import { checkNumbers, refuse } from '../numbers/check-numbers.ts';
import { type Instant, instantIssues, requireInstant, toMs } from '../numbers/instant.ts';
import { compareNames } from './count-topics.ts';
import type { FeedbackReason } from './types.ts';

const HOUR = 3_600_000;

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
  const windowOf = createBurstWindows({ nowMs: now, lengthMs: HOUR, timeZone });
  const counts = { now: new Map<string, number>(), before: new Map<string, number>() };
  for (const { key, at } of events) {
    const window = windowOf(toMs(at));
    if (window !== null) counts[window].set(key, (counts[window].get(key) ?? 0) + 1);
  }
  return [...counts.now]
    .map(([key, count]) => {
      const { expected, probability: p } = judgeBurst(count, counts.before.get(key) ?? 0);
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
