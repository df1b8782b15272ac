/**
 * Defects that other libraries shipped in transport, paging and writes, against an account that
 * behaves. Each test carries the number of the defect, or the words of the list of complaints.
 *
 * Tested elsewhere:
 * - 2 to 4, 13, 14, 16, 18, 20, 22, 25, 26 and what else concerns reading: `field-defects.test.ts`.
 * - 7 (tokens in logs): the privacy family of `conformance.test.ts`.
 * - 17 (one-second windows, calls per thread): `client/windows.test.ts`, `client/messages.test.ts`.
 * - 19 (dates of imported comments): `client/imports.test.ts`, since Freshdesk takes no dates.
 * - complaints and top ten about calls: `field-defects-complaints.test.ts`.
 * - top ten, 6, 7 and 10 (directions, short answers, webhooks): `field-defects.test.ts`.
 */
import { ConflictError, RateLimitError, ServerError, UnsupportedError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from './support/connect.ts';

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

describe('defects of other clients, by number', () => {
  it('field defect 1: a first message that shall be private is refused, and a note is private', async () => {
    const { desk, sandbox, sent } = connect();
    const draft = {
      subject: 'New',
      requester: { email: 'ada@example.org' },
      message: { ...text('Do not tell.'), visibility: 'internal' },
    } as const;
    await expect(desk.tickets.create(draft)).rejects.toBeInstanceOf(UnsupportedError);
    expect(sent()).toEqual([]);
    const { id } = sandbox.seed.ticket();
    await desk.messages.note(String(id), text('Do not tell.'));
    expect(sent()[0]?.body).toMatchObject({ private: true });
  });

  it('field defect 5: a list is read to its last page', async () => {
    const { desk, sandbox, sent } = connect();
    const seeded = idsOf(sandbox.seed.tickets(250).map(({ id }) => ({ externalId: String(id) })));
    expect(idsOf(await desk.tickets.list().toArray(ALL))).toEqual(seeded);
    expect(sent()).toHaveLength(3);
  });

  it('field defect 6: a file goes out with its content', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    const { value } = await desk.messages.note(String(id), {
      ...text('See'),
      attachments: [file('a.txt', 'every byte')],
    });
    expect(sent()[0]?.parts).toContainEqual(
      expect.objectContaining({ name: 'attachments[]', value: 'every byte' }),
    );
    const [attachment] = value.attachments;
    const { data } = await desk.attachments.download(attachment ?? { url: null });
    expect(new TextDecoder().decode(data)).toBe('every byte');
  });

  it('field defect 8: a 429 in the middle of a list is waited out, and no page is lost', async () => {
    const { desk, sandbox, sleptMs } = connect();
    sandbox.seed.tickets(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const found = await desk.tickets.list({ pageSize: 2 }).toArray(ALL);
    expect(new Set(idsOf(found)).size).toBe(5);
    expect(sandbox.faults.hits).toHaveLength(1);
    expect(sleptMs()).toBeGreaterThanOrEqual(7_000);
  });

  it('field defect 8: a list that cannot go on throws, and never yields an error as an item', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.seed.tickets(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const subjects: unknown[] = [];
    const reading = (async () => {
      for await (const ticket of desk.tickets.list({ pageSize: 2 })) subjects.push(ticket.subject);
    })();
    await expect(reading).rejects.toBeInstanceOf(RateLimitError);
    expect(subjects).toEqual(['Ticket 1', 'Ticket 2']);
  });

  it('field defect 9: lists under a budget that is used up give records, after a wait', async () => {
    const { desk, sandbox, sleptMs, sent } = connect({
      sandbox: { rateLimits: { plan: 'trial' } },
    });
    sandbox.seed.tickets(40);
    const found = await desk.tickets.list({ pageSize: 2 }).toArray(ALL);
    expect(new Set(idsOf(found)).size).toBe(40);
    expect(sleptMs()).toBeGreaterThan(0);
    expect(sent().every(({ status }) => status === 200)).toBe(true);
  });

  it('field defect 10: a 503 with Retry-After is a server error, not a rate limit', async () => {
    const connection = connect({ desk: { maxRetries: 0 } });
    connection.intercept(
      () => new Response('Maintenance', { status: 503, headers: { 'retry-after': '60' } }),
    );
    const error = await connection.desk.agents.me().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 503, code: 'server_error' });
  });

  it('field defect 11: a reply whose answer was lost is not sent again', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    connection.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    await expect(connection.desk.messages.reply(String(id), text('Once'))).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(connection.sent()).toHaveLength(1);
  });

  it('field defect 12: filters work with and without options behind them', async () => {
    const { desk, sandbox } = connect();
    const wanted = sandbox.seed.ticket({ properties: { priority: 4 } });
    sandbox.seed.ticket();
    const query = { priority: ['urgent'] } as const;
    const expected = [String(wanted.id)];
    expect(idsOf(await desk.tickets.list(query).toArray(ALL))).toEqual(expected);
    const options = { timeoutMs: 1_000 };
    expect(idsOf(await desk.tickets.list(query, options).toArray(ALL))).toEqual(expected);
  });

  it('field defect 15: a first run is not cut to the last thirty days', async () => {
    const { desk, sandbox } = connect();
    const old = sandbox.seed.ticket({ createdAt: new Date(sandbox.clock.now() - 90 * DAY_MS) });
    const told: string[] = [];
    for await (const change of desk.tickets.changes({})) {
      if (change.kind === 'upsert') told.push(change.record.externalId);
    }
    expect(told).toEqual([String(old.id)]);
  });

  it('field defect 21: a resolved ticket is imported as resolved, and nobody is mailed', async () => {
    const { desk, sandbox } = connect({ sandbox: { notifications: false } });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const at = new Date('2023-05-01T10:00:00Z');
    const { value } = await desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(ada.id) },
      status: 'resolved',
      createdAt: at,
      messages: ['Help', 'Done'].map((body) => ({
        ...text(body),
        visibility: 'public',
        createdAt: at,
      })),
    });
    expect(value.status).toBe('resolved');
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('field defect 23: an imported ticket that is open stays open', async () => {
    const { desk, sandbox } = connect({ sandbox: { notifications: false } });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const createdAt = new Date('2023-05-01T10:00:00Z');
    const { value } = await desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(ada.id) },
      status: 'open',
      createdAt,
      messages: [{ ...text('Help'), visibility: 'public', createdAt }],
    });
    expect(value.status).toBe('open');
  });

  it('field defect 24: what is written is what was said, without a line of ours before it', async () => {
    const { desk, sandbox, sent } = connect();
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const { id } = sandbox.seed.ticket();
    await desk.messages.note(String(id), { ...text('Exactly this.'), authorId: String(bo.id) });
    expect(sent()[0]?.body).toMatchObject({ body: 'Exactly this.', user_id: bo.id });
  });

  it('field defect 27: new tags join the others, and a stale tag write is refused', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['theirs'] } });
    const { version } = await desk.tickets.get(String(id));
    const { value } = await desk.tickets.update(String(id), { tags: { add: ['ours'] } });
    expect(value.tags).toEqual(['theirs', 'ours']);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(String(id), { priority: 'high' });
    await expect(
      desk.tickets.update(String(id), { tags: { add: ['late'] }, ifVersion: version }),
    ).rejects.toBeInstanceOf(ConflictError);
  });
});
