import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createMemoryLedger, createMigration, type Ledger } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { giveTicket, makesTicket, openSmallWorld, over, whole } from './support/small-world.ts';
import { createClocks, playDesk } from './support/worlds.ts';

const AT = new Date('2026-03-02T09:00:00Z');

/** A ledger that lets others go ahead before it is told of a refusal. */
const overtaken = (ledger: Ledger, goAhead: () => Promise<void>): Ledger => {
  let isOver = false;
  return {
    ...ledger,
    async advance(changes, now) {
      const tells = changes.some(({ detail }) => Object.keys(detail?.['refused'] ?? {}).length > 0);
      if (isOver || !tells) return ledger.advance(changes, now);
      isOver = true;
      await goAhead();
      return ledger.advance(changes, now);
    },
  };
};

it('who has lost a ticket to another process brings no older copy of it back', async () => {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = createFreshdeskSandbox({ subdomain: 'acme', seed: 3, clock });
  target.seed.field({ label: 'Reference', name: 'cf_reference', type: 'custom_text' });
  const choices = ['Gold', 'Silver'];
  const plan = target.seed.field({
    label: 'Plan',
    name: 'cf_plan',
    type: 'custom_dropdown',
    choices,
  });
  let allowed = choices;
  const to = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: target.credentials.apiKey },
    callerKeyField: 'cf_reference',
    readProvenanceHeaders: true,
    fetch(input, init) {
      const request = new Request(input, init);
      if (makesTicket(request)) plan.choices = allowed;
      return target.fetch(request);
    },
    clock: patient,
  });
  const memory = createMemoryLedger();
  const migrate = (ledger: Ledger) =>
    createMigration({
      ...{ from: source.adapter, to, ledger, clock: patient, concurrency: 1 },
      ...{ silence: 'confirmed', scope: { articles: 'none' } },
      mapping: { customFields: { order_number: 'cf_plan' } },
    });
  const id = await giveTicket(source, { customFields: { order_number: 'Silver' } });
  clock.advance(3_600_000);
  await whole(migrate(memory).run());
  clock.advance(3_600_000);
  await source.adapter.tickets.update?.(id, { subject: 'Changed' });
  clock.advance(3_600_000);
  allowed = ['Gold'];
  let wasOvertaken = false;
  const slow = overtaken(memory, async () => {
    wasOvertaken = true;
    clock.advance(3_600_000);
    await whole(migrate(memory).run());
  });
  await whole(migrate(slow).delta());
  expect(wasOvertaken).toBe(true);
  const item = await memory.item('ticket', id);
  const live = await to.tickets.list().toArray({ limit: 100 });
  expect(live.map((ticket) => ticket.id)).toEqual([item?.target]);
});

it('a file is not blamed for what was wrong with its message, once that is mended', async () => {
  const world = await openSmallWorld('zendesk', 'intercom');
  const [authorId = ''] = world.source.directory.contacts.values();
  const data = new Uint8Array(20).fill(120);
  const id = await giveTicket(world.source, {
    messages: [0, 1, 2].map((index) => ({
      visibility: 'public',
      body: { text: `Message ${index}` },
      authorId,
      authorKind: 'customer',
      createdAt: new Date(AT.getTime() + index * 60_000),
      attachments: index === 1 ? [{ fileName: 'good.txt', contentType: 'text/plain', data }] : [],
    })),
  });
  world.advance(3_600_000);
  const network = { refuses: true };
  const errors = [{ code: 'parameter_invalid', message: 'Body is not allowed' }];
  const refuse = async (request: Request, answer: () => Promise<Response>) =>
    (await request.clone().text()).includes('Message 1')
      ? Response.json({ type: 'error.list', request_id: null, errors }, { status: 400 })
      : answer();
  const to = over(world.target, (request, answer) =>
    network.refuses && request.url.endsWith('/reply') ? refuse(request, answer) : null,
  );
  await whole(world.migrate({ to }).run());
  expect(await world.ticket(id)).toMatchObject({ state: 'failed' });
  network.refuses = false;
  expect(await world.migrate({ to }).retryFailed()).toBe(1);
  await whole(world.migrate({ to }).run());
  world.advance(60_000);
  await whole(world.migrate({ to }).verify());
  const item = await world.ticket(id);
  expect(item).toMatchObject({ state: 'verified', differences: [] });
  expect(item?.losses.filter(({ field }) => field.includes('attachment'))).toEqual([]);
  const thread = await to.messages.list(item?.target ?? '').toArray({ limit: 100 });
  expect(thread.flatMap(({ attachments }) => attachments.map(({ fileName }) => fileName))).toEqual([
    'good.txt',
  ]);
});
