import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const namesOf = (rows: readonly { readonly name: string }[]) => rows.map((row) => row.name);

describe('a contact', () => {
  it('is created with what the list leaves out', async () => {
    const { post, get } = createClient();
    const { status, headers, body } = await post('/contacts', {
      name: 'Ann Lee',
      email: 'Ann@Example.org',
      other_emails: ['a.lee@example.org'],
      tags: ['gold'],
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`https://acme.freshdesk.com/api/v2/contacts/${body.id}`);
    expect(body).toMatchObject({
      email: 'ann@example.org',
      deleted: false,
      active: false,
      view_all_tickets: null,
      other_companies: [],
      first_name: 'Ann',
      last_name: 'Lee',
      tags: ['gold'],
    });
    const viewed = (await get(`/contacts/${body.id}`)).body;
    expect(viewed).toMatchObject({ other_emails: ['a.lee@example.org'], avatar: null });
    expect(viewed).not.toHaveProperty('deleted');
    const [listed] = (await get('/contacts')).body;
    for (const key of ['tags', 'other_emails', 'avatar', 'view_all_tickets', 'other_companies'])
      expect(listed).not.toHaveProperty(key);
  });

  it('needs a name and something to reach it by', async () => {
    const { post } = createClient();
    const { status, body } = await post('/contacts', { job_title: 'Lead' });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { field: 'name', code: 'missing_field' },
      { field: 'email', code: 'missing_field' },
    ]);
    expect((await post('/contacts', { name: 'Ann', mobile: '555-0101' })).status).toBe(201);
  });

  it('cannot take an address or id that another has', async () => {
    const { sandbox, post, put } = createClient();
    const ann = sandbox.seed.contact({
      name: 'Ann',
      email: 'ann@example.org',
      other_emails: ['ann@home.example.org'],
      unique_external_id: 'crm-1',
    });
    const bob = sandbox.seed.contact({ name: 'Bob', email: 'bob@example.org' });
    const conflict = {
      description: 'Validation failed',
      errors: [
        {
          field: 'email',
          message: 'It should be a unique value',
          code: 'duplicate_value',
          additional_info: { user_id: ann.id },
        },
      ],
    };
    const twice = await post('/contacts', { name: 'Ann', email: 'ANN@example.org' });
    expect([twice.status, twice.body]).toEqual([409, conflict]);
    expect((await put(`/contacts/${bob.id}`, { email: 'ann@home.example.org' })).status).toBe(409);
    expect((await post('/contacts', { name: 'X', unique_external_id: 'crm-1' })).status).toBe(409);
    expect((await put(`/contacts/${ann.id}`, { email: 'ann@example.org' })).status).toBe(200);
  });

  it('keeps its holder to itself where the account is set so', async () => {
    const { sandbox, post } = createClient({ unconfirmed: { conflictNamesUser: false } });
    sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    const { body } = await post('/contacts', { name: 'Ann', email: 'ann@example.org' });
    expect(body.errors[0]).not.toHaveProperty('additional_info');
  });

  it('frees its old address when it gets a new one', async () => {
    const { sandbox, post, put } = createClient();
    const ann = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    await put(`/contacts/${ann.id}`, { email: 'lee@example.org', tags: ['x'] });
    expect((await post('/contacts', { name: 'New', email: 'ann@example.org' })).status).toBe(201);
  });

  it('joins the company of its domain', async () => {
    const { sandbox, post } = createClient();
    const { id } = sandbox.seed.company({ name: 'Globex', domains: ['globex.example.org'] });
    const { body } = await post('/contacts', { name: 'Ann', email: 'ann@globex.example.org' });
    expect(body).toMatchObject({ company_id: id, view_all_tickets: false });
  });

  it('is deleted, then unlisted and unchangeable, and restored', async () => {
    const { sandbox, get, put, delete: remove } = createClient();
    const { id } = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    expect((await remove(`/contacts/${id}`)).status).toBe(204);
    expect((await get('/contacts')).body).toEqual([]);
    expect(namesOf((await get('/contacts?state=deleted')).body)).toEqual(['Ann']);
    expect((await get(`/contacts/${id}`)).body.deleted).toBe(true);
    expect((await put(`/contacts/${id}`, { name: 'X' })).status).toBe(405);
    expect((await remove(`/contacts/${id}`)).status).toBe(405);
    expect((await put(`/contacts/${id}/restore`)).status).toBe(204);
    expect((await put(`/contacts/${id}`, { name: 'X' })).status).toBe(200);
  });

  it('is gone once deleted where the account is set so', async () => {
    const { sandbox, get } = createClient({ unconfirmed: { deletedContact: 'missing' } });
    const { id } = sandbox.seed.contact({ name: 'Ann', deleted: true });
    expect((await get(`/contacts/${id}`)).status).toBe(404);
  });

  it('is deleted for good with its tickets, after the trash or by force', async () => {
    const { sandbox, get, delete: remove } = createClient();
    const ann = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    sandbox.seed.ticket({ requesterId: ann.id });
    sandbox.seed.ticket();
    expect((await remove(`/contacts/${ann.id}/hard_delete`)).status).toBe(405);
    expect((await remove(`/contacts/${ann.id}/hard_delete?force=true`)).status).toBe(204);
    expect((await get(`/contacts/${ann.id}`)).status).toBe(404);
    expect((await get('/tickets/1')).status).toBe(404);
    expect((await get('/tickets/2')).status).toBe(200);
  });

  it('is invited by mail', async () => {
    const { sandbox, put } = createClient();
    const { id } = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    expect((await put(`/contacts/${id}/send_invite`)).status).toBe(204);
    expect(sandbox.state.outbox).toMatchObject([{ kind: 'invitation', to: ['ann@example.org'] }]);
  });
});

