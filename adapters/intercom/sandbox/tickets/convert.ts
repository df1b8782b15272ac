import { type Call, idText, requiredText } from '../call.ts';
import { problems } from '../errors.ts';
import { fireTicket } from '../events.ts';
import type { ConversationRow } from '../records/conversations.ts';
import { secondsNow, statesOf } from '../world.ts';
import { addStatePart, firstState, newTicket, ticketTypeById } from './new-ticket.ts';
import { readTicketAttributes } from './ticket-attributes.ts';

/** Makes a ticket of a conversation, under the same id; Customer types only (sections 7 and 11). */
export function convertConversation(call: Call, row: ConversationRow): void {
  const { world, body } = call;
  const type = ticketTypeById(call, requiredText(call, 'ticket_type_id'));
  if (type.category !== 'Customer')
    throw problems.invalid('Ticket type is not a customer ticket type');
  // How a second conversion is refused is not documented.
  if (row.ticket !== null) throw problems.invalid('Conversation is already a ticket');
  const stateId = call.version >= 16 ? idText(body['ticket_state_id']) : null;
  const state =
    stateId === null
      ? firstState(world, type)
      : statesOf(world, type.id).find((candidate) => candidate.id === stateId);
  if (state === undefined) {
    throw problems.list(
      400,
      'ticket_state_id_invalid',
      'Ticket state id is not valid or is not associated with the ticket type',
    );
  }
  row.ticket = newTicket(world, type, state, readTicketAttributes(type, body['attributes']));
  addStatePart(world, row, state.category, 'submitted', secondsNow(world));
  fireTicket(world, 'ticket.created', row);
}
