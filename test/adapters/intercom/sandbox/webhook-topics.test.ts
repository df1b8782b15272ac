import { describe, expect, it } from 'vitest';
import { startConversation } from './client.ts';
import { createReceiver } from './receiver.ts';

const now = 1_772_442_000;

describe('topics of conversations', () => {
  it('carry only the part that caused them, in plain text since 2.15', async () => {
    const { client, itemsOf, deliver } = createReceiver();
    const { id, contactId } = await startConversation(client);
    const at = `/conversations/${id}`;
    const admin = { type: 'admin', admin_id: client.adminId };
    await client.post(`${at}/reply`, {
      ...admin,
      message_type: 'comment',
      body: '<p>See <a href="https://x.org/a">this</a></p><p><img src="i.png"></p>',
    });
    await client.post(`${at}/reply`, { ...admin, message_type: 'note', body: 'Psst' });
    await client.post(`${at}/parts`, { ...admin, message_type: 'close' });
    const user = { type: 'user', message_type: 'comment', intercom_user_id: contactId };
    await client.post(`${at}/reply`, { ...user, body: 'Back' });
    await deliver();
    const [created] = itemsOf('conversation.user.created');
    expect(created.conversation_parts.conversation_parts).toEqual([]);
    expect(created.source.body).toBe('Hello');
    const partOf = (topic: string) => {
      const { conversation_parts: list } = itemsOf(topic)[0];
      expect(list.total_count).toBe(1);
      return list.conversation_parts[0];
    };
    expect(partOf('conversation.admin.replied').body).toBe('See this (https://x.org/a)\n\n[Image]');
    expect(partOf('conversation.admin.noted')).toMatchObject({ part_type: 'note', body: 'Psst' });
    expect(partOf('conversation.admin.closed')).toMatchObject({ part_type: 'close', body: null });
    expect(partOf('conversation.user.replied')).toMatchObject({ part_type: 'open', body: 'Back' });
  });

  it('mark files without a text', async () => {
    const { client, itemsOf, deliver } = createReceiver();
    const { id } = await startConversation(client);
    const send = (content_type: string) =>
      client.post(`/conversations/${id}/reply`, {
        type: 'admin',
        admin_id: client.adminId,
        message_type: 'comment',
        attachment_files: [{ content_type, name: 'f', data: btoa('x') }],
      });
    await send('image/png');
    await send('application/pdf');
    await deliver();
    const bodies = itemsOf('conversation.admin.replied').map(
      (item) => item.conversation_parts.conversation_parts[0].body,
    );
    expect(bodies).toEqual(['[Image]', '[Attachment]']);
  });

  it('write HTML and times as text before 2.15', async () => {
    const { client, itemsOf, deliver } = createReceiver({ version: '2.14' });
    const { id } = await startConversation(client);
    const admin = { type: 'admin', admin_id: client.adminId };
    client.sandbox.clock.advance(60_000);
    await client.post(`/conversations/${id}/reply`, {
      ...admin,
      message_type: 'comment',
      body: '<p>Hi</p>',
    });
    await deliver();
    const [item] = itemsOf('conversation.admin.replied');
    expect(item.conversation_parts.conversation_parts[0].body).toBe('<p class="no-margin">Hi</p>');
    expect(item.statistics).toMatchObject({
      first_contact_reply_at: '2026-03-02T09:00:00.000Z',
      first_admin_reply_at: '2026-03-02T09:01:00.000Z',
      time_to_admin_reply: 60,
    });
    expect(item.created_at).toBe(now);
    expect(item.priority).toBe('not_priority');
    expect(item.admin_assignee_id).toBeNull();
  });

  it('tell an assignment twice, its text inside', async () => {
    const { client, itemsOf, deliver } = createReceiver();
    const { id } = await startConversation(client);
    await client.post(`/conversations/${id}/parts`, {
      type: 'admin',
      message_type: 'assignment',
      admin_id: client.adminId,
      assignee_id: client.adminId,
      body: 'Yours',
    });
    await deliver();
    for (const topic of ['conversation.admin.assigned', 'conversation.admin.open.assigned']) {
      expect(itemsOf(topic)[0].conversation_parts.conversation_parts).toMatchObject([
        { part_type: 'assignment', body: 'Yours', assigned_to: { type: 'admin' } },
      ]);
    }
    expect(itemsOf('conversation.admin.replied')).toEqual([]);
  });

  it('have shapes of their own where something ends, joins or is read', async () => {
    const { client, received, itemsOf, deliver } = createReceiver();
    const { id } = await startConversation(client);
    const at = `/conversations/${id}`;
    const other = client.sandbox.seed.contact({ email: 'di@example.org' });
    await client.post(`${at}/customers`, {
      admin_id: client.adminId,
      customer: { intercom_user_id: other.id },
    });
    await client.put(at, { read: true });
    const tag = (await client.post('/tags', { name: 'VIP' })).body;
    await client.post(`${at}/tags`, { id: tag.id, admin_id: client.adminId });
    await client.delete(at);
    await deliver();
    const [joined] = itemsOf('conversation.contact.attached');
    expect(joined).not.toHaveProperty('type');
    expect(joined.conversation.model).toMatchObject({
      id: Number(id),
      created_at: '2026-03-02T09:00:00.000Z',
    });
    expect(joined.contact.id).toBe(other.id);
    const read = received.find(({ body }) => body.topic === 'conversation.read')!.body;
    expect(read.id).toBeNull();
    expect(read.data.item).not.toHaveProperty('source');
    expect(read.data.item).not.toHaveProperty('conversation_parts');
    expect(itemsOf('conversation_part.tag.created')[0].tags_added.tags).toMatchObject([
      { name: 'VIP' },
    ]);
    expect(itemsOf('conversation.deleted')).toEqual([
      { type: 'conversation', conversation_id: id },
    ]);
  });

  it('tell priorities, companies, snoozes and redactions', async () => {
    const { client, topicsOf, deliver } = createReceiver();
    const { id } = await startConversation(client);
    const at = `/conversations/${id}`;
    const company = client.sandbox.seed.company({ name: 'Initech' });
    const admin = { type: 'admin', admin_id: client.adminId };
    await client.put(at, { priority: 'high' }, { 'intercom-version': 'Preview' });
    await client.put(at, { company_id: company.id });
    await client.post(`${at}/parts`, {
      ...admin,
      message_type: 'snoozed',
      snoozed_until: now + 60,
    });
    await client.post(`${at}/parts`, { ...admin, message_type: 'open' });
    await client.post(`${at}/parts`, { ...admin, message_type: 'open' });
    const { source } = (await client.get(at)).body;
    await client.post('/conversations/redact', {
      type: 'source',
      conversation_id: id,
      source_id: source.id,
    });
    await deliver();
    expect(topicsOf().slice(2)).toEqual([
      'conversation.priority.updated',
      'conversation.company.updated',
      'conversation.admin.snoozed',
      'conversation.admin.unsnoozed',
      'conversation.admin.opened',
      'conversation_part.redacted',
    ]);
  });
});

