import type { SlaEvent } from '../engine/event-types.ts';
import { eventsBetween, type KnownState } from './state-events.ts';
import type { TimelineTicket, TimelineWarning } from './timeline-types.ts';

const isDone = ({ status }: Pick<KnownState, 'status'>): boolean =>
  status === 'resolved' || status === 'closed';

const waitsForThirdParty = ({ detail }: Pick<KnownState, 'detail'>): boolean =>
  detail === 'waiting_on_third_party';

const GAPS: ReadonlyMap<SlaEvent['type'], 'status' | 'priority' | 'group'> = new Map([
  ['status', 'status'],
  ['priority', 'priority'],
  ['assigned', 'group'],
]);

/** Whether clocks could not tell one status from the other. */
function isSameStatus(left: KnownState, right: KnownState): boolean {
  if (isDone(left) && isDone(right)) return true;
  if (left.status !== right.status) return false;
  // That a status is the account's own says nothing of what it waits for.
  if (left.detail === 'custom' || right.detail === 'custom') return true;
  return left.status !== 'pending' || waitsForThirdParty(left) === waitsForThirdParty(right);
}

/** What leads from the end of a history to the ticket as it is, where something is missing. */
export function closingGap(
  ticket: TimelineTicket,
  reached: KnownState & { readonly at: number },
): { readonly events: readonly SlaEvent[]; readonly warnings: readonly TimelineWarning[] } {
  const { status, statusDetail: detail, priority, groupId: group } = ticket;
  const now: KnownState = { status, detail, priority, group };
  const updated = ticket.updatedAt.getTime();
  const warnings: TimelineWarning[] = [];
  const events: SlaEvent[] = [];
  const before = isSameStatus(reached, now) ? { ...reached, status, detail } : reached;
  for (const event of eventsBetween(before, now, Math.max(updated, reached.at))) {
    const doneAt =
      event.type === 'status' && isDone(now) ? (ticket.resolvedAt ?? ticket.closedAt) : null;
    if (doneAt !== null) {
      events.push({ ...event, at: Math.max(doneAt.getTime(), reached.at) });
      continue;
    }
    events.push(event);
    const what = GAPS.get(event.type) ?? 'status';
    const code = `${what}_gap` as const;
    const message = `The history does not tell when the ${what} became what it is; taken to be the last update.`;
    warnings.push({ code, message });
  }
  return { events, warnings };
}
