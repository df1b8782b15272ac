import { describe, expect, it } from 'vitest';
import { type Client } from './client.ts';
import { partTypes, ticketDesk } from './ticket-desk.ts';

const now = 1_772_442_000;

describe('POST /tickets', () => {
  it('answers the whole ticket, in its first state', async () => {
    const { create, type, contact, states } = ticketDesk();
    const { status, body } = await create();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: 'ticket',
      id: '1',
      ticket_id: '1',
      category: 'Customer',
      ticket_attributes: {
        _default_title_: 'Broken',
        _default_description_: 'It is',
        Severity: null,
        Count: null,
        Log: [],
      },
      ticket_state: { type: 'ticket_state', id: states[0]!.id, category: 'submitted' },
      ticket_type: { id: type.id, ticket_type_attributes: { type: 'list' } },
      contacts: { type: 'contact.list', contacts: [{ id: contact.id, external_id: 'c-1' }] },
      admin_assignee_id: 0,
      team_assignee_id: 0,
      open: true,
      is_shared: true,
      created_at: now,
    });
    const [part] = body.ticket_parts.ticket_parts;
    expect(part).toMatchObject({
      type: 'ticket_part',
      part_type: 'ticket_state_updated_by_admin',
      ticket_state: 'submitted',
      previous_ticket_state: 'submitted',
      author: { type: 'bot', name: 'Fin' },
    });
    // What is not there is left out, not null.
    expect(part).not.toHaveProperty('body');
    expect(part).not.toHaveProperty('assigned_to');
  });

  it('is a conversation underneath, whose source is the bot that calls itself an admin', async () => {
    const { client, create } = ticketDesk();
    client.sandbox.seed.conversation();
    const { body } = await create();
    expect(body.id).not.toBe(body.ticket_id);
    const conversation = (await client.get(`/conversations/${body.id}`)).body;
    expect(conversation.source).toMatchObject({
      type: null,
      author: { type: 'admin', name: 'Fin' },
    });
    expect(conversation.ticket).toMatchObject({
      type: 'ticket',
      id: Number(body.id),
      state: 'submitted',
      ticket_type: 'Bug',
      custom_attributes: { _default_title_: { value: 'Broken', type: 'string' } },
    });
    expect((await client.get(`/tickets/${body.ticket_id}`)).status).toBe(404);
  });

  it('finds its contact three ways and makes one for an unknown address', async () => {
    const { client, create, contact } = ticketDesk();
    for (const who of [{ external_id: 'c-1' }, { email: 'cy@example.org' }]) {
      expect((await create({ contacts: [who] })).body.contacts.contacts[0].id).toBe(contact.id);
    }
    const made = await create({ contacts: [{ email: 'new@example.org' }] });
    const { id } = made.body.contacts.contacts[0];
    expect((await client.get(`/contacts/${id}`)).body.email).toBe('new@example.org');
    expect((await create({ contacts: [{ id: 'f00' }] })).status).toBe(404);
    expect((await create({ contacts: [] })).status).toBe(400);
    const two = [{ id: contact.id }, { email: 'new@example.org' }];
    expect((await create({ contacts: two })).status).toBe(400);
  });

  it('checks attributes: names, list items by id, types and what is required', async () => {
    const { client, create, severity, type } = ticketDesk();
    const made = await create({
      ticket_attributes: { Severity: severity.list_items[1]!.id, Count: '3' },
    });
    expect(made.body.ticket_attributes).toMatchObject({ Severity: 'High', Count: 3 });
    const refuse = async (ticket_attributes: object) =>
      (await create({ ticket_attributes })).body.errors?.[0];
    expect(await refuse({ Nope: 1 })).toEqual({
      code: 'parameter_invalid',
      message: 'Extra attributes provided that are not found on ticket type: Nope',
    });
    expect((await refuse({ Severity: 'High' })).code).toBe('parameter_invalid');
    expect((await refuse({ Count: 'three' })).code).toBe('parameter_invalid');
    client.sandbox.seed.ticketAttribute(type, {
      name: 'Order',
      data_type: 'string',
      required_to_create: true,
    });
    expect((await refuse({ _default_title_: 'x' })).message).toBe(
      'Missing required ticket attributes',
    );
  });

  it('takes a date, assignees, a linked conversation and silence', async () => {
    const { client, create } = ticketDesk();
    const team = client.sandbox.seed.team({ name: 'Tier 2' });
    const other = client.sandbox.seed.conversation();
    const { body } = await create({
      created_at: 1_600_000_000,
      assignment: { admin_assignee_id: client.adminId, team_assignee_id: team.id },
      conversation_to_link_id: other.id,
      skip_notifications: true,
    });
    expect(body).toMatchObject({
      created_at: 1_600_000_000,
      admin_assignee_id: Number(client.adminId),
      team_assignee_id: Number(team.id),
      linked_objects: { total_count: 1, data: [{ type: 'conversation', id: other.id }] },
    });
    expect(client.sandbox.state.outbox).toEqual([]);
    await create();
    expect(client.sandbox.state.outbox).toMatchObject([
      { kind: 'ticket_created', to: ['cy@example.org'] },
    ]);
  });

  it('can be enqueued; the job names the ticket when it is done', async () => {
    const { client, type, contact } = ticketDesk();
    const draft = { ticket_type_id: type.id, contacts: [{ id: contact.id }] };
    const { body: job } = await client.post('/tickets/enqueue', draft);
    expect(job).toMatchObject({ type: 'job', status: 'pending', resource_id: null });
    expect((await client.get(job.url)).body.status).toBe('pending');
    const done = (await client.get(job.url)).body;
    expect(done).toMatchObject({ status: 'success', resource_type: 'ticket', resource_id: '1' });
    expect((await client.get(done.resource_url)).body.id).toBe('1');
    const lost = { ...draft, contacts: [{ id: 'f00' }] };
    const failing = (await client.post('/tickets/enqueue', lost)).body;
    client.sandbox.clock.advance(5000);
    expect((await client.get(failing.url)).body).toMatchObject({
      status: 'failed',
      resource_id: null,
    });
    expect((await client.get('/jobs/status/1')).body.errors[0].code).toBe('job_not_found');
    expect((await client.post('/tickets/enqueue', { contacts: [] })).status).toBe(400);
  });
});

