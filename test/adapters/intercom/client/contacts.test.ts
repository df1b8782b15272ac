import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'))
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

describe('finding a contact', () => {
  it('by address is exact, whatever the case, and a user goes before a lead', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.lead({ email: 'ada@customer.example' });
    const user = sandbox.seed.contact({ email: 'Ada@Customer.example', name: 'A &amp; B' });
    const found = await desk.contacts.find({ email: 'ada@customer.example' });
    expect(found).toMatchObject({ externalId: user.id, role: 'user' });
    expect(sent()[0]?.body).toEqual({
      query: { field: 'email', operator: '=', value: 'ada@customer.example' },
      pagination: { per_page: 50 },
    });
    expect(await desk.contacts.find({ email: 'da@customer.example' })).toBeNull();
  });

  it('by the caller’s key is a search, so that no key stands in a path', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.contact({ external_id: 'crm/7' });
    expect((await desk.contacts.find({ callerKey: 'crm/7' }))?.externalId).toBe(id);
    expect(await desk.contacts.find({ callerKey: 'crm-8' })).toBeNull();
    expect(calls()).toEqual(['POST /contacts/search', 'POST /contacts/search']);
  });

  it('says nothing of the key where it fails', async () => {
    const { desk, sandbox } = connect();
    sandbox.state.tokens.clear();
    const found = desk.contacts.find({ callerKey: 'ada@customer.example' });
    const error = await found.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'authentication_failed' });
    expect(String(error)).not.toContain('customer.example');
  });

  it('notices a token of another workspace', async () => {
    const { another, sandbox } = connect();
    const { id } = sandbox.seed.contact({ email: 'ada@customer.example' });
    const { contacts } = another({ workspaceId: 'other999', adminId: '1' });
    const mismatch = { code: 'id_mismatch' };
    await expect(contacts.get(id)).rejects.toMatchObject(mismatch);
    await expect(contacts.find({ email: 'ada@customer.example' })).rejects.toMatchObject(mismatch);
  });

  it('by phone is a search', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact({ phone: '+15550100' });
    expect((await desk.contacts.find({ phone: '+15550100' }))?.externalId).toBe(id);
  });

  it('names one that was merged by where he went', async () => {
    const { desk, sandbox } = connect();
    const [user, lead] = [sandbox.seed.contact(), sandbox.seed.lead()];
    const merged = await desk.contacts.merge(user.id, lead.id);
    expect(merged.externalId).toBe(user.id);
    const error: unknown = await desk.contacts.get(lead.id).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'not_found', nativeCode: 'contact_merged', status: 410 });
    expect(String(error)).toContain(user.id);
  });
});

describe('a list of contacts', () => {
  it('is read by cursor, or through one company', async () => {
    const { desk, sandbox, calls } = connect();
    const ids = Array.from({ length: 3 }, () => sandbox.seed.contact().id);
    const company = sandbox.seed.company({ name: 'Initech', members: ids.slice(0, 1) });
    const all = await read(desk.contacts.list({ pageSize: 2 }));
    expect(all.map(({ externalId }) => externalId).sort()).toEqual([...ids].sort());
    const some = await read(desk.contacts.list({ organizationId: company.id }));
    expect(some.map(({ externalId }) => externalId)).toEqual(ids.slice(0, 1));
    expect(calls()).toEqual([
      'GET /contacts',
      'GET /contacts',
      `GET /companies/${company.id}/contacts`,
    ]);
  });
});

