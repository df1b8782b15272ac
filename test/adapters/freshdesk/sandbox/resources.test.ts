import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

describe('ticket fields', () => {
  it('have choices of another type for each field', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.status({ label: 'Escalated', customer_label: 'In progress' });
    sandbox.seed.field({ type: 'custom_dropdown', label: 'Plan', choices: ['Pro'] });
    sandbox.seed.field({
      type: 'nested_field',
      label: 'Country',
      levels: ['State', 'City'],
      choices: { usa: { texas: ['austin'] } },
    });
    const fields = (await get('/ticket_fields')).body as {
      name: string;
      choices: unknown;
      nested_ticket_fields: unknown;
    }[];
    const byName = new Map(fields.map((field) => [field.name, field]));
    expect(byName.get('ticket_type')?.choices).toContain('Refund');
    expect(byName.get('priority')?.choices).toEqual({ Low: 1, Medium: 2, High: 3, Urgent: 4 });
    expect(byName.get('status')?.choices).toMatchObject({
      2: ['Open', 'Being Processed'],
      8: ['Escalated', 'In progress'],
    });
    expect(Object.keys(byName.get('agent')?.choices ?? {})).toEqual(['Ada Admin']);
    expect(byName.get('cf_plan')?.choices).toEqual(['Pro']);
    expect(byName.get('cf_country')?.choices).toEqual([{ usa: [{ texas: ['austin'] }] }]);
    expect(byName.get('cf_country')?.nested_ticket_fields).toMatchObject([
      { name: 'cf_state', level: 2 },
      { name: 'cf_city', level: 3 },
    ]);
    expect(byName.get('subject')).not.toHaveProperty('choices');
    const statuses = (await get('/ticket_fields?type=default_status')).body;
    expect(statuses).toHaveLength(1);
  });

  it('are made by admins, who see each choice as an object', async () => {
    const { post, put, get, delete: remove } = createClient();
    const given = {
      label: 'Issue type',
      label_for_customers: 'Issue',
      type: 'custom_dropdown',
      choices: [{ value: 'Bug', position: 1 }],
    };
    const made = await post('/admin/ticket_fields', given);
    expect(made.body).toMatchObject({
      name: 'cf_issue_type',
      choices: [{ value: 'Bug', position: 1, parent_choice_id: null, choices: [] }],
      has_section: false,
    });
    expect((await post('/admin/ticket_fields', given)).body.name).toMatch(/^cf_issue_type_\d+$/);
    const path = `/admin/ticket_fields/${made.body.id}`;
    await put(path, { required_for_agents: true });
    expect((await get(path)).body.required_for_agents).toBe(true);
    expect((await remove(path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
  });

  it('show forms only where the feature is on', async () => {
    const off = createClient();
    const refused = await off.get('/ticket-forms');
    expect([refused.status, refused.body.code]).toEqual([403, 'require_feature']);
    const on = createClient({ features: { ticketForms: true } });
    const form = on.sandbox.seed.ticketForm({ title: 'Default' });
    expect((await on.get('/ticket-forms')).body).toMatchObject([{ id: form.id }]);
    on.sandbox.seed.ticket();
    expect((await on.get('/tickets/1')).body.form_id).toBe(form.id);
    off.sandbox.seed.ticket();
    expect((await off.get('/tickets/1')).body).not.toHaveProperty('form_id');
  });
});

describe('features', () => {
  it('add their keys to tickets', async () => {
    const { sandbox, get } = createClient({
      features: { sharedOwnership: true, sentiment: true, structuredChat: true },
    });
    sandbox.seed.ticket({ properties: { sentiment_score: 40 } });
    expect((await get('/tickets/1')).body).toMatchObject({
      internal_agent_id: null,
      internal_group_id: null,
      sentiment_score: 40,
      initial_sentiment_score: null,
      structured_description: null,
    });
    const plain = createClient();
    plain.sandbox.seed.ticket();
    const { body } = await plain.get('/tickets/1');
    for (const key of ['internal_agent_id', 'sentiment_score', 'structured_description'])
      expect(body).not.toHaveProperty(key);
  });

  it('gate time entries', async () => {
    const { sandbox, get } = createClient({ features: { timeTracking: false } });
    sandbox.seed.ticket();
    const refused = await get('/tickets/1/time_entries');
    expect([refused.status, refused.body.code]).toEqual([403, 'require_feature']);
  });
});

describe('time entries', () => {
  it('start a timer when nothing is said, one for each agent', async () => {
    const { sandbox, post, get, put } = createClient();
    sandbox.seed.tickets(2);
    const first = (await post('/tickets/1/time_entries', { note: 'a' })).body;
    expect(first).toMatchObject({ timer_running: true, time_spent: '00:00', billable: true });
    sandbox.clock.advance(103_000);
    await post('/tickets/2/time_entries', {});
    const [stopped] = (await get('/tickets/1/time_entries')).body;
    expect(stopped).toMatchObject({
      timer_running: false,
      time_spent: '00:01',
      time_spent_in_seconds: 103,
    });
    const again = await put(`/time_entries/${first.id}/toggle_timer`);
    expect(again.body.timer_running).toBe(true);
    const running = (await get('/time_entries')).body.filter(
      (row: { timer_running: boolean }) => row.timer_running,
    );
    expect(running).toHaveLength(1);
  });

  it('are filtered, and refuse a start without a timer', async () => {
    const { sandbox, post, get } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo' });
    sandbox.seed.ticket();
    const add = (more: object) => post('/tickets/1/time_entries', { time_spent: '00:30', ...more });
    await add({ agent_id: bo.id, executed_at: '2026-02-01T00:00:00Z' });
    await add({ billable: false });
    const count = async (query: string) => (await get(`/time_entries?${query}`)).body.length;
    expect(await count(`agent_id=${bo.id}`)).toBe(1);
    expect(await count('billable=false')).toBe(1);
    expect(await count('executed_before=2026-02-02T00:00:00Z')).toBe(1);
    const refused = await add({ start_time: '2026-03-01T00:00:00Z', timer_running: false });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'start_time']);
    expect((await add({ time_spent: 'long' })).status).toBe(400);
  });
});

