import type {
  Advance,
  Claim,
  ItemState,
  Ledger,
  LedgerItem,
} from '../../../src/migration/ledger/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
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

const LOSS = {
  type: 'dropped',
  field: 'priority',
  reason: 'The target has no priorities.',
  message: null,
} as const;
const DIFFERENCE = { field: 'status', expected: 'open', actual: 'closed' };

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

async function itemOf(ledger: Ledger, name: string): Promise<LedgerItem> {
  const item = await ledger.item('ticket', ticket(name).source);
  return item ?? expect.unreachable(`no item ${name}`);
}

/** Brings an item to a state in which nobody has it. */
async function bring(ledger: Ledger, name: string, state: ItemState, more: Partial<Advance> = {}) {
  await ledger.plan([ticket(name, { sourceVersion: 5 })], 0);
  const { claimFirst, runId } = await runOf(ledger);
  const claim = await claimFirst(0, 100);
  expect(await ledger.advance([to(claim, state, { release: true, ...more })], 1)).toEqual([true]);
  await ledger.endRun(runId, 'done', 1);
}

/** The rules of `Ledger`, one by one. */
export function describeLedger(name: string, subject: LedgerUnderTest): void {
  describe(name, () => {
    const start = ledgersOf(subject);
    describePlanning(start);
    describeClaims(start);
    describeAdvance(start);
    describeVerification(start);
    describeRuns(start);
    describeReading(start);
    describeChanges(start);
  });
}

type Start = () => Promise<Ledger>;

function describePlanning(start: Start): void {
  it('belongs to one pair of desks', async () => {
    const ledger = await start();
    await ledger.open({ ...SUBJECT });
    const other = ledger.open({ from: SUBJECT.from, to: 'freshdesk:acme' });
    await expect(other).rejects.toMatchObject({ code: 'configuration_invalid' });
    const turned = ledger.open({ from: SUBJECT.to, to: SUBJECT.from });
    await expect(turned).rejects.toThrow('between other desks');
  });

  it('takes note of an item once', async () => {
    const ledger = await start();
    const items = [ticket('a', { order: 7, sourceVersion: 3 }), ticket('b'), ticket('b')];
    expect(await ledger.plan(items, 11)).toEqual({ added: 2, changed: 0 });
    expect(await ledger.plan(items, 12)).toEqual({ added: 0, changed: 0 });
    expect(await itemOf(ledger, 'a')).toEqual({
      kind: 'ticket',
      source: 'zendesk:acme:ticket:a',
      state: 'planned',
      target: null,
      order: 7,
      sourceVersion: 3,
      writtenVersion: null,
      attempts: 0,
      reason: null,
      error: null,
      losses: [],
      differences: [],
      detail: {},
      updatedAt: 11,
    });
    expect(await ledger.plan([], 13)).toEqual({ added: 0, changed: 0 });
  });

  it('knows the same source id of two kinds as two items', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('a', { kind: 'link' })], 0);
    expect(await ledger.counts()).toEqual({ ticket: { planned: 1 }, link: { planned: 1 } });
  });

  it.each(['confirmed', 'verified'] as const)('plans a %s item again when newer', async (state) => {
    const ledger = await start();
    await bring(ledger, 'a', state, { target: 'T1', writtenVersion: 5, losses: [LOSS] });
    expect(await ledger.plan([ticket('a', { sourceVersion: 5 })], 8)).toEqual({
      added: 0,
      changed: 0,
    });
    expect(await ledger.plan([ticket('a', { sourceVersion: 4 })], 8)).toEqual({
      added: 0,
      changed: 0,
    });
    expect(await ledger.plan([ticket('a', { sourceVersion: null })], 8)).toEqual({
      added: 0,
      changed: 0,
    });
    expect((await itemOf(ledger, 'a')).state).toBe(state);
    expect(await ledger.plan([ticket('a', { sourceVersion: 6 })], 9)).toEqual({
      added: 0,
      changed: 1,
    });
    expect(await itemOf(ledger, 'a')).toMatchObject({
      state: 'planned',
      target: 'T1',
      sourceVersion: 6,
      writtenVersion: 5,
      losses: [LOSS],
      updatedAt: 9,
    });
  });

  it.each(['planned', 'reading', 'sent', 'failed', 'skipped'] as const)(
    'keeps the state of a %s item, with the newer version',
    async (state) => {
      const ledger = await start();
      await bring(ledger, 'a', state);
      const plan = (sourceVersion: number | null) =>
        ledger.plan([ticket('a', { sourceVersion })], 9);
      expect(await plan(6)).toEqual({ added: 0, changed: 1 });
      expect(await plan(2)).toEqual({ added: 0, changed: 0 });
      expect(await plan(null)).toEqual({ added: 0, changed: 0 });
      expect(await itemOf(ledger, 'a')).toMatchObject({ state, sourceVersion: 6 });
    },
  );

  it('carries an item again that became newer while it was claimed', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a', { sourceVersion: 5 })], 0);
    const { claimFirst } = await runOf(ledger);
    const claim = await claimFirst(0, 100);
    await ledger.plan([ticket('a', { sourceVersion: 6 })], 1);
    const end = to(claim, 'confirmed', { target: 'T', writtenVersion: 5 });
    expect(await ledger.advance([end], 2)).toEqual([true]);
    expect(await itemOf(ledger, 'a')).toMatchObject({ state: 'planned', target: 'T' });
    // What it says of the source is enough the second time: a scan that tells more than a read ends, too.
    const again = await claimFirst(3, 100);
    await ledger.advance([to(again, 'confirmed', { writtenVersion: 5 })], 4);
    expect((await itemOf(ledger, 'a')).state).toBe('confirmed');
  });

  it('keeps a confirmed state when what was read was new enough', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a', { sourceVersion: 5 })], 0);
    const { claimFirst } = await runOf(ledger);
    const claim = await claimFirst(0, 100);
    await ledger.plan([ticket('a', { sourceVersion: 6 })], 1);
    await ledger.advance([to(claim, 'confirmed', { writtenVersion: 7 })], 2);
    expect((await itemOf(ledger, 'a')).state).toBe('confirmed');
  });

  it('saves a checkpoint with what was planned', async () => {
    const ledger = await start();
    expect(await ledger.checkpoint('tickets')).toBe(null);
    await ledger.plan([ticket('a')], 0, { name: 'tickets', value: 'page 2' });
    expect(await ledger.checkpoint('tickets')).toBe('page 2');
    await ledger.saveCheckpoint('tickets', 'page "3"\n');
    expect(await ledger.checkpoint('tickets')).toBe('page "3"\n');
    expect(await ledger.checkpoint('contacts')).toBe(null);
  });
}

