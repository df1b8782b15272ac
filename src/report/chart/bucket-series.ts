import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import { finite } from '../format.ts';

/** Widths of buckets that readers can take in, in minutes. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** A series put together into buckets of equal width. */
export interface BucketedSeries {
  /** Milliseconds. */
  readonly width: number;
  /** One for each bucket from the first event to the last, without a gap. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/**
 * Counts by minute as a rate per minute over wider buckets, so that no more than `most` are left.
 * Minutes that are not named count as none. The buckets' widths are 1, 2, 5, 10, 15 or 30 minutes,
 * 1, 2, 3, 6 or 12 hours, or whole days; they begin at multiples of their width in UTC. Nothing is
 * lost: the rates times the width are the sum of the counts.
 *
 * @throws {ValidationError} for counts or times that are not finite, and counts below zero.
 * @throws {ConfigurationError} when `most` is not at least 1.
 * @example
 * bucketSeries([{ at: 0, count: 4 }, { at: 60_000, count: 2 }, { at: 180_000, count: 6 }], 2)
 * //=> { width: 120_000, points: [{ at: 0, value: 3 }, { at: 120_000, value: 3 }] }
 */
export function bucketSeries(
  counts: readonly { readonly at: number; readonly count: number }[],
  most = 120,
): BucketedSeries {
  if (!(most >= 1)) throw new ConfigurationError('A series needs at least one bucket.');
  if (counts.length === 0) return { width: MINUTE, points: [] };
  for (const { at, count } of counts) {
    if (finite(at) !== at || finite(count) < 0) {
      throw new ValidationError('A count of a series is below zero.');
    }
  }
  const from = counts.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const to = counts.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  const bucketsAt = (width: number) => Math.floor(to / width) - Math.floor(from / width) + 1;
  const days = Math.max(1, Math.ceil((to - from) / DAY / most));
  const width =
    MINUTES.map((minutes) => minutes * MINUTE).find((each) => bucketsAt(each) <= most) ??
    // One more where the first and the last bucket are cut.
    [days, days + 1, days * 2 + 2]
      .map((each) => each * DAY)
      .find((each) => bucketsAt(each) <= most) ??
    // Buckets begin at the epoch: a single one reaches from there to the furthest count.
    Math.ceil(Math.max(Math.abs(from), Math.abs(to)) / DAY + 1) * DAY;
  const first = Math.floor(from / width);
  const sums = new Map<number, number>();
  for (const { at, count } of counts) {
    const bucket = Math.floor(at / width) - first;
    sums.set(bucket, (sums.get(bucket) ?? 0) + count);
  }
  const points = Array.from({ length: bucketsAt(width) }, (_, index) => ({
    at: (first + index) * width,
    value: ((sums.get(index) ?? 0) / width) * MINUTE,
  }));
  return { width, points };
}
