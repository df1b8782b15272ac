import { checkNumbers } from '../numbers/check-numbers.ts';
import { roundToNine } from '../numbers/rounding.ts';
import { compareShares, type ShareComparison } from './compare-shares.ts';
import { benjaminiHochberg, type Share } from './statistics/tests.ts';
import type { FeedbackReason } from './types.ts';

/** How often a topic came up, now and before. */
export interface TopicCounts {
  readonly topic: string;
  readonly now: Share;
  readonly base: Share;
  /** How much more the daily counts vary than Poisson; see `dispersionOf`. @default 1 */
  readonly dispersion?: number;
}

/** What makes a trend. */
export interface TrendOptions {
  /** Largest q-value of a trend. @default 0.05 */
  readonly level?: number;
  /** Tickets that a topic must have now. @default 5 */
  readonly minimumCount?: number;
  /** Smallest ratio of a rise. @default 1.25 */
  readonly rise?: number;
  /** Largest ratio of a fall. @default 0.8 */
  readonly fall?: number;
}

/** How a topic has moved, and whether that is more than chance. */
export interface TopicTrend extends Omit<ShareComparison, 'reasons'> {
  readonly topic: string;
  readonly count: number;
  readonly baseCount: number;
  /** p corrected for all topics that were looked at. */
  readonly q: number;
  readonly significant: boolean;
  readonly direction: 'new' | 'rise' | 'fall' | 'steady';
  readonly reasons: readonly FeedbackReason[];
}

/**
 * Which topics have become more or less frequent, with the chance finds among many topics held down
 * (Benjamini–Hochberg). A trend is significant when q ≤ .05, it has 5 tickets or more now, and its
 * ratio is 1.25 or more, or .8 or less. In the order given.
 *
 * @throws ValidationError for counts that are not whole or exceed their totals.
 * @example
 * detectTrends([{ topic: 'export', now: { count: 70, total: 1_100 },
 *   base: { count: 40, total: 1_000 } }])[0].direction //=> 'rise'
 */
export function detectTrends(
  topics: readonly TopicCounts[],
  options: TrendOptions = {},
): readonly TopicTrend[] {
  const { level = 0.05, minimumCount = 5, rise = 1.25, fall = 0.8 } = options;
  checkNumbers('The trend options', {
    level: [level, 'share'],
    minimumCount: [minimumCount, 'count'],
    rise: [rise, 'positive'],
    fall: [fall, 'notNegative'],
  });
  const compared = topics.map(({ topic, now, base, dispersion = 1 }) => ({
    topic,
    now,
    base,
    comparison: compareShares(now, base, { dispersion }),
  }));
  const qValues = benjaminiHochberg(compared.map(({ comparison }) => comparison.p));
  return compared.map(({ topic, now, base, comparison }, index): TopicTrend => {
    const q = Number(qValues[index]);
    const direction = directionOf(comparison, now, base, { rise, fall });
    const evidence = { q, count: now.count, ratio: comparison.ratio };
    const verdict = verdictOf({ q, level, count: now.count, minimumCount, direction });
    return {
      ...comparison,
      topic,
      count: now.count,
      baseCount: base.count,
      q,
      direction,
      significant: verdict.significant,
      reasons: [{ code: verdict.code, message: verdict.message, evidence }, ...comparison.reasons],
    };
  });
}

function directionOf(
  { ratio }: ShareComparison,
  now: Share,
  base: Share,
  { rise, fall }: { readonly rise: number; readonly fall: number },
): TopicTrend['direction'] {
  if (ratio === null) return base.count === 0 && now.count > 0 ? 'new' : 'steady';
  const rounded = roundToNine(ratio);
  if (rounded >= rise) return 'rise';
  return rounded <= fall ? 'fall' : 'steady';
}

interface Verdict {
  readonly significant: boolean;
  readonly code: FeedbackReason['code'];
  readonly message: string;
}

function verdictOf(found: {
  readonly q: number;
  readonly level: number;
  readonly count: number;
  readonly minimumCount: number;
  readonly direction: TopicTrend['direction'];
}): Verdict {
  const no = (code: Verdict['code'], message: string) => ({ significant: false, code, message });
  const yes = (code: Verdict['code'], message: string) => ({ significant: true, code, message });
  if (found.count < found.minimumCount)
    return no('too_few_tickets', 'Too few tickets to speak of a trend.');
  if (found.direction === 'steady') return no('change_too_small', 'The share has hardly changed.');
  if (roundToNine(found.q) > found.level) return no('not_significant', 'The change may be chance.');
  if (found.direction === 'new') return yes('new_topic', 'The topic did not come up before.');
  return found.direction === 'rise'
    ? yes('significant_rise', 'The topic comes up more often than before.')
    : yes('significant_fall', 'The topic comes up less often than before.');
}
