import type { Setup } from '../carry/work.ts';
import { supports } from '../../adapter/manifest.ts';
import { UnsupportedError } from '../../errors/classes.ts';
import type { SourceTicket } from '../translate/types.ts';
import type { PlannedItem } from '../ledger/types.ts';

const DONE = 'done';
const LIST = 'scan:tickets';
const PEOPLE = 'scan:people';
const CHANGES = 'scan:changes';
const SINCE = 'scan:since';

/** Feeds can hold the last minutes back. */
const OVERLAP_MS = 600_000;

type Ticket = SourceTicket['ticket'];

/** What is worth knowing of each ticket that a scan sees. */
export type OnTicket = (ticket: Ticket) => void;

const itemOf = ({ id, version, createdAt }: Ticket): PlannedItem => ({
  kind: 'ticket',
  source: id,
  // Oldest first: what refers to others refers to earlier ones, mostly.
  order: createdAt.getTime(),
  sourceVersion: version.at.getTime(),
});

/**
 * Puts every ticket of the source into the ledger, page by page, each with the place to go on from. A scan
 * that was complete is not repeated: `scanChanges` finds what is new.
 */
export async function scanTickets(
  { from, ledger, clock }: Setup,
  onTicket: OnTicket,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  // Empty after a rollback, which forgets what it has deleted.
  const known = (await ledger.checkpoint(LIST)) || null;
  if (known === DONE) return;
  if (known === null) await ledger.saveCheckpoint(SINCE, String(clock.now() - OVERLAP_MS));
  const start = known === null ? {} : { cursor: known };
  for await (const page of from.tickets.list(start, options).pages()) {
    page.items.forEach(onTicket);
    const value = page.nextCursor ?? DONE;
    await ledger.plan(page.items.map(itemOf), clock.now(), { name: LIST, value });
  }
  await ledger.saveCheckpoint(LIST, DONE);
}

/** Lets the next run look for all tickets and people again. */
export async function forgetScan({ ledger }: Setup): Promise<void> {
  await ledger.saveCheckpoint(LIST, '');
  await ledger.saveCheckpoint(PEOPLE, '');
}

/** Shows every ticket of the source again, and leaves the ledger as it is. */
export async function lookAtTickets(
  { from }: Pick<Setup, 'from'>,
  onTicket: OnTicket,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  for await (const { items } of from.tickets.list({}, options).pages()) items.forEach(onTicket);
}

/** Whether a scan was begun, also if it was complete. */
export const isScanBegun = async ({ ledger }: Setup): Promise<boolean> =>
  ((await ledger.checkpoint(LIST)) ?? '') !== '';

/** Whether every ticket was seen once. */
export const isScanned = async ({ ledger }: Setup): Promise<boolean> =>
  (await ledger.checkpoint(LIST)) === DONE;

/**
 * Puts what has changed since the last scan into the ledger: new tickets, changed ones, deletions. Answers
 * how many items wait to be carried because of it.
 */
export async function scanChanges(
  { from, ledger, clock }: Setup,
  signal: AbortSignal | undefined,
): Promise<number> {
  const options = signal === undefined ? {} : { signal };
  if (from.tickets.changes === undefined || !supports(from.manifest, 'tickets.changes')) {
    throw new UnsupportedError(`${from.manifest.label} does not tell what has changed.`, {
      operation: 'tickets.changes',
    });
  }
  const cursor = await ledger.checkpoint(CHANGES);
  const since = new Date(Number((await ledger.checkpoint(SINCE)) ?? 0));
  const feed = from.tickets.changes(cursor === null ? { since } : { cursor }, options);
  let waiting = 0;
  for await (const page of feed.pages()) {
    const items = page.changes.map(
      (change): PlannedItem =>
        change.kind === 'upsert'
          ? itemOf(change.record)
          : // The newest version of all: whatever is at the target, the deletion comes after it.
            { kind: 'ticket', source: change.id, order: 0, sourceVersion: Number.MAX_SAFE_INTEGER },
    );
    const { added, changed } = await ledger.plan(items, clock.now(), {
      name: CHANGES,
      value: page.cursor,
    });
    waiting += added + changed;
  }
  return waiting;
}

/** Puts every contact and organization of the source into the ledger, whether tickets need them or not. */
export async function scanPeople(
  { from, ledger, clock }: Setup,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const lists = [
    ['organization', from.organizations?.list?.({}, options)],
    ['contact', from.contacts?.list?.({}, options)],
  ] as const;
  for (const [kind, list] of lists) {
    if (list === undefined) continue;
    for await (const page of list.pages()) {
      const items = page.items.map(
        ({ id }): PlannedItem => ({ kind, source: id, order: 0, sourceVersion: null }),
      );
      await ledger.plan(items, clock.now());
    }
  }
  await ledger.saveCheckpoint(PEOPLE, DONE);
}

/** Whether everybody was seen once. */
export const arePeopleScanned = async ({ ledger }: Setup): Promise<boolean> =>
  (await ledger.checkpoint(PEOPLE)) === DONE;
