import { asInteger, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  type Call,
  checkedBody,
  checkQuery,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { type FieldError, problems, refuseIfInvalid } from '../errors.ts';
import { type Changes, fireTimeEntry } from '../events.ts';
import { listPage } from '../paging/lists.ts';
import { type FieldRules, momentOf } from '../records/rules.ts';
import type { TimeEntryRow } from '../records/tickets.ts';
import { ticketOf, writableTicket } from '../tickets/access.ts';
import { dateOf, numberOf } from '../tickets/create.ts';
import { agentRule, flag, text } from '../tickets/fields.ts';
import { agentActor, isoNow, isoSeconds, nextId, type World } from '../world.ts';

const rules: FieldRules = {
  agent_id: agentRule,
  billable: flag,
  executed_at: { type: 'DateTime' },
  note: text,
  start_time: { type: 'DateTime' },
  time_spent: {
    type: 'String',
    check: (value) =>
      /^\d{1,3}:[0-5]\d$/.test(String(value)) ? null : "It should be in the 'hh:mm' format",
  },
  timer_running: flag,
};

/** Plan gated (section 12). */
function requireTracking(call: Call): void {
  actorOf(call);
  if (!call.world.state.account.features.timeTracking) throw problems.requireFeature('timesheets');
}

/** What is on the clock: kept seconds, and those since the timer started. */
function secondsOf(world: World, row: TimeEntryRow): number {
  if (!row.timer_running) return row.time_spent_in_seconds;
  const running = (world.clock.now() - Date.parse(row.start_time)) / 1000;
  return row.time_spent_in_seconds + Math.max(0, Math.floor(running));
}

/** `time_spent` cuts the seconds off (section 12). */
function present(world: World, row: TimeEntryRow): object {
  const seconds = secondsOf(world, row);
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return {
    billable: row.billable,
    note: row.note,
    id: row.id,
    timer_running: row.timer_running,
    agent_id: row.agent_id,
    ticket_id: row.ticket_id,
    company_id: row.company_id,
    time_spent: `${pad(seconds / 3600)}:${pad((seconds % 3600) / 60)}`,
    executed_at: row.executed_at,
    start_time: row.start_time,
    created_at: row.created_at,
    updated_at: row.updated_at,
    time_spent_in_seconds: seconds,
  };
}

function list(call: Call): Reply {
  requireTracking(call);
  checkQuery(call, ['company_id', 'agent_id', 'executed_after', 'executed_before', 'billable']);
  const { query, world } = call;
  const after = momentOf(query.get('executed_after') ?? '') ?? Number.NEGATIVE_INFINITY;
  const before = momentOf(query.get('executed_before') ?? '') ?? Number.POSITIVE_INFINITY;
  const rows = [...world.state.timeEntries.rows.values()].filter((row) => {
    const at = Date.parse(row.executed_at);
    return (
      at >= after &&
      at <= before &&
      (asInteger(query.get('company_id')) ?? row.company_id) === row.company_id &&
      (asInteger(query.get('agent_id')) ?? row.agent_id) === row.agent_id &&
      (query.get('billable') ?? String(row.billable)) === String(row.billable)
    );
  });
  return listPage(call, rows, (row) => present(world, row));
}

function listOfTicket(call: Call): Reply {
  requireTracking(call);
  const { id } = ticketOf(call);
  const rows = [...call.world.state.timeEntries.rows.values()].filter(
    (row) => row.ticket_id === id,
  );
  return listPage(call, rows, (row) => present(call.world, row));
}

/** A start belongs to a running timer alone; the wording is not on record. */
function timerErrors(values: JsonRecord): readonly FieldError[] {
  if (values['start_time'] === undefined || values['timer_running'] !== false) return [];
  const message = 'It should not be present when timer_running is false';
  return [{ field: 'start_time', message, code: 'incompatible_field' }];
}

function secondsIn(values: JsonRecord): number | null {
  const [, hours, minutes] = /^(\d+):(\d+)$/.exec(asText(values['time_spent']) ?? '') ?? [];
  return hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60;
}

/** One timer runs per agent: starting one stops the others (section 12). */
function stopTimers(world: World, agentId: number): void {
  for (const row of world.state.timeEntries.rows.values()) {
    if (row.agent_id !== agentId || !row.timer_running) continue;
    row.time_spent_in_seconds = secondsOf(world, row);
    row.timer_running = false;
    row.updated_at = isoNow(world);
  }
}

function create(call: Call): Reply {
  requireTracking(call);
  const { world } = call;
  const ticket = writableTicket(call);
  const { values } = checkedBody(call, rules);
  refuseIfInvalid(timerErrors(values));
  const agent_id = numberOf(values['agent_id']) ?? actorOf(call).id;
  const spent = secondsIn(values);
  const running =
    values['timer_running'] === undefined ? spent === null : values['timer_running'] === true;
  if (running) stopTimers(world, agent_id);
  const now = isoNow(world);
  const row = put(world.state.timeEntries, {
    id: nextId(world),
    ticket_id: ticket.id,
    agent_id,
    company_id: ticket.company_id,
    billable: values['billable'] !== false,
    note: asText(values['note']) ?? '',
    timer_running: running,
    time_spent_in_seconds: spent ?? 0,
    executed_at: dateOf(values['executed_at']) ?? now,
    start_time: dateOf(values['start_time']) ?? now,
    created_at: now,
    updated_at: now,
  });
  fireTimeEntry(world, agentActor(actorOf(call)), 'onTimeEntryCreate', row);
  return created(call, present(world, row), `time_entries/${row.id}`);
}

function entryOf(call: Call): TimeEntryRow {
  requireTracking(call);
  return rowOf(call.world.state.timeEntries.rows, call, 'time_entry_id');
}

function update(call: Call): Reply {
  const { world } = call;
  const row = entryOf(call);
  const { values } = checkedBody(call, rules);
  refuseIfInvalid(timerErrors(values));
  const before = { ...row };
  const spent = secondsIn(values);
  if (spent !== null) row.time_spent_in_seconds = spent;
  if (values['note'] !== undefined) row.note = asText(values['note']) ?? '';
  if (values['billable'] !== undefined) row.billable = values['billable'] === true;
  row.agent_id = numberOf(values['agent_id']) ?? row.agent_id;
  row.executed_at = dateOf(values['executed_at']) ?? row.executed_at;
  if (values['timer_running'] !== undefined) turn(world, row, values['timer_running'] === true);
  row.updated_at = isoNow(world);
  const changes = changesOf(before, row);
  fireTimeEntry(world, agentActor(actorOf(call)), 'onTimeEntryUpdate', row, changes);
  return ok(present(world, row));
}

function changesOf(before: TimeEntryRow, after: TimeEntryRow): Changes {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  if (before.billable !== after.billable) changes['billable'] = [before.billable, after.billable];
  // Seconds, whatever the body shows (section 21).
  const [old, now] = [before.time_spent_in_seconds, after.time_spent_in_seconds];
  if (old !== now) changes['time_spent'] = [old, now];
  return changes;
}

function turn(world: World, row: TimeEntryRow, running: boolean): void {
  if (running === row.timer_running) return;
  if (!running) row.time_spent_in_seconds = secondsOf(world, row);
  else {
    stopTimers(world, row.agent_id);
    row.start_time = isoSeconds(world.clock.now());
  }
  row.timer_running = running;
}

function toggle(call: Call): Reply {
  const row = entryOf(call);
  turn(call.world, row, !row.timer_running);
  row.updated_at = isoNow(call.world);
  return ok(present(call.world, row));
}

function destroy(call: Call): Reply {
  const row = entryOf(call);
  remove(call.world.state.timeEntries, row.id);
  fireTimeEntry(call.world, agentActor(actorOf(call)), 'onTimeEntryDelete', row);
  return noContent;
}

export const timeEntryRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/time_entries', list],
  ['GET', '/api/v2/tickets/{ticket_id}/time_entries', listOfTicket],
  ['POST', '/api/v2/tickets/{ticket_id}/time_entries', create],
  ['PUT', '/api/v2/time_entries/{time_entry_id}', update],
  ['DELETE', '/api/v2/time_entries/{time_entry_id}', destroy],
  ['PUT', '/api/v2/time_entries/{time_entry_id}/toggle_timer', toggle],
];
