import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createMemoryLedger, createMigration, type MigrationMapping } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { giveTicket, makesTicket, openSmallWorld, over, whole } from './support/small-world.ts';
import { createClocks, playDesk } from './support/worlds.ts';

type SandboxOptions = NonNullable<Parameters<typeof createFreshdeskSandbox>[0]>;
type Draft = NonNullable<Parameters<typeof giveTicket>[1]>;

const AT = new Date('2026-03-02T09:00:00Z');

/** A Zendesk, and a Freshdesk of the plan that is wanted. */
async function open(plan: Omit<SandboxOptions, 'clock'> = {}) {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = createFreshdeskSandbox({ subdomain: 'acme', seed: 3, clock, ...plan });
  target.seed.field({ label: 'Reference', name: 'cf_reference', type: 'custom_text' });
  const choices = ['Gold', 'Silver'];
  const plans = target.seed.field({
    label: 'Plan',
    name: 'cf_plan',
    type: 'custom_dropdown',
    choices,
  });
  const network = { refusals: 0, isOpen: true, choices };
  const to = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: target.credentials.apiKey },
    callerKeyField: 'cf_reference',
    readProvenanceHeaders: true,
    async fetch(input, init) {
      const request = new Request(input, init);
      // An administrator takes choices away while the migration runs.
      if (makesTicket(request)) plans.choices = network.choices;
      // What no ticket can do without.
      const answer =
        !network.isOpen && makesTicket(request)
          ? Response.json(
              {
                description: 'Validation failed',
                errors: [
                  { field: 'subject', message: 'It should be a/an String', code: 'missing_field' },
                ],
              },
              { status: 400 },
            )
          : await target.fetch(request);
      if (answer.status === 400 && makesTicket(request)) network.refusals += 1;
      return answer;
    },
    clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
  });
  const ledger = createMemoryLedger();
  const migrate = (mapping: MigrationMapping = {}) =>
    createMigration({
      from: source.adapter,
      to,
      ledger,
      mapping,
      clock: patient,
      concurrency: 1,
      silence: 'confirmed',
      scope: { articles: 'none' },
    });
  const carry = async (mapping: MigrationMapping = {}) => {
    clock.advance(3_600_000);
    const migration = migrate(mapping);
    await whole(migration.run());
    clock.advance(60_000);
    await whole(migration.verify());
    return migration;
  };
  const give = (draft: Draft) => giveTicket(source, draft);
  return { source, target, to, ledger, network, carry, give };
}

interface Carried {
  readonly to: Pick<AnySupportAdapter, 'messages' | 'tickets'>;
  readonly ledger: ReturnType<typeof createMemoryLedger>;
}

async function outcomeOf({ to, ledger }: Carried, id: string) {
  const item = await ledger.item('ticket', id);
  const thread = await to.messages.list(item?.target ?? '').toArray({ limit: 100 });
  return {
    state: item?.state,
    differences: item?.differences,
    losses: (item?.losses ?? []).map(({ field, reason }) => `${field}: ${reason}`),
    files: thread.flatMap(({ attachments }) => attachments.map(({ fileName }) => fileName)),
    note: thread.at(-1)?.bodyText ?? '',
    tickets: (await to.tickets.list().toArray({ limit: 100 })).length,
  };
}

const file = (fileName: string, size: number) => ({
  fileName,
  contentType: 'text/plain',
  data: new Uint8Array(size).fill(120),
});

/** A thread of one message for each list of files. */
const threadOf = (desk: Awaited<ReturnType<typeof open>>, ...files: ReturnType<typeof file>[][]) =>
  files.map((attachments, index) => ({
    visibility: 'public' as const,
    body: { text: `Message ${index}` },
    authorId: [...desk.source.directory.contacts.values()][0] ?? '',
    authorKind: 'customer' as const,
    createdAt: new Date(AT.getTime() + index * 60_000),
    ...(attachments.length > 0 ? { attachments } : {}),
  }));

