import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';

import { expectMess } from './support/expect-mess.ts';
import { makeMessy } from './support/messy.ts';
import { createClocks, PAIRS, playDesk, seedAwkward } from './support/worlds.ts';

// Awkward threads (notes, HTML, files, authors who have left, unicode, several hundred messages) between
// all ordered pairs of desks. `npm run test:deep` carries 500 tickets of each.
const isDeep = process.env['POLYDESK_DEEP'] === '1';
const COUNT = isDeep ? 500 : 20;
const LONG = isDeep ? 600 : 60;

describe.each(PAIRS)('from $from to $to', ({ from, to }) => {
  it('carries every ticket, declares what is lost, and stays silent', async () => {
    const { clock, patient } = createClocks();
    const source = await playDesk(from, clock);
    const target = await playDesk(to, clock, { empty: true });
    const seeded = await seedAwkward(source, { count: COUNT, long: LONG });
    const mess = await makeMessy({ desk: source, ids: seeded });
    const ids = [...seeded, ...mess.added];
    clock.advance(3_600_000);
    const sent = target.outbox();
    const ledger = createMemoryLedger();
    const migration = createMigration({
      from: source.adapter,
      to: target.adapter,
      ledger,
      clock: patient,
      silence: 'confirmed',
    });
    for await (const { done, total } of migration.run()) expect(done).toBeLessThanOrEqual(total);
    for await (const { phase } of migration.verify()) expect(phase).toBe('verify');

    const { items } = await ledger.items({ kind: 'ticket', limit: 10_000, cursor: null });
    expect(items.map(({ source: id }) => id).sort()).toEqual([...ids].sort());
    expect(items.filter(({ state }) => state !== 'verified')).toEqual([]);
    expect(new Set(items.map(({ target: id }) => id)).size).toBe(ids.length);
    // One ticket at the target for each, and nothing that no ticket asked for.
    const there = await target.adapter.tickets.list().toArray({ limit: 10_000 });
    expect(there.map(({ id }) => id).sort()).toEqual(items.map(({ target: id }) => id).sort());
    expect(target.outbox()).toBe(sent);
    await expectMess(mess, { source, target, ledger });

    const { losses } = await migration.report();
    const declared = items.flatMap((item) => item.losses);
    const told = new Set(losses.items.map(({ type, reason }) => `${type} ${reason}`));
    expect(declared.length).toBeGreaterThan(0);
    expect(declared.filter(({ type, reason }) => !told.has(`${type} ${reason}`))).toEqual([]);
  });
});
