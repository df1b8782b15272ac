/** A date that was read. */
export interface ReadDate {
  readonly at: Date;
  /** The day as it was said, in its own zone: midnight of it in UTC. */
  readonly day: Date;
  /** Whether it says more than the day. */
  readonly hasTime: boolean;
  /** Whether it says in which zone its time is; read as UTC otherwise. */
  readonly hasZone: boolean;
}

const ISO =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)(?<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/** Midnight of a day that the calendar has. */
function midnight(day: string): Date | null {
  const at = new Date(`${day}T00:00:00Z`);
  const isInCalendar = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return isInCalendar ? at : null;
}

/**
 * A date, or a text that says one in the form of ISO 8601, the same wherever this runs; `null` for anything else.
 *
 * @example readDate('2024-02-31') //=> null
 */
export function readDate(value: unknown): ReadDate | null {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    const day = new Date(Math.floor(value.getTime() / DAY_MS) * DAY_MS);
    const hasTime = value.getTime() !== day.getTime();
    return { at: value, day, hasTime, hasZone: true };
  }
  const { day: said, time, zone } = (typeof value === 'string' && ISO.exec(value)?.groups) || {};
  const day = said === undefined ? null : midnight(said);
  if (day === null) return null;
  if (time === undefined) return { at: day, day, hasTime: false, hasZone: false };
  return {
    at: new Date(`${said}T${time}${zone ?? 'Z'}`),
    day,
    hasTime: true,
    hasZone: zone !== undefined,
  };
}

const DAY_MS = 86_400_000;
