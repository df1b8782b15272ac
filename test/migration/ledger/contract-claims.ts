import { expect, it } from 'vitest';
import {
  bring,
  DIFFERENCE,
  itemOf,
  LOSS,
  runOf,
  sourcesOf,
  type Start,
  ticket,
  to,
} from './support.ts';

/** Who gets what. */
export function describeClaims(start: Start): void {
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

/** What becomes of claims. */
export function describeAdvance(start: Start): void {
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
