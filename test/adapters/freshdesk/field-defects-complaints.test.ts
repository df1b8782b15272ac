/**
 * What users of other Freshdesk clients complain of, and the ten things an adapter usually gets
 * wrong, as far as calls and writes are concerned; `field-defects.test.ts` has the rest.
 */
import { createFreshdesk } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';
import { callsOf, connect } from './support/connect.ts';

const DAY_MS = 24 * 60 * 60_000;
const ALL = { limit: 100_000 };
const text = (body: string) => ({ body: { text: body } });
const file = (fileName: string, content: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode(content),
});
const idsOf = (records: readonly { readonly externalId: string }[]) =>
  records.map(({ externalId }) => externalId);

describe('Freshdesk: complaints', () => {
  it('only the last 30 days come back by default', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.ticket({ createdAt: new Date(sandbox.clock.now() - 31 * DAY_MS) });
    expect(await desk.tickets.list().toArray(ALL)).toHaveLength(1);
    expect(sent()[0]?.query.get('updated_since')).toBe('1970-01-01T00:00:00Z');
  });

  it('a sync stops at page 300', async () => {
    const { desk, sandbox, sent } = connect({ sandbox: { rateLimits: false } });
    sandbox.seed.tickets(305);
    expect(await desk.tickets.list({ pageSize: 1 }).toArray(ALL)).toHaveLength(305);
    expect(sent().every(({ status }) => status === 200)).toBe(true);
  });

  it('a later over-correction: other lists have no such wall', async () => {
    const { desk, sandbox, sent } = connect({ sandbox: { rateLimits: false } });
    for (let index = 0; index < 303; index += 1) {
      sandbox.seed.contact({ name: `Contact ${index}`, email: `c${index}@example.org` });
    }
    expect(await desk.contacts.list({ pageSize: 1 }).toArray(ALL)).toHaveLength(303);
    expect(sent().some(({ query }) => Number(query.get('page')) > 300)).toBe(true);
  });

  it('deleted and spam tickets never appear', async () => {
    const { desk, sandbox } = connect();
    const [spam, deleted] = sandbox.seed.tickets(2).map(({ id }) => id);
    sandbox.actors.agentMarksSpam(spam ?? 0);
    await desk.tickets.delete(String(deleted));
    expect(idsOf(await desk.tickets.list({ scope: 'spam' }).toArray(ALL))).toEqual([String(spam)]);
    expect(idsOf(await desk.tickets.list({ scope: 'deleted' }).toArray(ALL))).toEqual([
      String(deleted),
    ]);
  });

  it('archived tickets are not supported', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ properties: { status: 5 } });
    sandbox.actors.archive(id);
    expect((await desk.tickets.get(String(id))).statusDetail).toBe('archived');
    expect(await desk.messages.list(String(id)).toArray(ALL)).toHaveLength(1);
  });

  it('conversations come ten at most', async () => {
    const { desk, sandbox } = connect();
    const conversations = Array.from({ length: 35 }, (_, index) => ({ body: `Entry ${index}` }));
    const { id } = sandbox.seed.ticket({ conversations });
    expect(await desk.messages.list(String(id)).toArray(ALL)).toHaveLength(36);
  });

  it('custom fields and arrays of a form are encoded wrongly; an empty object is refused', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.field({ name: 'cf_plan', label: 'Plan', type: 'custom_text' });
    const draft = {
      subject: 'Form',
      requester: { email: 'ada@example.org' },
      message: { ...text('See'), visibility: 'public' },
      tags: ['a', 'b'],
    } as const;
    const withFile = { ...draft.message, attachments: [file('a.txt', 'x')] };
    await desk.tickets.create({ ...draft, message: withFile, customFields: { cf_plan: 'gold' } });
    expect(sent()[0]?.parts?.map(({ name }) => name)).toEqual([
      'subject',
      'custom_fields[cf_plan]',
      'email',
      'description',
      'tags[]',
      'tags[]',
      'attachments[]',
    ]);
    await desk.tickets.create({ ...draft, customFields: {} });
    expect(sent()[1]?.body).not.toHaveProperty('custom_fields');
    expect(sent().map(({ status }) => status)).toEqual([201, 201]);
  });

  it('a hand-set media type without a boundary makes every field missing', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.messages.note(String(id), { ...text('See'), attachments: [file('a.txt', 'x')] });
    expect(sent()[0]?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=\S+$/);
  });

  it('a POST whose answer was lost is sent again and makes a double', async () => {
    const { desk, sandbox } = connect();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(
      desk.tickets.create({
        subject: 'Once',
        requester: { email: 'ada@example.org' },
        message: { ...text('Help'), visibility: 'public' },
      }),
    ).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(sandbox.state.tickets.rows.size).toBe(1);
  });

  it('long imports die on lost connections without a way to go on', async () => {
    const connection = connect({
      sandbox: { notifications: false },
      desk: { callerKeyField: 'cf_key' },
    });
    const { desk, sandbox } = connection;
    sandbox.seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const at = (day: number) => new Date(Date.UTC(2023, 4, day));
    const draft = {
      subject: 'Old',
      requester: { id: String(ada.id) },
      callerKey: 'old-1',
      createdAt: at(1),
      messages: [1, 2, 3, 4].map((day) => ({
        ...text(`Day ${day}`),
        visibility: 'public' as const,
        createdAt: at(day),
      })),
    };
    let sent = 0;
    connection.intercept(({ method }) => {
      if (method !== 'POST') return undefined;
      sent += 1;
      return sent % 2 === 0 ? 'drop-after' : undefined;
    });
    let runs = 0;
    for (; runs < 10; runs += 1) {
      const done = await desk.imports.ticket(draft).catch(() => null);
      if (done !== null) break;
    }
    expect(runs).toBeGreaterThan(0);
    const [ticket, ...doubles] = sandbox.state.tickets.rows.values();
    expect(doubles).toEqual([]);
    expect(ticket?.conversations).toHaveLength(3);
  });

  it('threads eat the rate limit: a short one comes with its ticket', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({ conversations: [{ body: 'Hm' }] });
    await connection.desk.messages.list(String(id)).toArray(ALL);
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
  });

  it('a host with a slash or a whole URL gives odd errors', async () => {
    const { sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    for (const subdomain of ['acme', 'acme.freshdesk.com/', 'https://acme.freshdesk.com//']) {
      const desk = createFreshdesk({
        subdomain,
        credentials: { apiKey: sandbox.credentials.apiKey },
        fetch: (input, init) => sandbox.fetch(input, init),
      });
      expect((await desk.tickets.get(String(id))).id).toBe(`freshdesk:acme:${id}`);
    }
  });

  it('accented addresses are refused, and the message got lost', async () => {
    const { desk } = connect();
    const draft = {
      subject: 'Bonjour',
      requester: { email: 'renée@example.org' },
      message: { ...text('Aidez-moi'), visibility: 'public' },
    } as const;
    // Not lost: the caller is told which value it is, and has everything to try again with.
    await expect(desk.tickets.create(draft)).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'requester.email' }],
    });
  });

  it('search cannot find by requester, nor the list by status: both at once are found', async () => {
    const { desk, sandbox } = connect();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const wanted = sandbox.seed.ticket({ requesterId: ada.id, properties: { status: 4 } });
    sandbox.seed.ticket({ requesterId: ada.id });
    sandbox.seed.ticket({ properties: { status: 4 } });
    const found = desk.tickets.list({ requesterId: String(ada.id), status: ['resolved'] });
    expect(idsOf(await found.toArray(ALL))).toEqual([String(wanted.id)]);
  });
});