describe('the list of contacts', () => {
  it('is alphabetical, and filters combine', async () => {
    const { sandbox, get } = createClient();
    const { id } = sandbox.seed.company({ name: 'Globex' });
    sandbox.seed.contact({ name: 'cy', email: 'cy+1@example.org', company_id: id, active: true });
    sandbox.seed.contact({ name: 'Ann', mobile: '555-0101', company_id: id });
    sandbox.seed.contact({ name: 'Bob', blocked: true, email: 'bob@example.org' });
    const names = async (query: string) => namesOf((await get(`/contacts?${query}`)).body);
    expect(await names('')).toEqual(['Ann', 'cy']);
    expect(await names('email=cy%2B1@example.org')).toEqual(['cy']);
    expect(await names(`company_id=${id}&mobile=555-0101`)).toEqual(['Ann']);
    expect(await names('state=blocked')).toEqual(['Bob']);
    expect(await names('state=verified')).toEqual(['cy']);
    expect(await names('updated_since=2026-03-02T09:00:00Z')).toEqual([]);
    expect(await names('_updated_since=2026-01-01')).toEqual(['Ann', 'cy']);
    expect((await get('/contacts?state=sleepy')).status).toBe(400);
    expect((await get('/contacts?name=Ann')).body.errors[0].code).toBe('invalid_field');
  });

  it('completes the beginning of any word as a bare array', async () => {
    const { sandbox, get } = createClient();
    const { id } = sandbox.seed.contact({ name: 'John Jonz', email: 'j@example.org' });
    sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    expect((await get('/contacts/autocomplete?term=jon')).body).toEqual([
      { id, name: 'John Jonz' },
    ]);
  });
});

describe('merging contacts', () => {
  it('moves tickets and addresses, and asks about what both have', async () => {
    const { sandbox, post, get } = createClient();
    const ann = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org', phone: '1' });
    const lee = sandbox.seed.contact({ name: 'Lee', email: 'lee@example.org', phone: '2' });
    sandbox.seed.ticket({ requesterId: lee.id });
    const merge = { primary_contact_id: ann.id, secondary_contact_ids: [lee.id] };
    expect((await post('/contacts/merge', merge)).body.errors[0].field).toBe('phone');
    const decided = await post('/contacts/merge', { ...merge, contact: { phone: '2' } });
    expect(decided.status).toBe(204);
    expect((await get(`/contacts/${ann.id}`)).body).toMatchObject({
      phone: '2',
      other_emails: ['lee@example.org'],
    });
    expect((await get('/tickets/1')).body.requester_id).toBe(ann.id);
    expect((await get('/contacts?email=lee@example.org')).body[0].id).toBe(ann.id);
  });
});