describe('satisfaction', () => {
  it('is rated by customers, whose words land among the conversations', async () => {
    const { sandbox, get, post } = createClient();
    sandbox.seed.ticket({ properties: { status: 5 } });
    sandbox.actors.customerRates(1, 103, { feedback: 'Great' });
    const [row] = (await get('/surveys/satisfaction_ratings')).body;
    expect(row).toMatchObject({
      ticket_id: 1,
      agent_id: null,
      feedback: 'Great',
      ratings: { default_question: 103 },
    });
    expect((await get('/tickets/1/conversations')).body).toMatchObject([
      { source: 6, category: 7, incoming: true, body_text: 'Great', to_emails: null },
    ]);
    expect(
      (await get('/tickets/1?include=stats')).body.stats.requester_responded_at,
    ).not.toBeNull();
    const rate = (ratings: object) => post('/tickets/1/satisfaction_ratings', { ratings });
    expect((await rate({ default_question: -103 })).status).toBe(201);
    expect((await rate({ default_question: 7 })).status).toBe(400);
    expect((await get('/tickets/1/satisfaction_ratings')).body).toHaveLength(2);
  });

  it('is listed for a recent window, or since a moment', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket();
    sandbox.actors.customerRates(1, 100);
    sandbox.clock.advance(40 * 86_400_000);
    expect((await get('/surveys/satisfaction_ratings')).body).toEqual([]);
    const since = '/surveys/satisfaction_ratings?created_since=2026-01-01T00:00:00Z';
    expect((await get(since)).body).toHaveLength(1);
    expect((await get('/surveys?state=active')).body[0].questions[0].id).toBe('default_question');
  });
});

