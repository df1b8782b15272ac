import type { Change } from '../adapter/changes.ts';
import type { AnyFields } from '../adapter/contract.ts';
import type { SupportEvent } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { SupportTicket } from '../model/ticket.ts';
import { frameOf, snapshotOf, type TellContext } from './event-frame.ts';
import { tellMessages } from './tell-messages.ts';
import { tellChanges, tellCreated, tellRestored, tellTouched } from './tell-ticket.ts';
import { changedFields, trackedFields } from './tracked-fields.ts';
import type { PollSnapshot } from './types.ts';
import { compareWithTold, isSettled } from './versions.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

/** What is to be told of a change, and what is to be remembered; `null` leaves it as it is. */
export interface Told {
  readonly events: readonly SupportEvent[];
  readonly snapshot: PollSnapshot | null;
}

const NOTHING: Told = Object.freeze({ events: [], snapshot: null });

/**
 * The events that a change means, given what was told of the ticket before. Pure: a change that was
 * told already gives nothing, in whatever order changes come.
 *
 * @param thread the ticket's messages, or `null` when they were not read.
 */
export function tellChange(
  change: Change<Ticket>,
  told: PollSnapshot | undefined,
  thread: readonly Message[] | null,
  context: TellContext,
): Told {
  return change.kind === 'deleted'
    ? tellDeletion(change, told, context)
    : tellTicket(change.record, told, thread, context);
}

function tellTicket(
  ticket: Ticket,
  told: PollSnapshot | undefined,
  thread: readonly Message[] | null,
  context: TellContext,
): Told {
  const compared = told === undefined ? 1 : compareWithTold(ticket.version, told);
  // Old news; and what was deleted in the same second counts as deleted.
  if (compared < 0 || (compared === 0 && told?.deletion !== null)) return NOTHING;
  const snapshot = snapshotOf(ticket);
  const isNew = told === undefined && ticket.createdAt.getTime() > context.newAfter;
  const named = isNew ? [tellCreated(ticket, snapshot, context)] : tellMoved(ticket, told, context);
  const messages = tellMessages(
    snapshot,
    { messages: thread ?? [], told: told?.messages ?? null, isNew },
    context,
  );
  const explained = compared === 0 || named.length > 0 || messages.length > 0;
  const touched = explained ? [] : [tellTouched(ticket, snapshot, context)];
  return {
    events: [...named, ...touched, ...messages],
    snapshot: {
      at: ticket.version.at.toISOString(),
      sequence: ticket.version.sequence,
      settled: isSettled(ticket.version.at, context.readAt),
      fields: trackedFields(ticket),
      messages: union(told?.messages ?? [], thread ?? []),
      deletion: null,
    },
  };
}

function tellMoved(
  ticket: Ticket,
  told: PollSnapshot | undefined,
  context: TellContext,
): readonly SupportEvent[] {
  if (told === undefined) return [];
  if (told.deletion !== null) return [tellRestored(ticket, snapshotOf(ticket), context)];
  const changes = changedFields(told.fields, trackedFields(ticket));
  return tellChanges(ticket, snapshotOf(ticket), changes, context);
}

const union = (told: readonly string[], thread: readonly Message[]): readonly string[] => [
  ...new Set([...told, ...thread.map(({ externalId }) => externalId)]),
];

function tellDeletion(
  change: Extract<Change<Ticket>, { readonly kind: 'deleted' }>,
  told: PollSnapshot | undefined,
  context: TellContext,
): Told {
  const at = change.at ?? context.readAt;
  // It has been restored since.
  if (told?.deletion === null && Date.parse(told.at) > at.getTime()) return NOTHING;
  const before = told?.deletion ?? null;
  const permanent = change.permanent ?? false;
  const isNews = before === null || (permanent && !before.permanent);
  return {
    events: isNews ? [deletedEvent(change, permanent, context)] : [],
    // Nothing of a deleted ticket is kept but that it was deleted, and which messages were told.
    snapshot: {
      at: before === null ? at.toISOString() : later(at, told?.at),
      sequence: null,
      settled: true,
      fields: {},
      messages: told?.messages ?? [],
      deletion: { permanent: permanent || before?.permanent === true },
    },
  };
}

const later = (at: Date, other = ''): string => {
  const iso = at.toISOString();
  return iso > other ? iso : other;
};

function deletedEvent(
  { id, externalId, at }: Extract<Change<Ticket>, { readonly kind: 'deleted' }>,
  permanent: boolean,
  context: TellContext,
): SupportEvent {
  const when = at === null ? '' : `@${at.getTime()}`;
  const frame = frameOf(context, {
    key: `ticket.deleted.${externalId}${when}${permanent ? '.permanent' : ''}`,
    nativeType: 'tickets.changes',
    occurredAt: at,
  });
  const ticket = { id, externalId, isDeleted: true };
  return { type: 'ticket.deleted', ...frame, ticket, changes: [], permanent };
}
