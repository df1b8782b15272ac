import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const ALL = { limit: 1_000 };

describe('contacts', () => {
  it('are read alone and in a list, by company', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const company = sandbox.seed.company({ name: 'Initech' });
    const ada = sandbox.seed.contact({
      name: 'Ada',
      email: 'ada@example.org',
      company_id: company.id,
      tags: ['vip'],
    });
    sandbox.seed.contact({ name: 'Bob', email: 'bob@example.org' });
    expect(await desk.contacts.get(String(ada.id))).toMatchObject({
      id: `freshdesk:acme:${ada.id}`,
      name: 'Ada',
      tags: ['vip'],
      organizationIds: [`freshdesk:acme:${company.id}`],
    });
    const organizationId = `freshdesk:acme:${company.id}`;
    const found = await desk.contacts.list({ organizationId }).toArray(ALL);
    expect(found.map(({ name }) => name)).toEqual(['Ada']);
    expect(sent()[1]?.query.get('company_id')).toBe(String(company.id));
    const all = await desk.contacts.list({ pageSize: 1 }).toArray(ALL);
    expect(all.map(({ name }) => name)).toEqual(['Ada', 'Bob']);
  });

  it('are created with what Freshdesk calls it', async () => {
    const { sandbox, desk, sent } = connect();
    const company = sandbox.seed.company({ name: 'Initech' });
    sandbox.seed.contactField({ name: 'cf_level', label: 'Level', type: 'custom_text' });
    const { value, warnings } = await desk.contacts.create({
      name: 'Ada',
      email: 'ada@example.org',
      phone: '+15550100',
      callerKey: 'c-1',
      organizationId: String(company.id),
      locale: 'de',
      timezone: 'Europe/Berlin',
      role: 'lead',
      tags: ['vip'],
      customFields: { cf_level: 'gold' },
      providerOptions: { freshdesk: { job_title: 'Countess' } },
    });
    expect(sent()[0]?.body).toEqual({
      job_title: 'Countess',
      name: 'Ada',
      email: 'ada@example.org',
      phone: '+15550100',
      unique_external_id: 'c-1',
      company_id: company.id,
      language: 'de',
      tags: ['vip'],
      custom_fields: { cf_level: 'gold' },
    });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['coerced', 'role'],
      ['dropped', 'timezone'],
    ]);
    expect(value).toMatchObject({ name: 'Ada', callerKey: 'c-1', phones: ['+15550100'] });
  });

  it('are changed, with null where something is taken away', async () => {
    const { sandbox, desk, sent } = connect();
    const company = sandbox.seed.company({ name: 'Initech' });
    const ada = sandbox.seed.contact({
      name: 'Ada',
      email: 'ada@example.org',
      unique_external_id: 'c-1',
      company_id: company.id,
    });
    const { value } = await desk.contacts.update(String(ada.id), {
      callerKey: null,
      organizationId: null,
    });
    expect(sent()[0]?.body).toEqual({ unique_external_id: null, company_id: null });
    expect(value).toMatchObject({ callerKey: null, organizationIds: [] });
  });

  it('tell who has an address already when it cannot be used twice', async () => {
    const { sandbox, desk } = connect();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    await expect(
      desk.contacts.create({ name: 'Ada', email: 'ada@example.org' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      existingId: String(ada.id),
      issues: [{ path: 'email', code: 'duplicate_value' }],
    });
  });

  it('are deleted, restored, and deleted for good only after that', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    await expect(desk.contacts.purge(String(id))).rejects.toMatchObject({ code: 'conflict' });
    await desk.contacts.delete(String(id));
    await desk.contacts.restore(String(id));
    await desk.contacts.delete(String(id));
    await desk.contacts.purge(String(id));
    expect(sandbox.state.users.rows.has(id)).toBe(false);
    expect(callsOf(connection)).toEqual([
      `DELETE /contacts/${id}/hard_delete`,
      `DELETE /contacts/${id}`,
      `PUT /contacts/${id}/restore`,
      `DELETE /contacts/${id}`,
      `DELETE /contacts/${id}/hard_delete`,
    ]);
  });
});

