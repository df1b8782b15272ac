import { carryTicket } from '../carry/carry-ticket.ts';
import { skipReason } from '../carry/skip-reason.ts';
import { callOptions, type Work } from '../carry/work.ts';
import type { Claim, LedgerItem } from '../ledger/types.ts';
import type { SourceTicket } from '../translate/types.ts';
import type { Finding, PreflightResult } from '../types.ts';
import { differencesOf } from '../verify/verify-ticket.ts';

const PAGE = 100;

/** Carries the first ticket that is not left out, reads it back and compares it. */
export async function flyCanary(
  work: Work,
  findings: readonly Finding[],
): Promise<PreflightResult> {
  let passed = 0;
  for await (const planned of plannedTickets(work)) {
    const claim = planned.isLeftOut ? null : await claimOf(work, planned.item);
    const item = claim === null ? null : await carried(work, claim);
    if (item === null || item.state === 'skipped') {
      passed += 1;
      continue;
    }
    if (item.target === null || item.state !== 'confirmed') {
      const message = `The canary ${item.source} was not carried: ${item.error?.message ?? 'Nobody knows why.'}`;
      const failed = { severity: 'error', code: 'canary_failed', message } as const;
      return { findings: [...findings, failed], canary: null, ok: false };
    }
    const found = await differencesOf(work, item);
    const differences = found === 'changed' ? [] : found;
    const { source, target, losses } = item;
    const canary = { source, target, losses, differences };
    return { findings, canary, ok: differences.length === 0 };
  }
  return withoutCanary(work, findings, passed);
}

/** Nothing was proven, unless an earlier run has carried everything. */
async function withoutCanary(
  { ledger }: Work,
  findings: readonly Finding[],
  passed: number,
): Promise<PreflightResult> {
  const { ticket } = await ledger.counts();
  if ((ticket?.confirmed ?? 0) + (ticket?.verified ?? 0) > 0) {
    return { findings, canary: null, ok: true };
  }
  const message =
    passed === 0
      ? 'No ticket is planned, so none was carried and compared.'
      : `All of the ${passed} planned tickets are left out, by the scope or as spam, so none was carried and compared.`;
  const finding = { severity: 'warning', code: 'no_canary', message } as const;
  return { findings: [...findings, finding], canary: null, ok: passed === 0 };
}

interface PlannedTicket {
  readonly item: LedgerItem;
  /** Left out, or gone. */
  readonly isLeftOut: boolean;
}

/** What is planned, as the source has it now. Nothing is claimed, so that what is passed over stays planned. */
async function* plannedTickets(work: Work): AsyncGenerator<PlannedTicket> {
  const { ledger, from } = work;
  const query = { kind: 'ticket', states: ['planned'], limit: PAGE } as const;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ledger.items>> = await ledger.items({ ...query, cursor });
    const ids = page.items.map(({ source }) => source);
    const there = new Map<string, SourceTicket['ticket']>();
    if (ids.length > 0 && from.tickets.getMany !== undefined) {
      const tickets = await from.tickets.getMany(ids, callOptions(work));
      for (const ticket of tickets) there.set(ticket.id, ticket);
    }
    for (const item of page.items) {
      const ticket = there.get(item.source);
      // Without a look at many, carrying it finds out.
      const isUnknown = ticket === undefined && from.tickets.getMany === undefined;
      const isLeftOut =
        !isUnknown &&
        (ticket === undefined || ticket.isDeleted || skipReason(work, ticket) !== null);
      yield { item, isLeftOut };
    }
    ({ cursor } = page);
  } while (cursor !== null);
}

/** `null` when somebody else is at it. */
async function claimOf(
  { ledger, clock, leaseMs, runId }: Work,
  { kind, source, order, sourceVersion }: LedgerItem,
): Promise<Claim | null> {
  const now = clock.now();
  const until = now + leaseMs;
  const planned = { kind, source, order, sourceVersion };
  const claim = await ledger.claimOne(planned, { runId, now, until });
  return claim === null || claim.token === null ? null : claim;
}

/** What has become of it. */
async function carried(work: Work, claim: Claim): Promise<LedgerItem | null> {
  await carryTicket(work, claim);
  return work.ledger.item('ticket', claim.item.source);
}
