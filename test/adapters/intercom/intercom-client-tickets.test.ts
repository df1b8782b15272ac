import { describe, expect, it } from 'vitest';
import { collect, serveToVendorClient } from './support/vendor-client.ts';

describe('intercom-client against the served sandbox: tickets, articles and messages', () => {
  const { sandbox, adminId, client } = serveToVendorClient();
  const { seed, state } = sandbox;
  const admin = { type: 'admin', admin_id: adminId } as const;

  it('tickets.create makes a ticket', async () => {
    const contact = seed.contact({ email: 'ticket@example.org' });
    const type = seed.ticketType({ name: 'Made' });
    const ticket = await client.tickets.create({
      ticket_type_id: type.id,
      contacts: [{ id: contact.id }],
      // The client's types leave this out of a creation, though the body carries it.
      ...{ ticket_attributes: { _default_title_: 'Broken' } },
    });
    expect(ticket).toMatchObject({
      type: 'ticket',
      ticket_state: { category: 'submitted' },
      ticket_attributes: { _default_title_: 'Broken' },
    });
  });

  it('tickets.get gets one', async () => {
    const { id } = seed.ticket({ title: 'Slow' });
    expect(await client.tickets.get({ ticket_id: id })).toMatchObject({
      id,
      ticket_attributes: { _default_title_: 'Slow' },
    });
  });

  it('tickets.reply answers the part', async () => {
    const part = await client.tickets.reply({
      ticket_id: seed.ticket().id,
      body: { ...admin, message_type: 'comment', body: 'Hello' },
    });
    expect(part).toMatchObject({ type: 'ticket_part', part_type: 'comment', body: '<p>Hello</p>' });
  });

  it('tickets.update moves state and assignee', async () => {
    const { id } = seed.ticket();
    const resolved = [...state.ticketStates.rows.values()].find(
      (row) => row.category === 'resolved',
    );
    const ticket = await client.tickets.update({
      ticket_id: id,
      ticket_state_id: resolved!.id,
      admin_id: Number(adminId),
      assignee_id: adminId,
    });
    expect(ticket).toMatchObject({
      ticket_state: { category: 'resolved' },
      admin_assignee_id: adminId,
    });
  });

  it('tickets.search walks to the end of what was found', async () => {
    const type = seed.ticketType({ name: 'Searched' });
    for (let number = 0; number < 12; number += 1) seed.ticket({ ticketTypeId: type.id });
    const found = await client.tickets.search({
      query: { field: 'ticket_type_id', operator: '=', value: type.id },
      pagination: { per_page: 5 },
    });
    expect(await collect(found)).toHaveLength(12);
  });

  it('tickets.enqueueCreateTicket starts a job that jobs.status follows', async () => {
    const contact = seed.contact();
    const type = seed.ticketType({ name: 'Queued' });
    const { id } = await client.tickets.enqueueCreateTicket({
      ticket_type_id: type.id,
      contacts: [{ id: contact.id }],
    });
    expect(await client.jobs.status({ job_id: id })).toMatchObject({ status: 'pending' });
    const done = await client.jobs.status({ job_id: id });
    expect(done.status).toBe('success');
    expect(state.conversations.rows.has(done.resource_id!)).toBe(true);
  });

  it('tickets.deleteTicket deletes', async () => {
    const { id } = seed.ticket();
    expect(await client.tickets.deleteTicket({ ticket_id: id })).toMatchObject({ deleted: true });
  });

  it('tags.tagTicket tags one', async () => {
    const row = seed.ticket();
    const { id } = seed.tag('On a ticket');
    await client.tags.tagTicket({ ticket_id: row.id, id, admin_id: adminId });
    expect(row.tags).toMatchObject([{ tag_id: id }]);
  });

  it('tags.untagTicket takes it away', async () => {
    const row = seed.ticket({ tags: ['Off a ticket'] });
    const tag_id = row.tags[0]!.tag_id;
    await client.tags.untagTicket({ ticket_id: row.id, tag_id, admin_id: adminId });
    expect(row.tags).toEqual([]);
  });

  it('ticketTypes.create makes a type', async () => {
    const type = await client.ticketTypes.create({ name: 'Order', category: 'Customer' });
    expect(type).toMatchObject({ name: 'Order', category: 'Customer' });
  });

  it('ticketTypes.attributes.create gives it an attribute', async () => {
    const type = seed.ticketType({ name: 'Described' });
    const attribute = await client.ticketTypes.attributes.create({
      ticket_type_id: type.id,
      name: 'Size',
      description: 'How large',
      data_type: 'string',
    });
    expect(attribute).toMatchObject({ name: 'Size', ticket_type_id: Number(type.id) });
  });

  it('ticketTypes.get gets one', async () => {
    const { id } = seed.ticketType({ name: 'Got' });
    expect(await client.ticketTypes.get({ ticket_type_id: id })).toMatchObject({ id, name: 'Got' });
  });

  it('ticketTypes.list lists them', async () => {
    expect((await client.ticketTypes.list()).data?.length).toBe(state.ticketTypes.rows.size);
  });

  it('ticketStates.listTicketStates lists the four categories', async () => {
    const { data } = await client.ticketStates.listTicketStates();
    expect(data?.map((row) => row?.category)).toEqual([
      'submitted',
      'in_progress',
      'waiting_on_customer',
      'resolved',
    ]);
  });

  it('articles.create makes an article', async () => {
    const author_id = Number(adminId);
    const article = await client.articles.create({ title: 'New', body: '<p>x</p>', author_id });
    expect(article).toMatchObject({ type: 'article', title: 'New', state: 'draft' });
  });

  it('articles.find gets one', async () => {
    const { id } = seed.article({ title: 'Found' });
    expect(await client.articles.find({ article_id: Number(id) })).toMatchObject({
      title: 'Found',
    });
  });

  it('articles.update changes one', async () => {
    const { id } = seed.article({ title: 'Old' });
    const changed = await client.articles.update({ article_id: Number(id), title: 'Changed' });
    expect(changed).toMatchObject({ id, title: 'Changed' });
  });

  it('articles.search finds by words', async () => {
    seed.article({ title: 'Reset a password', body: '<p>Press the link</p>' });
    const found = await client.articles.search({ phrase: 'password link', state: 'published' });
    expect(found.data?.articles).toMatchObject([{ title: 'Reset a password' }]);
  });

  it('articles.list reads them all', async () => {
    const all = await collect(await client.articles.list());
    expect(all).toHaveLength(state.articles.rows.size);
  });

  it('articles.delete deletes one', async () => {
    const { id } = seed.article({ title: 'Gone' });
    const gone = await client.articles.delete({ article_id: Number(id) });
    expect(gone).toMatchObject({ id, deleted: true });
  });

  it('helpCenters.list lists them', async () => {
    const center = seed.helpCenter();
    expect((await client.helpCenters.list()).data).toMatchObject([{ id: center.id }]);
  });

  it('helpCenters.collections.create makes a collection', async () => {
    const collection = await client.helpCenters.collections.create({ name: 'Start' });
    expect(state.collections.rows.get(collection.id)?.name).toBe('Start');
  });

  it('helpCenters.collections.list reads them all', async () => {
    const { id } = seed.collection({ name: 'Listed' });
    const listed = await collect(await client.helpCenters.collections.list());
    expect(listed.map((collection) => collection.id)).toContain(id);
  });

  it('messages.create sends as a teammate', async () => {
    const contact = seed.contact({ email: 'message@example.org' });
    const message = await client.messages.create({
      message_type: 'email',
      subject: 'News',
      body: 'Hello',
      template: 'plain',
      from: { type: 'admin', id: Number(adminId) },
      to: { type: 'user', id: contact.id },
    });
    expect(message).toMatchObject({ type: 'admin_message', message_type: 'email' });
    expect(state.outbox.at(-1)?.to).toEqual(['message@example.org']);
  });
});
