import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const now = 1_772_442_000;

describe('attributes', () => {
  it('of contacts and companies are listed by model and made once', async () => {
    const { get, post, put } = createClient();
    const made = await post('/data_attributes', {
      name: 'Fleet size',
      model: 'company',
      data_type: 'options',
      options: [{ value: 'small' }, { value: 'large' }],
    });
    expect(made.body).toMatchObject({
      type: 'data_attribute',
      full_name: 'custom_attributes.Fleet size',
      data_type: 'string',
      options: ['small', 'large'],
      custom: true,
    });
    const companies = await get('/data_attributes?model=company');
    expect(companies.body.data.map((row: { name: string }) => row.name)).toEqual([
      'name',
      'company_id',
      'Fleet size',
    ]);
    const again = await post('/data_attributes', {
      name: 'Fleet size',
      model: 'contact',
      data_type: 'string',
    });
    expect(again.body.errors[0].message).toContain("You already have 'Fleet size'");
    await put(`/data_attributes/${made.body.id}`, { archived: true });
    expect((await get('/data_attributes?model=company')).body.data).toHaveLength(2);
    const all = await get('/data_attributes?model=company&include_archived=true');
    expect(all.body.data).toHaveLength(3);
  });

  it('refuse what has no valid name, model or type', async () => {
    const { post, put } = createClient();
    const valid = { name: 'A', model: 'contact', data_type: 'string' };
    for (const wrong of [{ name: '!nv@l!d' }, { model: 'ticket' }, { data_type: 'mithril' }]) {
      const answer = await post('/data_attributes', { ...valid, ...wrong });
      expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'parameter_invalid']);
    }
    expect((await put('/data_attributes/1', {})).body.errors[0].code).toBe('field_not_found');
  });

  it('of conversations have an endpoint of their own since 2.16', async () => {
    const { get, post, delete: remove } = createClient();
    const moved = await get('/data_attributes?model=conversation');
    expect([moved.status, moved.body.errors[0].code]).toEqual([422, 'parameter_invalid']);
    const made = await post('/conversations/attributes', {
      name: 'Area',
      data_type: 'list',
      options: [{ label: 'North' }, { label: 'South' }],
    });
    const at = `/conversations/attributes/${made.body.id}`;
    const grown = await post(`${at}/options`, { label: 'East' });
    const labels = grown.body.options.map((option: { label: string }) => option.label);
    expect(labels).toEqual(['North', 'South', 'East']);
    await remove(`${at}/options/${grown.body.options[2].id}`);
    const few = await remove(`${at}/options/${grown.body.options[1].id}`);
    expect([few.status, few.body.errors[0].message]).toEqual([
      422,
      'A list attribute must have at least 2 active options',
    ]);
    expect((await remove(at)).body.archived).toBe(true);
    expect((await get('/conversations/attributes')).body.data).toEqual([]);
    expect((await get('/conversations/attributes/9')).body.errors[0].code).toBe(
      'conversation_attribute_not_found',
    );
    const wrong = await post('/conversations/attributes', { name: 'x', data_type: 'y' });
    expect(wrong.status).toBe(422);
  });
});

describe('articles', () => {
  it('are made with a title and an author, and have an address once published', async () => {
    const { get, post, put, delete: remove, adminId } = createClient();
    const author_id = Number(adminId);
    const made = await post('/articles', { title: 'Reset', body: 'Text', author_id });
    expect(made.body).toMatchObject({
      type: 'article',
      title: 'Reset',
      body: '<p class="no-margin">Text</p>',
      state: 'draft',
      url: null,
      author_id,
      statistics: { type: 'article_statistics' },
    });
    const at = `/articles/${made.body.id}`;
    const published = await put(at, { state: 'published', title: 'Reset it' });
    expect(published.body.url).toMatch(/\/en\/articles\/\d+-reset-it$/);
    const list = (await get('/articles')).body;
    expect(list.data).toMatchObject([{ id: made.body.id }]);
    expect(list.data[0]).not.toHaveProperty('statistics');
    expect((await remove(at)).body).toEqual({
      id: made.body.id,
      object: 'article',
      deleted: true,
    });
    expect((await get(at)).status).toBe(404);
    for (const body of [{ author_id }, { title: 'x' }]) {
      const refused = await post('/articles', body);
      expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'parameter_not_found']);
    }
  });

  it('keep their translations', async () => {
    const { put, sandbox } = createClient();
    const { id } = sandbox.seed.article({ title: 'Reset' });
    const translate = (content: object) =>
      put(`/articles/${id}`, { translated_content: { fr: content } });
    await translate({ title: 'Réinitialiser', body: '<p>Oui</p>', state: 'published' });
    const { body } = await translate({ description: 'Bref' });
    expect(body.translated_content.fr).toMatchObject({
      title: 'Réinitialiser',
      description: 'Bref',
      state: 'published',
    });
  });

  it('are found by their words and their state', async () => {
    const { get, sandbox } = createClient();
    sandbox.seed.article({ title: 'Reset a password', body: '<p>Press the link</p>' });
    sandbox.seed.article({ title: 'Password rules', state: 'draft' });
    const found = async (query: string) =>
      (await get(`/articles/search?${query}`)).body.data.articles.map(
        (row: { title: string }) => row.title,
      );
    expect(await found('phrase=password')).toHaveLength(2);
    expect(await found('phrase=password&state=published')).toEqual(['Reset a password']);
    expect(await found('phrase=LINK password')).toEqual(['Reset a password']);
    const marked = await get('/articles/search?phrase=rules&highlight=true');
    expect(marked.body.data.highlights).toHaveLength(1);
  });

  it('stand in collections that stand in each other', async () => {
    const { get, post, put, delete: remove, sandbox } = createClient();
    const center = sandbox.seed.helpCenter();
    const top = (await post('/help_center/collections', { name: 'Start' })).body;
    expect(top).toMatchObject({ parent_id: null, help_center_id: Number(center.id) });
    const inner = await post('/help_center/collections', { name: 'More', parent_id: top.id });
    expect(inner.body.parent_id).toBe(top.id);
    await put(`/help_center/collections/${top.id}`, { description: 'First' });
    const list = (await get('/help_center/collections')).body;
    expect(list.data.map((row: { description: string }) => row.description)).toEqual(['First', '']);
    expect((await remove(`/help_center/collections/${top.id}`)).body.object).toBe('collection');
    expect((await post('/help_center/collections', {})).status).toBe(400);
    expect((await get('/help_center/help_centers')).body.data).toMatchObject([{ id: center.id }]);
    expect((await get('/help_center/help_centers/1')).status).toBe(404);
  });
});

