import { MigrationError } from 'polydesk';
import {
  createMemoryLedger,
  createMigration,
  type Ledger,
  type MigrationOptions,
  type Progress,
} from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import {
  createClocks,
  type PlayedDesk,
  playDesk,
  type Provider,
  seedAwkward,
} from './support/worlds.ts';

interface World {
  readonly source: PlayedDesk;
  readonly target: PlayedDesk;
  readonly ledger: Ledger;
  readonly ids: readonly string[];
  readonly advance: (ms: number) => void;
  migrate(options?: Partial<MigrationOptions>): ReturnType<typeof createMigration>;
}

async function open(from: Provider, to: Provider, count = 4): Promise<World> {
  const { clock, patient } = createClocks();
  const source = await playDesk(from, clock);
  const target = await playDesk(to, clock, { empty: true });
  const ids = await seedAwkward(source, { count });
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  return {
    source,
    target,
    ledger,
    ids,
    advance: (ms) => clock.advance(ms),
    migrate: (options = {}) =>
      createMigration({
        from: source.adapter,
        to: target.adapter,
        ledger,
        clock: patient,
        silence: 'confirmed',
        ...options,
      }),
  };
}

async function whole(phase: AsyncIterable<Progress>): Promise<Progress | undefined> {
  let last: Progress | undefined;
  for await (const progress of phase) last = progress;
  return last;
}

const ticketsOf = ({ target }: World) => target.adapter.tickets.list().toArray({ limit: 1000 });

/** E-mail addresses of the customers of whom there are tickets. */
async function addressesOf({ adapter }: PlayedDesk): Promise<readonly string[]> {
  const tickets = await adapter.tickets.list().toArray({ limit: 1000 });
  const ids = new Set(tickets.map(({ requester }) => requester.id ?? ''));
  const people = await Promise.all([...ids].map(async (id) => adapter.contacts?.get?.(id)));
  return people.map((contact) => contact?.emails[0]?.address ?? 'none').sort();
}

describe('silence', () => {
  it('is needed before anything is written, where the target cannot promise it', async () => {
    const world = await open('zendesk', 'freshdesk');
    const { silence: _silence, ...unproven } = { silence: undefined };
    const migration = createMigration({
      from: world.source.adapter,
      to: world.target.adapter,
      ledger: world.ledger,
      ...unproven,
    });
    const error = await whole(migration.run()).catch((thrown: unknown) => thrown);
    expect(MigrationError.isInstance(error) && error.code).toBe('migration_failed');
    expect(String(error)).toContain("silence: 'confirmed'");
    expect(await ticketsOf(world)).toEqual([]);
    expect((await migration.preflight()).ok).toBe(false);
    expect(await ticketsOf(world)).toEqual([]);
  });
});

describe('a mapping', () => {
  it('is checked against the target before anything is written', async () => {
    const world = await open('freshdesk', 'zendesk');
    const migration = world.migrate({ mapping: { groups: { Billing: 'zendesk:acme:404' } } });
    const { findings } = await migration.plan();
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'mapping_unknown_target' }),
    );
    await expect(whole(migration.run())).rejects.toThrow(/group zendesk:acme:404/);
    expect(await ticketsOf(world)).toEqual([]);
  });

  it('renames and drops', async () => {
    const world = await open('freshdesk', 'zendesk', 6);
    const migration = world.migrate({
      mapping: { tags: { rename: { vip: 'key_account' }, add: ['carried'] }, remainder: 'drop' },
    });
    await whole(migration.run());
    const tags = (await ticketsOf(world)).map((ticket) => ticket.tags);
    expect(tags.every((list) => list.includes('carried') && !list.includes('vip'))).toBe(true);
    expect(tags.some((list) => list.includes('key_account'))).toBe(true);
    const last = await whole(migration.verify());
    expect(last?.counts.ticket).toEqual({ verified: 6 });
    // Nothing is kept in a note, and that is declared.
    const reasons = (await migration.report()).losses.items.map(({ field, type, reason }) => ({
      field,
      type,
      reason,
    }));
    expect(reasons).toContainEqual({
      field: 'sla',
      type: 'dropped',
      reason: 'The mapping keeps no note of what has no place.',
    });
    expect(reasons.map(({ reason }) => reason)).not.toContain('Kept in an internal note.');
  });
});

