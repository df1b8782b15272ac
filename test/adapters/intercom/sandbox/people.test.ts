import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const now = 1_772_442_000;

describe('a contact', () => {
  it('is made of an address, an own id or a role, and of nothing less', async () => {
    const { post } = createClient();
    const made = await post('/contacts', { email: 'cy@example.org', name: 'Cy & Co' });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      type: 'contact',
      workspace_id: 'abc123de',
      role: 'user',
      email: 'cy@example.org',
      email_domain: 'example.org',
      name: 'Cy &amp; Co',
      external_id: null,
      owner_id: null,
      created_at: now,
      tags: { type: 'list', data: [], url: `/contacts/${made.body.id}/tags`, total_count: 0 },
    });
    expect(made.body.id).toMatch(/^[0-9a-f]{24}$/);
    expect((await post('/contacts', { role: 'lead' })).body.role).toBe('lead');
    const nobody = await post('/contacts', { name: 'Nobody' });
    expect([nobody.status, nobody.body.errors[0].code]).toEqual([400, 'parameter_not_found']);
    expect((await post('/contacts', { email: 'no address' })).status).toBe(400);
  });

  it('conflicts with a user of the same id or address, whose id the answer ends in', async () => {
    const { post } = createClient();
    const { id } = (await post('/contacts', { email: 'cy@example.org', external_id: 'c-1' })).body;
    for (const rival of [{ email: 'CY@example.org' }, { external_id: 'c-1' }]) {
      const answer = await post('/contacts', rival);
      expect(answer.status).toBe(409);
      expect(answer.body.errors).toEqual([
        {
          code: 'conflict',
          message: `A contact matching those details already exists with id=${id}`,
        },
      ]);
    }
    const sharing = { email: 'cy@example.org', external_id: 'c-2' };
    expect((await post('/contacts', sharing)).status).toBe(200);
    expect((await post('/contacts', { email: 'cy@example.org', role: 'lead' })).status).toBe(200);
  });

  it('conflicts with an archived one in other words', async () => {
    const { post, sandbox } = createClient();
    sandbox.seed.contact({ email: 'cy@example.org', archived: true });
    const answer = await post('/contacts', { email: 'cy@example.org' });
    expect([answer.status, answer.body.errors[0].code]).toEqual([409, 'conflict']);
    expect(answer.body.errors[0].message).not.toContain('id=');
  });

  it('takes only attributes that exist', async () => {
    const { post, put, sandbox } = createClient();
    sandbox.seed.dataAttribute({ name: 'tier', model: 'contact' });
    const { body } = await post('/contacts', {
      email: 'cy@example.org',
      custom_attributes: { tier: 'gold' },
    });
    expect(body.custom_attributes).toEqual({ tier: 'gold' });
    const refused = await put(`/contacts/${body.id}`, { custom_attributes: { Tier: 'gold' } });
    expect([refused.status, refused.body.errors[0]]).toEqual([
      401,
      { code: 'parameter_invalid', message: "Custom attribute 'Tier' does not exist" },
    ]);
  });

  it('is changed, found by its own id and deleted', async () => {
    const { get, put, post, delete: remove } = createClient();
    const { id } = (await post('/contacts', { external_id: 'c/1', email: 'a@example.org' })).body;
    const changed = await put(`/contacts/${id}`, { name: 'Cy', email: 'b@example.org' });
    expect(changed.body).toMatchObject({ name: 'Cy', email: 'b@example.org', external_id: 'c/1' });
    expect((await get('/contacts/find_by_external_id/c%2F1')).body.id).toBe(id);
    expect((await post('/contacts', { email: 'a@example.org' })).status).toBe(200);
    expect((await put(`/contacts/${id}`, { email: 'a@example.org' })).status).toBe(409);
    expect((await remove(`/contacts/${id}`)).body).toEqual({
      type: 'contact',
      id,
      external_id: 'c/1',
      deleted: true,
    });
    const gone = await get(`/contacts/${id}`);
    expect([gone.status, gone.body.errors[0].message]).toEqual([404, 'User Not Found']);
  });

  it('is archived, brought back and blocked', async () => {
    const { get, post, sandbox } = createClient();
    const { id } = sandbox.seed.contact({ email: 'cy@example.org' });
    const count = async () => (await get('/contacts')).body.total_count;
    expect((await post(`/contacts/${id}/archive`)).body).toEqual({
      type: 'contact',
      id,
      external_id: null,
      archived: true,
    });
    expect(await count()).toBe(0);
    expect((await post(`/contacts/${id}/unarchive`)).body.archived).toBe(false);
    expect(await count()).toBe(1);
    expect((await post(`/contacts/${id}/block`)).body).toMatchObject({ id, blocked: true });
    expect(await count()).toBe(0);
  });

  it('that was merged answers 410 and where it went', async () => {
    const { get, post, sandbox } = createClient();
    const lead = sandbox.seed.lead({ email: 'cy@example.org', name: 'Cy' });
    const user = sandbox.seed.contact({ email: 'cy@example.org', external_id: 'c-1' });
    const row = sandbox.seed.conversation({ contactId: lead.id });
    const backwards = await post('/contacts/merge', { from: user.id, into: lead.id });
    expect([backwards.status, backwards.body.errors[0].code]).toEqual([400, 'invalid_merge']);
    const merged = await post('/contacts/merge', { from: lead.id, into: user.id });
    expect(merged.body).toMatchObject({ id: user.id, name: 'Cy' });
    const gone = await get(`/contacts/${lead.id}`);
    expect([gone.status, gone.body.errors[0].code]).toEqual([410, 'contact_merged']);
    expect(gone.headers.get('link')).toBe(`</contacts/${user.id}>; rel="canonical"`);
    expect((await get(`/conversations/${row.id}`)).body.contacts.contacts).toEqual([
      { type: 'contact', id: user.id, external_id: 'c-1' },
    ]);
    expect((await get(`/contacts/${user.id}/merge_history`)).body).toEqual({
      type: 'list',
      data: [
        {
          type: 'merge_history',
          source_contact_id: lead.id,
          source_contact_role: 'lead',
          merged_at: now,
        },
      ],
      next_cursor: null,
      has_more: false,
    });
    expect((await get('/contacts')).body.total_count).toBe(1);
  });

  it('merges only with its double since 2.16, unless told otherwise', async () => {
    const { post, sandbox } = createClient();
    const from = sandbox.seed.lead({ email: 'a@example.org' }).id;
    const into = sandbox.seed.contact({ email: 'b@example.org' }).id;
    expect((await post('/contacts/merge', { from, into })).body.errors[0].code).toBe(
      'invalid_merge',
    );
    const told = { from, into, skip_duplicate_validation: true };
    expect((await post('/contacts/merge', told)).status).toBe(200);
    const other = sandbox.seed.lead({ email: 'c@example.org' }).id;
    const older = { 'intercom-version': '2.15' };
    expect((await post('/contacts/merge', { from: other, into }, older)).status).toBe(200);
  });

  it('has notes of its own, newest first and in numbered pages', async () => {
    const { get, post, sandbox, adminId } = createClient();
    const { id } = sandbox.seed.contact();
    for (const body of ['One', 'Two', 'Three']) await post(`/contacts/${id}/notes`, { body });
    const first = (await get(`/contacts/${id}/notes?per_page=2`)).body;
    expect(first.data.map((note: { body: string }) => note.body)).toEqual([
      '<p>Three</p>',
      '<p>Two</p>',
    ]);
    expect(first.data[0]).toMatchObject({
      type: 'note',
      contact: { type: 'contact', id },
      author: { type: 'admin', id: adminId },
    });
    expect(first.pages).toEqual({
      type: 'pages',
      next: `https://api.intercom.io/contacts/${id}/notes?per_page=2&page=2`,
      page: 1,
      per_page: 2,
      total_pages: 2,
    });
    const last = (await get(first.pages.next)).body;
    expect([last.data.length, last.pages.next]).toEqual([1, null]);
    expect((await get(`/notes/${last.data[0].id}`)).body.body).toBe('<p>One</p>');
    const nobody = await post(`/contacts/${id}/notes`, { body: 'x', admin_id: '5' });
    expect(nobody.body.errors[0].message).toBe('Resource Not Found');
  });

  it('wears tags, segments, subscriptions and companies', async () => {
    const { get, post, sandbox, delete: remove } = createClient();
    const { seed } = sandbox;
    const { id } = seed.contact();
    const tag = seed.tag('VIP');
    const news = seed.subscriptionType({ name: 'News', consent_type: 'opt_in' });
    const company = seed.company({ name: 'Initech' });
    seed.segment({ name: 'Active', contact_ids: [id] });
    await post(`/contacts/${id}/tags`, { id: tag.id });
    await post(`/contacts/${id}/subscriptions`, { id: news.id, consent_type: 'opt_in' });
    await post(`/contacts/${id}/companies`, { id: company.id });
    const { body } = await get(`/contacts/${id}`);
    expect(body.tags).toMatchObject({ total_count: 1, data: [{ id: tag.id, type: 'tag' }] });
    expect(body.opted_in_subscription_types.total_count).toBe(1);
    expect(body.companies.data).toEqual([
      { id: company.id, type: 'company', url: `/companies/${company.id}` },
    ]);
    expect((await get(`/contacts/${id}/companies`)).body.companies).toMatchObject([
      { name: 'Initech', user_count: 1 },
    ]);
    expect((await get(`/contacts/${id}/segments`)).body.data).toMatchObject([{ name: 'Active' }]);
    await remove(`/contacts/${id}/tags/${tag.id}`);
    expect((await get(`/contacts/${id}/tags`)).body.data).toEqual([]);
    await remove(`/contacts/${id}/companies/${company.id}`);
    expect((await get(`/companies/${company.id}`)).body.user_count).toBe(0);
    const lost = await post(`/contacts/${id}/companies`, { id: '123' });
    expect(lost.body.errors[0].code).toBe('company_not_found');
  });
});