describe('the account’s settings', () => {
  it('answer from mailboxes to calendars', async () => {
    const { sandbox, get } = createClient();
    const product = sandbox.seed.product({ name: 'Phone', description: null });
    const [config] = (await get('/email_configs')).body;
    const [mailbox] = (await get('/email/mailboxes')).body;
    expect(mailbox).toMatchObject({ id: config.id, support_email: config.reply_email });
    expect((await get(`/email/mailboxes/${config.id}`)).body.default_reply_email).toBe(true);
    expect((await get('/products')).body).toMatchObject([{ id: product.id, name: 'Phone' }]);
    const [calendar] = (await get('/business_hours')).body;
    expect(calendar.working_hours.monday).toEqual({ start_time: '8:00 am', end_time: '5:00 pm' });
    expect(calendar.working_hours).not.toHaveProperty('sunday');
    const [policy] = (await get('/sla_policies')).body;
    expect(policy.sla_target.priority_4).toMatchObject({ respond_within: 3600 });
    expect((await get('/settings/helpdesk')).body.primary_language).toBe('en');
    expect((await get('/account')).body).toMatchObject({ account_id: 13, data_center: 'US' });
    expect((await get('/scenario_automations')).body).toEqual([]);
  });

  it('keep canned responses in folders', async () => {
    const { sandbox, get } = createClient();
    const folder = sandbox.seed.cannedFolder({ name: 'General', personal: false });
    const response = sandbox.seed.cannedResponse({
      title: 'Hello',
      folder_id: folder.id,
      content: 'Hi there',
    });
    expect((await get('/canned_response_folders')).body).toMatchObject([
      { id: folder.id, responses_count: 1 },
    ]);
    expect((await get(`/canned_response_folders/${folder.id}/responses`)).body).toMatchObject([
      { id: response.id, title: 'Hello' },
    ]);
    expect((await get(`/canned_responses/${response.id}`)).body).toMatchObject({
      content: 'Hi there',
      content_html: '<div>Hi there</div>',
      visibility: 0,
    });
  });
});

describe('solutions', () => {
  it('are walked from category to folder to article, folder by folder', async () => {
    const { post, get } = createClient();
    const category = (await post('/solutions/categories', { name: 'General' })).body.id;
    const folders = `/solutions/categories/${category}/folders`;
    const top = (await post(folders, { name: 'FAQ', visibility: 1 })).body.id;
    const deep = (await post(folders, { name: 'Login', visibility: 2, parent_folder_id: top })).body
      .id;
    expect((await get(folders)).body).toMatchObject([{ id: top, sub_folders_count: 1 }]);
    expect((await get(`/solutions/folders/${top}/subfolders`)).body).toMatchObject([{ id: deep }]);
    const article = await post(`/solutions/folders/${deep}/articles`, {
      title: 'Reset a password',
      description: '<p>Click <b>Forgot</b></p>',
      status: 2,
      type: 1,
      tags: ['login'],
      seo_data: { meta_keywords: ['password', 'reset'] },
    });
    expect(article.body).toMatchObject({
      description_text: 'Click Forgot',
      seo_data: { meta_keywords: 'password,reset' },
      hierarchy: [
        { level: 0, type: 'category', data: { id: category } },
        { level: 1, type: 'folder', data: { id: top } },
        { level: 2, type: 'folder', data: { id: deep } },
      ],
    });
    const missing = await post(`/solutions/folders/${deep}/articles`, { title: 'x' });
    expect(missing.body.errors.map((error: { field: string }) => error.field)).toEqual([
      'description',
      'status',
    ]);
  });

  it('have translations behind the article, and a search that says where it found', async () => {
    const { sandbox, post, put, get } = createClient();
    const { id } = sandbox.seed.article({ title: 'Reset', description: '<p>How</p>' });
    expect((await get(`/solutions/articles/${id}/de`)).status).toBe(404);
    const german = { title: 'Zurücksetzen', description: '<p>So</p>', status: 1 };
    expect((await post(`/solutions/articles/${id}/de`, german)).status).toBe(201);
    await put(`/solutions/articles/${id}/de`, { status: 2 });
    expect((await get(`/solutions/articles/${id}/de`)).body).toMatchObject({
      title: 'Zurücksetzen',
      status: 2,
    });
    expect((await get(`/solutions/articles/${id}`)).body.title).toBe('Reset');
    expect((await get('/search/solutions?term=reset%20how')).body).toMatchObject([
      { id, category_name: 'General', folder_name: 'FAQ', folder_visibility: 1 },
    ]);
    expect((await get('/search/solutions?term=nothing')).body).toEqual([]);
  });

  it('go with their folder and category', async () => {
    const { sandbox, get, delete: remove } = createClient();
    const { id, category_id, folder_id } = sandbox.seed.article({ title: 'Reset' });
    expect((await remove(`/solutions/categories/${category_id}`)).status).toBe(204);
    expect((await get(`/solutions/folders/${folder_id}`)).status).toBe(404);
    expect((await get(`/solutions/articles/${id}`)).status).toBe(404);
  });
});