describe('finding a contact', () => {
  it('asks by address, and by number in both places where one can be', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({
      name: 'Ada',
      email: 'ada+desk@example.org',
      mobile: '+15550100',
    });
    const found = await desk.contacts.find({ email: 'ada+desk@example.org' });
    expect(found?.externalId).toBe(String(ada.id));
    expect((await desk.contacts.find({ phone: '+15550100' }))?.externalId).toBe(String(ada.id));
    expect(await desk.contacts.find({ email: 'nobody@example.org' })).toBeNull();
    expect(connection.sent().map(({ query }) => [...query.entries()])).toEqual([
      [['email', 'ada+desk@example.org']],
      [['phone', '+15550100']],
      [['mobile', '+15550100']],
      [['email', 'nobody@example.org']],
    ]);
  });

  it('finds a key through a ticket where contacts cannot be filtered by it, then by looking', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({
      name: 'Ada',
      unique_external_id: 'c-1',
      email: 'a@example.org',
    });
    const bob = sandbox.seed.contact({
      name: 'Bob',
      unique_external_id: 'c-2',
      email: 'b@example.org',
    });
    sandbox.seed.ticket({ requesterId: ada.id, createdAt: new Date('2025-01-05T09:00:00Z') });
    expect((await desk.contacts.find({ callerKey: 'c-1' }))?.externalId).toBe(String(ada.id));
    expect(callsOf(connection)).toEqual([
      'GET /contacts',
      'GET /tickets',
      `GET /contacts/${ada.id}`,
    ]);
    connection.forget();
    expect((await desk.contacts.find({ callerKey: 'c-2' }))?.externalId).toBe(String(bob.id));
    expect(await desk.contacts.find({ callerKey: 'c-3' })).toBeNull();
    // The refused filter is not tried again.
    expect(
      connection.sent().some(({ query }) => query.has('unique_external_id') && query.size === 1),
    ).toBe(false);
  });

  it('believes the filter where there is one, but looks at whom it brings', async () => {
    const connection = connect();
    const rows = [
      { id: 7, name: 'Ada', unique_external_id: 'c-7' },
      { id: 8, name: 'Bob', unique_external_id: 'c-8' },
    ];
    connection.intercept(({ query }) =>
      Response.json(
        rows.filter((row) => row.unique_external_id === query.get('unique_external_id')),
      ),
    );
    expect((await connection.desk.contacts.find({ callerKey: 'c-8' }))?.name).toBe('Bob');
    expect(await connection.desk.contacts.find({ callerKey: 'c-9' })).toBeNull();
    expect(callsOf(connection)).toEqual(['GET /contacts', 'GET /contacts']);
  });

  it('looks everybody through where the filter is ignored: the first page is not all', async () => {
    const connection = connect();
    const people = Array.from({ length: 140 }, (_, index) => ({
      id: 1_000 + index,
      name: `Contact ${index}`,
      unique_external_id: `c-${index}`,
    }));
    connection.intercept(({ method, path, query, body }) => {
      if (path.endsWith('/tickets')) return Response.json([]);
      if (method === 'PUT') return Response.json({ ...people[135], ...(body as object) });
      if (method === 'POST') {
        const field = 'unique_external_id';
        const errors = [{ field, message: 'It should be a unique value', code: 'duplicate_value' }];
        return Response.json({ description: 'Validation failed', errors }, { status: 409 });
      }
      const size = Number(query.get('per_page') ?? 30);
      const page = Number(query.get('page') ?? 1);
      return Response.json(people.slice((page - 1) * size, page * size));
    });
    const find = (callerKey: string) => connection.desk.contacts.find({ callerKey });
    expect((await find('c-3'))?.externalId).toBe('1003');
    expect((await find('c-135'))?.externalId).toBe('1135');
    const { value } = await connection.desk.contacts.upsert({ callerKey: 'c-135', name: 'New' });
    expect(value).toMatchObject({ externalId: '1135', name: 'New' });
    expect(connection.sent().at(-1)).toMatchObject({
      method: 'PUT',
      path: '/api/v2/contacts/1135',
    });
  });
});