describe('a plan', () => {
  it('is of all tickets, also when it is made again', async () => {
    const world = await open('freshdesk', 'zendesk', 6);
    // Nobody at the target has this address any more.
    const agents = (await world.source.adapter.agents?.list?.().toArray({ limit: 100 })) ?? [];
    const mapping = { groups: {} };
    const first = await world.migrate({ mapping }).plan();
    const again = await world.migrate({ mapping }).plan();
    expect(agents.length).toBeGreaterThan(0);
    expect(first.unmapped.length).toBeGreaterThan(0);
    expect(again.unmapped).toEqual(first.unmapped);
    expect(again.counts).toEqual(first.counts);
  });
});

describe('preflight', () => {
  it('carries one ticket and compares it', async () => {
    const world = await open('intercom', 'zendesk');
    const { ok, canary } = await world.migrate().preflight();
    expect(ok).toBe(true);
    expect(canary?.differences).toEqual([]);
    expect((await ticketsOf(world)).map(({ id }) => id)).toEqual([canary?.target]);
    // The run goes on with the rest.
    await whole(world.migrate().run());
    expect(await ticketsOf(world)).toHaveLength(4);
  });
});

describe('verify', () => {
  it('finds what was changed at the target, a note that became public above all', async () => {
    const world = await open('freshdesk', 'zendesk');
    const migration = world.migrate();
    await whole(migration.run());
    const [first] = await ticketsOf(world);
    await world.target.adapter.tickets.update?.(first?.id ?? '', {
      priority: 'low',
      subject: 'Other',
    });
    await whole(migration.verify());
    const { items } = await world.ledger.items({
      kind: 'ticket',
      limit: 10,
      cursor: null,
      differing: true,
    });
    expect(items.map(({ target }) => target)).toEqual([first?.id]);
    expect(items[0]?.differences.map(({ field }) => field)).toContain('subject');
    expect(JSON.stringify(items)).not.toContain('Other');
  });
});

describe.each(['zendesk', 'intercom', 'freshdesk'] as const)('delta into %s', (to) => {
  it('carries replies, changes, new tickets and deletions, once', async () => {
    const world = await open(to === 'zendesk' ? 'freshdesk' : 'zendesk', to);
    const migration = world.migrate();
    await whole(migration.run());
    const sent = world.target.outbox();
    const { adapter } = world.source;
    const [first = '', second = ''] = world.ids;
    world.advance(120_000);
    await adapter.messages.note?.(first, { body: { text: 'One more note.' } });
    await adapter.tickets.update?.(first, { priority: 'urgent' });
    await adapter.tickets.delete?.(second);
    await seedAwkward(world.source, { count: 1, seed: 99 });
    world.advance(3_600_000);

    await whole(migration.delta());
    const carried = await world.ledger.item('ticket', first);
    const thread = await world.target.adapter.messages
      .list(carried?.target ?? '')
      .toArray({ limit: 100 });
    expect(thread.filter(({ bodyText }) => bodyText?.includes('One more note.'))).toHaveLength(1);
    // Four, one deleted, one new.
    expect(await ticketsOf(world)).toHaveLength(4);
    expect((await world.ledger.item('ticket', second))?.state).toBe('skipped');
    const last = await whole(migration.verify());
    expect(last?.counts.ticket).toEqual({ verified: 4, skipped: 1 });
    expect(world.target.outbox()).toBe(sent);
    // Nothing is new: nothing is done.
    expect((await whole(migration.delta()))?.handled).toBe(0);
  });
});

