import { fireConversation } from '../events.ts';
import type { ConversationRow, TicketRow } from '../records/tickets.ts';
import { happenings, runRules } from '../webhooks.ts';
import {
  type Actor,
  beforeChange,
  isoNow,
  nextConversationId,
  ticketChanged,
  type World,
} from '../world.ts';
import { toHtml, toText } from './html.ts';
import { setNextResponse } from './sla.ts';
import { watchTime } from './sweep.ts';

type Given = Partial<Omit<ConversationRow, 'id' | 'ticket_id'>> & {
  readonly body: string;
  readonly source: number;
};

/** A row as section 9.1 describes it, not yet on its ticket. */
export function newConversation(world: World, ticketId: number, given: Given): ConversationRow {
  const body = toHtml(given.body);
  const isPrivate = given.private ?? false;
  return {
    structured_body: null,
    incoming: false,
    user_id: null,
    // 2 for agents in private, 3 in public; 1 for customers (section 6.5).
    category: isPrivate ? 2 : given.incoming === true && given.source === 0 ? 1 : 3,
    support_email: null,
    from_email: null,
    to_emails: [],
    cc_emails: [],
    bcc_emails: null,
    created_at: isoNow(world),
    updated_at: given.created_at ?? isoNow(world),
    last_edited_at: null,
    last_edited_user_id: null,
    attachment_ids: [],
    has_quoted_text: false,
    automation_id: null,
    auto_response: false,
    ...given,
    private: isPrivate,
    body,
    body_text: toText(body),
    id: nextConversationId(world),
    ticket_id: ticketId,
  };
}

/** Puts a message on its ticket, with the stamps it moves. Nobody is told yet. */
export function keepConversation(world: World, ticket: TicketRow, row: ConversationRow): void {
  ticket.conversations.push(row);
  world.state.conversations.set(row.id, ticket.id);
  const { stats } = ticket;
  if (row.incoming) {
    stats.requester_responded_at = row.created_at;
    setNextResponse(world, ticket, row.created_at);
  } else if (!row.private) {
    stats.agent_responded_at = row.created_at;
    // The first public reply is the first response (section 24 no. 5).
    const responds = row.source === 0 || world.settings.unconfirmed.publicNoteResponds;
    if (responds) stats.first_responded_at ??= row.created_at;
    setNextResponse(world, ticket, null);
  }
}

/** Adds a message as it happens: the ticket moves, apps and rules hear of it. */
export function addConversation(
  world: World,
  actor: Actor,
  ticket: TicketRow,
  given: Given,
): ConversationRow {
  const row = newConversation(world, ticket.id, given);
  beforeChange(world, ticket);
  keepConversation(world, ticket, row);
  ticketChanged(world, ticket);
  watchTime(world, ticket);
  fireConversation(world, actor, 'onConversationCreate', row);
  const happened = row.source === 0 ? happenings.replySent : happenings.note(row.private);
  runRules(world, actor, ticket, 'update', [happened]);
  return row;
}
