import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const at = (version: string) => ({ 'intercom-version': version });

describe('versions', () => {
  it.each([
    ['2.11', 'priority', null],
    ['2.15', 'priority', null],
    ['2.16', 'urgent', 0],
  ])('spell priority and nobody: %s', async (version, priority, nobody) => {
    const { sandbox, get } = createClient();
    const row = sandbox.seed.conversation({ properties: { priority: 'urgent' } });
    const { body } = await get(`/conversations/${row.id}`, at(version));
    expect([body.priority, body.admin_assignee_id, body.team_assignee_id]).toEqual([
      priority,
      nobody,
      nobody,
    ]);
    const none = sandbox.seed.conversation();
    const calm = await get(`/conversations/${none.id}`, at(version));
    expect(calm.body.priority).toBe(version === '2.16' ? 'none' : 'not_priority');
  });

  it.each([
    ['2.11', '0'],
    ['2.15', '0'],
    ['2.16', 0],
  ])('spell nobody on tickets: %s', async (version, nobody) => {
    const { sandbox, get } = createClient();
    const row = sandbox.seed.ticket();
    const { body } = await get(`/tickets/${row.id}`, at(version));
    expect([body.admin_assignee_id, body.team_assignee_id]).toEqual([nobody, nobody]);
  });

  it('tell a ticket’s state as a text up to 2.11 and set it by its name', async () => {
    const { sandbox, get, put } = createClient();
    const row = sandbox.seed.ticket();
    const older = (await get(`/tickets/${row.id}`, at('2.11'))).body;
    expect(older).toMatchObject({
      ticket_state: 'submitted',
      ticket_state_internal_label: 'Submitted',
      ticket_state_external_label: 'Submitted',
    });
    const changed = await put(`/tickets/${row.id}`, { state: 'in_progress' }, at('2.11'));
    expect(changed.body.ticket_state).toBe('in_progress');
    const newer = (await get(`/tickets/${row.id}`, at('2.12'))).body;
    expect(newer.ticket_state).toMatchObject({ category: 'in_progress' });
    expect((await get('/ticket_types', at('2.11'))).body).toHaveProperty('ticket_types');
    expect((await get('/ticket_types', at('2.12'))).body).toHaveProperty('data');
  });

  it('take the acting teammate of a ticket at the top since 2.14, inside before', async () => {
    const { sandbox, put, adminId } = createClient();
    const row = sandbox.seed.ticket();
    const inside = { assignment: { admin_id: adminId, assignee_id: adminId } };
    const ignored = await put(`/tickets/${row.id}`, inside, at('2.14'));
    expect(ignored.body.admin_assignee_id).toBe('0');
    const older = await put(`/tickets/${row.id}`, inside, at('2.13'));
    expect(older.body.admin_assignee_id).toBe(adminId);
    expect(older.body.ticket_parts.ticket_parts.at(-1).author.id).toBe(adminId);
  });

  it('add keys to parts and conversations as they go', async () => {
    const { sandbox, get, adminId } = createClient();
    const row = sandbox.seed.conversation({ parts: [{ authorId: adminId, body: 'Hi' }] });
    const keys = async (version: string) => {
      const { body } = await get(`/conversations/${row.id}`, at(version));
      const [part] = body.conversation_parts.conversation_parts;
      return {
        state: 'state' in part,
        metadata: 'metadata' in part,
        ai: 'from_ai_agent' in part.author,
        company: 'company' in body,
        channel: 'channel' in body,
      };
    };
    const none = { state: false, metadata: false, ai: false, company: false, channel: false };
    expect(await keys('2.12')).toEqual(none);
    expect(await keys('2.13')).toEqual({ ...none, state: true });
    expect(await keys('2.14')).toEqual({ ...none, state: true, metadata: true, ai: true });
    expect(await keys('2.15')).toMatchObject({ company: true, channel: false });
    expect(await keys('2.16')).toMatchObject({ company: true, channel: true });
  });

  it('spell the owner of a contact and the parents of an article', async () => {
    const { sandbox, get, adminId } = createClient();
    const contact = sandbox.seed.contact({ owner_id: adminId });
    const owner = async (version: string) =>
      (await get(`/contacts/${contact.id}`, at(version))).body.owner_id;
    expect(await owner('2.15')).toBe(Number(adminId));
    expect(await owner('2.16')).toBe(adminId);
    const collection = sandbox.seed.collection({ name: 'Start' });
    const article = sandbox.seed.article({ title: 'A', parent_ids: [collection.id] });
    const older = (await get(`/articles/${article.id}`, at('2.15'))).body;
    expect(older).toMatchObject({ parent_id: Number(collection.id), parent_type: 'collection' });
    const newer = (await get(`/articles/${article.id}`, at('2.16'))).body;
    expect(newer).not.toHaveProperty('parent_id');
    expect(newer.parent_ids).toEqual([Number(collection.id)]);
  });

  it.each([
    ['GET', '/ticket_states', '2.12'],
    ['DELETE', '/conversations/1', '2.13'],
    ['POST', '/tickets/enqueue', '2.14'],
    ['GET', '/conversations/deleted', '2.16'],
    ['GET', '/conversations/attributes', '2.16'],
    ['GET', '/macros', '2.16'],
  ])('know no %s %s before %s', async (method, path, version) => {
    const { sandbox, call } = createClient();
    const [contact, type] = [sandbox.seed.contact(), [...sandbox.state.ticketTypes.rows.keys()][0]];
    sandbox.seed.conversation({ contactId: contact.id });
    const body = { ticket_type_id: type, contacts: [{ id: contact.id }] };
    const sent = method === 'POST' ? body : undefined;
    const before = `2.${Number(version.slice(2)) - 1}`;
    expect((await call(method, path, sent, at(before))).status).toBe(404);
    expect((await call(method, path, sent, at(version))).status).toBe(200);
  });
});

describe('a mail', () => {
  it('shows its recipients since 2.16 and its subject as HTML', async () => {
    const { sandbox, get } = createClient();
    const recipients = [{ type: 'to', email: 'help@acme.example.com', drop_reason: null }];
    const row = sandbox.seed.conversation({
      source: { type: 'email', subject: '<p>Re: Bug</p>', mail: { recipients } },
    });
    const { source } = (await get(`/conversations/${row.id}`)).body;
    expect(source).toMatchObject({ type: 'email', subject: '<p>Re: Bug</p>', recipients });
    const older = (await get(`/conversations/${row.id}?display_as=plaintext`, at('2.15'))).body;
    expect(older.source.subject).toBe('Re: Bug');
    expect(older.source).not.toHaveProperty('recipients');
  });
});

describe('texts', () => {
  it('are HTML, or plain where that is asked for', async () => {
    const { sandbox, get, put, adminId } = createClient();
    const row = sandbox.seed.conversation({
      body: 'One & only',
      parts: [
        {
          authorId: adminId,
          body: '<p>See <a href="https://x.org">https://x.org</a></p><ul><li>a</li><li>b</li></ul>',
        },
      ],
    });
    const path = `/conversations/${row.id}`;
    expect((await get(path)).body.source.body).toBe('<p>One &amp; only</p>');
    const { body } = await get(`${path}?display_as=plaintext`);
    expect(body.source.body).toBe('One & only');
    expect(body.conversation_parts.conversation_parts[0].body).toBe('See https://x.org\n\na\nb');
    const written = await put(`${path}?display_as=plaintext`, { read: true });
    expect(written.body.source.body).toBe('One & only');
  });
});
