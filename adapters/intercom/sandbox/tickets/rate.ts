import { fireConversation, fireTicket } from '../events.ts';
import type { ConversationRow, PartRow } from '../records/conversations.ts';
import { contactAuthor, contactOf, secondsNow, type World } from '../world.ts';
import { addPart } from './parts.ts';

/** What a customer says of a conversation in the messenger: no API does that for them. */
export interface Rating {
  /** From 1 to 5. */
  readonly rating: number;
  readonly remark?: string;
  /** Whom it is about. @default the assignee */
  readonly teammateId?: string;
}

/** Rates a conversation (section 8.5); the part's name is not known for certain (section 8.4). */
export function rate(world: World, conversationId: string, given: Rating): ConversationRow {
  const row = world.state.conversations.rows.get(conversationId);
  const contact = contactOf(world, row?.contact_ids[0]);
  if (row === undefined || contact === null)
    throw new Error(`The workspace has no conversation ${conversationId} with a contact.`);
  const now = secondsNow(world);
  row.rating = {
    rating: given.rating,
    remark: given.remark ?? null,
    created_at: row.rating?.created_at ?? now,
    updated_at: now,
    contact_id: contact.id,
    teammate_id: given.teammateId ?? row.admin_assignee_id,
  };
  const part = addPart(world, row, {
    part_type: 'conversation_rating_changed',
    author: contactAuthor(contact, 'part'),
    app_package_code: null,
  });
  tell(world, row, part);
  return row;
}

function tell(world: World, row: ConversationRow, part: PartRow): void {
  if (row.ticket === null) fireConversation(world, 'conversation.rating.added', row, [part]);
  // The item of this topic is not documented: the ticket is a guess that its siblings suggest.
  else fireTicket(world, 'ticket.rating.provided', row);
}
