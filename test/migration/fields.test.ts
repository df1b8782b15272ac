import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import {
  createMemoryLedger,
  createMigration,
  type MigrationMapping,
  type Progress,
} from 'polydesk/migration';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClocks, playDesk, seedAwkward } from './support/worlds.ts';

const AT = new Date('2026-03-01T09:00:00Z');

/** A Freshdesk with one ticket, and a Zendesk that has fields of other types. */
function open(properties: Readonly<Record<string, unknown>>) {
  const { clock, patient } = createClocks();
  const calls = {
    clock: { now: () => clock.now(), sleep: async (ms: number) => clock.advance(ms) },
  };
  const freshdesk = createFreshdeskSandbox({ subdomain: 'acme', seed: 3, clock });
  for (const name of ['cf_old', 'cf_new', 'cf_seats']) {
    freshdesk.seed.field({ label: name, name, type: 'custom_text' });
  }
  const { id: requester } = freshdesk.seed.contact({ name: 'Ana', email: 'ana@example.org' });
  freshdesk.seed.ticket({
    subject: 'Fields',
    requesterId: requester,
    createdAt: AT,
    updatedAt: AT,
    properties,
  });
  const zendesk = createZendeskSandbox({ subdomain: 'acme', seed: 3, clock });
  const plan = zendesk.seed.ticketField({ title: 'Plan', type: 'text' });
  const seats = zendesk.seed.ticketField({ title: 'Seats', type: 'integer' });
  const from = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: freshdesk.credentials.apiKey },
    discover: true,
    fetch: freshdesk.fetch,
    ...calls,
  });
  const { email, apiToken } = zendesk.credentials;
  const to = createZendesk({
    subdomain: 'acme',
    credentials: { email, apiToken },
    customFields: {
      plan: { id: String(plan.id), label: 'Plan' },
      seats: { id: String(seats.id), label: 'Seats' },
    },
    discover: true,
    fetch: zendesk.fetch,
    ...calls,
  });
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const migrate = (mapping: MigrationMapping = {}) =>
    createMigration({ from, to, ledger, mapping, clock: patient, scope: { articles: 'none' } });
  const through = async (phase: AsyncIterable<Progress>) => {
    for await (const { done, total } of phase) expect(done).toBeLessThanOrEqual(total);
  };
  const item = async () => {
    const { items } = await ledger.items({ kind: 'ticket', limit: 1, cursor: null });
    const [found] = items;
    if (found?.target == null) throw new Error('The ticket was not carried.');
    return { ...found, target: found.target };
  };
  return { to, clock, migrate, through, item };
}

describe('custom fields', () => {
  it('of which two go to one field: the first stays, the other is declared and kept in the note', async () => {
    const desk = open({ custom_fields: { cf_old: 'Gold', cf_new: 'Silver' } });
    const migration = desk.migrate({ customFields: { cf_old: 'plan', cf_new: 'plan' } });
    await desk.through(migration.run());
    const { target, losses } = await desk.item();
    const { customFields } = await desk.to.tickets.get(target);
    const kept = customFields['plan']?.value;
    expect(['Gold', 'Silver']).toContain(kept);
    const lost = kept === 'Gold' ? 'new' : 'old';
    expect(losses).toContainEqual({
      type: 'dropped',
      field: `customFields.cf_${lost}`,
      reason: 'Another field’s value is in its place.',
      message: null,
    });
    const thread = await desk.to.messages.list(target).toArray({ limit: 10 });
    expect(thread.at(-1)?.bodyText).toContain(`cf_${lost}: ${lost === 'new' ? 'Silver' : 'Gold'}`);
  });

  it('whose value the mapping empties stay empty', async () => {
    const desk = open({ custom_fields: { cf_old: 'none', cf_seats: 'unknown' } });
    const migration = desk.migrate({
      customFields: {
        cf_old: { to: 'plan', values: { none: null } },
        cf_seats: { to: 'seats', values: { unknown: null } },
      },
    });
    await desk.through(migration.run());
    const { target, losses } = await desk.item();
    const { customFields } = await desk.to.tickets.get(target);
    expect([customFields['plan']?.value, customFields['seats']?.value]).toEqual([null, null]);
    const emptied = losses.filter(({ reason }) => reason === 'The mapping empties this value.');
    expect(emptied.map(({ field }) => field).sort()).toEqual([
      'customFields.cf_old',
      'customFields.cf_seats',
    ]);
  });
});

it('a customer number with zeros in front is no number: it is kept in the note as it is', async () => {
  const desk = open({ custom_fields: { cf_seats: '00123' } });
  const migration = desk.migrate({ customFields: { cf_seats: 'seats' } });
  await desk.through(migration.run());
  const { target, losses } = await desk.item();
  expect((await desk.to.tickets.get(target)).customFields['seats']?.value).toBeNull();
  expect(losses).toContainEqual({
    type: 'dropped',
    field: 'customFields.cf_seats',
    reason: 'The target’s field takes numbers only.',
    message: null,
  });
  const thread = await desk.to.messages.list(target).toArray({ limit: 10 });
  expect(thread.at(-1)?.bodyText).toContain('cf_seats: 00123');
});

it('a category that the target does not have is kept in the note, and costs one refusal', async () => {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = createFreshdeskSandbox({ subdomain: 'acme', seed: 3, clock });
  target.seed.field({ label: 'Reference', name: 'cf_reference', type: 'custom_text' });
  let refusals = 0;
  const to = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: target.credentials.apiKey },
    callerKeyField: 'cf_reference',
    async fetch(input, init) {
      const answer = await target.fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (answer.status === 400 && pathname.endsWith('/tickets')) refusals += 1;
      return answer;
    },
    clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
  });
  const ids = await seedAwkward(source, { count: 3 });
  for (const id of ids) await source.adapter.tickets.update?.(id, { category: 'incident' });
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const desks = { from: source.adapter, to };
  const migration = createMigration({
    ...desks,
    ledger,
    clock: patient,
    concurrency: 1,
    silence: 'confirmed',
    scope: { articles: 'none' },
  });
  for await (const { phase } of migration.run()) expect(phase).toBe('run');
  for await (const { phase } of migration.verify()) expect(phase).toBe('verify');
  expect((await ledger.counts()).ticket).toEqual({ verified: 3 });
  expect(refusals).toBe(1);
  for (const id of ids) {
    const item = await ledger.item('ticket', id);
    expect(item?.losses.map(({ reason }) => reason)).toContain('The target has no such category.');
    const thread = await to.messages.list(item?.target ?? '').toArray({ limit: 100 });
    expect(thread.at(-1)?.bodyText).toContain('Category: incident');
  }
});

describe('a declared loss', () => {
  it('of one tag does not excuse the others', async () => {
    const desk = open({ tags: ['VIP customer', 'billing'] });
    const migration = desk.migrate();
    await desk.through(migration.run());
    await desk.through(migration.verify());
    expect((await desk.item()).state).toBe('verified');
    const { target } = await desk.item();
    const { tags } = await desk.to.tickets.get(target);
    expect([...tags].sort()).toEqual(['billing', 'vip_customer']);
    await desk.to.tickets.update(target, { tags: { remove: ['vip_customer'] } });
    desk.clock.advance(60_000);
    await desk.through(migration.verify());
    expect(await desk.item()).toMatchObject({
      state: 'confirmed',
      differences: [{ field: 'tags', expected: 'as it was written', actual: '1 of them' }],
    });
  });
});