describe('Freshdesk: top ten', () => {
  it('1: all tickets are all: old ones, and a feed that tells what is in spam and trash', async () => {
    const { desk, sandbox } = connect();
    const [a, b, c] = sandbox.seed.tickets(3).map(({ id }) => id);
    sandbox.actors.agentMarksSpam(b ?? 0);
    await desk.tickets.delete(String(c));
    const told: string[] = [];
    for await (const change of desk.tickets.changes({})) {
      told.push(
        change.kind === 'upsert' ? `+${change.record.externalId}` : `-${change.externalId}`,
      );
    }
    expect(told).toEqual([`+${a}`, `-${c}`, `-${b}`]);
  });

  it('2: a list by status knows the account’s own statuses', async () => {
    const { desk, sandbox } = connect({ desk: { statusMap: { 'In the lab': 'in_progress' } } });
    const { id: status } = sandbox.seed.status({ label: 'In the lab' });
    const wanted = sandbox.seed.ticket({ properties: { status } });
    sandbox.seed.ticket();
    const list = (word: 'in_progress' | 'open') => desk.tickets.list({ status: [word] });
    expect(idsOf(await list('in_progress').toArray(ALL))).toEqual([String(wanted.id)]);
    expect(idsOf(await list('open').toArray(ALL))).not.toContain(String(wanted.id));
  });

  it('3: a create never sends null', async () => {
    const { desk, sent } = connect();
    await desk.tickets.create({
      subject: 'New',
      requester: { email: 'ada@example.org' },
      message: { ...text('Help'), visibility: 'public' },
      assigneeId: null,
      groupId: null,
      category: null,
    });
    expect(JSON.stringify(sent()[0]?.body)).not.toContain('null');
  });

  it('5: an import never calls /reply', async () => {
    const connection = connect({ sandbox: { notifications: false } });
    const ada = connection.sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const createdAt = new Date('2023-05-01T10:00:00Z');
    await connection.desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(ada.id) },
      createdAt,
      messages: [1, 2].map(() => ({ ...text('x'), visibility: 'public', createdAt })),
    });
    expect(callsOf(connection).some((call) => /reply|forward|outbound/.test(call))).toBe(false);
  });

  it('8: a repeated import is found without the search, which lags', async () => {
    const connection = connect({
      sandbox: { notifications: false, searchLagMs: 600_000 },
      desk: { callerKeyField: 'cf_key' },
    });
    const { desk, sandbox } = connection;
    sandbox.seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const createdAt = new Date('2023-05-01T10:00:00Z');
    const draft = {
      subject: 'Old',
      requester: { id: String(ada.id) },
      callerKey: 'old-1',
      createdAt,
      messages: [{ ...text('x'), visibility: 'public' as const, createdAt }],
    };
    const first = await desk.imports.ticket(draft);
    expect(await desk.tickets.list({ callerKey: 'old-1' }).toArray(ALL)).toEqual([]);
    expect((await desk.imports.ticket(draft)).value.id).toBe(first.value.id);
  });

  it('9: a download carries no credentials', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({ files: [{ name: 'a.txt', content: 'x' }] });
    const [first] = await connection.desk.messages.list(String(id)).toArray({ limit: 1 });
    connection.forget();
    await connection.desk.attachments.download(first?.attachments[0] ?? { url: null });
    expect(connection.sent()[0]?.headers.get('authorization')).toBeNull();
  });
});
