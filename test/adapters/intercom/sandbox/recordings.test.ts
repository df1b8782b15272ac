import { beforeAll, expect, it } from 'vitest';
import { describeWithReference, readReferenceJson } from '../../../support/reference.ts';
import { type Client, createClient, startConversation } from './client.ts';
import { createReceiver } from './receiver.ts';

const recorded = (name: string) =>
  readReferenceJson('providers', 'intercom', 'fixtures', `${name}.json`);

/** Objects whose keys are the workspace's own. */
const open = new Set(['custom_attributes', 'ticket_attributes']);

/** Each key of a value, with those of objects in it, and what kind of value stands there. */
function kindsOf(value: unknown, path = ''): (readonly [key: string, kind: string])[] {
  if (Array.isArray(value)) return value.flatMap((item) => kindsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = path === '' ? key : `${path}.${key}`;
    const kind = item === null ? 'null' : Array.isArray(item) ? 'list' : typeof item;
    return [[own, kind] as const, ...(open.has(key) ? [] : kindsOf(item, own))];
  });
}

/** What a recording has and an answer has not: keys, or values of another kind. Null fits any. */
function lacking(answer: unknown, recording: unknown): string[] {
  const own = kindsOf(answer);
  const lacks = kindsOf(recording).filter(([key, kind]) => {
    const kinds = own.filter(([name]) => name === key).map(([, known]) => known);
    const fits =
      kind === 'null' ? kinds.length > 0 : kinds.includes(kind) || kinds.includes('null');
    return !fits;
  });
  return [...new Set(lacks.map(([key, kind]) => `${key}: ${kind}`))];
}

const older = { 'intercom-version': '2.11' };

describeWithReference('an answer has everything that was recorded in', () => {
  const client: Client = createClient({ botParts: false });
  const { seed } = client.sandbox;
  const admin = { type: 'admin', admin_id: client.adminId };
  let at: string;
  let contactId: string;

  beforeAll(async () => {
    const { id, contactId: contact } = await startConversation(client);
    at = `/conversations/${id}`;
    contactId = contact;
    seed.conversations(2, { contactId });
    seed.company({
      name: 'Tagged',
      tags: [
        {
          tag_id: seed.tag('A').id,
          applied_at: 1,
          applied_by: { type: 'admin', id: client.adminId },
        },
      ],
    });
    client.sandbox.clock.advance(5000);
  });

  const filter = { field: 'created_at', operator: '>', value: 0 };
  const reply = () => ({
    type: 'user',
    message_type: 'comment',
    intercom_user_id: contactId,
    body: 'Again',
  });
  const answers: Readonly<Record<string, () => Promise<{ readonly body: unknown }>>> = {
    'admin.list': () => client.get('/admins'),
    'admin.me': () => client.get('/me'),
    'article.create.draft': () =>
      client.post('/articles', { title: 'A', author_id: client.adminId }, older),
    'company.scroll.page1': () => client.get('/companies/scroll'),
    'contact.create.user': () => client.post('/contacts', { email: 'new@example.org' }, older),
    'conversation.create': () =>
      client.post('/conversations', { from: { type: 'user', id: contactId }, body: 'Hi' }),
    'conversation.manage.close': () =>
      client.post(`${at}/parts`, { ...admin, message_type: 'close' }, older),
    'conversation.reply.user-reopens': () => client.post(`${at}/reply`, reply()),
    'conversation.search.with-next': async () => {
      await client.post(`${at}/reply`, { ...admin, message_type: 'comment', body: 'Hi' });
      const search = { query: filter, pagination: { per_page: 1 } };
      return client.post('/conversations/search', search, older);
    },
    'conversation.tag.add': () =>
      client.post(`${at}/tags`, { id: seed.tag('B').id, admin_id: client.adminId }),
    'message.send.inapp': () =>
      client.post('/messages', {
        from: { type: 'admin', id: client.adminId },
        to: { type: 'user', id: contactId },
        body: 'Hi',
        message_type: 'inapp',
      }),
    'note.create': () => client.post(`/contacts/${contactId}/notes`, { body: 'x' }),
    'note.list.page1': async () => {
      await client.post(`/contacts/${contactId}/notes`, { body: 'x' });
      return client.get(`/contacts/${contactId}/notes?per_page=1`);
    },
    'tag.list': () => client.get('/tags'),
    'ticket.create': () => {
      const type = seed.ticketType({ name: 'Bug' });
      return client.post('/tickets', { ticket_type_id: type.id, contacts: [{ id: contactId }] });
    },
    'ticket.search': async () => {
      client.sandbox.clock.advance(5000);
      return client.post('/tickets/search', { query: filter });
    },
    'ticket_states.list': () => client.get('/ticket_states'),
    'ticket_types.list': () => client.get('/ticket_types'),
  };

  it.each(Object.keys(answers))('%s', async (name) => {
    const { body } = await answers[name]!();
    expect(lacking(body, recorded(name))).toEqual([]);
  });
});

describeWithReference('a notification has everything that was recorded in', () => {
  // The recordings are of an app pinned below 2.15.
  const { client, received, deliver } = createReceiver({ version: '2.14' });
  const { seed } = client.sandbox;
  const admin = { type: 'admin', admin_id: client.adminId };

  beforeAll(async () => {
    const { id, contactId } = await startConversation(client);
    await client.post(`/conversations/${id}/parts`, {
      ...admin,
      message_type: 'assignment',
      assignee_id: client.adminId,
      body: 'Yours',
    });
    await client.put(
      `/conversations/${id}`,
      { priority: 'high' },
      { 'intercom-version': 'Preview' },
    );
    await client.delete(`/conversations/${id}`);
    const lead = seed.lead({ email: 'cy@example.org' });
    await client.post('/contacts/merge', { from: lead.id, into: contactId });
    const [type] = client.sandbox.state.ticketTypes.rows.keys();
    const draft = { ticket_type_id: type, contacts: [{ id: contactId }] };
    const ticket = (await client.post('/tickets', draft)).body;
    // Recorded: a text that was typed while assigning.
    await client.post(`/conversations/${ticket.id}/parts`, {
      ...admin,
      message_type: 'assignment',
      assignee_id: client.adminId,
      body: 'Yours',
    });
    await client.put(`/tickets/${ticket.id}`, { assignee_id: '0' });
    const reply = `/tickets/${ticket.id}/reply`;
    await client.post(reply, { ...admin, message_type: 'note', body: 'Psst' });
    const user = { type: 'user', message_type: 'comment', intercom_user_id: contactId };
    await client.post(reply, { ...user, body: 'Yes' });
    const [, state] = client.sandbox.state.ticketStates.rows.keys();
    await client.put(`/tickets/${ticket.id}`, { ticket_state_id: state });
    const { id: goneId } = seed.contact({ external_id: '1' });
    await client.delete(`/contacts/${goneId}`);
    client.sandbox.ping();
    await deliver();
  });

  it.each([
    'contact.deleted',
    'contact.merged',
    'conversation.admin.open.assigned',
    'conversation.deleted',
    'conversation.priority.updated',
    'ping',
    'ticket.admin.replied',
    'ticket.contact.replied',
    'ticket.note.created',
    'ticket.state.updated',
  ])('%s', (topic) => {
    const notification = received.find(({ body }) => body.topic === topic);
    expect(lacking(notification?.body, recorded(`webhook.${topic}`))).toEqual([]);
  });
});
