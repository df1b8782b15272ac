import { isOpen } from '../ledger/rules.ts';
import type { Advance, Claim, LedgerItem } from '../ledger/types.ts';
import { leadsBack } from './leads-back.ts';
import type { LinkedTickets } from './linked-tickets.ts';
import { sentTrace } from './sent-trace.ts';
import type { Work } from './work.ts';

/** Behind everything else: what a ticket leads to has to be there. */
const LAST = Number.MAX_SAFE_INTEGER;
/** In front of the id of a ticket, among the ids of articles. */
const TICKET = 'ticket ';
/** Older than any version, so that it is planned again; and no version of anything else. */
const NOT_YET = -2;
const WAIT_MS = 250;
const PAGE = 500;

type Desk = Pick<Work, 'ledger' | 'clock' | 'signal'>;

const linkOf = (ticket: string): string => `${TICKET}${ticket}`;

/**
 * Leaves a ticket for the end of the run when it leads to one that is still to come: a link can only be written
 * with the ticket. Done once for each version, so that two that lead to each other do not wait for ever.
 */
export async function postpone(
  { ledger, clock, postpones }: Pick<Work, 'ledger' | 'clock' | 'postpones'>,
  {
    item,
    linked,
    tell,
    version,
  }: {
    readonly item: Claim['item'];
    readonly linked: LinkedTickets;
    readonly tell: (change: Omit<Advance, 'kind' | 'source' | 'token'>) => Promise<void>;
    readonly version: number;
  },
): Promise<boolean> {
  const { missing, natives } = linked;
  // What may be at the target already is not left to itself.
  const isSent = item.state === 'sent' || sentTrace(item) !== null;
  if (!postpones || missing.length === 0 || isSent || item.target !== null) {
    return false;
  }
  const source = linkOf(item.source);
  const known = await ledger.item('link', source);
  // One that is planned only was planned by a process that was killed before it put the ticket off.
  const hasWaited = known !== null && known.state !== 'planned';
  if (hasWaited && (known.sourceVersion ?? NOT_YET) >= version) return false;
  const others = await Promise.all(missing.map((other) => ledger.item('ticket', other)));
  if (!others.some((other) => other !== null && isToCome(other))) return false;
  // Of tickets that lead to each other, those that lead to many are written first, and those that the target itself
  // links last: a note can say what a link of the target cannot.
  const order = missing.some((other) => natives.has(other)) ? LAST : LAST - missing.length;
  await ledger.plan([{ kind: 'link', source, order, sourceVersion: version }], clock.now());
  const reason = 'It waits for the tickets that it leads to.';
  const detail = { ...item.detail, waitsFor: missing };
  await tell({ state: 'skipped', reason, error: null, writtenVersion: NOT_YET, detail });
  return true;
}

const isToCome = (ticket: LedgerItem): boolean =>
  isOpen(ticket.state) || (ticket.state === 'skipped' && ticket.writtenVersion === NOT_YET);

/** The ticket that a link of the ledger stands for; `null` when it stands for an article. */
export const postponedTicket = (link: string): string | null =>
  link.startsWith(TICKET) ? link.slice(TICKET.length) : null;

/**
 * Has a postponed ticket written, unless one that it leads to has waited as well and goes first, or it is at work:
 * whoever has just planned its link is about to postpone it.
 */
export async function carryPostponed(
  { ledger, clock, signal }: Desk,
  { item, token }: Claim,
  ticket: string,
): Promise<boolean | 'waits'> {
  const own = { kind: 'link', source: item.source, token } as const;
  const there = await ledger.item('ticket', ticket);
  if ((there !== null && isOpen(there.state)) || (await isAnyBefore({ ledger }, item, ticket))) {
    return waitInLine({ ledger, clock, signal }, { item, token });
  }
  const { sourceVersion } = item;
  if (there !== null && isToCome(there)) {
    await ledger.plan([{ kind: 'ticket', source: ticket, order: 0, sourceVersion }], clock.now());
  }
  const done = { state: 'confirmed', writtenVersion: sourceVersion, error: null } as const;
  await ledger.advance([{ ...own, ...done }], clock.now());
  return true;
}

/** Has a link come again a little later. */
export async function waitInLine(
  { ledger, clock, signal }: Desk,
  { item: { kind, source }, token }: Claim,
): Promise<'waits'> {
  await clock.sleep(WAIT_MS, signal);
  await ledger.advance([{ kind, source, token, state: 'planned', release: true }], clock.now());
  return 'waits';
}

/** Plans the tickets that wait, so that they are given up with all that is planned. */
export async function endWaiting({ ledger, clock }: Pick<Work, 'ledger' | 'clock'>): Promise<void> {
  let cursor: string | null = null;
  do {
    const query = { kind: 'ticket', states: ['skipped'], limit: PAGE, cursor } as const;
    const page: Awaited<ReturnType<typeof ledger.items>> = await ledger.items(query);
    const waiting = page.items.filter(isToCome).map(({ kind, source, order, sourceVersion }) => ({
      kind,
      source,
      order,
      sourceVersion,
    }));
    if (waiting.length > 0) await ledger.plan(waiting, clock.now());
    ({ cursor } = page);
  } while (cursor !== null);
}

async function isAnyBefore(
  { ledger }: Pick<Desk, 'ledger'>,
  link: LedgerItem,
  ticket: string,
): Promise<boolean> {
  for (const source of await waitsOf({ ledger }, ticket)) {
    // In this order: the ticket is planned before its link is done.
    const other = await ledger.item('link', linkOf(source));
    const there = await ledger.item('ticket', source);
    if (there !== null && isOpen(there.state)) return true;
    if (other === null || !isOpen(other.state)) continue;
    const nextOf = (next: string) => waitsOf({ ledger }, next);
    if (isBefore(other, link) || !(await leadsBack(source, ticket, nextOf))) return true;
  }
  return false;
}

const isBefore = (left: LedgerItem, right: LedgerItem): boolean =>
  left.order < right.order || (left.order === right.order && left.source < right.source);

/** The tickets that a postponed one waits for. */
async function waitsOf(
  { ledger }: Pick<Desk, 'ledger'>,
  ticket: string,
): Promise<readonly string[]> {
  // Safe: only `postpone` writes this key.
  const { waitsFor = [] } = ((await ledger.item('ticket', ticket))?.detail ?? {}) as {
    readonly waitsFor?: readonly string[];
  };
  return waitsFor;
}
