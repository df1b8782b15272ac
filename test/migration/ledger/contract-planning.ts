import { expect, it } from 'vitest';
import {
  bring,
  DIFFERENCE,
  itemOf,
  LOSS,
  runOf,
  sourcesOf,
  type Start,
  SUBJECT,
  ticket,
  to,
} from './support.ts';

/** What scans bring. */
export function describePlanning(start: Start): void {
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

  it('takes note of a great many at once, of which some are known', async () => {
    const ledger = await start();
    await bring(ledger, '0', 'confirmed', { target: 'T1', writtenVersion: 1 });
    const page = (from: number, sourceVersion: number) =>
      Array.from({ length: 130 }, (_item, index) =>
        ticket(from + index, { order: from + index, sourceVersion }),
      );
    expect(await ledger.plan(page(0, 2), 11)).toEqual({ added: 129, changed: 1 });
    expect(await ledger.plan(page(0, 2), 12)).toEqual({ added: 0, changed: 0 });
    const links = page(0, 1).map((item) => ({ ...item, kind: 'link' as const }));
    const mixed = page(100, 3).flatMap((item, index) => [item, links[index] ?? item]);
    expect(await ledger.plan(mixed, 13)).toEqual({ added: 100 + 130, changed: 30 });
    expect(await ledger.counts()).toEqual({
      ticket: { planned: 230 },
      link: { planned: 130 },
    });
    const { items } = await ledger.items({ kind: 'ticket', limit: 300, cursor: null });
    expect(items.map(({ source }) => source)).toEqual(
      Array.from({ length: 230 }, (_item, index) => ticket(index).source),
    );
    const versions = items.map(({ sourceVersion, updatedAt }) => [sourceVersion, updatedAt]);
    expect([versions[1], versions[99], versions[100], versions[229]]).toEqual([
      [2, 11],
      [2, 11],
      [3, 13],
      [3, 13],
    ]);
  });

  it('knows the same source id of two kinds as two items', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('a', { kind: 'link' })], 0);
    expect(await ledger.counts()).toEqual({ ticket: { planned: 1 }, link: { planned: 1 } });
  });

  it.each(['confirmed', 'verified', 'skipped'] as const)(
    'plans a %s item again when newer than what was dealt with',
    async (state) => {
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
    },
  );

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

  it('looks again at an item that became newer while it was skipped', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a', { sourceVersion: 5 })], 0);
    const { claimFirst } = await runOf(ledger);
    const claim = await claimFirst(0, 100);
    await ledger.plan([ticket('a', { sourceVersion: 6 })], 1);
    const end = to(claim, 'skipped', { reason: 'spam', writtenVersion: 5 });
    expect(await ledger.advance([end], 2)).toEqual([true]);
    expect((await itemOf(ledger, 'a')).state).toBe('planned');
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

/** What people change. */
export function describeChanges(start: Start): void {
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
