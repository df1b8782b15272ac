import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { WorkLogDraft } from '../../../src/model/work-log.ts';
import {
  compact,
  optionalNumber,
  toIsoSeconds,
  type WireBody,
  type WriteContext,
} from './common.ts';

/**
 * A time entry as Freshdesk takes it. The time is always said: without it Freshdesk would start a
 * timer and stop the agent's others (sheet section 12).
 *
 * @throws {ValidationError} for a time that is negative or no number.
 */
export function workLogFromDraft(
  draft: Partial<WorkLogDraft>,
  context: WriteContext,
): Mapped<WireBody> {
  const log = createWarningLog();
  const { minutes } = draft;
  if (minutes !== undefined && !(Number.isFinite(minutes) && minutes >= 0)) {
    throw new ValidationError('The time cannot be entered.', {
      issues: [{ path: 'minutes', message: 'must be a number that is not negative' }],
    });
  }
  if (minutes !== undefined && !Number.isInteger(minutes)) {
    const reason = 'Freshdesk counts whole minutes.';
    log.add({ type: 'coerced', field: 'minutes', reason, from: minutes, to: Math.round(minutes) });
  }
  const value = compact({
    agent_id: optionalNumber(draft.agentId, context),
    billable: draft.billable,
    executed_at: draft.at === undefined ? undefined : toIsoSeconds(draft.at, 'at'),
    note: draft.note,
    time_spent: minutes === undefined ? undefined : clockText(Math.round(minutes)),
  });
  return { value, warnings: log.list() };
}

/** `hh:mm`. @example clockText(605) //=> '10:05' */
const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
