import { ConfigurationError } from '../errors/index.ts';
import { isUntold } from '../model/is-untold.ts';
import { CALENDAR, openHoursOf } from './business-time/open-hours.ts';
import type { Schedule } from './business-time/schedule.ts';
import { instantMs } from './instant-ms.ts';
import { isDone } from './is-done.ts';
import type { Instant, SlaTicket } from './types.ts';

/** When somebody is reminded that a ticket waits for its first answer. */
export interface FirstResponseReminderOptions {
  readonly now: Instant;
  /** @default 120 */
  readonly afterMinutes?: number;
  /** Whose hours count. @default every minute counts */
  readonly schedule?: Schedule;
}

/** Whether to remind, and when to ask again. */
export interface FirstResponseReminder {
  readonly due: boolean;
  /** When it is due, or was. */
  readonly at: Date | null;
  /** When it will be due; `null` when it is, or nobody waits. */
  readonly nextCheckAt: Date | null;
  readonly reason: {
    readonly code: 'unanswered' | 'not_yet' | 'answered' | 'done' | 'unknown';
    readonly message: string;
  };
}

/**
 * Whether to remind the lead of a group that a ticket waits for its first answer, two hours after it was
 * created. Independent of every SLA target. It is due from that very moment on.
 *
 * @throws ValidationError for an invalid instant.
 * @throws ConfigurationError for minutes that are not a number of 0 or more.
 * @example
 * firstResponseReminder(ticket, { now: new Date('2026-03-02T12:00:00Z') }).due
 * //=> true for a ticket of 10:00 that nobody answered
 */
export function firstResponseReminder(
  ticket: SlaTicket,
  options: FirstResponseReminderOptions,
): FirstResponseReminder {
  const { afterMinutes = 120, schedule } = options;
  if (!(afterMinutes >= 0 && Number.isFinite(afterMinutes)))
    throw new ConfigurationError('afterMinutes must be a number of 0 or more.');
  const now = instantMs(options.now, 'now');
  if (ticket.firstResponseAt != null)
    return nothing('answered', 'The ticket has its first answer.');
  if (isDone(ticket)) return nothing('done', 'Nobody waits any more.');
  if (isUntold(ticket, 'firstResponseAt'))
    return nothing('unknown', 'The list does not tell the first answer; read the ticket itself.');
  const hours = schedule === undefined ? CALENDAR : openHoursOf(schedule);
  const at = new Date(hours.add(instantMs(ticket.createdAt, 'createdAt'), afterMinutes * 60_000));
  const due = now >= at.getTime();
  const message = due
    ? `Nobody answered within ${afterMinutes} minutes.`
    : `The ${afterMinutes} minutes are not over yet.`;
  const reason = { code: due ? ('unanswered' as const) : ('not_yet' as const), message };
  return { due, at, nextCheckAt: due ? null : at, reason };
}

const nothing = (
  code: 'answered' | 'done' | 'unknown',
  message: string,
): FirstResponseReminder => ({
  due: false,
  at: null,
  nextCheckAt: null,
  reason: { code, message },
});
