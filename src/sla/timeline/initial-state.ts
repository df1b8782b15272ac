import type { TimedChange, TimelineTicket } from './timeline-types.ts';
import type { ChangesOfTicket } from './changes-of.ts';
import type { ChangeReader, KnownState } from './state-events.ts';

/** Fields that tell of the same part of the state. */
const FAMILIES = {
  status: ['status', 'nativeStatus.id', 'statusDetail'],
  priority: ['priority'],
  group: ['groupId'],
} as const;

/**
 * How a ticket was when it was created: what the history says of it, else what the first change names
 * as the value before, else what the ticket is now when nothing changed it.
 */
export function initialState(
  ticket: TimelineTicket,
  { initial, later }: ChangesOfTicket,
  reader: ChangeReader,
): KnownState {
  const known = (family: keyof typeof FAMILIES): Partial<KnownState> | null => {
    const fields: readonly string[] = FAMILIES[family];
    const isOf = ({ field }: TimedChange): boolean => fields.includes(field);
    const told = initial.filter(isOf);
    if (told.length > 0) return merged(told, reader);
    const changed = later.filter(isOf);
    const first = changed[0];
    if (first === undefined) return null;
    const before = changed
      .filter(({ at, from }) => at === first.at && from !== undefined)
      .map(({ field, from, at }) => ({ field, to: from, at }));
    return merged(before, reader);
  };
  const isOpen = ticket.status === 'open' || ticket.status === 'in_progress';
  const now = isOpen ? { status: ticket.status, detail: ticket.statusDetail } : {};
  return {
    status: 'open',
    detail: null,
    ...(known('status') ?? now),
    priority: 'normal',
    ...(known('priority') ?? { priority: ticket.priority }),
    group: null,
    ...(known('group') ?? { group: ticket.groupId }),
  };
}

const merged = (
  changes: readonly Pick<TimedChange, 'field' | 'to'>[],
  reader: ChangeReader,
): Partial<KnownState> => Object.assign({}, ...changes.map((change) => reader.read(change)));
