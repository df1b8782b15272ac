/** Days of a week as they stand in a schedule. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** One of them. */
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * An opening of one day in local wall-clock time, `['09:00', '17:00']`: open from the first, closed
 * from the second. `24:00` is the end of the day. One that ends at or before its start runs on into the
 * next day, and belongs to the day it starts on.
 */
export type OpeningHours = readonly [start: string, end: string];

/** A day that differs from its weekday. Without `hours`, or with none, the day is closed. */
export type Holiday =
  | { readonly date: string; readonly annual?: never; readonly hours?: readonly OpeningHours[] }
  | { readonly annual: string; readonly date?: never; readonly hours?: readonly OpeningHours[] };

/**
 * When somebody works. Treated as unchangeable: its days are worked out once and remembered for as long
 * as the object lives, so make a new object to change it.
 */
export interface Schedule {
  /** IANA name, for example `America/New_York`. */
  readonly timezone: string;
  /** Several openings a day are fine; those that overlap count once. A day left out is closed. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly OpeningHours[]>>>;
  /** `date` is `YYYY-MM-DD` and wins over `annual`, which is `MM-DD`; of equal ones the last wins. */
  readonly holidays?: readonly Holiday[];
}
