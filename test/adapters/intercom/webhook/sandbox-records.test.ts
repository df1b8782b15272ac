/** Tickets, people and articles of the account in memory, told by webhooks of every version. */
import { describe, expect, it } from 'vitest';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import type { SupportEvent } from '../../../../src/model/event.ts';
import { createReceiver } from '../sandbox/receiver.ts';

type Receiver = ReturnType<typeof createReceiver>;

/** The proven events of everything that arrived, each once, by the name of their topics. */
async function toldOf({ client, received, deliver }: Receiver, apiVersion = '2.16') {
  const webhooks = createIntercomWebhooks({ workspaceId: 'abc123de', apiVersion });
  await client.sandbox.webhooks.drain();
  await deliver();
  const options = { secret: client.sandbox.credentials.clientSecret, now: new Date() };
  const events = new Map<string, SupportEvent>();
  for (const { headers, text } of received) {
    await webhooks.verify({ rawBody: text, headers }, options);
    for (const event of webhooks.parse({ rawBody: text, headers })) {
      if (!events.has(event.id)) events.set(event.id, event);
    }
  }
  return [...events.values()];
}

const summary = (events: readonly SupportEvent[]) =>
  events.map(({ nativeType, type }) => `${nativeType} → ${type}`);

describe.each(['2.11', '2.12', '2.14', '2.15', '2.16'])('a ticket in version %s', (version) => {
  async function worked() {
    const receiver = createReceiver({ version });
    const { client } = receiver;
    const { seed, state } = client.sandbox;
    const contact = seed.contact({ email: 'cy@example.org', external_id: 'c-1' });
    const [type] = [...state.ticketTypes.rows.values()];
    const states = [...state.ticketStates.rows.values()];
    const modern = { 'intercom-version': '2.16' };
    const staff = { type: 'admin', admin_id: client.adminId };
    const ticket = { ticket_type_id: type?.id, contacts: [{ id: contact.id }] };
    await client.post('/tickets', ticket, modern);
    const reply = (body: object) => client.post('/tickets/1/reply', body, modern);
    const put = (body: object) => client.put('/tickets/1', body, modern);
    await reply({ ...staff, message_type: 'comment', body: '<p>Hi</p>' });
    await reply({ ...staff, message_type: 'note', body: 'Psst' });
    const customer = { type: 'user', intercom_user_id: contact.id };
    await reply({ ...customer, message_type: 'comment', body: 'Yes' });
    await put({ ticket_attributes: { _default_title_: 'New' } });
    await put({ assignee_id: client.adminId });
    await put({ ticket_state_id: states[2]?.id });
    await put({ ticket_state_id: states[3]?.id });
    return { events: await toldOf(receiver, version), contact };
  }

  it('is told, each thing once', async () => {
    const { events } = await worked();
    const types = summary(events).filter((line) => line.startsWith('ticket.'));
    expect(types).toEqual([
      'ticket.created → ticket.created',
      'ticket.admin.replied → message.created',
      'ticket.note.created → note.created',
      'ticket.contact.replied → message.created',
      'ticket.attribute.updated → ticket.updated',
      'ticket.admin.assigned → ticket.assigned',
      'ticket.state.updated → ticket.status_changed',
      'ticket.state.updated → ticket.status_changed',
    ]);
  });

  it('is told with what happened', async () => {
    const { events, contact } = await worked();
    const byTopic = (topic: string) => events.filter(({ nativeType }) => nativeType === topic);
    expect(byTopic('ticket.created')).toMatchObject([
      {
        ticket: {
          externalId: '1',
          status: 'open',
          statusDetail: 'new',
          requester: { id: `intercom:abc123de:${contact.id}`, callerKey: 'c-1' },
          assignee: null,
        },
      },
    ]);
    expect(byTopic('ticket.note.created')).toMatchObject([
      { message: { visibility: 'internal', bodyText: 'Psst' } },
    ]);
    expect(byTopic('ticket.contact.replied')).toMatchObject([
      { actor: { kind: 'customer' }, message: { visibility: 'public', bodyText: 'Yes' } },
    ]);
    expect(byTopic('ticket.state.updated')).toMatchObject([
      {
        ticket: { status: 'pending', statusDetail: 'waiting_on_customer' },
        changes: [
          { field: 'status', from: 'open', to: 'pending' },
          { field: 'statusDetail', from: 'new', to: 'waiting_on_customer' },
        ],
      },
      {
        ticket: { status: 'resolved', subject: 'New' },
        changes: [
          { field: 'status', from: 'pending', to: 'resolved' },
          { field: 'statusDetail', from: 'waiting_on_customer', to: null },
        ],
      },
    ]);
  });
});

describe.each(['2.11', '2.16'])('people, companies and articles in version %s', (version) => {
  it('are told', async () => {
    const receiver = createReceiver({ version });
    const { client } = receiver;
    const modern = { 'intercom-version': '2.16' };
    const post = (path: string, body: object = {}) => client.post(path, body, modern);
    const user = (await post('/contacts', { email: 'cy@example.org', external_id: 'c-1' })).body.id;
    const lead = (await post('/contacts', { role: 'lead' })).body.id;
    const tag = (await post('/tags', { name: 'VIP' })).body.id;
    await post(`/contacts/${user}/tags`, { id: tag });
    await post('/contacts/merge', { from: lead, into: user, skip_duplicate_validation: true });
    const company = (await post('/companies', { company_id: 'i', name: 'I' })).body.id;
    await post(`/contacts/${user}/companies`, { id: company });
    await post(`/contacts/${user}/archive`);
    await post(`/contacts/${user}/unarchive`);
    await client.delete(`/contacts/${user}`, undefined, modern);
    const author_id = Number(client.adminId);
    const article = (await post('/articles', { title: 'How', author_id, state: 'published' })).body;
    await client.put(`/articles/${article.id}`, { state: 'draft' }, modern);
    await client.delete(`/articles/${article.id}`, undefined, modern);
    const events = await toldOf(receiver);
    const lines = summary(events);
    for (const line of [
      'contact.user.created → contact.created',
      'contact.lead.created → contact.created',
      'contact.user.tag.created → contact.updated',
      'contact.merged → contact.merged',
      'company.created → organization.created',
      'company.contact.attached → contact.updated',
      'contact.archived → contact.deleted',
      'contact.unarchive → contact.updated',
      'contact.deleted → contact.deleted',
      'article.created → article.updated',
      'article.deleted → article.deleted',
    ]) {
      expect(lines).toContain(line);
    }
    expect(events.filter(({ type }) => type === 'unknown')).toEqual([]);
    expect(events.find(({ type }) => type === 'contact.merged')).toMatchObject({
      contact: {
        id: `intercom:abc123de:${lead}`,
        mergedIntoId: `intercom:abc123de:${user}`,
        isDeleted: true,
      },
    });
  });
});
