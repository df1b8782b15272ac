import type { Change, ChangePage } from '../adapter/changes.ts';
import type { AnyFields, AnySupportAdapter } from '../adapter/contract.ts';
import { mapConcurrently } from '../adapter/map-concurrently.ts';
import { hasCode } from '../errors/classes.ts';
import type { SupportEvent } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { TellContext } from './event-frame.ts';
import { tellChange } from './tell-change.ts';
import type { PollSnapshot, SnapshotStore } from './types.ts';
import { needsThread } from './versions.ts';

type Ticket = SupportTicket<unknown, AnyFields>;
type Threads = ReadonlyMap<string, readonly Message[]>;

/** A page of events, and what is to be remembered once they are handled. */
export interface ToldPage {
  readonly events: readonly SupportEvent[];
  readonly snapshots: ReadonlyMap<string, PollSnapshot>;
}

/** What turning changes into events takes. */
export interface PageReader {
  readonly adapter: AnySupportAdapter;
  readonly snapshots: SnapshotStore;
  readonly messages: boolean;
}

const THREADS_AT_ONCE = 4;

const idOf = (change: Change<Ticket>): string =>
  change.kind === 'deleted' ? change.id : change.record.id;

/** Turns a page of changes into events. Nothing is stored yet. */
export async function readPage(
  { changes }: Pick<ChangePage<Ticket>, 'changes'>,
  reader: PageReader,
  context: TellContext & { readonly signal?: AbortSignal | undefined },
): Promise<ToldPage> {
  const stored = await reader.snapshots.get([...new Set(changes.map(idOf))]);
  const threads = reader.messages
    ? await readThreads(changes, stored, reader.adapter, context.signal)
    : null;
  const snapshots = new Map<string, PollSnapshot>();
  const events: SupportEvent[] = [];
  for (const change of changes) {
    const id = idOf(change);
    const told = tellChange(
      change,
      snapshots.get(id) ?? stored.get(id),
      threads?.get(id) ?? null,
      context,
    );
    events.push(...told.events);
    if (told.snapshot !== null) snapshots.set(id, told.snapshot);
  }
  return { events, snapshots };
}

/** The threads of those tickets of a page that have moved on. */
async function readThreads(
  changes: readonly Change<Ticket>[],
  stored: ReadonlyMap<string, PollSnapshot>,
  adapter: AnySupportAdapter,
  signal: AbortSignal | undefined,
): Promise<Threads> {
  const wanted = changes.flatMap((change) =>
    change.kind === 'upsert' && needsThread(change.record.version, stored.get(change.record.id))
      ? [change.record.id]
      : [],
  );
  const threads = await mapConcurrently([...new Set(wanted)], THREADS_AT_ONCE, async (id) => {
    const messages: Message[] = [];
    const options = { lane: 'bulk', ...(signal === undefined ? {} : { signal }) } as const;
    try {
      for await (const message of adapter.messages.list(id, {}, options)) messages.push(message);
    } catch (error) {
      // Deleted since the page was made; its tombstone comes with a later page.
      if (!hasCode(error, 'not_found')) throw error;
    }
    return [id, messages] as const;
  });
  return new Map(threads);
}