describe('messages', () => {
  it('of a teammate name no conversation unless one is asked for', async () => {
    const { post, get, sandbox, adminId } = createClient({ botParts: false });
    const contact = sandbox.seed.contact({ email: 'cy@example.org' });
    const message = {
      from: { type: 'admin', id: Number(adminId) },
      to: { type: 'user', id: contact.id },
      message_type: 'inapp',
      body: 'Hello',
    };
    const alone = await post('/messages', message);
    expect(alone.body).toMatchObject({
      type: 'admin_message',
      created_at: now,
      subject: 'Hello',
      body: 'Hello',
      message_type: 'inapp',
      owner: { type: 'admin', id: adminId },
    });
    expect(alone.body).not.toHaveProperty('conversation_id');
    const early = await post('/messages', {
      ...message,
      create_conversation_without_contact_reply: true,
    });
    const { body } = await get(`/conversations/${early.body.conversation_id}`);
    expect(body).toMatchObject({
      waiting_since: null,
      source: { delivered_as: 'admin_initiated', author: { type: 'admin', id: adminId } },
    });
    expect(sandbox.state.outbox.map(({ kind, to }) => [kind, to])).toEqual([
      ['message', ['cy@example.org']],
      ['message', ['cy@example.org']],
    ]);
  });

  it('need a text, and a subject where they are mails', async () => {
    const { post, sandbox, adminId } = createClient();
    const contact = sandbox.seed.contact({ email: 'cy@example.org' });
    const message = {
      from: { type: 'admin', id: Number(adminId) },
      to: { type: 'user', id: contact.id },
      message_type: 'email',
    };
    const empty = await post('/messages', { ...message, subject: 'Hi' });
    expect([empty.status, empty.body.errors[0].message]).toEqual([400, 'Body is required']);
    const bare = await post('/messages', { ...message, body: 'Hi' });
    expect([bare.status, bare.body.errors[0].code]).toEqual([422, 'parameter_not_found']);
  });

  it('have templates with times as text', async () => {
    const { get, sandbox } = createClient();
    for (const updated_at of [now - 20, now - 10])
      sandbox.seed.macro({ name: `M${updated_at}`, updated_at });
    const first = (await get('/macros?per_page=1')).body;
    expect(first.data).toMatchObject([{ type: 'macro', updated_at: '2026-03-02T08:59:50.000Z' }]);
    const cursor = first.pages.next.starting_after;
    const last = (await get(`/macros?per_page=1&starting_after=${cursor}`)).body;
    expect(last.data).toMatchObject([{ updated_at: '2026-03-02T08:59:40.000Z' }]);
    expect(last.pages.next).toBeNull();
    expect((await get(`/macros?updated_since=${now - 15}`)).body.data).toHaveLength(1);
    expect((await get(`/macros/${first.data[0].id}`)).body.id).toBe(first.data[0].id);
    expect((await get('/macros/1')).status).toBe(404);
  });
});

describe('data events', () => {
  it('are taken with 202 and counted once a second', async () => {
    const { post, sandbox } = createClient();
    const { id } = sandbox.seed.contact({ external_id: 'c-1' });
    const event = { event_name: 'signed-in', created_at: now };
    const first = await post('/events', { ...event, id });
    expect([first.status, first.text]).toEqual([202, '']);
    await post('/events', { ...event, user_id: 'c-1' });
    expect(sandbox.state.events.size).toBe(1);
    expect((await post('/events', { ...event, user_id: 'nobody' })).status).toBe(404);
  });
});