describe('writing a contact', () => {
  it('puts fields into one call, and company, tags and block into calls of their own', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    sandbox.seed.dataAttribute({ name: 'plan', model: 'contact', custom: true });
    const company = sandbox.seed.company({ name: 'Initech' });
    const { value, warnings } = await desk.contacts.create({
      name: 'Ada',
      email: 'ada@customer.example',
      phone: '+15550100',
      callerKey: 'crm-7',
      locale: 'de',
      organizationId: company.id,
      tags: ['VIP'],
      customFields: { plan: 'annual' },
      providerOptions: { intercom: { unsubscribed_from_emails: true } },
    });
    expect(warnings).toEqual([]);
    const tag = [...sandbox.state.tags.rows.values()][0];
    const path = `/contacts/${value.externalId}`;
    expect(writes(connection)).toEqual([
      [
        'POST /contacts',
        {
          role: 'user',
          name: 'Ada',
          email: 'ada@customer.example',
          phone: '+15550100',
          external_id: 'crm-7',
          language_override: 'de',
          custom_attributes: { plan: 'annual' },
          unsubscribed_from_emails: true,
        },
      ],
      [`POST ${path}/companies`, { id: company.id }],
      ['POST /tags', { name: 'VIP' }],
      [`POST ${path}/tags`, { id: tag?.id }],
    ]);
    expect(value).toMatchObject({
      name: 'Ada',
      callerKey: 'crm-7',
      organizationIds: [`intercom:abc123de:${company.id}`],
      tags: ['VIP'],
    });
  });

  it('says what Intercom cannot take', async () => {
    const { desk } = connect();
    const made = await desk.contacts.create({
      role: 'visitor',
      timezone: 'Europe/Berlin',
      isBlocked: false,
    });
    expect(made.warnings).toMatchObject([
      { type: 'dropped', field: 'timezone' },
      { type: 'dropped', field: 'isBlocked' },
      { type: 'coerced', field: 'role', from: 'visitor', to: 'lead' },
    ]);
    const { warnings } = await desk.contacts.update(made.value.id, {
      tags: ['x'],
      organizationId: null,
    });
    expect(warnings).toMatchObject([
      { type: 'dropped', field: 'organizationId' },
      { type: 'coerced', field: 'tags' },
    ]);
  });

  it('blocks last, since a blocked contact cannot be read any more', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.contact();
    const { value } = await desk.contacts.update(id, { name: 'Spam', isBlocked: true });
    expect(writes(connection).map(([call]) => call)).toEqual([
      `PUT /contacts/${id}`,
      `POST /contacts/${id}/block`,
    ]);
    expect(value).toMatchObject({ name: 'Spam', isBlocked: true });
  });

  it('says what is missing when a later call fails', async () => {
    const { desk, sandbox } = connect();
    const made = desk.contacts.create({
      email: 'ada@customer.example',
      organizationId: '65a1f0f31bb69f9f2193bb8b',
      tags: ['vip'],
    });
    await expect(made).rejects.toMatchObject({
      code: 'partially_written',
      missing: ['organizationId', 'tags'],
      cause: { code: 'not_found' },
    });
    expect(sandbox.state.contacts.rows.size).toBe(1);
  });

  it('names the contact that stands in the way of a new one', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact({ email: 'ada@customer.example' });
    const made = desk.contacts.create({ email: 'ada@customer.example' });
    await expect(made).rejects.toMatchObject({ code: 'conflict', status: 409 });
    await expect(made).rejects.toThrow(id);
    await expect(made).rejects.not.toThrow('ada@customer.example');
  });

  it('refuses a contact of whom nothing is known before anything is sent', async () => {
    const { desk, calls } = connect();
    await expect(desk.contacts.create({ customFields: { plan: 1 } })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect(calls()).toEqual([]);
  });
});