describe('upserting a contact', () => {
  it('changes the one with the address', async () => {
    const { sandbox, desk } = connect();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { value } = await desk.contacts.upsert({ name: 'Ada L.', email: 'ada@example.org' });
    expect(value).toMatchObject({ externalId: String(ada.id), name: 'Ada L.' });
  });

  it('makes one where there is none', async () => {
    const connection = connect();
    const { value } = await connection.desk.contacts.upsert({
      name: 'Ada',
      email: 'ada@example.org',
    });
    expect(value.name).toBe('Ada');
    expect(callsOf(connection)).toEqual(['GET /contacts', 'POST /contacts']);
  });

  it('adopts the one that a refusal names', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    // Nobody is found by the key, since he has no ticket; the refusal tells who has it.
    const bob = sandbox.seed.contact({ name: 'Bob', unique_external_id: 'c-2' });
    const { value } = await desk.contacts.upsert({
      name: 'Bob B.',
      email: 'bob@example.org',
      callerKey: 'c-2',
    });
    expect(value).toMatchObject({ externalId: String(bob.id), name: 'Bob B.' });
    expect(callsOf(connection).at(-1)).toBe(`PUT /contacts/${bob.id}`);
  });

  it('finds him by a closer look when the refusal names nobody', async () => {
    const { sandbox, desk } = connect({ sandbox: { unconfirmed: { conflictNamesUser: false } } });
    const bob = sandbox.seed.contact({ name: 'Bob', unique_external_id: 'c-2' });
    const { value } = await desk.contacts.upsert({
      name: 'Bob B.',
      email: 'bob@example.org',
      callerKey: 'c-2',
    });
    expect(value.externalId).toBe(String(bob.id));
  });

  it('passes the refusal on when nobody can be found', async () => {
    const { sandbox, desk } = connect({ sandbox: { unconfirmed: { conflictNamesUser: false } } });
    // A deleted contact keeps his address, and no list shows him.
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    await desk.contacts.delete(String(ada.id));
    await expect(
      desk.contacts.upsert({ name: 'Ada', email: 'ada@example.org' }),
    ).rejects.toMatchObject({ code: 'conflict', existingId: null });
  });

  it('needs something to match by', async () => {
    const { desk, sent } = connect();
    await expect(desk.contacts.upsert({ name: 'Ada' })).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
    expect(sent()).toEqual([]);
  });
});

describe('merging contacts', () => {
  it('says what both of them have, and gives the one that remains', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({
      name: 'Ada',
      email: 'ada@example.org',
      phone: '+15550100',
      unique_external_id: 'c-1',
    });
    const double = sandbox.seed.contact({
      name: 'Ada again',
      email: 'ada@example.com',
      phone: '+15550101',
      unique_external_id: 'c-2',
      mobile: '+15550102',
    });
    const merged = await desk.contacts.merge(String(ada.id), String(double.id));
    const post = connection.sent().find(({ method }) => method === 'POST');
    expect(post?.body).toEqual({
      primary_contact_id: ada.id,
      secondary_contact_ids: [double.id],
      contact: { phone: '+15550100', unique_external_id: 'c-1' },
    });
    expect(merged).toMatchObject({
      externalId: String(ada.id),
      phones: ['+15550100', '+15550102'],
    });
  });

  it('says nothing more where they have nothing in common', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const double = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.com' });
    await desk.contacts.merge(String(ada.id), String(double.id));
    const post = connection.sent().find(({ method }) => method === 'POST');
    expect(post?.body).toEqual({
      primary_contact_id: ada.id,
      secondary_contact_ids: [double.id],
    });
  });
});
