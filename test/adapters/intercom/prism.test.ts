import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { RawRequest } from 'polydesk';
import { createIntercom } from 'polydesk/intercom';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWithReference, referencePath } from '../../support/reference.ts';

/*
 * A server that nobody of this project wrote: Prism answers with the examples of the published
 * description, whatever they say. Where an example contradicts what was recorded, the case says so.
 */
const PRISM = fileURLToPath(
  new URL('../../../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url),
);
const WORKSPACE = 'abc123de';
const START_MS = 120_000;

const CHANGE = { subject: 'Exports', status: 'resolved', tags: { add: ['vip'] } } as const;
const NEW_CASE = {
  subject: 'Exports',
  requester: { id: '6762f0dd1bb69f9f2193bb83' },
  message: { body: { text: 'It stops.' }, visibility: 'public' },
} as const;

/** Each example names another workspace, and the adapter refuses what comes from a foreign one. */
async function fetchAsOneWorkspace(...request: Parameters<typeof fetch>): Promise<Response> {
  const { status, headers, ...answer } = await fetch(...request).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
  const text = answer.text.replace(/this_is_an_id\d+_that_should_be_at_least_\w*/g, WORKSPACE);
  return new Response(text, {
    status,
    headers: { 'content-type': headers.get('content-type') ?? '' },
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

/** Resolves when the server answers; fails when it ends or takes too long. */
async function untilReady(process: ChildProcess, url: string): Promise<void> {
  const giveUpAt = Date.now() + START_MS;
  while (Date.now() < giveUpAt) {
    if (process.exitCode !== null) throw new Error(`Prism ended with ${process.exitCode}.`);
    const answer = await fetch(`${url}/me`, { headers: { authorization: 'Bearer t' } }).catch(
      () => null,
    );
    if (answer !== null) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
  }
  throw new Error('Prism did not start in time.');
}

describeWithReference('the adapter against a server made from the published description', () => {
  let prism: ChildProcess;
  let cannotStart: string | null = null;
  let desk: ReturnType<typeof createIntercom>;
  // The same workspace, read through the tickets of its ticket types.
  let tickets: ReturnType<typeof createIntercom>;

  beforeAll(async () => {
    const port = await freePort();
    const description = referencePath('providers', 'intercom', 'openapi-2.16.yaml');
    prism = spawn(
      process.execPath,
      [PRISM, 'mock', '-h', '127.0.0.1', '-p', String(port), description],
      { stdio: 'ignore' },
    );
    const baseUrl = `http://127.0.0.1:${port}`;
    const options = {
      workspaceId: WORKSPACE,
      credentials: { accessToken: 'a-token' },
      baseUrl,
      fetch: fetchAsOneWorkspace,
      maxRetries: 0,
    };
    desk = createIntercom(options);
    tickets = createIntercom({ ...options, read: 'tickets' });
    // A machine on which Prism cannot run says nothing about the adapter.
    cannotStart = await untilReady(prism, baseUrl).then(
      () => null,
      (error: unknown) => String(error),
    );
  }, START_MS);

  beforeEach(({ skip }) => {
    if (cannotStart !== null) skip(cannotStart);
  });

  afterAll(async () => {
    await desk.close();
    await tickets.close();
    prism.kill();
  });

  const one = { limit: 1 } as const;

  it('asks who it is', async () => {
    expect(await desk.agents.me()).toMatchObject({ externalId: '991267459', name: 'Ciaran1 Lee' });
  });

  it('gets a conversation with its thread', async () => {
    const ticket = await desk.tickets.get('123');
    expect(ticket.externalId).toMatch(/^\d+$/);
    expect(ticket.createdAt.getUTCFullYear()).toBeGreaterThan(2020);
    const thread = await desk.messages.list('123').toArray(one);
    expect(thread[0]).toMatchObject({ isFirst: true, visibility: 'public' });
  });

  it.each([
    ['lists conversations', () => desk.tickets.list().toArray(one)],
    ['searches conversations', () => desk.tickets.list({ createdSince: new Date(0) }).toArray(one)],
    ['lists companies', () => desk.organizations.list().toArray(one)],
    ['lists teammates', () => desk.agents.list().toArray(one)],
    ['lists tags', () => desk.tags.list().toArray(one)],
    ['lists articles', () => desk.articles.list().toArray(one)],
    ['lists collections', () => desk.articles.categories().toArray(one)],
    ['lists macros', () => desk.macros.list().toArray(one)],
    ['lists ticket types', () => desk.fields.forms()],
    ['lists attributes', () => desk.fields.list()],
    ['searches tickets', () => tickets.tickets.list({ createdSince: new Date(0) }).toArray(one)],
    ['lists the states of tickets', () => tickets.statuses.list()],
    ['lists sections', () => desk.articles.sections().toArray(one)],
    ['searches articles', () => desk.articles.search({ query: 'exports' }).toArray(one)],
    ['searches by words', () => desk.search.tickets({ query: 'exports' }).toArray(one)],
    ['lists side conversations', () => desk.sideConversations.list('123').toArray(one)],
    ['reads the history of a case', () => desk.events.list('123').toArray(one)],
    ['lists brands', () => desk.products.list()],
  ] as const)('%s', async (_what, read) => {
    const items = await read();
    expect(items.length).toBeGreaterThan(0);
  });

  it.each([
    ['a contact', async () => (await desk.contacts.get('123')).externalId],
    ['a company', async () => (await desk.organizations.get('123')).externalId],
    ['a teammate', async () => (await desk.agents.get('123')).externalId],
    ['a team', async () => (await desk.groups.get('123')).externalId],
    ['an article', async () => (await desk.articles.get('123')).externalId],
    ['a macro', async () => (await desk.macros.get('123')).externalId],
    ['a ticket', async () => (await tickets.tickets.get('123')).externalId],
    [
      'a company by its key',
      async () => (await desk.organizations.find({ callerKey: 'o-1' }))?.externalId,
    ],
  ] as const)('gets %s', async (_what, read) => {
    expect(await read()).toMatch(/\w/);
  });

  it('lists teams and contacts, of which the examples have none', async () => {
    expect(await desk.groups.list().toArray(one)).toEqual([]);
    expect(await desk.contacts.list().toArray(one)).toEqual([]);
  });

  it('finds no contact by address, since the search of the example finds none', async () => {
    expect(await desk.contacts.find({ email: 'joe@bloggs.com' })).toBeNull();
  });

  it('lists no ratings, since no conversation of the examples has one', async () => {
    expect(await desk.ratings.list().toArray(one)).toEqual([]);
  });

  it('reads what changed', async () => {
    for await (const { changes } of desk.tickets.changes({ since: new Date(0) }).pages()) {
      expect(changes).toMatchObject([{ kind: 'upsert', record: { externalId: '515' } }]);
      return;
    }
    throw new Error('There was no page.');
  });

  it('reads a ticket of a ticket type', async () => {
    const { data } = await desk.request<object>({
      method: 'GET',
      path: '/tickets/494',
    } satisfies RawRequest);
    const { value } = desk.translate.ticket.toUnified(data);
    expect(value.nativeStatus?.id).toMatch(/\w/);
    expect(value.channel.kind).toBe('other');
  });

  // The server checks bodies against the description before it answers with its example.
  it.each([
    ['the change of a case', () => desk.tickets.update('123', CHANGE)],
    ['a new ticket', () => tickets.tickets.create({ ...NEW_CASE, formId: '1234' })],
    ['a conversion', () => desk.tickets.convert('123', { ticketTypeId: '53' })],
    ['a new contact', () => desk.contacts.create({ email: 'ada@customer.example' })],
    ['a company', () => desk.organizations.upsert({ name: 'Initech', callerKey: 'o-1' })],
    [
      'a new article',
      () => desk.articles.create({ title: 'Exports', bodyHtml: '<p>x</p>', sectionId: '145' }),
    ],
  ] as const)('takes %s as the description says', async (_what, write) => {
    expect((await write()).value.externalId).toMatch(/\w/);
  });

  it('refuses new conversations: its ids of contacts are UUIDs, recorded ones have 24 digits', async () => {
    await expect(desk.tickets.create(NEW_CASE)).rejects.toMatchObject({ status: 422 });
  });

  it('takes replies, but its example shows another message', async () => {
    await expect(desk.messages.reply('123', { body: { text: 'x' } })).rejects.toMatchObject({
      code: 'wire_format',
      retryable: false,
    });
  });
});