function describeClaims(start: Start): void {
  it('hands out by order, then by when they were planned', async () => {
    const ledger = await start();
    await ledger.plan([ticket('c', { order: 2 }), ticket('a', { order: 1 })], 0);
    await ledger.plan([ticket('b', { order: 1 }), ticket('z', { order: 0.5 })], 1);
    const { claim } = await runOf(ledger);
    expect(sourcesOf(await claim(3, 2, 100))).toEqual(['z', 'a', 'b']);
    expect(sourcesOf(await claim(3, 2, 100))).toEqual(['c']);
    expect(await claim(3, 2, 100)).toEqual([]);
  });

  it('hands out the kinds that were asked for, as one line', async () => {
    const ledger = await start();
    await ledger.plan(
      [
        ticket('t1', { order: 1 }),
        ticket('l1', { kind: 'link', order: 1 }),
        ticket('c1', { kind: 'contact', order: 9 }),
        ticket('l0', { kind: 'link', order: 0 }),
        ticket('o1', { kind: 'organization', order: -1 }),
      ],
      0,
    );
    const { claim } = await runOf(ledger);
    expect(await claim(9, 0, 100, [])).toEqual([]);
    expect(await claim(9, 0, 100, ['article'])).toEqual([]);
    const two = await claim(2, 0, 100, ['ticket', 'link', 'contact', 'ticket']);
    expect(sourcesOf(two)).toEqual(['l0', 't1']);
    const rest = await claim(9, 0, 100, ['ticket', 'link', 'contact']);
    expect(sourcesOf(rest)).toEqual(['l1', 'c1']);
  });

  it('says what was claimed: planned is reading, sent stays sent', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const { claimFirst } = await runOf(ledger);
    const first = await claimFirst(5, 100);
    expect(first.item).toMatchObject({ state: 'reading', attempts: 1, updatedAt: 5 });
    expect(await itemOf(ledger, 'a')).toEqual(first.item);
    await ledger.advance([to(first, 'sent', { release: true, detail: { page: 2 } })], 6);
    const second = await claimFirst(7, 100);
    expect(second.item).toMatchObject({ state: 'sent', attempts: 2, detail: { page: 2 } });
    expect(second.token).not.toBe(first.token);
  });

  it('hands out again when the lease has ended, not before', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    const claim = await one.claimFirst(0, 100);
    expect(await two.claim(1, 99, 200)).toEqual([]);
    const stolen = await two.claimFirst(100, 200);
    expect(stolen.item).toMatchObject({ state: 'reading', attempts: 2 });
    expect(await ledger.advance([to(claim, 'confirmed', { target: 'X' })], 101)).toEqual([false]);
    expect(await itemOf(ledger, 'a')).toEqual(stolen.item);
    expect(await ledger.advance([to(stolen, 'confirmed', { target: 'Y' })], 102)).toEqual([true]);
    expect(await itemOf(ledger, 'a')).toMatchObject({ state: 'confirmed', target: 'Y' });
  });

  it('lets a claim go on whose lease ended while nobody wanted it', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const { claimFirst } = await runOf(ledger);
    const claim = await claimFirst(0, 10);
    expect(await ledger.advance([to(claim, 'confirmed')], 50)).toEqual([true]);
  });

  it('claims one item by its key', async () => {
    const ledger = await start();
    const { runId } = await runOf(ledger);
    const request = { runId, now: 1, until: 50 };
    const claim = await ledger.claimOne(ticket('a', { order: 3 }), request);
    expect(claim?.item).toMatchObject({ state: 'reading', order: 3, attempts: 1, updatedAt: 1 });
    expect(await ledger.claimOne(ticket('a'), request)).toBe(null);
    expect(await ledger.claimOne(ticket('a'), { runId, now: 50, until: 90 })).toMatchObject({
      item: { attempts: 2 },
      token: expect.any(String),
    });
    expect(await ledger.counts()).toEqual({ ticket: { reading: 1 } });
  });

  it.each(['confirmed', 'verified', 'failed', 'skipped'] as const)(
    'gives a %s item that is claimed by its key without a claim',
    async (state) => {
      const ledger = await start();
      await bring(ledger, 'a', state, { target: 'T' });
      const { runId } = await runOf(ledger);
      const request = { runId, now: 1, until: 50 };
      const item = await itemOf(ledger, 'a');
      expect(await ledger.claimOne(ticket('a', { sourceVersion: 99 }), request)).toEqual({
        item,
        token: null,
      });
      expect(await itemOf(ledger, 'a')).toEqual(item);
    },
  );

  it('refuses a limit that is none', async () => {
    const ledger = await start();
    const { claim } = await runOf(ledger);
    for (const limit of [0, -1, 1.5, Number.NaN]) {
      await expect(claim(limit, 0, 1)).rejects.toMatchObject({ code: 'configuration_invalid' });
      await expect(ledger.items({ limit, cursor: null })).rejects.toThrow('limit');
    }
  });
}