describe('an upsert', () => {
  const draft = { email: 'ada@customer.example', callerKey: 'crm-7', name: 'Ada' };

  it('creates whoever is not there, and changes whoever is', async () => {
    const { desk, sandbox } = connect();
    const made = await desk.contacts.upsert(draft);
    const again = await desk.contacts.upsert({ ...draft, name: 'Ada Lovelace' });
    expect(again.value).toMatchObject({ id: made.value.id, name: 'Ada Lovelace' });
    expect(sandbox.state.contacts.rows.size).toBe(1);
  });

  it('survives a contact that no search knows yet', async () => {
    const { desk, sandbox } = connect({ sandbox: { searchLagMs: 600_000 } });
    const made = await desk.contacts.upsert(draft);
    const again = await desk.contacts.upsert({ ...draft, name: 'Ada Lovelace' });
    expect(again.value).toMatchObject({ id: made.value.id, name: 'Ada Lovelace' });
    expect(sandbox.state.contacts.rows.size).toBe(1);
  });

  it('brings back an archived contact that the conflict names', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.contact({ external_id: 'crm-7', email: 'ada@customer.example' });
    await desk.contacts.delete(id);
    sandbox.faults.inject({ method: 'POST', path: '/contacts', fault: archivedConflict(id) });
    const { value } = await desk.contacts.upsert(draft);
    expect(value).toMatchObject({ externalId: id, name: 'Ada' });
    expect(calls().slice(-2)).toEqual([`POST /contacts/${id}/unarchive`, `PUT /contacts/${id}`]);
    expect(sandbox.state.contacts.rows.get(id)?.archived).toBe(false);
  });

  it('says what to do about an archived contact that the conflict does not name', async () => {
    const { desk, sandbox } = connect();
    sandbox.faults.inject({ method: 'POST', path: '/contacts', fault: archivedConflict(null) });
    const made = desk.contacts.upsert({ email: 'ada@customer.example' });
    await expect(made).rejects.toMatchObject({ code: 'conflict' });
    await expect(made).rejects.toThrow('archived');
  });

  it('follows a contact that was merged between the look and the write', async () => {
    const { desk, sandbox } = connect();
    const user = sandbox.seed.contact({ name: 'User' });
    const lead = sandbox.seed.lead({ email: 'ada@customer.example' });
    sandbox.faults.inject({
      method: 'PUT',
      path: `/contacts/${lead.id}`,
      fault: {
        kind: 'status',
        status: 410,
        headers: { link: `</contacts/${user.id}>; rel="canonical"` },
        body: { type: 'error.list', errors: [{ code: 'contact_merged', message: 'Merged.' }] },
      },
    });
    const { value } = await desk.contacts.upsert({ email: 'ada@customer.example', name: 'Ada' });
    expect(value).toMatchObject({ externalId: user.id, name: 'Ada' });
  });

  it('makes a second user of an address that somebody else’s key has', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.contact({ email: 'ada@customer.example', external_id: 'crm-1' });
    const { value } = await desk.contacts.upsert(draft);
    expect(value.callerKey).toBe('crm-7');
    expect(sandbox.state.contacts.rows.size).toBe(2);
  });

  it('gives a contact without a key the key', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact({ email: 'ada@customer.example' });
    const { value } = await desk.contacts.upsert(draft);
    expect(value).toMatchObject({ externalId: id, callerKey: 'crm-7' });
  });

  it('needs something to find somebody by', async () => {
    const { desk, calls } = connect();
    await expect(desk.contacts.upsert({ name: 'Ada' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect(calls()).toEqual([]);
  });
});

const archivedConflict = (id: string | null) => {
  const words = 'An archived contact matching those details already exists';
  const text = id === null ? words : `${words} with id=${id}`;
  const errors = [{ code: 'conflict', message: text }];
  return { kind: 'status', status: 409, body: { type: 'error.list', errors } } as const;
};

describe('the life of a contact', () => {
  it('archives, brings back, and deletes for good', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.contact();
    await desk.contacts.delete(id);
    expect(sandbox.state.contacts.rows.get(id)?.archived).toBe(true);
    await desk.contacts.restore(id);
    expect(sandbox.state.contacts.rows.get(id)?.archived).toBe(false);
    await desk.contacts.purge(id);
    expect(sandbox.state.contacts.rows.has(id)).toBe(false);
    expect(writes(connection)).toEqual([
      [`POST /contacts/${id}/archive`, undefined],
      [`POST /contacts/${id}/unarchive`, undefined],
      [`DELETE /contacts/${id}`, undefined],
    ]);
  });

  it('merges a lead into a user, also one that Intercom does not take for the same', async () => {
    const connection = connect();
    const { desk, another, sandbox } = connection;
    const user = sandbox.seed.contact({ email: 'a@example.org' });
    const [lead, other] = [sandbox.seed.lead(), sandbox.seed.lead()];
    await desk.contacts.merge(user.id, lead.id);
    await another({ apiVersion: '2.15' }).contacts.merge(user.id, other.id);
    expect(writes(connection).map(([, body]) => body)).toEqual([
      { from: lead.id, into: user.id, skip_duplicate_validation: true },
      { from: other.id, into: user.id },
    ]);
    await expect(desk.contacts.merge(lead.id, user.id)).rejects.toMatchObject({});
  });
});