describe('a rating', () => {
  it('is the customer’s, is told and can be searched by', async () => {
    const { client, itemsOf, deliver } = createReceiver();
    const { id, contactId } = await startConversation(client);
    client.sandbox.clock.advance(5000);
    client.sandbox.rate(id, { rating: 4, remark: 'Fast', teammateId: client.adminId });
    await deliver();
    const [item] = itemsOf('conversation.rating.added');
    expect(item.conversation_rating).toEqual({
      rating: 4,
      remark: 'Fast',
      created_at: now + 5,
      updated_at: now + 5,
      contact: { type: 'contact', id: contactId, external_id: null },
      teammate: { type: 'admin', id: client.adminId },
    });
    const found = await client.post('/conversations/search', {
      query: { field: 'conversation_rating.score', operator: '=', value: 4 },
    });
    expect(found.body.total_count).toBe(1);
  });
});

describe('topics of tickets', () => {
  async function ticketed(version = '2.16') {
    const receiver = createReceiver({ version });
    const { client } = receiver;
    const contact = client.sandbox.seed.contact({ email: 'cy@example.org' });
    const [type] = client.sandbox.state.ticketTypes.rows.values();
    const states = [...client.sandbox.state.ticketStates.rows.values()];
    await client.post('/tickets', { ticket_type_id: type!.id, contacts: [{ id: contact.id }] });
    return { ...receiver, contact, states };
  }

  it('come whole, or beside the part that caused them', async () => {
    const { client, itemsOf, deliver, contact } = await ticketed();
    const admin = { type: 'admin', admin_id: client.adminId };
    await client.post('/tickets/1/reply', { ...admin, message_type: 'comment', body: '<p>Hi</p>' });
    await client.post('/tickets/1/reply', { ...admin, message_type: 'note', body: 'Psst' });
    await client.post('/tickets/1/reply', {
      type: 'user',
      message_type: 'comment',
      intercom_user_id: contact.id,
      body: 'Yes',
    });
    await client.put('/tickets/1', { ticket_attributes: { _default_title_: 'New' } });
    await client.put('/tickets/1', { assignee_id: client.adminId });
    await deliver();
    expect(itemsOf('ticket.created')[0]).toMatchObject({ type: 'ticket', channel: 'messenger' });
    const partOf = (topic: string) => {
      const [item] = itemsOf(topic);
      expect(item).toMatchObject({
        type: 'ticket_ticket_part',
        ticket: { type: 'ticket', id: '1' },
      });
      return item.ticket_part;
    };
    expect(partOf('ticket.admin.replied')).toMatchObject({ part_type: 'comment', body: 'Hi' });
    expect(partOf('ticket.note.created')).toMatchObject({ part_type: 'note', body: 'Psst' });
    expect(partOf('ticket.contact.replied')).toMatchObject({ body: 'Yes' });
    expect(partOf('ticket.attribute.updated').updated_attribute_data.value.label).toBe('New');
    expect(partOf('ticket.admin.assigned').assigned_to).toEqual({
      type: 'admin',
      id: client.adminId,
    });
  });

  it('tell "resolved" apart from "closed" since 2.15', async () => {
    const { client, itemsOf, topicsOf, deliver, states } = await ticketed();
    await client.put('/tickets/1', { ticket_state_id: states[3]!.id });
    await client.put('/tickets/1', { open: false });
    await deliver();
    expect(topicsOf().slice(1)).toEqual([
      'ticket.state.updated',
      'ticket.resolved',
      'ticket.closed',
    ]);
    expect(itemsOf('ticket.resolved')[0].ticket_state.category).toBe('resolved');
    expect(itemsOf('ticket.closed')[0]).toMatchObject({ ticket: { type: 'ticket', open: false } });
    expect(itemsOf('ticket.closed')[0]).not.toHaveProperty('type');
  });

  it('tell both as "closed" before', async () => {
    const { client, itemsOf, topicsOf, deliver, states } = await ticketed('2.14');
    await client.put('/tickets/1', { ticket_state_id: states[3]!.id });
    await deliver();
    expect(topicsOf().slice(1)).toEqual(['ticket.state.updated', 'ticket.closed']);
    expect(itemsOf('ticket.closed')[0]).toMatchObject({
      type: 'ticket',
      admin_assignee_id: '0',
      ticket_state: { category: 'resolved' },
    });
  });

  it('show the old shape of the ticket where contacts join', async () => {
    const { client, itemsOf, deliver } = await ticketed();
    await client.post('/conversations/1/customers', {
      admin_id: client.adminId,
      customer: { email: 'di@example.org' },
    });
    await deliver();
    expect(itemsOf('ticket.contact.attached')[0]).toMatchObject({
      ticket: { id: 1, ticket_type: 'Tickets', state: 'submitted' },
      contact: { email: 'di@example.org' },
    });
  });
});

