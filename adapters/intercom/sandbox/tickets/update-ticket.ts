import { isRecord } from '../../../../src/sandbox/kit/json.ts';
import { type Call, idText, requiredText, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { fireTicket, fireTicketClosed, fireTicketPart } from '../events.ts';
import type { Author, ConversationRow, PartRow } from '../records/conversations.ts';
import type { AdminRow } from '../records/people.ts';
import { stateCategories, type TicketStateRow, type TicketTypeRow } from '../records/settings.ts';
import {
  adminAuthor,
  botOf,
  conversationChanged,
  secondsNow,
  statesOf,
  ticketStateOf,
  ticketTypeOf,
  type World,
} from '../world.ts';
import { type Assignment, assign, close, open, snooze } from './manage.ts';
import { addStatePart, isSilent, ticketTypeById } from './new-ticket.ts';
import { notify } from './notify.ts';
import { addPart } from './parts.ts';
import { type AttributeChange, labelOf, readTicketAttributes } from './ticket-attributes.ts';

/** `PUT /tickets/{id}` (section 11). Everything is checked before anything changes. */
export function updateTicket(call: Call, row: ConversationRow): void {
  const { world, body } = call;
  const type = typeOf(world, row);
  const actor = actorOfTicket(call);
  const changes = readTicketAttributes(type, body['ticket_attributes']);
  const state = stateOfBody(call, type);
  const assignments = assignmentsOf(call, row);
  const until = secondsOf(body['snoozed_until'], 'snoozed_until');
  const company = companyOf(call);
  for (const change of changes) setAttribute(world, row, change, adminAuthor(actor));
  if (state !== null) setState(call, row, state, adminAuthor(actor));
  for (const one of assignments) assign(world, row, actor, one);
  if (typeof body['is_shared'] === 'boolean' && row.ticket !== null)
    row.ticket.is_shared = body['is_shared'];
  if (company !== undefined) row.company_id = company;
  const wanted = body['open'];
  if (wanted === false && row.state !== 'closed')
    close(world, row, actor, '', { silent: isSilent(call) });
  if (wanted === true && row.state === 'closed') open(world, row, actor);
  if (until !== null && row.state !== 'closed') snooze(world, row, actor, until);
  row.updated_at = secondsNow(world);
  conversationChanged(world, row);
}

function typeOf(world: World, row: ConversationRow): TicketTypeRow {
  const type = ticketTypeOf(world, row);
  if (type === null) throw problems.notFound('Ticket not found', 'ticket_not_found');
  return type;
}

/**
 * Who acts: `admin_id` at the top since 2.14, inside `assignment` before. Without one it is the bot
 * (section 11). An unknown one answers as an unknown assignee does.
 */
function actorOfTicket(call: Call): AdminRow {
  const { world, body, version } = call;
  const older = isRecord(body['assignment']) ? body['assignment']['admin_id'] : undefined;
  const id = idText(version >= 14 ? body['admin_id'] : older);
  if (id === null) return botOf(world);
  const admin = world.state.admins.rows.get(id);
  if (admin === undefined) throw problems.notFound('Assignee not found', 'assignee_not_found');
  return admin;
}

/** A teammate's id or a team's; `"0"` takes both away (section 11). */
function assignmentsOf(call: Call, row: ConversationRow): readonly Assignment[] {
  const { world, body, version } = call;
  const older = isRecord(body['assignment']) ? body['assignment']['assignee_id'] : undefined;
  const id = idText(version >= 14 ? body['assignee_id'] : older);
  if (id === null) return [];
  if (id === '0') {
    const team = row.team_assignee_id === null ? [] : (['team'] as const);
    return [...team, 'admin' as const].map((kind) => ({ kind, id, text: '' }));
  }
  const { admins, teams } = world.state;
  if (!admins.rows.has(id) && !teams.rows.has(id))
    throw problems.notFound('Assignee not found', 'assignee_not_found');
  return [{ kind: teams.rows.has(id) ? 'team' : 'admin', id, text: '' }];
}

/** By id since 2.12; by the category's name before (section 2). */
function stateOfBody(call: Call, type: TicketTypeRow): TicketStateRow | null {
  const { world, body, version } = call;
  const states = statesOf(world, type.id);
  if (version < 12) {
    if (body['state'] === undefined) return null;
    const category = stateCategories.find((name) => name === body['state']);
    const state = states.find((row) => row.category === category);
    if (state === undefined) throw problems.invalid('state is invalid');
    return state;
  }
  const id = idText(body['ticket_state_id']);
  if (id === null) return null;
  const state = states.find((row) => row.id === id && !row.archived);
  if (state === undefined) {
    throw problems.list(
      400,
      'ticket_state_id_invalid',
      'Ticket state id is not valid or is not associated with the ticket type',
    );
  }
  return state;
}

function companyOf({ world, body }: Call): string | null | undefined {
  const given = body['company_id'];
  if (given === undefined || given === null) return given;
  const id = idText(given);
  if (id === null || !world.state.companies.rows.has(id))
    throw problems.notFound('Company Not Found', 'company_not_found');
  return id;
}

function setAttribute(
  world: World,
  row: ConversationRow,
  { attribute, value }: AttributeChange,
  author: Author,
): void {
  if (row.ticket === null || row.ticket.attributes[attribute.name] === value) return;
  row.ticket.attributes = { ...row.ticket.attributes, [attribute.name]: value };
  const part = addPart(world, row, {
    part_type: 'ticket_attribute_updated_by_admin',
    author,
    updated_attribute_data: {
      attribute: { type: 'attribute', id: attribute.id, label: attribute.name },
      value: {
        type: 'value',
        id: attribute.data_type === 'list' ? value : null,
        label: textOrList(labelOf(attribute, value)),
      },
    },
  });
  fireTicketPart(world, 'ticket.attribute.updated', row, part);
}

const textOrList = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(String) : value === null ? '' : String(value);

/** A state is not whether the ticket is open: "resolved" leaves it open (section 11). */
function setState(call: Call, row: ConversationRow, state: TicketStateRow, author: Author): void {
  const { world } = call;
  const { ticket } = row;
  if (ticket === null || ticket.ticket_state_id === state.id) return;
  const before = ticketStateOf(world, ticket.ticket_state_id);
  ticket.previous_ticket_state_id = before.id;
  ticket.ticket_state_id = state.id;
  const now = secondsNow(world);
  const part = addStatePart(world, row, state.category, before.category, now, author);
  tellCustomer(call, row, part);
  fireTicket(world, 'ticket.state.updated', row);
  if (state.category !== 'resolved') return;
  // Its own topic since 2.15; before, a resolved ticket was told as a closed one (section 2).
  if (world.settings.appVersion >= 15) fireTicket(world, 'ticket.resolved', row);
  else fireTicketClosed(world, row);
}

function tellCustomer(call: Call, row: ConversationRow, part: PartRow): void {
  if (row.ticket?.is_shared !== true) return;
  notify(call.world, row, 'ticket_updated', part, { skip: isSilent(call) });
}

/** Another type of the same kind, with a state of that type (section 11). */
export function changeType(call: Call, row: ConversationRow): void {
  const { world } = call;
  const type = ticketTypeById(call, requiredText(call, 'ticket_type_id'));
  const stateId = requiredText(call, 'ticket_state_id');
  const before = typeOf(world, row);
  if (row.ticket === null) return;
  if (type.id === before.id) throw problems.invalid('Cannot change to the same ticket type');
  if (type.category !== before.category)
    throw problems.invalid('Cannot change to a ticket type of another category');
  const state = statesOf(world, type.id).find((candidate) => candidate.id === stateId);
  if (state === undefined)
    throw problems.invalid("Ticket custom state doesn't belong to the new ticket type");
  const changes = readTicketAttributes(type, call.body['ticket_attributes']);
  const names = new Set(type.attributes.map((attribute) => attribute.name));
  const kept = Object.entries(row.ticket.attributes).filter(([name]) => names.has(name));
  row.ticket.ticket_type_id = type.id;
  row.ticket.attributes = Object.fromEntries([
    ...kept,
    ...changes.map(({ attribute, value }) => [attribute.name, value] as const),
  ]);
  setState(call, row, state, adminAuthor(call.admin));
  row.updated_at = secondsNow(world);
  conversationChanged(world, row);
}
