import type { TicketRow } from '../records/tickets.ts';
import { type Actor, isoNow, userOf, type World } from '../world.ts';
import { addConversation } from './conversations.ts';
import { setStatus } from './stats.ts';
import { changeTicket } from './update.ts';

export interface MergeNote {
  readonly body: string;
  readonly private: boolean;
}

/** Closes the secondary tickets and leaves a note on both sides (section 8.7). */
export function mergeTickets(
  world: World,
  actor: Actor,
  primary: TicketRow,
  secondary: readonly TicketRow[],
  options: {
    readonly primaryNote: MergeNote;
    readonly secondaryNote: MergeNote;
    readonly convertRecipients: boolean;
  },
): void {
  const note = (given: MergeNote) => ({ ...given, source: 2, user_id: actor.user?.id ?? null });
  addConversation(world, actor, primary, note(options.primaryNote));
  if (options.convertRecipients) addRecipients(world, actor, primary, secondary);
  for (const ticket of secondary) {
    addConversation(world, actor, ticket, note(options.secondaryNote));
    changeTicket(
      world,
      actor,
      ticket,
      () => setStatus(ticket, 5, isoNow(world)),
      // Nobody is told of a closure that is none.
      { silentClosure: true },
    );
  }
}

function addRecipients(
  world: World,
  actor: Actor,
  primary: TicketRow,
  secondary: readonly TicketRow[],
): void {
  const emails = secondary.flatMap((ticket) => userOf(world, ticket.requester_id)?.email ?? []);
  changeTicket(world, actor, primary, () => {
    primary.cc_emails = [...new Set([...(primary.cc_emails ?? []), ...emails])];
    primary.reply_cc_emails = primary.cc_emails;
  });
}
