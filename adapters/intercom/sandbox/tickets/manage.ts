import { asText } from '../../../../src/sandbox/kit/json.ts';
import { actorOf, type Call, idText, requiredText, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { firePart, fireTicketClosed, fireTicketPart } from '../events.ts';
import type { Assignee, ConversationRow, PartRow } from '../records/conversations.ts';
import type { AdminRow } from '../records/people.ts';
import { adminAuthor, schedule, secondsNow, type World } from '../world.ts';
import { fromStaffText } from './bodies.ts';
import { notify } from './notify.ts';
import { addPart } from './parts.ts';
import { countAdminReply, countAssignment, countClose } from './statistics.ts';

/** Closes, snoozes, opens or assigns (section 7.2). None of them takes a date. */
export function manage(call: Call, row: ConversationRow): PartRow {
  const { world, body } = call;
  const text = asText(body['body']) ?? '';
  const actions: Readonly<Record<string, (admin: AdminRow) => PartRow>> = {
    close: (admin) => close(world, row, admin, text),
    snoozed: (admin) => {
      const until = secondsOf(body['snoozed_until'], 'snoozed_until');
      if (until === null) throw problems.required('snoozed_until');
      return snooze(world, row, admin, until);
    },
    open: (admin) => open(world, row, admin),
    assignment: (admin) => {
      const kind = body['type'] === 'team' ? 'team' : 'admin';
      return assign(world, row, admin, { kind, id: requiredText(call, 'assignee_id'), text });
    },
  };
  const action = actions[idText(body['message_type']) ?? ''];
  if (action === undefined) throw problems.invalid('message_type is invalid');
  return action(actorOf(call));
}

/** A closed conversation can be closed again: another part, recorded (section 7.2). */
export function close(
  world: World,
  row: ConversationRow,
  admin: AdminRow,
  text: string,
  { silent = false } = {},
): PartRow {
  const at = secondsNow(world);
  if (text !== '') countAdminReply(row, at);
  row.state = 'closed';
  row.waiting_since = null;
  row.snoozed_until = null;
  countClose(row, at, admin.id);
  const part = addPart(world, row, {
    part_type: 'close',
    body: text === '' ? null : fromStaffText(text),
    author: adminAuthor(admin),
  });
  notifyOfText(world, row, part, silent);
  if (row.ticket !== null) fireTicketClosed(world, row);
  else
    firePart(world, row, part, {
      conversation: 'conversation.admin.closed',
      ticket: 'ticket.closed',
    });
  return part;
}

export function snooze(
  world: World,
  row: ConversationRow,
  admin: AdminRow,
  until: number,
): PartRow {
  row.state = 'snoozed';
  row.waiting_since = null;
  row.snoozed_until = until;
  schedule(world, {
    due_ms: until * 1000,
    conversation_id: row.id,
    kind: 'unsnooze',
  });
  const part = addPart(world, row, {
    part_type: 'snoozed',
    author: adminAuthor(admin),
    event_details: { until: 'custom', custom_until_time: until },
  });
  firePart(world, row, part, {
    conversation: 'conversation.admin.snoozed',
    ticket: 'ticket.admin.snoozed',
  });
  return part;
}

/** An open conversation can be opened again, too; the wait returns (section 7.2). */
export function open(world: World, row: ConversationRow, admin: AdminRow): PartRow {
  const before = row.state;
  reopen(world, row);
  const part = addPart(world, row, { part_type: 'open', author: adminAuthor(admin) });
  const woken = before === 'snoozed';
  if (row.ticket !== null && !woken) return part;
  firePart(world, row, part, {
    conversation: woken ? 'conversation.admin.unsnoozed' : 'conversation.admin.opened',
    ticket: 'ticket.admin.unsnoozed',
  });
  return part;
}

function reopen(world: World, row: ConversationRow): void {
  if (row.state === 'closed') row.statistics.count_reopens += 1;
  row.state = 'open';
  row.snoozed_until = null;
  // The customer's message time, or now where there never was one (recorded, section 7.2).
  row.waiting_since = row.statistics.last_contact_reply_at ?? secondsNow(world);
}

export interface Assignment {
  readonly kind: 'admin' | 'team';
  /** `"0"` unassigns. */
  readonly id: string;
  readonly text: string;
}

/** Teammate and team are two fields that know nothing of each other (section 7.2). */
export function assign(
  world: World,
  row: ConversationRow,
  admin: AdminRow,
  { kind, id, text }: Assignment,
): PartRow {
  const assigned_to = assigneeOf(world, kind, id);
  const at = secondsNow(world);
  const part_type = row.state === 'closed' ? 'assign_and_reopen' : 'assignment';
  if (row.state === 'closed') reopen(world, row);
  if (kind === 'admin') row.admin_assignee_id = assigned_to.id;
  else row.team_assignee_id = assigned_to.id;
  if (assigned_to.id !== null) countAssignment(row, at);
  if (text !== '') {
    countAdminReply(row, at);
    row.waiting_since = null;
  }
  const part = addPart(world, row, {
    part_type,
    body: text === '' ? null : fromStaffText(text),
    author: adminAuthor(admin),
    assigned_to,
  });
  notifyOfText(world, row, part, false);
  fireAssigned(world, row, part, kind);
  return part;
}

function assigneeOf(world: World, kind: 'admin' | 'team', id: string): Assignee {
  if (id === '0') return { type: kind === 'admin' ? 'nobody_admin' : 'nobody_team', id: null };
  const { admins, teams } = world.state;
  const known = kind === 'admin' ? admins.rows.get(id)?.removed === false : teams.rows.has(id);
  if (!known) throw problems.notFound('Assignee not found', 'assignee_not_found');
  return { type: kind, id };
}

/** A text typed while assigning is told as a reply on tickets only (section 18.2). */
function fireAssigned(
  world: World,
  row: ConversationRow,
  part: PartRow,
  kind: 'admin' | 'team',
): void {
  firePart(world, row, part, {
    conversation: 'conversation.admin.assigned',
    ticket: `ticket.${kind}.assigned`,
  });
  if (row.ticket === null)
    firePart(world, row, part, {
      conversation: 'conversation.admin.open.assigned',
      ticket: 'ticket.admin.assigned',
    });
  else if (part.body !== null) fireTicketPart(world, 'ticket.admin.replied', row, part);
}

/** A text that goes with an action reaches the customer as any other does. */
function notifyOfText(world: World, row: ConversationRow, part: PartRow, skip: boolean): void {
  if (part.body === null) return;
  notify(world, row, row.ticket === null ? 'reply' : 'ticket_reply', part, { skip });
}
