/**
 * Defects that other libraries shipped in transport, paging and writes, against a workspace that
 * behaves like Intercom. Each test carries the number of the defect.
 *
 * Tested elsewhere:
 * - 2, 4, 13, 14, 16, 18, 22, 25, 26 and what else concerns reading: `field-defects.test.ts`.
 * - 9, 10 (a throttle that answers for the service, 503 read as 429): `client/faults.test.ts`.
 * - 20 (one field aborts an import): nothing of an import depends on the type of a field.
 * - the complaints, the ten things and the runners-up: `field-defects-complaints.test.ts`.
 * Zendesk's and Freshdesk's own: 3, 12, 15.
 */
import { inspect } from 'node:util';
import { RateLimitError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from './support/connect.ts';

const reply = { body: { text: 'Try again, please.' } };
const at = (minute: number) => new Date(Date.UTC(2023, 4, 1, 10, minute));
const file = (fileName: string, content: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode(content),
});

const postsOf = ({ sent }: Connection) =>
  sent().filter(({ method, path }) => method === 'POST' && !path.endsWith('/search'));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('defects of other clients, by number', () => {
  it('field defect 1: a first message that customers must not see is never sent public', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.contact();
    const created = desk.tickets.create({
      subject: 'Secret',
      requester: { id },
      message: { body: { text: 'Check this customer.' }, visibility: 'internal' },
    });
    await expect(created).rejects.toMatchObject({ code: 'unsupported_operation' });
    expect(calls()).toEqual([]);
    const [first] = sandbox.seed.conversations(1);
    const note = await desk.messages.note(first?.id ?? '', { body: { text: 'Check this.' } });
    expect(note.value.visibility).toBe('internal');
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('field defect 5: a list and a search are read to their last pages', async () => {
    const { desk, sandbox, sent } = connect();
    const seeded = new Set(sandbox.seed.conversations(310).map(({ id }) => id));
    const listed = await read(desk.tickets.list());
    expect(new Set(listed.map(({ externalId }) => externalId))).toEqual(seeded);
    expect(sent()).toHaveLength(3);
    const found = await read(desk.tickets.list({ status: ['open'] }));
    expect(new Set(found.map(({ externalId }) => externalId))).toEqual(seeded);
    expect(sent()).toHaveLength(6);
  });

  it('field defect 6: files go up with their bytes, and come down again', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const [row] = sandbox.seed.conversations(1);
    const { value } = await desk.messages.reply(row?.id ?? '', {
      ...reply,
      attachments: [file('a.txt', 'half way')],
    });
    expect(postsOf(connection)[0]?.body).toMatchObject({
      attachment_files: [{ name: 'a.txt', content_type: 'text/plain', data: btoa('half way') }],
    });
    const [attachment] = value.attachments;
    if (attachment === undefined) throw new Error('The reply has no file.');
    const { data } = await desk.attachments.download(attachment);
    expect(new TextDecoder().decode(data)).toBe('half way');
  });

  it('field defect 7: the token is in no error, and in no request but its header', async () => {
    const { desk, sandbox } = connect();
    const { accessToken } = sandbox.credentials;
    sandbox.faults.inject({ fault: { kind: 'status', status: 403, html: accessToken } });
    const error = await failureOf(desk.tickets.get('1'));
    expect(error).toMatchObject({ code: 'permission_denied' });
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain(accessToken);
    const [request] = sandbox.requests;
    expect(`${request?.path}${request?.query}${request?.body}`).not.toContain(accessToken);
  });

  it('field defect 8: a 429 in the middle of a list is waited out, and no page is lost', async () => {
    const { desk, sandbox, sleptMs } = connect();
    sandbox.seed.conversations(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited' } });
    const found = await read(desk.tickets.list({ pageSize: 2 }));
    expect(new Set(found.map(({ id }) => id)).size).toBe(5);
    expect(sandbox.faults.hits).toHaveLength(1);
    expect(sleptMs()).toBeGreaterThan(0);
  });

  it('field defect 8: a list that cannot go on throws, and never yields an error as an item', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.seed.conversations(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited' } });
    const ids: string[] = [];
    const reading = (async () => {
      for await (const { externalId } of desk.tickets.list({ pageSize: 2 })) ids.push(externalId);
    })();
    await expect(reading).rejects.toBeInstanceOf(RateLimitError);
    expect(ids).toHaveLength(2);
  });

  it.each([408, 500, 502, 503, 504])(
    'field defect 11: a reply is not posted again after a %i',
    async (status) => {
      const connection = connect();
      const { desk, sandbox } = connection;
      const [row] = sandbox.seed.conversations(1);
      const id = row?.id ?? '';
      sandbox.faults.inject({
        method: 'POST',
        path: /\/reply$/,
        fault: { kind: 'commit-then-status', status },
      });
      await failureOf(desk.messages.reply(id, reply));
      expect(postsOf(connection)).toHaveLength(1);
      const thread = await read(desk.messages.list(id));
      expect(thread.filter(({ bodyText }) => bodyText === reply.body.text)).toHaveLength(1);
    },
  );

  it('field defect 11: a reply whose answer was lost is reported as such', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const [row] = sandbox.seed.conversations(1);
    const fault = { kind: 'commit-then-drop' } as const;
    sandbox.faults.inject({ method: 'POST', path: /\/reply$/, fault });
    await expect(desk.messages.reply(row?.id ?? '', reply)).rejects.toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
    });
    expect(postsOf(connection)).toHaveLength(1);
  });

  it('field defect 17: a list asks for no case by itself, and one thread is one call', async () => {
    const { desk, sandbox, sent, forget } = connect();
    sandbox.seed.conversations(20);
    const [first] = await read(desk.tickets.list());
    expect(sent()).toHaveLength(1);
    forget();
    await read(desk.messages.list(first?.id ?? ''));
    expect(sent()).toHaveLength(1);
  });

  it('field defect 17: what happened in the very second that is asked for is found', async () => {
    const { desk, sandbox } = connect();
    const [row] = sandbox.seed.conversations(1);
    const { updatedAt } = await desk.tickets.get(row?.id ?? '');
    expect(await read(desk.tickets.list({ updatedSince: updatedAt }))).toHaveLength(1);
    const changes = await read(desk.tickets.changes({ since: updatedAt }));
    expect(changes).toMatchObject([{ kind: 'upsert', record: { externalId: row?.id } }]);
  });

  it('field defect 27: new tags join the others, and a stale change of tags is refused', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation({ tags: ['vip', 'export'] });
    const seen = await desk.tickets.get(id);
    sandbox.clock.advance(5_000);
    const { value } = await desk.tickets.update(id, { tags: { add: ['late'] }, subject: 'Late' });
    expect([...value.tags].sort()).toEqual(['export', 'late', 'vip']);
    const stale = desk.tickets.update(id, {
      tags: { remove: ['vip'] },
      ifVersion: seen.version,
    });
    await expect(stale).rejects.toMatchObject({ code: 'stale_write' });
    expect((await desk.tickets.get(id)).tags).toContain('vip');
  });
});

