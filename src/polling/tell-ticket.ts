import type { AnyFields } from '../adapter/contract.ts';
import type { FieldChange, SupportEvent, TicketSnapshot } from '../model/event.ts';
import type { SupportTicket } from '../model/ticket.ts';
import { changeMark, frameOf, type TellContext } from './event-frame.ts';
import { mergedInto } from './tracked-fields.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

type ChangeType = 'ticket.updated' | 'ticket.status_changed' | 'ticket.assigned';

/** Which event tells a field's change; all others are `ticket.updated`. */
const TYPE_OF: Readonly<Record<string, ChangeType | 'ticket.merged' | 'rating.received'>> = {
  status: 'ticket.status_changed',
  statusDetail: 'ticket.status_changed',
  'nativeStatus.id': 'ticket.status_changed',
  'assignee.id': 'ticket.assigned',
  groupId: 'ticket.assigned',
  'links.merged_into': 'ticket.merged',
  'satisfaction.status': 'rating.received',
  'satisfaction.score': 'rating.received',
};

const NATIVE_TYPE = 'tickets.changes';

const versionKey = ({ version }: Ticket): string =>
  `${version.at.getTime()}${version.sequence === null ? '' : `.${version.sequence}`}`;

/** A ticket that was not there before. */
export function tellCreated(
  ticket: Ticket,
  snapshot: TicketSnapshot,
  context: TellContext,
): SupportEvent {
  const frame = frameOf(context, {
    key: `ticket.created.${ticket.externalId}`,
    nativeType: NATIVE_TYPE,
    occurredAt: ticket.createdAt,
    raw: ticket.raw,
  });
  return { type: 'ticket.created', ...frame, ticket: snapshot, changes: [] };
}

/** A ticket that came back from the bin. */
export function tellRestored(
  ticket: Ticket,
  snapshot: TicketSnapshot,
  context: TellContext,
): SupportEvent {
  const frame = updateFrame('ticket.restored', ticket, [], context);
  return { type: 'ticket.restored', ...frame, ticket: snapshot, changes: [] };
}

/** A ticket that changed in ways that cannot be named. */
export function tellTouched(
  ticket: Ticket,
  snapshot: TicketSnapshot,
  context: TellContext,
): SupportEvent {
  const frame = updateFrame('ticket.updated', ticket, [], context);
  return { type: 'ticket.updated', ...frame, ticket: snapshot, changes: [] };
}

/** One event for the status, one for the assignment, one for the rest: those that moved. */
export function tellChanges(
  ticket: Ticket,
  snapshot: TicketSnapshot,
  changes: readonly FieldChange[],
  context: TellContext,
): readonly SupportEvent[] {
  const groups = new Map<SupportEvent['type'], FieldChange[]>();
  for (const change of changes) {
    const type = typeOf(change, ticket);
    groups.set(type, [...(groups.get(type) ?? []), change]);
  }
  return [...groups].map(([type, group]): SupportEvent => {
    const base = { ...updateFrame(type, ticket, group, context), ticket: snapshot };
    switch (type) {
      case 'ticket.merged':
        return { type, ...base, changes: [], intoTicketId: mergedInto(ticket) };
      case 'rating.received':
        return { type, ...base, rating: ticket.satisfaction };
      case 'ticket.status_changed':
      case 'ticket.assigned':
        return { type, ...base, changes: group };
      default:
        return { type: 'ticket.updated', ...base, changes: group };
    }
  });
}

/** A survey that was only sent is no rating, and a link that went is no merge. */
function typeOf({ field, to }: FieldChange, ticket: Ticket): SupportEvent['type'] {
  const type = Object.hasOwn(TYPE_OF, field) ? TYPE_OF[field] : undefined;
  if (type === 'rating.received' && ticket.satisfaction?.status !== 'received') {
    return 'ticket.updated';
  }
  if (type === 'ticket.merged' && to === null) return 'ticket.updated';
  return type ?? 'ticket.updated';
}

function updateFrame(
  type: SupportEvent['type'],
  ticket: Ticket,
  changes: readonly FieldChange[],
  context: TellContext,
): Omit<SupportEvent, 'type'> {
  const mark = changes.length === 0 ? '' : `.${changeMark(changes)}`;
  return frameOf(context, {
    key: `${type}.${ticket.externalId}@${versionKey(ticket)}${mark}`,
    nativeType: NATIVE_TYPE,
    occurredAt: ticket.updatedAt,
    sequence: ticket.version.sequence,
    raw: ticket.raw,
  });
}
