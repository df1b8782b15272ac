import { asList, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { type Call, contactById, idText, requiredText, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { fireTicket } from '../events.ts';
import { addContact, contactByEmail, contactByExternalId } from '../people.ts';
import type { ConversationRow, TicketRow } from '../records/conversations.ts';
import type { ContactRow } from '../records/people.ts';
import type { TicketStateRow, TicketTypeRow } from '../records/settings.ts';
import { adminAuthor, botOf, nextNumber, secondsNow, statesOf, type World } from '../world.ts';
import { blankConversation, sourceOfTicket } from './new-conversation.ts';
import { notify } from './notify.ts';
import { addPart } from './parts.ts';
import { type AttributeChange, readTicketAttributes, refuseMissing } from './ticket-attributes.ts';

export function ticketTypeById(call: Call, id: string): TicketTypeRow {
  const type = call.world.state.ticketTypes.rows.get(id);
  if (type === undefined || type.archived)
    throw problems.notFound('Ticket type not found', 'ticket_type_not_found');
  return type;
}

export interface TicketPlan {
  readonly type: TicketTypeRow;
  readonly changes: readonly AttributeChange[];
}

/** What both ways of making a ticket check before they answer (section 11). */
export function planTicket(call: Call): TicketPlan {
  const type = ticketTypeById(call, requiredText(call, 'ticket_type_id'));
  const changes = readTicketAttributes(type, call.body['ticket_attributes']);
  refuseMissing(type, changes);
  const people = asList(call.body['contacts']);
  if (people.length === 0 && type.category !== 'Tracker') throw problems.required('contacts');
  if (people.length > 1) throw problems.invalid('contacts must have exactly one contact');
  return { type, changes };
}

/** Makes a ticket; its state is always the first, whatever the body says (section 11). */
export function createTicket(call: Call, { type, changes }: TicketPlan): ConversationRow {
  const { world, body } = call;
  const person = asList(body['contacts'])[0];
  const contact = person === undefined ? null : contactOfTicket(world, person);
  const created_at = secondsOf(body['created_at'], 'created_at') ?? secondsNow(world);
  const linked = linkedConversation(call);
  const row = blankConversation(world, {
    created_at,
    contact_ids: contact === null ? [] : [contact.id],
    company_id: idText(body['company_id']) ?? contact?.company_ids[0] ?? null,
    source: sourceOfTicket(world),
    ticket: newTicket(world, type, firstState(world, type), changes),
    ...assigneesOf(call),
  });
  put(world.state.conversations, row);
  addStatePart(world, row, 'submitted', 'submitted', created_at);
  if (linked !== null) link(row, linked);
  if (type.category === 'Customer')
    notify(world, row, 'ticket_created', null, { skip: isSilent(call) });
  fireTicket(world, 'ticket.created', row);
  return row;
}

/** `skip_notifications` came with 2.13 (section 2). */
export const isSilent = (call: Call): boolean =>
  call.version >= 13 && call.body['skip_notifications'] === true;

export function newTicket(
  world: World,
  type: TicketTypeRow,
  state: TicketStateRow,
  changes: readonly AttributeChange[],
): TicketRow {
  return {
    ticket_id: nextNumber(world, 'ticket'),
    ticket_type_id: type.id,
    ticket_state_id: state.id,
    previous_ticket_state_id: null,
    attributes: Object.fromEntries(changes.map(({ attribute, value }) => [attribute.name, value])),
    is_shared: type.category === 'Customer',
  };
}

export function firstState(world: World, type: TicketTypeRow): TicketStateRow {
  const state = statesOf(world, type.id).find((row) => row.category === 'submitted');
  if (state === undefined) throw new Error(`Ticket type ${type.id} has no first state.`);
  return state;
}

/** Recorded: every ticket begins with a part of the bot about its state. */
export function addStatePart(
  world: World,
  row: ConversationRow,
  ticket_state: string,
  previous_ticket_state: string,
  created_at: number,
  author = adminAuthor(botOf(world)),
) {
  return addPart(world, row, {
    part_type: 'ticket_state_updated_by_admin',
    author,
    created_at,
    ticket_state,
    previous_ticket_state,
    ...(author.type === 'bot' ? { app_package_code: null } : {}),
  });
}

/** `{id}`, `{external_id}` or `{email}`; an unknown address makes a contact (section 11). */
function contactOfTicket(world: World, given: unknown): ContactRow {
  const person: JsonRecord = isRecord(given) ? given : {};
  const id = idText(person['id']);
  if (id !== null) return contactById(world, id);
  const externalId = idText(person['external_id']);
  const email = idText(person['email']);
  const found =
    externalId !== null
      ? contactByExternalId(world, externalId)
      : email === null
        ? null
        : // Of which role it is, is not known for certain.
          (contactByEmail(world, email) ?? addContact(world, { role: 'lead', email }));
  if (found === null) throw problems.userNotFound();
  return found;
}

function assigneesOf({ world, body }: Call) {
  const given = isRecord(body['assignment']) ? body['assignment'] : {};
  const admin = idText(given['admin_assignee_id']);
  const team = idText(given['team_assignee_id']);
  const { admins, teams } = world.state;
  const unknown =
    (admin !== null && admin !== '0' && !admins.rows.has(admin)) ||
    (team !== null && team !== '0' && !teams.rows.has(team));
  if (unknown) throw problems.notFound('Assignee not found', 'assignee_not_found');
  return {
    admin_assignee_id: admin === '0' ? null : admin,
    team_assignee_id: team === '0' ? null : team,
  };
}

/** `conversation_to_link_id`: both sides then name each other. */
function linkedConversation({ world, body }: Call): ConversationRow | null {
  const id = idText(body['conversation_to_link_id']);
  if (id === null) return null;
  const other = world.state.conversations.rows.get(id);
  if (other === undefined)
    throw problems.notFound('Conversation not found', 'conversation_not_found');
  return other;
}

export function link(one: ConversationRow, two: ConversationRow): void {
  one.linked_ids = [...new Set([...one.linked_ids, two.id])];
  two.linked_ids = [...new Set([...two.linked_ids, one.id])];
}

export function unlink(one: ConversationRow, two: ConversationRow): void {
  one.linked_ids = one.linked_ids.filter((id) => id !== two.id);
  two.linked_ids = two.linked_ids.filter((id) => id !== one.id);
}
