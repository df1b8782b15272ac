import type { Claim, LedgerItem } from '../ledger/types.ts';
import { isAnyOpen } from '../run/stages.ts';
import { leadsOf } from './leads-back.ts';
import { waitInLine } from './postpone.ts';
import { seeAddress } from './linked-tickets.ts';
import type { Work } from './work.ts';

/** Stands, among the links of the ledger, for all tickets that lead to one with a new address. */
export const MOVED = 'moved';
const LAST = Number.MAX_SAFE_INTEGER;
const PAGE = 500;
/** Once for each way that leads to what has moved; should some lead in a circle after all, not for ever. */
const MOST_TIMES = 20;

interface StaleAddress {
  /** Where the other ticket is now; `null` where it is not any more. */
  readonly now: string | null;
  readonly then: string;
}

/** Addresses in a ticket's texts, and its links, that do not lead to the tickets that they were meant for. */
export async function staleAddresses(
  { ledger, links }: Pick<Work, 'ledger' | 'links'>,
  { detail }: Pick<LedgerItem, 'detail'>,
): Promise<readonly StaleAddress[]> {
  const { addresses, related } = leadsOf({ detail });
  const sources = [...addresses, ...related].map(([source]) => source);
  if (sources.length === 0) return [];
  const targets = await ledger.targets('ticket', [...new Set(sources)]);
  const stale = (
    known: readonly (readonly [source: string, then: string])[],
    placeOf: (target: string) => string | null,
  ): readonly StaleAddress[] =>
    known.flatMap(([source, then]) => {
      const target = targets.get(source);
      const now = target === undefined ? null : placeOf(target);
      // Where no address was seen yet, nothing can be said.
      return now === then || (target !== undefined && now === null) ? [] : [{ now, then }];
    });
  return [...stale(addresses, links.addressOf), ...stale(related, (target) => target)];
}

/** How often this run has written a ticket anew. */
export function timesWritten({ detail }: Pick<LedgerItem, 'detail'>, runId: string): number {
  const { again } = detail;
  // Safe: only `carryTicket` writes this key, and only so.
  const [run, times] = (again as readonly [string, number] | undefined) ?? ['', 0];
  return run === runId ? times : 0;
}

/** A ticket that is written anew has another address: has those that lead to it looked for, at the end. */
export async function noteMove({ ledger, clock }: Work): Promise<void> {
  const now = clock.now();
  const known = await ledger.item('link', MOVED);
  const sourceVersion = Math.max(now, (known?.sourceVersion ?? 0) + 1);
  await ledger.plan([{ kind: 'link', source: MOVED, order: LAST, sourceVersion }], now);
}

/** Has tickets written anew that lead to where another one was. */
export async function restoreLinks(
  work: Pick<Work, 'ledger' | 'clock' | 'runId' | 'signal' | 'links' | 'to'>,
  { item, token }: Claim,
): Promise<boolean | 'waits'> {
  const { ledger, clock, runId, signal } = work;
  // A ticket at work is about to have a new address, or to be written with an old one.
  if (await isAnyOpen(ledger, ['ticket'])) return waitInLine(work, { item, token });
  let cursor: string | null = null;
  do {
    const states = ['confirmed', 'verified'] as const;
    const query = { kind: 'ticket', states, limit: PAGE, cursor } as const;
    const page: Awaited<ReturnType<typeof ledger.items>> = await ledger.items(query);
    for (const { source, target, writtenVersion, detail } of page.items) {
      if (target !== null) await seeAddress(work, target);
      const isStale = (await staleAddresses(work, { detail })).some(({ now }) => now !== null);
      if (!isStale || writtenVersion === null || timesWritten({ detail }, runId) >= MOST_TIMES) {
        continue;
      }
      // Newer than what was written, and older than any change at the source.
      const sourceVersion = writtenVersion + 1;
      await ledger.plan([{ kind: 'ticket', source, order: 0, sourceVersion }], clock.now());
    }
    ({ cursor } = page);
    signal.throwIfAborted();
  } while (cursor !== null);
  const done = { state: 'confirmed', writtenVersion: item.sourceVersion, error: null } as const;
  await ledger.advance([{ kind: 'link', source: item.source, token, ...done }], clock.now());
  return true;
}
