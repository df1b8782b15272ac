import type { StatusDetail, TicketPriority, TicketStatus } from '../../model/enums.ts';
import { idPrefix, joinId, parseId } from '../../model/ids.ts';
import type { SlaEvent } from '../engine/event-types.ts';
import type { TimedChange, TimelineTicket, TimelineWarning } from './timeline-types.ts';
import type { StatusReading, Words } from './words.ts';

/** Status, priority and group of a ticket at some time. */
export interface KnownState {
  readonly status: TicketStatus;
  readonly detail: StatusDetail | null;
  readonly priority: TicketPriority;
  readonly group: string | null;
}

type Warn = (code: TimelineWarning['code'], message: string) => void;

/** Reads the changes that decide over clocks. */
export interface ChangeReader {
  /** What a change makes of the state; `null` when it does not concern it, or is not understood. */
  read(change: Pick<TimedChange, 'field' | 'to'>): Partial<KnownState> | null;
}

export function createChangeReader(
  ticket: TimelineTicket,
  { words, warn }: { readonly words: Words; readonly warn: Warn },
): ChangeReader {
  const parts = parseId(ticket.id);
  const groupOf = (value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null;
    const id = String(value);
    return parts === null || parseId(id) !== null ? id : joinId(idPrefix(parts), id);
  };
  const readings: Readonly<Record<string, (to: unknown) => Partial<KnownState> | null>> = {
    status(to) {
      const reading: StatusReading | null = words.statusOf(to);
      if (reading === null)
        warn('unknown_status', 'The history has a status that nobody explains.');
      return reading;
    },
    statusDetail: (to) => ({ detail: words.detailOf(to) }),
    'nativeStatus.id'(to) {
      const reading = words.ownStatusOf(to);
      // The word of its category says more than that it is the account's own.
      return reading?.detail === 'custom' ? { status: reading.status } : reading;
    },
    priority(to) {
      const priority = words.priorityOf(to);
      if (priority !== null) return { priority };
      warn('unknown_priority', 'The history has a priority that nobody explains.');
      return null;
    },
    groupId: (to) => ({ group: groupOf(to) }),
  };
  return {
    read: ({ field, to }) =>
      Object.hasOwn(readings, field) ? (readings[field]?.(to) ?? null) : null,
  };
}

/** The events that lead from one state to the next, at one instant. */
export function eventsBetween(
  before: KnownState,
  after: KnownState,
  at: number,
): readonly SlaEvent[] {
  const events: SlaEvent[] = [];
  if (after.priority !== before.priority) events.push({ type: 'priority', at, to: after.priority });
  if (after.group !== before.group) events.push({ type: 'assigned', at, group: after.group });
  if (after.status !== before.status || after.detail !== before.detail)
    events.push({ type: 'status', at, to: after.status, detail: after.detail });
  return events;
}
