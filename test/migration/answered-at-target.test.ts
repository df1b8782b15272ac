import {
  createMemoryLedger,
  createMigration,
  type MigrationMapping,
  type Progress,
} from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { createClocks, playDesk, PROVIDERS, seedAwkward } from './support/worlds.ts';

const ANSWER = 'Written after the change of desks.';

async function open(to: (typeof PROVIDERS)[number]) {
  const { clock, patient } = createClocks();
  const source = await playDesk(to === 'zendesk' ? 'freshdesk' : 'zendesk', clock);
  const target = await playDesk(to, clock, { empty: true });
  const [id = ''] = await seedAwkward(source, { count: 2 });
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const migrate = (mapping: MigrationMapping = {}) =>
    createMigration({
      from: source.adapter,
      to: target.adapter,
      ledger,
      mapping,
      clock: patient,
      silence: 'confirmed',
      scope: { articles: 'none' },
    });
  const through = async (phase: AsyncIterable<Progress>) => {
    for await (const { done, total } of phase) expect(done).toBeLessThanOrEqual(total);
    clock.advance(60_000);
  };
  await through(migrate().run());
  const item = () => ledger.item('ticket', id);
  const there = async () => {
    const target_ = (await item())?.target ?? '';
    const messages = await target.adapter.messages.list(target_).toArray({ limit: 100 });
    return messages.map(({ bodyText }) => bodyText ?? '').join('\n');
  };
  const answer = async () => {
    await target.adapter.messages.note?.((await item())?.target ?? '', { body: { text: ANSWER } });
    clock.advance(60_000);
  };
  return { clock, source, target, id, migrate, through, item, there, answer };
}

describe.each(PROVIDERS)('a ticket of %s that was answered after it was carried', (to) => {
  it('is left as it is when the source changes, unless the mapping says otherwise', async () => {
    const { clock, source, id, migrate, through, item, there, answer } = await open(to);
    await answer();
    await source.adapter.messages.note?.(id, { body: { text: 'A late word.' } });
    clock.advance(3_600_000);
    const before = await item();
    await through(migrate().delta());
    expect(await item()).toMatchObject({
      state: 'failed',
      target: before?.target,
      error: { code: 'answered_at_target' },
    });
    expect(await there()).toContain(ANSWER);
    expect(await there()).not.toContain('A late word.');

    const overwriting = migrate({ answeredAtTarget: 'overwrite' });
    expect(await overwriting.retryFailed()).toBe(1);
    await through(overwriting.run());
    expect((await item())?.state).toBe('confirmed');
    expect(await there()).not.toContain(ANSWER);
    expect(await there()).toContain('A late word.');
  });

  it('is left as it is when the source deletes it', async () => {
    const { clock, source, id, migrate, through, item, there, answer } = await open(to);
    await answer();
    await source.adapter.tickets.delete?.(id);
    clock.advance(3_600_000);
    await through(migrate().delta());
    expect(await item()).toMatchObject({ state: 'failed', error: { code: 'answered_at_target' } });
    expect(await there()).toContain(ANSWER);
  });

  it('is written anew when that is asked for because verify has found it different', async () => {
    const { target, migrate, through, item, there, answer } = await open(to);
    await target.adapter.tickets.update?.((await item())?.target ?? '', { priority: 'urgent' });
    await answer();
    const migration = migrate();
    await through(migration.verify());
    expect((await item())?.differences.length).toBeGreaterThan(0);
    expect(await migration.retryFailed()).toBe(0);
    expect(await migration.retryFailed({ different: true })).toBe(1);
    await through(migration.run());
    // Changed there, and not at the source: it is only as different as it was.
    expect(await item()).toMatchObject({ state: 'confirmed', error: null });
    expect(await there()).toContain(ANSWER);
    await through(migration.verify());
    expect((await item())?.differences.length).toBeGreaterThan(0);

    const overwriting = migrate({ answeredAtTarget: 'overwrite' });
    expect(await overwriting.retryFailed({ different: true })).toBe(1);
    await through(overwriting.run());
    await through(overwriting.verify());
    expect((await item())?.state).toBe('verified');
    expect(await there()).not.toContain(ANSWER);
  });
});

it('verify says when the mapping is another one than at the time', async () => {
  const { migrate, through, item } = await open('freshdesk');
  const other = migrate({
    priorities: { low: 'urgent', normal: 'urgent', high: 'low', urgent: 'low' },
  });
  await through(other.verify());
  expect((await item())?.differences.map(({ field }) => field)).toEqual(['mapping', 'priority']);
  await through(migrate().verify());
  expect((await item())?.state).toBe('verified');
});
