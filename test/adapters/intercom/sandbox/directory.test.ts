import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

describe('a company', () => {
  it('is made or changed by the caller’s own id and leaves out what it has not', async () => {
    const { post } = createClient();
    const made = await post('/companies', { company_id: 'initech', name: 'Initech', plan: 'Pro' });
    expect(made.body).toMatchObject({
      type: 'company',
      company_id: 'initech',
      app_id: 'abc123de',
      plan: { type: 'plan', name: 'Pro' },
      tags: { type: 'tag.list', tags: [] },
    });
    expect(made.body).not.toHaveProperty('size');
    const again = await post('/companies', { company_id: 'initech', size: 9 });
    expect(again.body).toMatchObject({ id: made.body.id, name: 'Initech', size: 9 });
    const bad = await post('/companies', { test: 'x' });
    expect(bad.body.errors[0]).toEqual({ code: 'bad_request', message: "bad 'test' parameter" });
  });

  it('comes alone where one was asked for, and in lists otherwise', async () => {
    const { get, post, sandbox } = createClient();
    for (const name of ['A', 'B', 'C']) sandbox.seed.company({ name, company_id: name });
    expect((await get('/companies?company_id=B')).body).toMatchObject({
      type: 'company',
      name: 'B',
    });
    expect((await get('/companies?name=Z')).body.errors[0].code).toBe('company_not_found');
    const list = (await get('/companies?per_page=2')).body;
    expect(list).toMatchObject({ type: 'list', total_count: 3, pages: { total_pages: 2 } });
    expect(typeof list.pages.next).toBe('string');
    expect((await post('/companies/list')).body.data).toHaveLength(3);
  });

  it('is scrolled through by one reader at a time, for a minute', async () => {
    const { get, sandbox } = createClient();
    for (let number = 0; number < 101; number += 1) sandbox.seed.company({ name: `C${number}` });
    const first = (await get('/companies/scroll')).body;
    expect([first.data.length, first.pages, first.total_count]).toEqual([100, null, null]);
    const second = await get('/companies/scroll');
    expect([second.status, second.body.errors[0].code]).toEqual([400, 'scroll_exists']);
    const next = `/companies/scroll?scroll_param=${first.scroll_param}`;
    expect((await get(next)).body.data).toHaveLength(1);
    expect((await get(next)).body.data).toEqual([]);
    const other = (await get('/companies/scroll')).body;
    sandbox.clock.advance(61_000);
    const late = await get(`/companies/scroll?scroll_param=${other.scroll_param}`);
    expect(late.status).toBe(404);
    expect((await get('/companies/scroll')).status).toBe(200);
  });

  it('can be deleted', async () => {
    const { get, delete: remove, sandbox } = createClient();
    const contact = sandbox.seed.contact();
    const { id } = sandbox.seed.company({ name: 'Initech', members: [contact.id] });
    expect((await get(`/companies/${id}/contacts`)).body.data).toMatchObject([{ id: contact.id }]);
    expect((await remove(`/companies/${id}`)).body).toEqual({
      id,
      object: 'company',
      deleted: true,
    });
    expect((await get(`/companies/${id}`)).status).toBe(404);
    expect((await get(`/contacts/${contact.id}`)).body.companies.total_count).toBe(0);
  });
});

describe('teammates', () => {
  it('list with the bot among them, and without who left', async () => {
    const { get, sandbox, adminId } = createClient();
    const team = sandbox.seed.team({ name: 'Tier 2', admin_ids: [adminId] });
    const left = sandbox.seed.admin({ name: 'Lee Left', removed: true });
    const { body } = await get('/admins');
    expect(body.type).toBe('admin.list');
    expect(body.admins).toMatchObject([
      { id: adminId, name: 'Ada Admin', has_inbox_seat: true, team_ids: [Number(team.id)] },
      { name: 'Fin', email: 'operator+abc123de@intercom.io', has_inbox_seat: false },
    ]);
    expect((await get(`/admins/${left.id}`)).body.errors[0].code).toBe('admin_not_found');
    expect((await get('/teams')).body).toMatchObject({
      type: 'team.list',
      teams: [{ type: 'team', id: team.id, admin_ids: [Number(adminId)] }],
    });
    expect((await get('/teams/1')).body.errors[0].code).toBe('team_not_found');
  });

  it('go away with a reason where the workspace has any', async () => {
    const { get, put, sandbox, adminId } = createClient();
    const away = (body: object) => put(`/admins/${adminId}/away`, body);
    const gone = { away_mode_enabled: true, away_mode_reassign: false };
    expect((await away(gone)).body.away_mode_enabled).toBe(true);
    const reason = sandbox.seed.awayReason('Holiday');
    expect((await away(gone)).body.errors[0].code).toBe('away_status_reason_mandatory');
    const said = await away({ ...gone, away_status_reason_id: Number(reason.id) });
    expect(said.body.away_status_reason_id).toBe(Number(reason.id));
    expect((await get('/away_status_reasons')).body.data).toMatchObject([{ label: 'Holiday' }]);
    expect((await away({ away_mode_enabled: true })).status).toBe(400);
  });
});

describe('tags', () => {
  it('are found by their name in any case, renamed by id, and put on people', async () => {
    const { get, post, sandbox } = createClient();
    const contact = sandbox.seed.contact();
    const { id } = (await post('/tags', { name: 'VIP' })).body;
    expect((await post('/tags', { name: 'vip' })).body).toEqual({ type: 'tag', id, name: 'VIP' });
    const put = { name: 'VIP', users: [{ id: contact.id }] };
    expect((await post('/tags', put)).body.users).toEqual([{ id: contact.id, tagged: true }]);
    expect((await get(`/contacts/${contact.id}/tags`)).body.data).toMatchObject([{ id }]);
    await post('/tags', { name: 'VIP', users: [{ id: contact.id, untag: true }] });
    expect((await get(`/contacts/${contact.id}/tags`)).body.data).toEqual([]);
    expect((await post('/tags', { id, name: 'Star' })).body.name).toBe('Star');
    expect((await get('/tags')).body).toEqual({
      type: 'list',
      data: [{ type: 'tag', id, name: 'Star' }],
    });
    expect((await post('/tags', { test: 'x' })).body.errors[0].message).toBe(
      'invalid tag parameters',
    );
  });

  it('stay while a segment needs them', async () => {
    const { delete: remove, sandbox } = createClient();
    const used = sandbox.seed.tag('Used', { usedBySegment: true });
    const free = sandbox.seed.tag('Free');
    expect((await remove(`/tags/${used.id}`)).body.errors[0].code).toBe(
      'tag_has_dependent_objects',
    );
    expect((await remove(`/tags/${free.id}`)).status).toBe(200);
    expect((await remove(`/tags/${free.id}`)).status).toBe(404);
  });
});

describe('a visitor', () => {
  it('is looked up, changed and made a contact', async () => {
    const { get, put, post, sandbox } = createClient();
    const { user_id } = sandbox.seed.visitor({ email: 'vi@example.org' });
    await put('/visitors', { user_id, name: 'Vi' });
    expect((await get(`/visitors?user_id=${user_id}`)).body).toMatchObject({
      type: 'visitor',
      name: 'Vi',
    });
    const made = await post('/visitors/convert', {
      type: 'user',
      visitor: { user_id },
      user: { user_id: 'v-1' },
    });
    expect(made.body).toMatchObject({
      type: 'contact',
      role: 'user',
      external_id: 'v-1',
      email: 'vi@example.org',
    });
    expect((await get(`/visitors?user_id=${user_id}`)).status).toBe(404);
  });
});