function describeAdvance(start: Start): void {
  it('keeps what is not told, and takes null for nothing', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const { claimFirst } = await runOf(ledger);
    const claim = await claimFirst(0, 100);
    const error = { code: 'not_found', message: 'It’s gone.' };
    const told = {
      target: 'T',
      writtenVersion: 4,
      reason: 'why',
      error,
      losses: [LOSS],
      differences: [DIFFERENCE],
      detail: { message: 'm1', parts: [1, { a: null }] },
    };
    await ledger.advance([to(claim, 'sent', told)], 1);
    expect(await itemOf(ledger, 'a')).toMatchObject({ state: 'sent', ...told, updatedAt: 1 });
    await ledger.advance([to(claim, 'sent')], 2);
    expect(await itemOf(ledger, 'a')).toMatchObject({ state: 'sent', ...told, updatedAt: 2 });
    const nothing = {
      target: null,
      writtenVersion: null,
      reason: null,
      error: null,
      losses: [],
      differences: [],
      detail: {},
    };
    await ledger.advance([to(claim, 'failed', nothing)], 3);
    expect(await itemOf(ledger, 'a')).toMatchObject({ state: 'failed', ...nothing });
  });

  it.each(['confirmed', 'verified', 'failed', 'skipped'] as const)(
    'gives the claim back with %s',
    async (state) => {
      const ledger = await start();
      await ledger.plan([ticket('a')], 0);
      const { claim, claimFirst } = await runOf(ledger);
      const first = await claimFirst(0, 100);
      expect(await ledger.advance([to(first, state, { release: false })], 1)).toEqual([true]);
      expect(await ledger.advance([to(first, 'sent')], 2)).toEqual([false]);
      expect(await claim(1, 1000, 2000)).toEqual([]);
      expect(await ledger.counts()).toEqual({ ticket: { [state]: 1 } });
    },
  );

  it.each(['planned', 'reading', 'sent'] as const)(
    'keeps the claim with %s unless it is given back',
    async (state) => {
      const ledger = await start();
      await ledger.plan([ticket('a')], 0);
      const { claim, claimFirst } = await runOf(ledger);
      const first = await claimFirst(0, 100);
      expect(await ledger.advance([to(first, state)], 1)).toEqual([true]);
      expect(await claim(1, 2, 100)).toEqual([]);
      expect(await ledger.advance([to(first, state, { release: true })], 3)).toEqual([true]);
      expect(await ledger.advance([to(first, state)], 3)).toEqual([false]);
      expect(await claim(1, 4, 100)).toHaveLength(1);
    },
  );

  it('answers for each change, and makes the others all the same', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b'), ticket('c')], 0);
    const { claim } = await runOf(ledger);
    const [a, b, c] = await claim(3, 0, 100);
    if (a === undefined || b === undefined || c === undefined) return expect.unreachable();
    const unknown = { ...to(a, 'sent'), source: 'zendesk:acme:ticket:x' };
    const answers = await ledger.advance(
      [
        to(a, 'confirmed'),
        { ...to(b, 'confirmed'), token: c.token },
        { ...to(b, 'confirmed'), kind: 'link' },
        { ...to(b, 'confirmed'), token: 'nonsense' },
        unknown,
        to(a, 'failed'),
        to(c, 'sent'),
        to(c, 'confirmed'),
      ],
      1,
    );
    expect(answers).toEqual([true, false, false, false, false, false, true, true]);
    expect(await ledger.counts()).toEqual({ ticket: { confirmed: 2, reading: 1 } });
    expect(await ledger.advance([], 2)).toEqual([]);
  });
}