describe('what Freshdesk refuses of a ticket', () => {
  it('is a custom field’s value: each costs one refusal, and stands in the note', async () => {
    const desk = await open();
    desk.network.choices = ['Gold'];
    const given = { order_number: 'Silver' };
    const ids = [
      await desk.give({ customFields: given }),
      await desk.give({ customFields: given }),
    ];
    const other = await desk.give({ customFields: { order_number: 'Gold' } });
    await desk.carry({ customFields: { order_number: 'cf_plan' } });
    for (const id of ids) {
      const { losses, note, ...outcome } = await outcomeOf(desk, id);
      expect(outcome).toMatchObject({ state: 'verified', differences: [], tickets: 3 });
      expect(losses).toContain('customFields.order_number: The target refuses this value.');
      expect(note).toContain('Order number: Silver');
    }
    expect((await outcomeOf(desk, other)).losses.join()).not.toContain('order_number');
    // Each is tried with it: a value may be refused because of what else its ticket has.
    expect(desk.network.refusals).toBe(2);
  }, 60_000);

  it('is the file of a first message, and of a later one', async () => {
    const desk = await open({ unconfirmed: { ticketAttachmentBytes: 100 } });
    const threads = [threadOf(desk, [file('big.txt', 200)], [file('small.txt', 50)])];
    threads.push(threadOf(desk, [file('small.txt', 50)], [], [file('big.txt', 200)], []));
    const ids: string[] = [];
    for (const messages of threads) ids.push(await desk.give({ messages }));
    await desk.carry();
    for (const id of ids) {
      const { losses, files, ...outcome } = await outcomeOf(desk, id);
      expect(outcome).toMatchObject({ state: 'verified', differences: [], tickets: 2 });
      expect(files).toEqual(['small.txt']);
      expect(losses).toContain('attachments: The target refuses this file.');
    }
  });

  it('is one of several files, and it does not say which', async () => {
    const desk = await open({ unconfirmed: { ticketAttachmentBytes: 100 } });
    const messages = threadOf(desk, [file('a.txt', 60), file('b.txt', 60)]);
    const id = await desk.give({ messages });
    await desk.carry();
    const { losses, ...outcome } = await outcomeOf(desk, id);
    expect(outcome).toMatchObject({ state: 'verified', differences: [], files: [], tickets: 1 });
    expect(losses).toContain(
      'attachments: The target refuses a file of this message, and does not say which.',
    );
  });

  it('is all of it: then it fails, and is tried again with everything', async () => {
    const desk = await open();
    const id = await desk.give({ category: 'Problem', customFields: {} });
    desk.network.isOpen = false;
    const migration = await desk.carry();
    expect(await desk.ledger.item('ticket', id)).toMatchObject({
      state: 'failed',
      target: null,
      error: { code: 'validation_failed' },
    });
    desk.network.isOpen = true;
    expect(await migration.retryFailed()).toBe(1);
    await desk.carry();
    expect(await outcomeOf(desk, id)).toMatchObject({ state: 'verified', tickets: 1 });
  });
});

it('a category that failed with something else is written once the target has it', async () => {
  const desk = await open();
  const id = await desk.give({ category: 'problem' });
  desk.network.isOpen = false;
  const migration = await desk.carry();
  expect((await desk.ledger.item('ticket', id))?.state).toBe('failed');
  desk.network.isOpen = true;
  desk.target.state.ticketTypes.push('problem');
  await migration.retryFailed();
  await desk.carry();
  const item = await desk.ledger.item('ticket', id);
  expect(item).toMatchObject({ state: 'verified', differences: [] });
  expect((await desk.to.tickets.get(item?.target ?? '')).category).toBe('problem');
});

