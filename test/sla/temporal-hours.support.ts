import { type OpeningHours, type Schedule, WEEKDAYS } from 'polydesk/sla';
import { Temporal } from 'temporal-polyfill';

/** How often a clock change was met, so that a test can tell that it met some. */
export interface Met {
  gaps: number;
  folds: number;
}

const DAY_MS = 86_400_000;

type Span = readonly [from: number, until: number];

/** The instant of a wall time by Temporal: in a gap that of the jump, in a fold the side that is asked for. */
function instantOf(
  wall: Temporal.PlainDateTime,
  zone: string,
  side: 'earlier' | 'later',
  met: Met,
) {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  if (earlier.toPlainDateTime().equals(wall)) {
    met.folds += 1;
    return (side === 'earlier' ? earlier : later).epochMilliseconds;
  }
  met.gaps += 1;
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}

/** When the clocks of a zone change, between two instants. */
export function changesOf(zone: string, from: number, until: number): readonly number[] {
  const changes: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > until) return changes;
    changes.push(next.epochMilliseconds);
    at = next;
  }
}

/** The openings of a local day, as a reader of the schedule takes them. */
function openingsOf({ weekly, holidays = [] }: Schedule, day: Temporal.PlainDate) {
  const [date, annual] = [day.toString(), day.toString().slice(5)];
  const holiday =
    holidays.findLast((one) => one.date === date) ??
    holidays.findLast((one) => one.annual === annual);
  const weekday = WEEKDAYS[day.dayOfWeek - 1]!;
  return holiday === undefined ? (weekly[weekday] ?? []) : (holiday.hours ?? []);
}

function spansOf(schedule: Schedule, day: Temporal.PlainDate, met: Met): readonly Span[] {
  const at = (time: string, on: Temporal.PlainDate) =>
    time === '24:00' ? on.add({ days: 1 }).toPlainDateTime() : on.toPlainDateTime(time);
  return openingsOf(schedule, day).map(([from, until]: OpeningHours): Span => {
    const opens = at(from, day);
    const sameDay = at(until, day);
    const runsOn = Temporal.PlainDateTime.compare(sameDay, opens) <= 0;
    const closes = runsOn ? at(until, day.add({ days: 1 })) : sameDay;
    const zone = schedule.timezone;
    return [instantOf(opens, zone, 'earlier', met), instantOf(closes, zone, 'later', met)];
  });
}

/**
 * Business time by walking over the days of a schedule with Temporal: slow and plain, an independent
 * answer to hold the library's against.
 */
export function createTemporalHours(schedule: Schedule, met: Met) {
  // Days are counted since 1970, so that those that are known cost nothing.
  const known = new Map<number, readonly Span[]>();
  const ofDay = (day: number): readonly Span[] => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const spans = spansOf(schedule, Temporal.PlainDate.from(date), met);
    known.set(day, spans);
    return spans;
  };
  const dayOf = (instant: number): number => {
    const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(
      schedule.timezone,
    );
    return Date.parse(`${local.toPlainDate().toString()}T00:00:00Z`) / DAY_MS;
  };
  return (from: number, until: number): number => {
    const spans: Span[] = [];
    const last = dayOf(until) + 2;
    for (let day = dayOf(from) - 3; day <= last; day += 1) spans.push(...ofDay(day));
    let open = 0;
    let counted = from;
    // Openings may overlap; each moment counts once.
    for (const [opens, closes] of spans.sort((left, right) => left[0] - right[0])) {
      const start = Math.max(opens, counted);
      const end = Math.min(closes, until);
      if (end <= start) continue;
      open += end - start;
      counted = end;
    }
    return open;
  };
}
