import type {
  Advance,
  Claim,
  ItemState,
  Ledger,
  LedgerItem,
} from '../../../src/migration/index.ts';
import { afterEach, expect } from 'vitest';
import { SUBJECT, ticket } from './items.ts';

/** A ledger to be proven. */
export interface LedgerUnderTest {
  /** Opens the same ledger again each time, until `fresh` is called. */
  open(): Ledger;
  /** From now on another, empty one. */
  fresh(): void;
  /** Several can be open at the same time. */
  readonly isShared: boolean;
}

export { SUBJECT, ticket };

export const sourcesOf = (claims: readonly Claim[]): readonly string[] =>
  claims.map(({ item }) => item.source.split(':').at(-1) ?? '');

/** The change that ends or continues a claim. */
export const to = (claim: Claim, state: ItemState, more: Partial<Advance> = {}): Advance => ({
  kind: claim.item.kind,
  source: claim.item.source,
  token: claim.token,
  state,
  ...more,
});

export const LOSS = {
  type: 'dropped',
  field: 'priority',
  reason: 'The target has no priorities.',
  message: null,
} as const;
export const DIFFERENCE = { field: 'status', expected: 'open', actual: 'closed' };

/** Starts ledgers of a subject, and closes them after each test. */
export function ledgersOf(subject: LedgerUnderTest): () => Promise<Ledger> {
  const open: Ledger[] = [];
  afterEach(async () => {
    for (const ledger of open.splice(0)) await ledger.close();
    subject.fresh();
  });
  return async () => {
    const ledger = subject.open();
    open.push(ledger);
    await ledger.open(SUBJECT);
    return ledger;
  };
}

/** Claims as one run does. */
export async function runOf(ledger: Ledger, now = 0) {
  const { id: runId } = await ledger.startRun('run', now);
  const claim = (
    limit: number,
    at: number,
    until: number,
    kinds: Parameters<Ledger['claim']>[0]['kinds'] = ['ticket'],
  ): Promise<readonly Claim[]> => ledger.claim({ kinds, limit, runId, now: at, until });
  return {
    runId,
    claim,
    async claimFirst(at: number, until: number): Promise<Claim> {
      const [first] = await claim(1, at, until);
      return first ?? expect.unreachable('nothing to claim');
    },
  };
}

export async function itemOf(ledger: Ledger, name: string): Promise<LedgerItem> {
  const item = await ledger.item('ticket', ticket(name).source);
  return item ?? expect.unreachable(`no item ${name}`);
}

/** Brings an item to a state in which nobody has it. */
export async function bring(
  ledger: Ledger,
  name: string,
  state: ItemState,
  more: Partial<Advance> = {},
) {
  await ledger.plan([ticket(name, { sourceVersion: 5 })], 0);
  const { claimFirst, runId } = await runOf(ledger);
  const claim = await claimFirst(0, 100);
  expect(await ledger.advance([to(claim, state, { release: true, ...more })], 1)).toEqual([true]);
  await ledger.endRun(runId, 'done', 1);
}

/** Opens the ledger under test. */
export type Start = () => Promise<Ledger>;
