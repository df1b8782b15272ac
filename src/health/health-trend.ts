import { SHARP_FALL } from './defaults.ts';
import type { HealthHistoryEntry } from './health-history.ts';
import { DAY_MS } from './instants.ts';
import { roundToNine } from '../numbers/rounding.ts';
import type { HealthReason, Instant } from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** Where a score can be going. */
export const HEALTH_TREND_LABELS = [
  'rising',
  'steady',
  'falling',
  'sharp_fall',
  'unknown',
] as const;
/** One of `HEALTH_TREND_LABELS`. */
export type HealthTrendLabel = (typeof HEALTH_TREND_LABELS)[number];

/** Where a customer's health is going. */
export interface HealthTrend {
  readonly label: HealthTrendLabel;
  /** Points of score in 30 days, by least squares; `null` below 4 points or at one single time. */
  readonly slopePer30Days: number | null;
  /** The newest score against the newest that is 30 days old or older; `null` without one. */
  readonly changeIn30Days: number | null;
  /** How many evaluations of the last 90 days took part. */
  readonly points: number;
  readonly reasons: readonly HealthReason[];
}

const WINDOW_DAYS = 90;
const MONTH_DAYS = 30;
const MINIMUM_POINTS = 4;
const STEP = 5;

/**
 * Where a score is going: the least-squares slope per 30 days over the evaluations of the last 90 days
 * (at least 4), and the change against 30 days ago. From +5 on it is rising, from -5 falling; a slope or
 * a change of -15 is a sharp fall. Evaluations without a score and those after `now` do not count; the
 * order of the history does not matter.
 *
 * @throws {ValidationError} when `now` is no point in time.
 * @example
 * // 80, 75, 70 and 65, a month between each:
 * healthTrend(history, { now }).slopePer30Days //=> -5
 */
export function healthTrend(
  history: readonly Pick<HealthHistoryEntry, 'at' | 'raw'>[],
  options: { readonly now: Instant },
): HealthTrend {
  const now = requireInstant('now', options.now);
  const points = history
    .flatMap(({ at, raw }) => {
      const days = (requireInstant('at', at) - now) / DAY_MS;
      return raw === null || days > 0 || days < -WINDOW_DAYS ? [] : [{ days, raw }];
    })
    .sort((a, b) => a.days - b.days);
  const slopePer30Days = points.length < MINIMUM_POINTS ? null : slopeOf(points);
  const before = points.findLast(({ days }) => days <= -MONTH_DAYS);
  const newest = points.at(-1);
  const changeIn30Days =
    newest === undefined || before === undefined || newest === before
      ? null
      : roundToNine(newest.raw - before.raw);
  return {
    label: labelOf(slopePer30Days, changeIn30Days),
    slopePer30Days,
    changeIn30Days,
    points: points.length,
    reasons: reasonsOf(slopePer30Days, changeIn30Days, points.length),
  };
}

interface Point {
  readonly days: number;
  readonly raw: number;
}

function slopeOf(points: readonly Point[]): number | null {
  const mean = (read: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  const days = mean((point) => point.days);
  const raw = mean((point) => point.raw);
  const spread = mean((point) => (point.days - days) ** 2);
  if (spread === 0) return null;
  const together = mean((point) => (point.days - days) * (point.raw - raw));
  return roundToNine((together / spread) * MONTH_DAYS);
}

function labelOf(slope: number | null, change: number | null): HealthTrendLabel {
  const falls = [slope, change].some((value) => value !== null && value <= -SHARP_FALL);
  if (falls) return 'sharp_fall';
  if (slope === null) return 'unknown';
  if (slope >= STEP) return 'rising';
  return slope <= -STEP ? 'falling' : 'steady';
}

function reasonsOf(
  slope: number | null,
  change: number | null,
  points: number,
): readonly HealthReason[] {
  const reasons: HealthReason[] = [];
  if (slope === null)
    reasons.push({
      code: 'too_few_points',
      message: 'There are too few evaluations in the last 90 days for a slope.',
      evidence: { points, minimumPoints: MINIMUM_POINTS },
    });
  else
    reasons.push({
      code: 'trend_slope',
      message: `The score moves by ${slope} in 30 days.`,
      evidence: { slopePer30Days: slope, points },
    });
  if (change !== null)
    reasons.push({
      code: 'change_in_30_days',
      message: `The score has moved by ${change} against 30 days ago.`,
      evidence: { changeIn30Days: change },
    });
  return reasons;
}
