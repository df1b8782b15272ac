import { ConfigurationError, NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

/** A desk with two customers, one of them of an organization, beside its admin and an agent. */
function furnished() {
  const connection = connect({ sandbox: { rateLimits: false } });
  const { seed } = connection.sandbox;
  const organization = seed.organization({ name: 'Initech' });
  const ada = seed.user({
    name: 'Ada',
    email: 'ada@customer.example',
    external_id: 'CRM-1',
    organization_id: organization.id,
  });
  const bob = seed.user({ name: 'Bob', email: 'bob@customer.example' });
  const agent = seed.agent({ name: 'Grace', email: 'grace@acme.example' });
  return { ...connection, organization, ada, bob, agent };
}

describe('reading contacts', () => {
  it('gives one by native id and by polydesk id, and refuses those of other accounts', async () => {
    const { desk, ada, organization, sent } = furnished();
    const expected = {
      id: `zendesk:acme:${ada.id}`,
      callerKey: 'CRM-1',
      emails: [{ address: 'ada@customer.example', primary: true }],
      organizationIds: [`zendesk:acme:${organization.id}`],
      isDeleted: false,
    };
    expect(await desk.contacts.get(String(ada.id))).toMatchObject(expected);
    expect(await desk.contacts.get(`zendesk:acme:${ada.id}`)).toMatchObject(expected);
    await expect(desk.contacts.get(`zendesk:other:${ada.id}`)).rejects.toBeInstanceOf(
      ConfigurationError,
    );
    await expect(desk.contacts.get('1')).rejects.toBeInstanceOf(NotFoundError);
    expect(sent().map(({ path }) => path)).toEqual([
      `/api/v2/users/${ada.id}`,
      `/api/v2/users/${ada.id}`,
      '/api/v2/users/1',
    ]);
  });

  it('lists customers only, page by page', async () => {
    const { desk, sent } = furnished();
    const names = (await read(desk.contacts.list({ pageSize: 1 }))).map(({ name }) => name);
    expect([...names].sort()).toEqual(['Ada', 'Bob']);
    expect(sent().every(({ query }) => query.get('role') === 'end-user')).toBe(true);
  });

  it('resumes a list at the cursor of a page', async () => {
    const { desk } = furnished();
    const [first] = await read(desk.contacts.list({ pageSize: 1 }).pages());
    const rest = await read(desk.contacts.list({ pageSize: 1, cursor: first?.nextCursor ?? '' }));
    expect(rest).toHaveLength(1);
    expect(rest[0]?.id).not.toBe(first?.items[0]?.id);
  });

  it('lists the people of one organization, without the staff that belongs to it', async () => {
    const { desk, sandbox, organization, sent } = furnished();
    sandbox.seed.agent({ name: 'Of both', organization_id: organization.id });
    const found = await read(desk.contacts.list({ organizationId: String(organization.id) }));
    expect(found.map(({ name }) => name)).toEqual(['Ada']);
    expect(sent()[0]?.path).toBe(`/api/v2/organizations/${organization.id}/users`);
  });

  it('refuses a page size that Zendesk does not give', async () => {
    const { desk, sent } = furnished();
    const list = () => read(desk.contacts.list({ pageSize: 101 }));
    await expect((async () => list())()).rejects.toBeInstanceOf(ConfigurationError);
    expect(sent()).toEqual([]);
  });
});

describe('finding a contact', () => {
  it('goes by address and by key, whatever the case, and gives null for nobody', async () => {
    const { desk, ada, sent } = furnished();
    const id = `zendesk:acme:${ada.id}`;
    expect(await desk.contacts.find({ email: 'ADA@customer.example' })).toMatchObject({ id });
    expect(await desk.contacts.find({ callerKey: 'crm-1' })).toMatchObject({ id });
    expect(await desk.contacts.find({ email: 'nobody@customer.example' })).toBeNull();
    expect(await desk.contacts.find({ callerKey: 'crm-2' })).toBeNull();
    expect(sent().map(({ query }) => Object.fromEntries(query))).toEqual([
      { query: 'email:ADA@customer.example' },
      { external_id: 'crm-1' },
      { query: 'email:nobody@customer.example' },
      { external_id: 'crm-2' },
    ]);
  });

  it('knows a contact by an address that is not the primary one', async () => {
    const { desk, ada, bob } = furnished();
    await desk.contacts.merge(String(ada.id), String(bob.id));
    const found = await desk.contacts.find({ email: 'bob@customer.example' });
    expect(found).toMatchObject({ id: `zendesk:acme:${ada.id}` });
  });

  it('does not take a similar address for the one that was asked for', async () => {
    const { sandbox } = furnished();
    const { desk } = connect({
      desk: {
        fetch: async (input, init) => {
          const url = new URL(new Request(input, init).url);
          // The search matches words of an address, so another one may come back.
          if (url.pathname.endsWith('/search'))
            url.searchParams.set('query', 'email:ada@customer.example');
          return sandbox.fetch(url, { headers: { authorization: sandbox.authorization.basic } });
        },
      },
    });
    expect(await desk.contacts.find({ email: 'ada@other.example' })).toBeNull();
  });
});

describe('writing contacts', () => {
  it('creates a customer without a welcome mail', async () => {
    const { desk, sandbox, sent, organization } = furnished();
    const { value, warnings } = await desk.contacts.create({
      name: 'Eve',
      email: 'eve@customer.example',
      callerKey: 'CRM-9',
      tags: ['VIP'],
      organizationId: String(organization.id),
    });
    expect(sent()).toMatchObject([
      {
        method: 'POST',
        path: '/api/v2/users',
        body: {
          user: {
            name: 'Eve',
            email: 'eve@customer.example',
            external_id: 'CRM-9',
            organization_id: organization.id,
            role: 'end-user',
            skip_verify_email: true,
          },
        },
        status: 201,
      },
    ]);
    expect(value).toMatchObject({ name: 'Eve', callerKey: 'CRM-9', tags: ['vip'] });
    expect(warnings.every(({ type }) => type === 'coerced')).toBe(true);
    expect(sandbox.state.users.rows.get(Number(value.externalId))).toMatchObject({
      role: 'end-user',
    });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('is not repeated when the answer to a create was lost', async () => {
    const { desk, sandbox } = furnished();
    const before = sandbox.state.users.rows.size;
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.contacts.create({ name: 'Eve' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.state.users.rows.size).toBe(before + 1);
  });

  it('warns that an address given on a change is added beside the primary one', async () => {
    const { desk, ada, sent } = furnished();
    const { value, warnings } = await desk.contacts.update(String(ada.id), {
      name: 'Ada L.',
      email: 'ada@home.example',
    });
    expect(sent()[0]?.body).toEqual({ user: { name: 'Ada L.', email: 'ada@home.example' } });
    expect(value).toMatchObject({ name: 'Ada L.', emails: [{ address: 'ada@customer.example' }] });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'email' }]);
  });

  it('updates whoever has the key and creates whoever is new', async () => {
    const { desk, ada, sandbox, sent } = furnished();
    const before = sandbox.state.users.rows.size;
    const known = await desk.contacts.upsert({ name: 'Ada L.', callerKey: 'crm-1' });
    expect(known.value).toMatchObject({ id: `zendesk:acme:${ada.id}`, name: 'Ada L.' });
    const fresh = await desk.contacts.upsert({ name: 'Eve', email: 'eve@customer.example' });
    expect(fresh.value.name).toBe('Eve');
    expect(sandbox.state.users.rows.size).toBe(before + 1);
    expect(sent().map(({ path, status }) => [path, status])).toEqual([
      ['/api/v2/users/create_or_update', 200],
      ['/api/v2/users/create_or_update', 201],
    ]);
  });

  it('repeats an upsert whose answer was lost, and still has one contact', async () => {
    const { desk, sandbox } = furnished();
    const before = sandbox.state.users.rows.size;
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await desk.contacts.upsert({ name: 'Eve', email: 'eve@customer.example' });
    expect(sandbox.state.users.rows.size).toBe(before + 1);
  });

  it('does not delete a contact whose tickets are open', async () => {
    const { desk, ada, sandbox } = furnished();
    sandbox.seed.ticket({ requesterId: ada.id });
    await expect(desk.contacts.delete(String(ada.id))).rejects.toMatchObject({ status: 422 });
    expect(sandbox.state.users.rows.get(ada.id)?.active).toBe(true);
  });

  it('merges the source into the target, and gives the target', async () => {
    const { desk, ada, bob, sandbox, sent } = furnished();
    const ticket = sandbox.seed.ticket({ requesterId: bob.id });
    const merged = await desk.contacts.merge(String(ada.id), String(bob.id));
    expect(merged.id).toBe(`zendesk:acme:${ada.id}`);
    expect(sent()).toMatchObject([
      { method: 'PUT', path: `/api/v2/users/${bob.id}/merge`, body: { user: { id: ada.id } } },
    ]);
    expect(sandbox.state.tickets.rows.get(ticket.id)?.requester_id).toBe(ada.id);
    expect(sandbox.state.users.rows.get(bob.id)?.active).toBe(false);
  });
});

describe('changes of contacts', () => {
  it('tells of customers and of deleted ones, not of the staff, and resumes at its cursor', async () => {
    const { desk, ada, bob, sandbox } = furnished();
    await desk.contacts.delete(String(bob.id));
    sandbox.clock.advance(120_000);
    const pages = await read(desk.contacts.changes({ since: new Date(0) }).pages());
    const changes = pages.flatMap((page) => page.changes);
    expect(changes.find((change) => change.kind === 'upsert')).toMatchObject({
      record: { id: `zendesk:acme:${ada.id}`, name: 'Ada' },
    });
    expect(changes.find((change) => change.kind === 'deleted')).toMatchObject({
      id: `zendesk:acme:${bob.id}`,
      permanent: false,
    });
    expect(changes).toHaveLength(2);
    const cursor = pages.at(-1)?.cursor ?? '';
    expect(await read(desk.contacts.changes({ cursor }).pages())).toEqual([
      { changes: [], cursor, upToDate: true },
    ]);
  });

  it('never asks for the last minute, which Zendesk refuses', async () => {
    const { desk, sandbox, sent } = furnished();
    await read(desk.contacts.changes({ since: new Date(sandbox.clock.now()) }));
    const start = Number(sent()[0]?.query.get('start_time'));
    expect(sandbox.clock.now() / 1000 - start).toBeGreaterThan(60);
    expect(sent()[0]?.status).toBe(200);
  });
});
