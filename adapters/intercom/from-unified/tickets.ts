import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { TicketDraft, TicketPatch } from '../../../src/model/ticket.ts';
import type { WriteContext } from './common.ts';
import {
  type ConversationChange,
  conversationFromDraft,
  conversationFromPatch,
  type NewConversation,
} from './conversations.ts';
import {
  type NewTypedTicket,
  type TypedTicketChange,
  typedTicketFromDraft,
  typedTicketFromPatch,
} from './typed-tickets.ts';

/** The calls that make a case: a conversation, or a ticket of a ticket type. */
export const ticketFromDraft = (
  draft: TicketDraft<AnyFields>,
  context: WriteContext,
): Mapped<NewConversation | NewTypedTicket> =>
  context.read === 'tickets'
    ? typedTicketFromDraft(draft, context)
    : conversationFromDraft(draft, context);

/** The calls that change a case. */
export const ticketFromPatch = (
  patch: TicketPatch<AnyFields>,
  context: WriteContext,
): Mapped<ConversationChange | TypedTicketChange> =>
  context.read === 'tickets'
    ? typedTicketFromPatch(patch, context)
    : conversationFromPatch(patch, context);