describe('PUT /tickets/{id}', () => {
  const update = async (client: Client, body: object, headers = {}) =>
    client.put('/tickets/1', body, headers);

  it('moves the state without closing, and remembers the one before', async () => {
    const { client, create, states } = ticketDesk();
    await create({ skip_notifications: true });
    const answer = await update(client, {
      ticket_state_id: states[3]!.id,
      admin_id: Number(client.adminId),
    });
    expect(answer.body).toMatchObject({
      ticket_state: { category: 'resolved' },
      open: true,
      previous_ticket_state_id: states[0]!.id,
    });
    expect(answer.body.ticket_parts.ticket_parts.at(-1)).toMatchObject({
      ticket_state: 'resolved',
      previous_ticket_state: 'submitted',
      author: { type: 'admin', id: client.adminId },
    });
    expect(client.sandbox.state.outbox).toMatchObject([{ kind: 'ticket_updated' }]);
    await update(client, { ticket_state_id: states[1]!.id, skip_notifications: true });
    expect(client.sandbox.state.outbox).toHaveLength(1);
  });

  it('is the bot’s doing without an admin_id', async () => {
    const { client, create, severity } = ticketDesk();
    await create();
    const answer = await update(client, {
      ticket_attributes: { Severity: severity.list_items[0]!.id },
    });
    expect(answer.body.ticket_attributes.Severity).toBe('Low');
    expect(answer.body.ticket_parts.ticket_parts.at(-1)).toMatchObject({
      part_type: 'ticket_attribute_updated_by_admin',
      author: { type: 'bot' },
      updated_attribute_data: {
        attribute: { type: 'attribute', id: severity.id, label: 'Severity' },
        value: { type: 'value', id: severity.list_items[0]!.id, label: 'Low' },
      },
    });
  });

  it('assigns by a number or a text, to a team as well, and to nobody with "0"', async () => {
    const { client, create } = ticketDesk();
    const team = client.sandbox.seed.team({ name: 'Tier 2' });
    await create();
    const assigned = await update(client, { assignee_id: client.adminId });
    expect(assigned.body.admin_assignee_id).toBe(Number(client.adminId));
    const teamed = await update(client, { assignee_id: Number(team.id) });
    expect(teamed.body.team_assignee_id).toBe(Number(team.id));
    expect((await update(client, { assignee_id: '0' })).body.admin_assignee_id).toBe(0);
    for (const body of [{ assignee_id: '7' }, { assignee_id: '0', admin_id: 7 }]) {
      const lost = await update(client, body);
      expect([lost.status, lost.body.errors[0].code]).toEqual([404, 'assignee_not_found']);
    }
  });

  it('closes, opens and snoozes', async () => {
    const { client, create } = ticketDesk();
    await create();
    expect((await update(client, { open: false })).body.open).toBe(false);
    expect((await update(client, { open: true })).body.open).toBe(true);
    const snoozed = await update(client, { snoozed_until: now + 60, is_shared: false });
    expect(snoozed.body).toMatchObject({ open: true, snoozed_until: now + 60, is_shared: false });
    expect(partTypes(snoozed.body)).toEqual([
      'ticket_state_updated_by_admin',
      'close',
      'open',
      'snoozed',
    ]);
  });

  it('refuses a state of another type, and changes nothing then', async () => {
    const { client, create } = ticketDesk();
    await create();
    const foreign = client.sandbox.seed.ticketState({
      category: 'in_progress',
      internal_label: 'Brewing',
      ticket_type_ids: ['1'],
    });
    const answer = await update(client, {
      ticket_state_id: foreign.id,
      ticket_attributes: { Count: 1 },
    });
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'ticket_state_id_invalid']);
    expect((await client.get('/tickets/1')).body.ticket_attributes.Count).toBeNull();
  });
});

