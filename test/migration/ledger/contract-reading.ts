import { expect, it } from 'vitest';
import { bring, DIFFERENCE, type Start, ticket } from './support.ts';

/** What can be asked. */
export function describeReading(start: Start): void {
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
