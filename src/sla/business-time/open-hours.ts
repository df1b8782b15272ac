import { ConfigurationError } from '../../errors/index.ts';
import { createDayOpenings } from './day-openings.ts';
import { LAST_MS } from '../../numbers/instant.ts';
import { BLOCK_MS, createOpenBlock, type OpenBlock, openBefore, spanAt } from './open-block.ts';
import type { Schedule } from './schedule.ts';
import { createTimeZone, DAY_MS } from '../../numbers/time-zone.ts';

const TWO_YEARS_MS = 731 * DAY_MS;
const CENTURY_MS = 36_525 * DAY_MS;
/** From the year 1, which stands for an unknown date in many a program, until long after today. */
const LONGEST_MS = 30 * CENTURY_MS;

/** The questions that can be asked of opening hours; instants and durations are milliseconds. */
export interface OpenHours {
  between(from: number, to: number): number;
  add(from: number, duration: number): number;
  isOpen(at: number): boolean;
  next(at: number): number;
}

/** Plain time, in which every moment is open. */
export const CALENDAR: OpenHours = Object.freeze({
  between: (from: number, to: number) => Math.max(0, to - from),
  add: (from: number, duration: number) => from + duration,
  isOpen: () => true,
  next: (at: number) => at,
});

const known = new WeakMap<Schedule, OpenHours>();

/**
 * The open hours of a schedule, in milliseconds; the same for the same object, so that its days are
 * known. Rules take them as `workingTime` and `schedules` (`polydesk/workflow`).
 *
 * @throws ConfigurationError for an invalid schedule, now or when one of its days is first looked at.
 * @example
 * openHoursOf({ timezone: 'UTC', weekly: { mon: [['09:00', '17:00']] } })
 *   .add(Date.UTC(2026, 2, 2, 16), 7_200_000) //=> Date.UTC(2026, 2, 9, 10)
 */
export function openHoursOf(schedule: Schedule): OpenHours {
  const found = known.get(schedule);
  if (found !== undefined) return found;
  const made = createOpenHours(schedule);
  known.set(schedule, made);
  return made;
}

function createOpenHours(schedule: Schedule): OpenHours {
  const rules = {
    zone: createTimeZone(schedule.timezone),
    openingsOf: createDayOpenings(schedule),
  };
  const blocks = new Map<number, OpenBlock>();
  let latest: OpenBlock | null = null;
  const blockOf = (number: number): OpenBlock => {
    if (latest !== null && latest.start === number * BLOCK_MS) return latest;
    const block = blocks.get(number) ?? createOpenBlock(number, rules);
    blocks.set(number, block);
    latest = block;
    return block;
  };
  const numberOf = (instant: number): number => Math.floor(instant / BLOCK_MS);

  const next = (at: number): number => {
    for (let number = numberOf(at), from = at; from <= at + TWO_YEARS_MS; number += 1) {
      const block = blockOf(number);
      const opens = block.opens[spanAt(block, from)];
      if (opens !== undefined) return requireDate(Math.max(from, opens));
      from = (number + 1) * BLOCK_MS;
    }
    throw new ConfigurationError('The schedule has no open minute in two years.');
  };

  return {
    next,
    isOpen: (at) => {
      const block = blockOf(numberOf(at));
      const opens = block.opens[spanAt(block, at)];
      return opens !== undefined && opens <= at;
    },
    between(from, to) {
      if (to <= from) return 0;
      if (to - from > LONGEST_MS)
        throw new ConfigurationError('Business time is counted over thirty centuries at most.');
      const last = numberOf(to);
      let number = numberOf(from);
      let sum = -openBefore(blockOf(number), from);
      for (; number < last; number += 1) sum += blockOf(number).total;
      return sum + openBefore(blockOf(last), to);
    },
    add(from, duration) {
      if (duration <= 0) return from;
      let number = numberOf(from);
      let wanted = duration + openBefore(blockOf(number), from);
      while (wanted > blockOf(number).total) {
        wanted -= blockOf(number).total;
        number += 1;
        // Also tells of a schedule that is not open any more.
        if (blockOf(number).total === 0) number = numberOf(next(number * BLOCK_MS));
        if (number * BLOCK_MS > from + CENTURY_MS)
          throw new ConfigurationError('The schedule reaches this time only after a century.');
      }
      return requireDate(reached(blockOf(number), wanted));
    },
  };
}

function requireDate(instant: number): number {
  if (instant <= LAST_MS) return instant;
  throw new ConfigurationError('The schedule is open next beyond the last moment of a Date.');
}

/** The least instant of a block before which this much of it is open. */
function reached({ opens, before }: OpenBlock, wanted: number): number {
  let low = 0;
  let high = opens.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((before[middle + 1] ?? 0) >= wanted) high = middle;
    else low = middle + 1;
  }
  return (opens[low] ?? Number.NaN) + wanted - (before[low] ?? 0);
}