function describeVerification(start: Start): void {
  it('claims confirmed items for verify, then what was verified long ago', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { differences: [DIFFERENCE] });
    await bring(ledger, 'b', 'verified');
    await bring(ledger, 'c', 'failed');
    await bring(ledger, 'd', 'confirmed');
    const { runId } = await runOf(ledger);
    const claim = (limit: number, now: number, before: number) =>
      ledger.claimForVerify({ limit, runId, now, until: now + 10, before });
    const first = await claim(1, 5, 1);
    expect(sourcesOf(first)).toEqual(['a']);
    expect(first[0]?.item).toMatchObject({ state: 'confirmed', attempts: 2 });
    const rest = await claim(9, 5, 1);
    expect(sourcesOf(rest)).toEqual(['d']);
    const ends = [...first, ...rest].map((one) => to(one, 'verified', { differences: [] }));
    expect(await ledger.advance(ends, 6)).toEqual([true, true]);
    expect(await claim(9, 7, 1)).toEqual([]);
    expect(sourcesOf(await claim(9, 7, 2))).toEqual(['b']);
    expect(sourcesOf(await claim(9, 7, 7))).toEqual(['a', 'd']);
    expect(sourcesOf(await claim(9, 17, 7))).toEqual(['b', 'a', 'd']);
  });

  it('does not let a verification hide what was planned meanwhile', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { writtenVersion: 5 });
    const { runId, claimFirst } = await runOf(ledger);
    const request = { limit: 1, runId, now: 5, until: 50, before: 5 };
    const [claim] = await ledger.claimForVerify(request);
    if (claim === undefined) return expect.unreachable();
    await ledger.plan([ticket('a', { sourceVersion: 6 })], 6);
    expect(await ledger.advance([to(claim, 'verified')], 7)).toEqual([false]);
    expect((await claimFirst(8, 50)).item).toMatchObject({ state: 'reading', attempts: 3 });
  });
}