describe('delta', () => {
  it('carries a ticket again that was restored after its copy was taken away', async () => {
    const world = await open('freshdesk', 'zendesk', 2);
    const migration = world.migrate();
    await whole(migration.run());
    const { adapter } = world.source;
    const [id = ''] = world.ids;
    world.advance(120_000);
    await adapter.tickets.delete?.(id);
    world.advance(3_600_000);
    await whole(migration.delta());
    expect(await world.ledger.item('ticket', id)).toMatchObject({ state: 'skipped', target: null });
    expect(await ticketsOf(world)).toHaveLength(1);

    await adapter.tickets.restore?.(id);
    world.advance(3_600_000);
    await whole(migration.delta());
    expect(await ticketsOf(world)).toHaveLength(2);
    const last = await whole(migration.verify());
    expect(last?.counts.ticket).toEqual({ verified: 2 });
    expect((await world.ledger.item('ticket', id))?.reason).toBeNull();
  });

  it('carries a ticket that came into the scope, and leaves alone what was abandoned', async () => {
    const world = await open('freshdesk', 'zendesk', 2);
    const { adapter } = world.source;
    const [inside = '', outside = ''] = world.ids;
    await adapter.tickets.update?.(inside, { priority: 'low' });
    await adapter.tickets.update?.(outside, { priority: 'urgent' });
    world.advance(3_600_000);
    const migration = world.migrate({
      scope: { tickets: ({ priority }) => priority !== 'urgent', articles: 'none' },
    });
    await whole(migration.run());
    expect(await world.ledger.item('ticket', outside)).toMatchObject({
      state: 'skipped',
      reason: 'The scope leaves it out.',
    });
    await adapter.tickets.update?.(outside, { priority: 'normal' });
    const [late = ''] = await seedAwkward(world.source, { count: 1, seed: 99 });
    world.advance(3_600_000);
    await migration.plan();
    await world.ledger.plan([{ kind: 'ticket', source: late, order: 0, sourceVersion: 1 }], 0);
    await migration.abandon('Not wanted.');
    await adapter.tickets.update?.(late, { priority: 'low' });
    world.advance(3_600_000);
    await whole(migration.delta());
    expect((await world.ledger.item('ticket', outside))?.state).toBe('confirmed');
    expect(await world.ledger.item('ticket', late)).toMatchObject({
      state: 'skipped',
      reason: 'Not wanted.',
    });
  });
});

describe('rollback', () => {
  it.each([
    ['freshdesk', 'zendesk'],
    ['zendesk', 'intercom'],
    ['intercom', 'freshdesk'],
  ] as const)(
    'deletes what was made, and can be followed by another run (%s to %s)',
    async (from, to) => {
      const world = await open(from, to);
      const migration = world.migrate();
      await whole(migration.run());
      const count = await migration.createdRecords();
      expect(count).toBeGreaterThan(4);
      await expect(whole(migration.rollback({ confirm: count - 1 }))).rejects.toThrow(
        `${count} records`,
      );
      expect(await ticketsOf(world)).toHaveLength(4);
      await whole(migration.rollback({ confirm: count }));
      expect(await ticketsOf(world)).toEqual([]);
      expect(await migration.createdRecords()).toBe(0);
      await whole(migration.run());
      const { items } = await world.ledger.items({ limit: 100, cursor: null });
      expect(items.filter(({ error }) => error !== null)).toEqual([]);
      expect(await ticketsOf(world)).toHaveLength(4);
      const addresses = await addressesOf(world.target);
      expect(addresses.length).toBeGreaterThan(0);
      expect(await addressesOf(world.source)).toEqual(addresses);
    },
  );
});

describe('a run', () => {
  it('stops when asked to, and another goes on from there', async () => {
    const world = await open('freshdesk', 'zendesk', 8);
    const stop = new AbortController();
    stop.abort();
    await whole(world.migrate().run({ signal: stop.signal })).catch(() => undefined);
    expect(await ticketsOf(world)).toEqual([]);
    await whole(world.migrate().run());
    expect(await ticketsOf(world)).toHaveLength(8);
    const { runs } = await world.migrate().status();
    expect(runs.map(({ outcome }) => outcome)[0]).toBe('done');
  });

  it('gives up and tries again what has failed', async () => {
    const world = await open('freshdesk', 'zendesk', 2);
    world.target.sandbox.faults.inject({
      method: 'POST',
      path: '/api/v2/imports/tickets',
      fault: { kind: 'status', status: 422, body: { error: 'RecordInvalid' } },
    });
    const migration = world.migrate();
    const last = await whole(migration.run());
    expect(last?.counts.ticket).toEqual({ failed: 1, confirmed: 1 });
    expect(await migration.retryFailed()).toBe(1);
    await whole(migration.run());
    expect(await ticketsOf(world)).toHaveLength(2);
  });
});