describe('defects of other importers, by number', () => {
  function old() {
    const connection = connect();
    const { seed } = connection.sandbox;
    const customer = seed.contact({ name: 'Ada' });
    const grace = seed.admin({ name: 'Grace' });
    const messages = [
      {
        body: { text: 'It stops.' },
        visibility: 'public',
        createdAt: at(0),
        authorId: customer.id,
      },
      {
        body: { html: '<p>Fixed</p>' },
        visibility: 'public',
        createdAt: at(2),
        authorId: grace.id,
      },
    ] as const;
    const draft = { subject: 'Export', requester: { id: customer.id }, createdAt: at(0), messages };
    return { ...connection, connection, draft };
  }

  it('field defects 19 and 21: messages keep their dates, and nobody is told of them', async () => {
    const { desk, draft, sandbox } = old();
    const { value } = await desk.imports.ticket({ ...draft, status: 'resolved' });
    const thread = await read(desk.messages.list(value.id));
    expect(thread.map(({ createdAt }) => createdAt)).toEqual([at(0), at(2)]);
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('field defects 21 and 23: what was resolved is resolved, and what was open is open', async () => {
    const { desk, draft } = old();
    for (const status of ['resolved', 'open'] as const) {
      const { value } = await desk.imports.ticket({ ...draft, status });
      expect((await desk.tickets.get(value.id)).status).toBe(status);
    }
  });

  it('field defect 24: the body is what the caller wrote, whoever its author is', async () => {
    const { desk, connection, draft } = old();
    await desk.imports.ticket(draft);
    const bodies = postsOf(connection).map(({ body }) => (body as { body?: unknown }).body);
    expect(bodies).toEqual(['It stops.', '<p>Fixed</p>']);
  });
});