describe('a company', () => {
  it('is created, changed and deleted, and its contacts only let go', async () => {
    const { sandbox, post, put, get, delete: remove } = createClient();
    const ann = sandbox.seed.contact({ name: 'Ann', email: 'ann@globex.example.org' });
    const made = await post('/companies', {
      name: 'Globex',
      domains: ['globex.example.org'],
      renewal_date: '2026-12-31',
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({ renewal_date: '2026-12-31T00:00:00Z', note: null });
    expect(made.body.org_company_id).toMatch(/^\d{19}$/);
    expect((await get(`/contacts/${ann.id}`)).body.company_id).toBe(id);
    expect((await put(`/companies/${id}`, { domains: [] })).body.domains).toEqual([]);
    expect((await remove(`/companies/${id}`)).status).toBe(204);
    expect((await get(`/companies/${id}`)).status).toBe(404);
    expect((await get(`/contacts/${ann.id}`)).body.company_id).toBeNull();
  });

  it('has a name of its own, in any case, and domains as well', async () => {
    const { sandbox, post, put } = createClient();
    sandbox.seed.company({ name: 'Globex', domains: ['globex.example.org'] });
    const other = sandbox.seed.company({ name: 'Initech' });
    const twice = await post('/companies', { name: 'GLOBEX' });
    expect([twice.status, twice.body.errors[0]]).toMatchObject([
      409,
      { field: 'name', code: 'duplicate_value' },
    ]);
    expect((await put(`/companies/${other.id}`, { name: 'Globex' })).status).toBe(409);
    const domains = ['globex.example.org'];
    expect((await post('/companies', { name: 'Third', domains })).status).toBe(409);
    expect((await post('/companies', {})).body.errors[0]).toMatchObject({ field: 'name' });
  });

  it('is completed as an object and listed since a moment', async () => {
    const { sandbox, get } = createClient();
    const { id } = sandbox.seed.company({ name: 'Big Acme' });
    expect((await get('/companies/autocomplete?name=acm')).body).toEqual({
      companies: [{ id, name: 'Big Acme' }],
    });
    expect((await get('/companies')).body).toHaveLength(1);
    expect((await get('/companies?updated_since=2026-03-02T09:00:00Z')).body).toEqual([]);
  });
});

describe('agents', () => {
  it('are listed without their groups, and viewed with them', async () => {
    const { sandbox, get } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com', occasional: true });
    const [listed] = (await get('/agents?state=occasional')).body;
    expect(listed).toMatchObject({ id: bo.id, contact: { name: 'Bo' }, ticket_scope: 1 });
    for (const key of ['group_ids', 'role_ids', 'name', 'email']) {
      expect(listed).not.toHaveProperty(key);
    }
    expect((await get(`/agents/${bo.id}`)).body.group_ids).toEqual(bo.agent.group_ids);
    expect((await get('/agents?email=bo@acme.example.com')).body).toHaveLength(1);
    expect((await get('/agents/autocomplete?term=bo')).body).toEqual([
      { id: bo.id, name: 'Bo', email: 'bo@acme.example.com', avatar: null },
    ]);
    expect((await get('/contacts?email=bo@acme.example.com')).body).toEqual([]);
    expect((await get(`/contacts/${bo.id}`)).status).toBe(404);
  });

  it('are made, changed, and become contacts with the same id', async () => {
    const { sandbox, get, post, put, delete: remove, as } = createClient();
    const made = await post('/agents', {
      email: 'di@acme.example.com',
      name: 'Di',
      ticket_scope: 2,
      agent_type: 3,
    });
    expect(made.body).toMatchObject({ ticket_scope: 2, type: 'collaborator' });
    const { id } = made.body;
    expect((await post('/agents', { email: 'di@acme.example.com' })).status).toBe(409);
    expect((await put(`/agents/${id}`, { ticket_scope: 1 })).body.ticket_scope).toBe(1);
    const key = sandbox.state.users.rows.get(id)?.agent?.api_key ?? '';
    expect((await get('/agents/me', as(key))).body.id).toBe(id);
    sandbox.seed.ticket({ properties: { responder_id: id } });
    expect((await remove(`/agents/${id}`)).status).toBe(204);
    expect((await get('/agents/me', as(key))).status).toBe(401);
    expect((await get(`/contacts/${id}`)).body.name).toBe('Di');
    expect((await get('/tickets/1')).body.responder_id).toBe(id);
  });

  it('come from contacts with an address, while there are seats', async () => {
    const { sandbox, put } = createClient({ seats: 2 });
    const ann = sandbox.seed.contact({
      name: 'Ann',
      email: 'ann@x.org',
      other_emails: ['a@x.org'],
    });
    const bob = sandbox.seed.contact({ name: 'Bob', email: 'bob@x.org' });
    const cy = sandbox.seed.contact({ name: 'Cy', phone: '1' });
    expect((await put(`/contacts/${cy.id}/make_agent`)).status).toBe(400);
    const { body } = await put(`/contacts/${ann.id}/make_agent`, { ticket_scope: 3 });
    expect(body).toMatchObject({ id: ann.id, other_emails: [], agent: { ticket_scope: 3 } });
    const full = await put(`/contacts/${bob.id}/make_agent`);
    expect([full.status, full.body.code]).toEqual([403, 'max_agents_reached']);
  });
});

describe('groups', () => {
  it('show members one by one, and agents show the groups they are in', async () => {
    const { sandbox, get, post, put, delete: remove } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo', group_ids: [] });
    const made = await post('/groups', { name: 'Billing', agent_ids: [bo.id] });
    const { id } = made.body;
    expect(made.body.agent_ids).toEqual([bo.id]);
    expect((await get(`/agents/${bo.id}`)).body.group_ids).toEqual([id]);
    for (const group of (await get('/groups')).body) expect(group).not.toHaveProperty('agent_ids');
    expect((await post('/groups', { name: 'Billing' })).status).toBe(409);
    expect((await put(`/groups/${id}`, { agent_ids: [] })).body.agent_ids).toEqual([]);
    expect((await get(`/admin/groups/${id}`)).body).toMatchObject({ type: 'support_agent_group' });
    sandbox.seed.ticket({ properties: { group_id: id } });
    expect((await remove(`/groups/${id}`)).status).toBe(204);
    expect((await get('/tickets/1')).body.group_id).toBeNull();
  });
});