function describeRuns(start: Start): void {
  it('lists runs, the newest first', async () => {
    const ledger = await start();
    const plan = await ledger.startRun('plan', 1);
    const run = await ledger.startRun('run', 2);
    expect(plan).toEqual({
      id: expect.any(String),
      phase: 'plan',
      startedAt: 1,
      heartbeatAt: 1,
      endedAt: null,
      outcome: null,
    });
    await ledger.endRun(plan.id, 'done', 3);
    await ledger.endRun(plan.id, 'failed', 4);
    await ledger.endRun('unknown', 'failed', 4);
    expect(await ledger.heartbeat(run.id, 5, 9)).toBe(true);
    expect(await ledger.runs()).toEqual([
      { ...run, heartbeatAt: 5 },
      { ...plan, endedAt: 3, outcome: 'done' },
    ]);
  });

  it('extends all claims of a run with its heartbeat, and shortens none', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b'), ticket('c')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    await one.claim(1, 0, 10);
    await one.claim(1, 0, 40);
    await two.claim(1, 0, 10);
    expect(await ledger.heartbeat(one.runId, 5, 30)).toBe(true);
    expect(sourcesOf(await two.claim(9, 29, 100))).toEqual(['c']);
    expect(sourcesOf(await two.claim(9, 30, 100))).toEqual(['a']);
    expect(sourcesOf(await two.claim(9, 39, 100))).toEqual([]);
    expect(sourcesOf(await two.claim(9, 40, 100))).toEqual(['b']);
  });

  it('gives a lease that had ended back to a run that is alive after all', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    const claim = await one.claimFirst(0, 10);
    expect(await two.claim(1, 9, 10)).toEqual([]);
    await ledger.heartbeat(one.runId, 20, 30);
    expect(await two.claim(1, 29, 40)).toEqual([]);
    expect(await ledger.advance([to(claim, 'sent')], 29)).toEqual([true]);
    expect(await two.claim(1, 30, 40)).toHaveLength(1);
  });

  it('stops a run that was ended from outside', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    const claim = await one.claimFirst(0, 100);
    await ledger.endRun(one.runId, 'cancelled', 1);
    expect(await ledger.heartbeat(one.runId, 2, 100)).toBe(false);
    expect(await ledger.heartbeat('unknown', 2, 100)).toBe(false);
    expect(await ledger.advance([to(claim, 'confirmed')], 2)).toEqual([false]);
    expect(await one.claim(9, 2, 100)).toEqual([]);
    const request = { runId: one.runId, now: 2, until: 100 };
    expect(await ledger.claimOne(ticket('new'), request)).toBe(null);
    expect(await ledger.claimForVerify({ ...request, limit: 1, before: 9 })).toEqual([]);
    expect(sourcesOf(await two.claim(9, 2, 100))).toEqual(['a', 'b']);
    expect(await ledger.item('ticket', ticket('new').source)).toBe(null);
  });
}

