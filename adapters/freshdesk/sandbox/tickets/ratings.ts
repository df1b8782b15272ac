import { put } from '../../../../src/sandbox/kit/table.ts';
import type { RatingRow, TicketRow } from '../records/tickets.ts';
import { isoNow, nextId, userOf, type World } from '../world.ts';
import { addConversation } from './conversations.ts';

/**
 * Keeps a rating (section 12). Feedback also lands among the conversations, as a message of source
 * 6 that counts as the customer's answer (sections 6.4 and 7).
 */
export function rateTicket(
  world: World,
  ticket: TicketRow,
  ratings: Readonly<Record<string, number>>,
  feedback: string | null,
): RatingRow {
  const [survey] = world.state.surveys.rows.values();
  const row = put(world.state.ratings, {
    id: nextId(world),
    survey_id: survey?.id ?? 0,
    user_id: ticket.requester_id,
    agent_id: ticket.responder_id,
    feedback,
    group_id: ticket.group_id,
    ticket_id: ticket.id,
    created_at: isoNow(world),
    updated_at: isoNow(world),
    ratings,
  });
  if (feedback === null) return row;
  const user = userOf(world, ticket.requester_id);
  addConversation(world, { kind: 'requester', user }, ticket, {
    body: feedback,
    source: 6,
    category: 7,
    incoming: true,
    user_id: ticket.requester_id,
    to_emails: null,
  });
  return row;
}