describe('topics of contacts and companies', () => {
  it('write times as text and shrink where the contact goes', async () => {
    const { client, itemsOf, deliver } = createReceiver();
    const { id } = (await client.post('/contacts', { email: 'cy@example.org' })).body;
    await client.put(`/contacts/${id}`, { email: 'new@example.org' });
    await client.post(`/contacts/${id}/archive`);
    await client.post(`/contacts/${id}/unarchive`);
    await client.delete(`/contacts/${id}`);
    await deliver();
    expect(itemsOf('contact.user.created')[0]).toMatchObject({
      type: 'contact',
      created_at: '2026-03-02T09:00:00.000+00:00',
      signed_up_at: null,
    });
    expect(itemsOf('contact.email.updated')[0].email).toBe('new@example.org');
    expect(itemsOf('contact.user.updated')).toHaveLength(1);
    expect(itemsOf('contact.archived')[0]).toMatchObject({ id, archived: true });
    expect(itemsOf('contact.unarchive')[0]).toMatchObject({ id, archived: false });
    expect(itemsOf('contact.deleted')).toEqual([
      { id, external_id: null, type: 'contact', deleted: true },
    ]);
  });

  it('go by the role and name merges, tags, subscriptions and companies', async () => {
    const { client, topicsOf, itemsOf, deliver } = createReceiver();
    const { seed } = client.sandbox;
    const user = seed.contact({ email: 'cy@example.org' });
    const news = seed.subscriptionType({ name: 'News' });
    const lead = (await client.post('/contacts', { role: 'lead' })).body.id;
    await client.put(`/contacts/${lead}`, { email: 'cy@example.org' });
    const tag = (await client.post('/tags', { name: 'VIP' })).body;
    await client.post(`/contacts/${lead}/tags`, { id: tag.id });
    await client.post('/contacts/merge', { from: lead, into: user.id });
    await client.post(`/contacts/${user.id}/subscriptions`, {
      id: news.id,
      consent_type: 'opt_in',
    });
    const company = (await client.post('/companies', { company_id: 'i', name: 'I' })).body;
    await client.post(`/contacts/${user.id}/companies`, { id: company.id });
    await deliver();
    expect(topicsOf()).toEqual([
      'contact.lead.created',
      'contact.lead.added_email',
      'contact.lead.updated',
      'contact.lead.tag.created',
      'contact.merged',
      'contact.subscribed',
      'company.created',
      'company.contact.attached',
    ]);
    expect(itemsOf('contact.lead.tag.created')[0]).toMatchObject({
      type: 'contact_tag',
      tag: { name: 'VIP' },
    });
    expect(itemsOf('contact.merged')[0]).toMatchObject({
      id: user.id,
      merged_from: { type: 'contact', id: lead },
    });
    expect(itemsOf('contact.subscribed')[0].type).toBe('contact_subscribe');
  });
});
