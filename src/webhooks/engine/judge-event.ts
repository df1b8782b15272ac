import { diffTickets, ticketPaths } from '../../model/diff-tickets.ts';
import type {
  FieldChange,
  SupportEvent,
  SupportEventType,
  TicketSnapshot,
} from '../../model/event.ts';
import type { WebhookContext } from '../types.ts';
import { broughtUpToDate, knownSnapshot, type RecordState, takeIn } from './record-state.ts';
import type { KnownStates } from './known-states.ts';
import { compareVersions, recordOf, type RecordVersion, versionOf } from './record-version.ts';

/** An event beside what was known of its record. */
export interface Judged extends Pick<WebhookContext, 'order' | 'changes'> {
  readonly event: SupportEvent;
  /** What is to be remembered of the record; `null` for nothing new. */
  readonly record: string | null;
}

/** What an event is judged with. */
export interface JudgeOptions {
  /** What is remembered of the record. */
  readonly record: string | null;
  readonly states: KnownStates;
  /** Remember fields, not only the newest version. */
  readonly snapshots: boolean;
  /** Milliseconds; stands in for the version of a delivery without any time. */
  readonly receivedAt: number;
}

/** Events whose changes can be found by comparing; the others tell something of their own. */
const COMPARED: ReadonlySet<SupportEventType> = new Set<SupportEventType>([
  'ticket.updated',
  'ticket.status_changed',
  'ticket.assigned',
  'sla.changed',
]);

/**
 * Finds out whether something newer of the record is known, and what changed. Pure.
 *
 * @example judgeEvent(event, { record: null, states, snapshots: true, receivedAt: 0 }).order //=> 'fresh'
 */
export function judgeEvent(event: SupportEvent, options: JudgeOptions): Judged {
  const record = recordOf(event);
  if (record === null) {
    return {
      event,
      order: event.occurredAt === null ? 'unknown' : 'fresh',
      changes: 'unknown',
      record: null,
    };
  }
  const { snapshots, receivedAt, states } = options;
  const before = states.read(record.id, options.record);
  const version = versionOf(event);
  const order = orderOf(version, before);
  const { event: told, changes } = tellChanges(event, before, order);
  const counted: RecordVersion = version ?? [receivedAt, receivedAt, 0];
  const after = takeIn(before, snapshots ? record : {}, counted, {
    movesWatermark: version !== null,
  });
  return {
    event: order === 'stale' ? upToDate(told, after) : told,
    order,
    changes,
    record: states.write(record.id, after),
  };
}

function orderOf(version: RecordVersion | null, { newest }: RecordState): WebhookContext['order'] {
  if (version === null) return 'unknown';
  return newest !== null && compareVersions(version, newest) < 0 ? 'stale' : 'fresh';
}

interface Told {
  readonly event: SupportEvent;
  readonly changes: WebhookContext['changes'];
}

function tellChanges(
  event: SupportEvent,
  before: RecordState,
  order: WebhookContext['order'],
): Told {
  if (!('changes' in event)) return { event, changes: 'unknown' };
  const { changes } = event;
  const isWhole = changes.length > 0 && changes.every((change) => 'from' in change);
  if (isWhole) return { event, changes: 'provider' };
  const known = order === 'stale' ? null : knownTicket(event, before);
  if (changes.length > 0) {
    const paths = known === null ? {} : ticketPaths(known);
    const all = changes.map((change) => filled(change, paths));
    return { event: withChanges(event, all), changes: 'provider' };
  }
  if (known === null || !COMPARED.has(event.type) || !('ticket' in event)) {
    return { event, changes: 'unknown' };
  }
  return { event: withChanges(event, diffTickets(known, event.ticket)), changes: 'computed' };
}

/** What was known of the event's ticket; `null` for nothing, and for other records. */
function knownTicket(event: SupportEvent, before: RecordState): TicketSnapshot | null {
  if (!('ticket' in event) || before.fields.size === 0) return null;
  const { id, externalId } = event.ticket;
  return { ...knownSnapshot(before), id, externalId };
}

/** With what was there before, where the provider does not say. */
function filled(change: FieldChange, paths: Readonly<Record<string, unknown>>): FieldChange {
  if ('from' in change || !Object.hasOwn(paths, change.field)) return change;
  return { ...change, from: paths[change.field] };
}

// Safe, both times: the same event, with another value under a key that it has.
const withChanges = (event: SupportEvent, changes: readonly FieldChange[]): SupportEvent =>
  ({ ...event, changes }) as SupportEvent;

function upToDate(event: SupportEvent, state: RecordState): SupportEvent {
  for (const key of ['ticket', 'contact', 'organization', 'article'] as const) {
    if (!Object.hasOwn(event, key)) continue;
    const record = recordOf(event);
    return record === null ? event : { ...event, [key]: broughtUpToDate(record, state) };
  }
  return event;
}
