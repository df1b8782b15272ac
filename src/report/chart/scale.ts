import type { ReportFormat } from '../format.ts';

/** An axis from 0 to `max`, with its ticks. */
export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

/** Nothing that a report measures is smaller. */
const SMALLEST = 1e-9;

/**
 * An axis that ends at a round number at or above the largest value, with four to six ticks at
 * multiples of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @example
 * scaleTo(87) //=> { max: 100, ticks: [0, 20, 40, 60, 80, 100] }
 */
export function scaleTo(largest: number): Scale {
  if (largest < SMALLEST) return { max: 1, ticks: [0, 1] };
  const raw = largest / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5].find((factor) => raw <= factor * power * 1.000001) ?? 10);
  const count = Math.ceil((largest / step) * 0.999999);
  const max = step * count;
  // Next to the largest number that there is, the next round one does not exist.
  if (!Number.isFinite(max)) return { max: largest, ticks: [0, largest] };
  return { max, ticks: Array.from({ length: count + 1 }, (_, index) => step * index) };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((days) => days * DAY),
];
const MOST_TICKS = 7;

/** A tick of a time axis. */
export interface TimeTick {
  readonly at: number;
  /** The time of day; `null` where ticks are days. */
  readonly time: string | null;
  /** The day; `null` where the tick before says it. */
  readonly day: string | null;
}

/**
 * Ticks at round times of the reader's zone: hours of the day, or days. The first tick of a day
 * says the day. (The zone's offset is that of `from`; after a change of the clocks, labels are right
 * and no longer round.)
 *
 * @example
 * timeTicks(0, 3_600_000, createFormat()).map(({ time }) => time)
 * //=> ['00:00', '00:10', '00:20', '00:30', '00:40', '00:50', '01:00']
 */
export function timeTicks(from: number, to: number, format: ReportFormat): readonly TimeTick[] {
  if (from >= to) return [{ at: from, time: format.time(from), day: format.day(from) }];
  const fits = (step: number) => (to - from) / step <= MOST_TICKS;
  const years = Math.ceil((to - from) / MOST_TICKS / (365 * DAY)) * 365 * DAY;
  const step = TIME_STEPS.find(fits) ?? years;
  const offset = format.offset(from);
  const first = Math.ceil((from + offset) / step) * step - offset;
  const count = first > to ? 0 : Math.floor((to - first) / step) + 1;
  const times = Array.from({ length: count }, (_, index) => first + index * step);
  return times.map((at, index) => {
    const day = format.day(at);
    if (step >= DAY) return { at, time: null, day };
    const before = times[index - 1];
    const isSameDay = before !== undefined && format.day(before) === day;
    return { at, time: format.time(at), day: isSameDay ? null : day };
  });
}
