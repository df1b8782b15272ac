import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { createClocks, type PlayedDesk, playDesk, seedAwkward } from './support/worlds.ts';

async function open(ledger = createMemoryLedger()) {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = await playDesk('freshdesk', clock, { empty: true });
  const ids = await seedAwkward(source, { count: 4 });
  clock.advance(3_600_000);
  const migration = createMigration({
    from: source.adapter,
    to: target.adapter,
    ledger,
    clock: patient,
    silence: 'confirmed',
    scope: { articles: 'none' },
  });
  const whole = async (phase: 'run' | 'delta' | 'verify') => {
    for await (const { done, total } of migration[phase]()) expect(done).toBeLessThanOrEqual(total);
  };
  const targetOf = async (id: string) => (await ledger.item('ticket', id))?.target ?? '';
  return { clock, source, target, ids, ledger, migration, whole, targetOf };
}

async function lead({ adapter }: PlayedDesk, from: string, to: string): Promise<void> {
  const { url } = await adapter.tickets.get(to);
  await adapter.messages.note?.(from, { body: { text: `The same as ${url} here.` } });
}

const wordsOf = async ({ adapter }: PlayedDesk, id: string): Promise<string> => {
  const messages = await adapter.messages.list(id).toArray({ limit: 100 });
  return messages.map(({ bodyText }) => bodyText).join('\n');
};

describe('texts that lead to other tickets', () => {
  it('lead to the new ones, also to those that come later', async () => {
    const { clock, source, target, ids, whole, targetOf } = await open();
    const [first = '', second = '', third = ''] = ids;
    await lead(source, first, third);
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    for (const [from, to] of [
      [first, third],
      [second, first],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      expect(await wordsOf(target, await targetOf(from))).toContain(`The same as ${url} here.`);
    }
  });

  it('keep the words and signs around an address, whatever else it says', async () => {
    const { clock, source, target, ids, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    const { url } = await source.adapter.tickets.get(first);
    const shouted = url?.replace('https://acme', 'HTTPS://ACME') ?? '';
    const text = `See ${url}. Also ${url}/events#2, and (${shouted})!`;
    await source.adapter.messages.note?.(second, { body: { text } });
    clock.advance(3_600_000);
    await whole('run');
    const there = (await target.adapter.tickets.get(await targetOf(first))).url;
    expect(await wordsOf(target, await targetOf(second))).toContain(
      `See ${there}. Also ${there}, and (${there})!`,
    );
  });

  it('do not wait for each other for ever', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, first, second);
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
    const known = [];
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      const words = await wordsOf(target, await targetOf(from));
      const item = await ledger.item('ticket', from);
      const isDeclared = item?.losses.some(({ field }) => field === 'links') === true;
      known.push([words.includes(`The same as ${url} here.`), isDeclared]);
    }
    // One of them had to be written first, and says so.
    expect(known.sort()).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('follow a ticket that is written anew', async () => {
    const { clock, source, target, ids, ledger, whole, targetOf } = await open();
    const [first = '', second = '', third = ''] = ids;
    await lead(source, second, first);
    await lead(source, third, second);
    clock.advance(3_600_000);
    await whole('run');
    const before = await targetOf(first);
    await source.adapter.tickets.update?.(first, { priority: 'urgent' });
    clock.advance(3_600_000);
    await whole('delta');
    expect(await targetOf(first)).not.toBe(before);
    for (const [from, to] of [
      [second, first],
      [third, second],
    ] as const) {
      const { url } = await target.adapter.tickets.get(await targetOf(to));
      expect(await wordsOf(target, await targetOf(from))).toContain(`The same as ${url} here.`);
    }
    await whole('verify');
    expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
  });

  it('are different when they lead to a ticket that is gone', async () => {
    const { clock, source, ids, ledger, whole } = await open();
    const [first = '', second = ''] = ids;
    await lead(source, second, first);
    clock.advance(3_600_000);
    await whole('run');
    await source.adapter.tickets.delete?.(first);
    clock.advance(3_600_000);
    await whole('delta');
    await whole('verify');
    const item = await ledger.item('ticket', second);
    expect(item?.differences).toMatchObject([{ field: 'links', expected: null }]);
  });
});