function describeReading(start: Start): void {
  it('gives items page by page, in a stable order', async () => {
    const ledger = await start();
    const names = ['e', 'd', 'c', 'b', 'a'];
    await ledger.plan(
      names.map((name, order) => ticket(name, { order: -order })),
      0,
    );
    await ledger.plan([ticket('x', { kind: 'article' })], 0);
    const page = (cursor: string | null) =>
      ledger.items({ kind: 'ticket', limit: 2, cursor }).then((answer) => ({
        ...answer,
        items: answer.items.map(({ source }) => source.at(-1)),
      }));
    const one = await page(null);
    expect(one.items).toEqual(['e', 'd']);
    const two = await page(one.cursor);
    expect(two.items).toEqual(['c', 'b']);
    await ledger.plan([ticket('late', { order: -99 })], 1);
    const three = await page(two.cursor);
    expect(three).toMatchObject({ items: ['a', 'e'], cursor: null });
    await expect(page('nonsense')).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it('gives the items that were asked for', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { differences: [DIFFERENCE] });
    await bring(ledger, 'b', 'verified');
    await bring(ledger, 'c', 'failed', { differences: [DIFFERENCE] });
    const names = async (query: object) => {
      const { items, cursor } = await ledger.items({ ...query, limit: 3, cursor: null });
      expect(cursor).toBe(null);
      return items.map(({ source }) => source.at(-1)).join('');
    };
    expect(await names({})).toBe('abc');
    expect(await names({ kind: 'link' })).toBe('');
    expect(await names({ states: ['verified', 'failed'] })).toBe('bc');
    expect(await names({ states: [] })).toBe('');
    expect(await names({ differing: true })).toBe('ac');
    expect(await names({ differing: false })).toBe('abc');
    expect(await names({ kind: 'ticket', differing: true, states: ['failed'] })).toBe('c');
  });

  it('knows targets', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { target: 'T1' });
    await bring(ledger, 'b', 'confirmed');
    const sources = ['a', 'b', 'c'].map((name) => ticket(name).source);
    expect(await ledger.targets('ticket', sources)).toEqual(new Map([[sources[0], 'T1']]));
    expect(await ledger.targets('contact', sources)).toEqual(new Map());
    expect(await ledger.item('ticket', 'unknown')).toBe(null);
  });

  it('counts by kind and state', async () => {
    const ledger = await start();
    expect(await ledger.counts()).toEqual({});
    await ledger.plan([ticket('x', { kind: 'article' })], 0);
    await bring(ledger, 'a', 'confirmed');
    await bring(ledger, 'b', 'skipped');
    await bring(ledger, 'c', 'skipped');
    expect(await ledger.counts()).toEqual({
      article: { planned: 1 },
      ticket: { confirmed: 1, skipped: 2 },
    });
  });
}

function describeChanges(start: Start): void {
  it('resets items of some states, their claims included', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'failed', { target: 'T', error: { code: 'x', message: 'y' } });
    await bring(ledger, 'b', 'skipped', { reason: 'spam' });
    await ledger.plan([ticket('c')], 0);
    const { claim, claimFirst } = await runOf(ledger);
    const running = await claimFirst(5, 100);
    const states = ['failed', 'reading'] as const;
    const planned = { state: 'planned', reason: null } as const;
    expect(await ledger.reset({ kind: 'link', states }, planned, 6)).toBe(0);
    expect(await ledger.reset({ states }, planned, 6)).toBe(2);
    expect(await ledger.advance([to(running, 'confirmed')], 7)).toEqual([false]);
    expect(await itemOf(ledger, 'a')).toMatchObject({
      state: 'planned',
      target: 'T',
      reason: null,
      updatedAt: 6,
    });
    expect(await ledger.counts()).toEqual({ ticket: { planned: 2, skipped: 1 } });
    const skipped = { state: 'skipped', reason: 'not wanted' } as const;
    expect(await ledger.reset({ kind: 'ticket', states: ['planned'] }, skipped, 8)).toBe(2);
    expect(await itemOf(ledger, 'c')).toMatchObject({ state: 'skipped', reason: 'not wanted' });
    expect(await claim(9, 200, 300)).toEqual([]);
    expect(await ledger.reset({ states: ['skipped'] }, planned, 9)).toBe(3);
    expect(sourcesOf(await claim(9, 200, 300))).toEqual(['a', 'b', 'c']);
  });

  it('resets only what differs when asked so', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'verified', { differences: [DIFFERENCE] });
    await bring(ledger, 'b', 'verified');
    const query = { states: ['verified'], differing: true } as const;
    expect(await ledger.reset(query, { state: 'planned', reason: 'again' }, 6)).toBe(1);
    expect(await ledger.counts()).toEqual({ ticket: { planned: 1, verified: 1 } });
  });

  it('takes items out', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b'), ticket('b', { kind: 'link' })], 0);
    const { claimFirst, claim } = await runOf(ledger);
    const first = await claimFirst(0, 100);
    await ledger.remove('ticket', [ticket('a').source, ticket('b').source, 'unknown']);
    expect(await ledger.advance([to(first, 'confirmed')], 1)).toEqual([false]);
    expect(await ledger.counts()).toEqual({ link: { planned: 1 } });
    expect(await claim(9, 1, 100)).toEqual([]);
    await ledger.plan([ticket('a')], 2);
    const again = await claimFirst(3, 100);
    expect(again.item.attempts).toBe(1);
    expect(await ledger.advance([to(first, 'confirmed')], 4)).toEqual([false]);
    expect(await ledger.advance([to(again, 'confirmed')], 4)).toEqual([true]);
  });
}
