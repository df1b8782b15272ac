import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { WorkLog } from '../../../src/model/work-log.ts';
import { type FreshdeskTimeEntry, timeEntryWire } from '../wire/work-logs.ts';
import {
  dateOf,
  emptyToNull,
  idOf,
  nativeText,
  optionalIdOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A time entry as a WorkLog. Of a running timer the time so far is given.
 *
 * @throws {WireFormatError} when the payload is not a time entry of a ticket.
 */
export function workLogToUnified(
  json: unknown,
  context: TranslationContext & { readonly ticketId?: string },
): WorkLog {
  const wire = parseWire(timeEntryWire, json, { provider: PROVIDER, what: 'time entry' });
  const ticketId = nativeText(wire.ticket_id ?? context.ticketId);
  if (ticketId === null) {
    throw new WireFormatError('The time entry belongs to no ticket.', {
      provider: PROVIDER,
      issues: [{ path: 'ticket_id', message: 'expected an id' }],
    });
  }
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    ticketId: idOf(context, ticketId),
    agentId: optionalIdOf(context, wire.agent_id),
    minutes: minutesOf(wire),
    billable: wire.billable ?? null,
    at: dateOf(wire.executed_at ?? wire.start_time ?? wire.created_at ?? '', 'executed_at'),
    note: emptyToNull(wire.note),
    ...rawOf<unknown>(context, wire),
  };
}

/** Seconds where they are given: `hh:mm` is cut to whole minutes (sheet section 12). */
function minutesOf(wire: FreshdeskTimeEntry): number {
  if (wire.time_spent_in_seconds != null) return wire.time_spent_in_seconds / 60;
  // A bare number is seconds, in newer app events.
  if (typeof wire.time_spent === 'number') return wire.time_spent / 60;
  const [, hours = '0', minutes = '0'] = /^(\d+):(\d\d)$/.exec(wire.time_spent ?? '') ?? [];
  return Number(hours) * 60 + Number(minutes);
}
