import { Readable } from 'node:stream';
import { serve, type ServedSandbox } from 'polydesk/sandbox';
import { createZendeskSandbox, type ZendeskSandbox } from 'polydesk/zendesk/sandbox';
import zendesk from 'node-zendesk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The community client, unmodified, told only where the account is. */
function createVendorClient(sandbox: ZendeskSandbox, served: ServedSandbox) {
  return zendesk.createClient({
    username: sandbox.credentials.email,
    token: sandbox.credentials.apiToken,
    endpointUri: `${served.url}/api/v2`,
  });
}

describe('node-zendesk against the served sandbox', () => {
  const sandbox = createZendeskSandbox();
  let served: ServedSandbox;
  let client: ReturnType<typeof createVendorClient>;

  beforeAll(async () => {
    served = await serve(sandbox);
    client = createVendorClient(sandbox, served);
  });
  afterAll(() => served.close());

  it('tickets.create, tickets.show and tickets.update carry a ticket there and back', async () => {
    const { result: made } = await client.tickets.create({
      ticket: { subject: 'From the client', comment: { body: 'Hello' }, priority: 'high' },
    });
    const { result: shown } = await client.tickets.show(made.id);
    expect(shown).toMatchObject({ subject: 'From the client', priority: 'high', status: 'new' });
    expect(shown.url).toBe(`${served.url}/api/v2/tickets/${made.id}.json`);
    const { result: changed } = await client.tickets.update(made.id, {
      ticket: { status: 'pending', comment: { body: 'A note', public: false } },
    });
    expect(changed).toMatchObject({ status: 'pending' });
    const comments = await client.tickets.getComments(made.id);
    expect(comments.map((comment: { public: boolean }) => comment.public)).toEqual([true, false]);
  });

  it('tickets.list walks several hundred tickets through cursor pages, once each', async () => {
    sandbox.seed.tickets(450);
    const before = sandbox.calls.byRoute['GET /api/v2/tickets'] ?? 0;
    const tickets = await client.tickets.list();
    const ids = tickets.map((ticket) => ticket.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(sandbox.state.tickets.rows.size);
    // Five pages, and the empty one that the client asks for because it follows links.next.
    expect((sandbox.calls.byRoute['GET /api/v2/tickets'] ?? 0) - before).toBe(6);
  });

  it('attachments.upload gives a token that tickets.update turns into an attachment', async () => {
    const { id } = sandbox.seed.ticket();
    const file = Readable.from([Buffer.from('log line\n')]);
    // The declared type says Buffer; the client itself tells streams and paths apart at run time.
    const answer = await client.attachments.upload(file as never, {
      filename: 'app.log',
      binary: true,
    });
    const token = (answer as unknown as { upload: { token: string } }).upload.token;
    await client.tickets.update(id, {
      ticket: { comment: { body: 'see file', uploads: [token] } },
    });
    const comments = await client.tickets.getComments(id);
    expect(comments.at(-1).attachments[0]).toMatchObject({ file_name: 'app.log', size: 9 });
  });

  it('tickets.createMany starts a job that jobstatuses.watch follows to completion', async () => {
    const answer = await client.tickets.createMany({
      tickets: ['a', 'b', 'c'].map((subject) => ({ subject, comment: { body: subject } })),
    } as never);
    const job = (answer as unknown as { result: { job_status?: { id: string }; id?: string } })
      .result;
    const done = await client.jobstatuses.watch(job.job_status?.id ?? job.id ?? '', 5, 5);
    expect(done).toMatchObject({ status: 'completed', progress: 3 });
    const { results } = done as { results: { index: number; id: number }[] };
    const subjects = results.map((item) => sandbox.state.tickets.rows.get(item.id)?.subject);
    expect(subjects).toEqual(['a', 'b', 'c']);
  });

  it('ticketimport.import keeps the history and tells nobody', async () => {
    const customer = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    const told = sandbox.state.outbox.length;
    const answer = await client.ticketimport.import({
      ticket: {
        subject: 'Old',
        requester_id: customer.id,
        created_at: '2012-05-04T03:02:01Z',
        status: 'closed',
        comments: [
          { author_id: customer.id, value: 'first', created_at: '2012-05-04T03:02:01Z' },
          { value: 'second', public: false, created_at: '2012-05-05T03:02:01Z' },
        ],
      },
    } as never);
    const { id } = (answer as unknown as { result: { ticket: { id: number } } }).result.ticket;
    const comments = await client.tickets.getComments(id);
    expect(comments.map((comment: { created_at: string }) => comment.created_at)).toEqual([
      '2012-05-04T03:02:01Z',
      '2012-05-05T03:02:01Z',
    ]);
    expect(comments[0].author_id).toBe(customer.id);
    expect(sandbox.state.outbox).toHaveLength(told);
  });

  it('users.createOrUpdate, organizations.create and groups.list answer the shapes it reads', async () => {
    const { result: user } = await client.users.createOrUpdate({
      user: { name: 'Di', email: 'di@example.org', external_id: 'd-1', skip_verify_email: true },
    });
    expect(user).toMatchObject({ email: 'di@example.org' });
    const { result: organization } = await client.organizations.create({
      organization: { name: 'Initech' },
    });
    expect(organization).toMatchObject({ name: 'Initech' });
    const groups = await client.groups.list();
    expect(groups).toHaveLength(1);
  });

  it('tickets.show rejects with the status code of a missing ticket', async () => {
    await expect(client.tickets.show(999_999)).rejects.toThrow('404');
  });
});
