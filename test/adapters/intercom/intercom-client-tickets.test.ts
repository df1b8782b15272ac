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

  it('tags.tagTicket and tags.untagTicket tag', async () => {
    const row = seed.ticket();
    const { id } = seed.tag('On a ticket');
    await client.tags.tagTicket({ ticket_id: row.id, id, admin_id: adminId });
    expect(row.tags).toHaveLength(1);
    await client.tags.untagTicket({ ticket_id: row.id, tag_id: id, admin_id: adminId });
    expect(row.tags).toEqual([]);
  });

  it('ticketTypes and ticketStates describe tickets', async () => {
    const type = await client.ticketTypes.create({ name: 'Described', category: 'Customer' });
    await client.ticketTypes.attributes.create({
      ticket_type_id: type!.id!,
      name: 'Size',
      description: 'How large',
      data_type: 'string',
    });
    const got = await client.ticketTypes.get({ ticket_type_id: type!.id! });
    expect(got).toMatchObject({ name: 'Described' });
    expect((await client.ticketTypes.list()).data?.length).toBe(state.ticketTypes.rows.size);
    const states = await client.ticketStates.listTicketStates();
    expect(states.data).toHaveLength(4);
  });

  it('articles.create, find, update, search, list and delete keep articles', async () => {
    const article = await client.articles.create({
      title: 'Reset a password',
      body: '<p>Press the link</p>',
      author_id: Number(adminId),
      state: 'published',
    });
    const article_id = Number(article.id);
    expect(await client.articles.find({ article_id })).toMatchObject({ title: 'Reset a password' });
    await client.articles.update({ article_id, title: 'Reset your password' });
    const found = await client.articles.search({ phrase: 'password', state: 'published' });
    expect(found.data?.articles).toMatchObject([{ title: 'Reset your password' }]);
    expect(await collect(await client.articles.list())).toHaveLength(1);
    expect(await client.articles.delete({ article_id })).toMatchObject({ deleted: true });
  });

  it('helpCenters and their collections are listed and made', async () => {
    const center = seed.helpCenter();
    expect((await client.helpCenters.list()).data).toMatchObject([{ id: center.id }]);
    const collection = await client.helpCenters.collections.create({ name: 'Start' });
    const listed = await collect(await client.helpCenters.collections.list());
    expect(listed.map(({ id }) => id)).toEqual([collection.id]);
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