it('a link that Zendesk refuses stands in the note', async () => {
  const world = await openSmallWorld('freshdesk', 'zendesk');
  const incident = await giveTicket(world.source, { subject: 'One of it' });
  const [requester = ''] = world.source.directory.contacts.values();
  const tracker = await world.source.adapter.tickets.create?.({
    subject: 'The fault',
    requester: { id: requester },
    message: { body: { text: 'One fault.' }, visibility: 'public' },
    providerOptions: { freshdesk: { related_ticket_ids: [Number(incident.split(':').at(-1))] } },
  });
  world.advance(3_600_000);
  let refusals = 0;
  const to = over(world.target, (request, answer) => {
    if (!makesTicket(request)) return null;
    // Somebody makes another type of the ticket that the link leads to.
    // Safe: the sandbox of Zendesk has these.
    const { state } = world.target.sandbox as unknown as {
      readonly state: {
        readonly tickets: { readonly rows: ReadonlyMap<number, { type: string }> };
      };
    };
    for (const row of state.tickets.rows.values()) row.type = 'question';
    return answer().then((response) => {
      if (response.status === 422) refusals += 1;
      return response;
    });
  });
  await whole(world.migrate({ to }).run());
  const item = await world.ticket(incident);
  expect(item?.losses).toContainEqual({
    type: 'dropped',
    field: 'links',
    reason: 'The target refuses the link.',
    message: null,
  });
  const copy = (await world.ticket(tracker?.value.id ?? ''))?.target ?? '';
  const thread = await to.messages.list(item?.target ?? '').toArray({ limit: 10 });
  expect(thread.at(-1)?.bodyText).toContain('Linked (problem): ');
  expect(thread.at(-1)?.bodyText).toContain(`/tickets/${copy.split(':').at(-1)} (`);
  world.advance(60_000);
  await whole(world.migrate().verify());
  expect(await world.ticket(incident)).toMatchObject({ state: 'verified', differences: [] });
  expect(await to.tickets.list().toArray({ limit: 10 })).toHaveLength(2);
  expect(refusals).toBe(1);
});

describe('a file that Intercom refuses', () => {
  const refusal = { type: 'error.list', request_id: null };
  const errors = [{ code: 'parameter_invalid', message: 'Attachment is not allowed' }];

  it.each([
    ['of the first message', 0],
    ['of a later one', 1],
  ])('%s is a loss of that file', async (_which, at) => {
    const world = await openSmallWorld('zendesk', 'intercom');
    const [authorId = ''] = world.source.directory.contacts.values();
    const id = await giveTicket(world.source, {
      messages: [0, 1, 2].map((index) => ({
        visibility: 'public',
        body: { text: `Message ${index}` },
        authorId,
        authorKind: 'customer',
        createdAt: new Date(AT.getTime() + index * 60_000),
        attachments: [file(index === at ? 'bad.txt' : `good-${index}.txt`, 20)],
      })),
    });
    world.advance(3_600_000);
    const to = over(world.target, (request, answer) =>
      request.url.endsWith('/reply')
        ? request
            .clone()
            .text()
            .then((text) =>
              text.includes('"bad.txt"')
                ? Response.json({ ...refusal, errors }, { status: 400 })
                : answer(),
            )
        : null,
    );
    await whole(world.migrate({ to }).run());
    world.advance(60_000);
    await whole(world.migrate().verify());
    const { losses, ...outcome } = await outcomeOf({ to, ledger: world.ledger }, id);
    expect(outcome).toMatchObject({ state: 'verified', differences: [], tickets: 1 });
    expect(losses).toContain('attachments: The target refuses this file.');
    expect(outcome.files.filter((name) => name.startsWith('good'))).toHaveLength(2);
  });
});

it.each([400, 403, 409, 413, 415, 422])(
  'an upload that Zendesk answers with %d is lost, not its ticket',
  async (status) => {
    const world = await openSmallWorld('freshdesk', 'zendesk');
    const [authorId = ''] = world.source.directory.contacts.values();
    const messages = [
      {
        visibility: 'public' as const,
        body: { text: 'With a file' },
        authorId,
        authorKind: 'customer' as const,
        createdAt: AT,
        attachments: [file('bad.exe', 20)],
      },
    ];
    const id = await giveTicket(world.source, { messages });
    world.advance(3_600_000);
    const to = over(world.target, ({ url }) =>
      url.includes('/uploads')
        ? Promise.resolve(
            Response.json({ error: 'AttachmentRefused', description: 'no' }, { status }),
          )
        : null,
    );
    await whole(world.migrate({ to }).run());
    const item = await world.ticket(id);
    expect(item).toMatchObject({ state: 'confirmed', error: null });
    expect(item?.losses.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      'attachments: The target refuses this file.',
    );
  },
);