describe('POST /tickets/{id}/reply', () => {
  it('answers the part alone', async () => {
    const { client, create } = ticketDesk();
    await create({ skip_notifications: true });
    const answer = await client.post('/tickets/1/reply', {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'comment',
      body: 'Hello',
      skip_notifications: true,
    });
    expect(answer.body).toMatchObject({
      type: 'ticket_part',
      part_type: 'comment',
      body: '<p>Hello</p>',
      app_package_code: 'polydesk-sandbox',
    });
    expect(client.sandbox.state.outbox).toEqual([]);
  });

  it('lets files win over addresses, and only since 2.16 at all', async () => {
    const { client, create } = ticketDesk();
    await create();
    const body = {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'comment',
      body: 'x',
      attachment_files: [{ content_type: 'text/plain', name: 'a.txt', data: btoa('a') }],
      attachment_urls: ['https://f.example.org/b.png'],
    };
    const names = (answer: { body: { attachments: { name: string }[] } }) =>
      answer.body.attachments.map((file) => file.name);
    expect(names(await client.post('/tickets/1/reply', body))).toEqual(['a.txt']);
    const older = await client.post('/tickets/1/reply', body, { 'intercom-version': '2.15' });
    expect(names(older)).toEqual(['b.png']);
  });

  it('is closed to customers on the team’s own tickets', async () => {
    const { client, create, kindOf, contact } = ticketDesk();
    await create({ ticket_type_id: kindOf('Back-office').id, ticket_attributes: {} });
    const answer = await client.post('/tickets/1/reply', {
      type: 'user',
      message_type: 'comment',
      intercom_user_id: contact.id,
      body: 'Hi',
    });
    expect([answer.status, answer.body.errors[0]]).toEqual([
      400,
      {
        code: 'parameter_mismatch',
        message: 'User replies are not allowed on Backoffice tickets',
      },
    ]);
  });

  it('posts a note on linked conversations as well', async () => {
    const { client, kindOf } = ticketDesk();
    const tracker = client.sandbox.seed.ticket({ ticketTypeId: kindOf('Tracker').id });
    const row = client.sandbox.seed.conversation();
    await client.post(`/tickets/${tracker.id}/linked_conversations`, { conversation_id: row.id });
    await client.post(`/tickets/${tracker.id}/reply`, {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'note',
      body: 'Fixed',
      cross_post: true,
    });
    expect(row.parts.at(-1)).toMatchObject({ part_type: 'note', body: '<p>Fixed</p>' });
  });
});
