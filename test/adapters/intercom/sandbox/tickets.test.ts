import { describe, expect, it } from 'vitest';
import { type Client, createClient } from './client.ts';

const now = 1_772_442_000;

function prepared(options = {}) {
  const client = createClient({ botParts: false, ...options });
  const { seed, state } = client.sandbox;
  const contact = seed.contact({ email: 'cy@example.org', external_id: 'c-1' });
  const type = seed.ticketType({
    name: 'Bug',
    attributes: [
      { name: 'Severity', data_type: 'list', list_items: ['Low', 'High'] },
      { name: 'Count', data_type: 'integer' },
      { name: 'Log', data_type: 'files' },
    ],
  });
  const severity = type.attributes[2]!;
  const states = [...state.ticketStates.rows.values()];
  const kindOf = (category: string) =>
    [...state.ticketTypes.rows.values()].find((row) => row.category === category)!;
  const create = (body: object = {}, headers = {}) =>
    client.post(
      '/tickets',
      {
        ticket_type_id: type.id,
        contacts: [{ id: contact.id }],
        ticket_attributes: { _default_title_: 'Broken', _default_description_: 'It is' },
        ...body,
      },
      headers,
    );
  return { client, contact, type, severity, states, kindOf, create };
}

const partTypes = (body: { ticket_parts: { ticket_parts: { part_type: string }[] } }) =>
  body.ticket_parts.ticket_parts.map((part) => part.part_type);

describe('POST /tickets', () => {
  it('answers the whole ticket, in its first state', async () => {
    const { create, type, contact, states } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create, contact } = prepared();
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
    const { client, create, severity, type } = prepared();
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
    const { client, create } = prepared();
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
    const { client, type, contact } = prepared();
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
    const { client, create, states } = prepared();
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
    const { client, create, severity } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create } = prepared();
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
    const { client, create, kindOf, contact } = prepared();
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
    const { client, kindOf } = prepared();
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

describe('a conversation that becomes a ticket', () => {
  it('keeps its id and its thread', async () => {
    const { client, type, states } = prepared();
    const row = client.sandbox.seed.conversation({ parts: [{ body: 'More' }] });
    const answer = await client.post(`/conversations/${row.id}/convert`, {
      ticket_type_id: type.id,
      ticket_state_id: states[1]!.id,
      attributes: { _default_title_: 'Broken' },
    });
    expect(answer.body).toMatchObject({
      id: row.id,
      ticket_state: { category: 'in_progress' },
      ticket_attributes: { _default_title_: 'Broken' },
    });
    expect(partTypes(answer.body)).toEqual(['comment', 'ticket_state_updated_by_admin']);
    expect((await client.get(`/conversations/${row.id}`)).body.source.type).toBe('conversation');
  });

  it('takes a type for customers only', async () => {
    const { client, kindOf } = prepared();
    const row = client.sandbox.seed.conversation();
    const answer = await client.post(`/conversations/${row.id}/convert`, {
      ticket_type_id: kindOf('Back-office').id,
    });
    expect(answer.body.errors[0]).toEqual({
      code: 'parameter_invalid',
      message: 'Ticket type is not a customer ticket type',
    });
  });
});

describe('a ticket', () => {
  it('can change its type inside its kind, with a state of the new one', async () => {
    const { client, create, states, type, kindOf } = prepared();
    await create({ ticket_attributes: { _default_title_: 'Broken', Count: 3 } });
    const request = client.sandbox.seed.ticketType({ name: 'Request' });
    const change = (ticket_type_id: string | undefined, ticket_state_id?: string) =>
      client.post('/tickets/1/change_type', { ticket_type_id, ticket_state_id });
    const message = async (answer: ReturnType<typeof change>) =>
      (await answer).body.errors[0].message;
    expect(await message(change(request.id))).toBe('ticket_state_id is a required parameter');
    expect(await message(change(type.id, states[1]!.id))).toBe(
      'Cannot change to the same ticket type',
    );
    expect(await message(change(request.id, '1'))).toBe(
      "Ticket custom state doesn't belong to the new ticket type",
    );
    expect((await change(kindOf('Tracker').id, states[1]!.id)).status).toBe(400);
    const { body } = await change(request.id, states[2]!.id);
    expect(body).toMatchObject({
      ticket_type: { id: request.id },
      ticket_state: { category: 'waiting_on_customer' },
      ticket_attributes: { _default_title_: 'Broken' },
    });
    expect(body.ticket_attributes).not.toHaveProperty('Count');
  });

  it('links conversations where it is a tracker, one tracker for each', async () => {
    const { client, create, kindOf } = prepared();
    await create();
    const tracker = client.sandbox.seed.ticket({ ticketTypeId: kindOf('Tracker').id });
    const other = client.sandbox.seed.ticket({ ticketTypeId: kindOf('Tracker').id });
    const row = client.sandbox.seed.conversation();
    const link = (id: string, conversation_id?: string) =>
      client.post(`/tickets/${id}/linked_conversations`, { conversation_id });
    const codeOf = async (answer: ReturnType<typeof link>) => (await answer).body.errors[0].code;
    expect(await codeOf(link('1', row.id))).toBe('invalid_ticket_type');
    expect(await codeOf(link(tracker.id))).toBe('parameter_not_found');
    expect(await codeOf(link(tracker.id, '999'))).toBe('conversation_not_found');
    const linked = await link(tracker.id, row.id);
    expect(linked.body.linked_objects).toEqual({
      type: 'list',
      data: [{ type: 'ticket', id: tracker.id, category: 'Tracker' }],
      total_count: 1,
      has_more: false,
    });
    expect(await codeOf(link(other.id, row.id))).toBe('already_linked_to_tracker');
    const path = `/tickets/${tracker.id}/linked_conversations/${row.id}`;
    expect((await client.delete(path)).body.linked_objects.total_count).toBe(0);
    expect((await client.delete(path)).body.errors[0].code).toBe('conversation_not_found');
  });

  it('is listed among conversations where it is the customer’s, and can be deleted', async () => {
    const { client, create, kindOf } = prepared();
    await create();
    client.sandbox.seed.ticket({ ticketTypeId: kindOf('Back-office').id });
    const list = await client.get('/conversations');
    expect(list.body.conversations.map((row: { id: string }) => row.id)).toEqual(['1']);
    expect((await client.delete('/tickets/1')).body).toEqual({
      id: '1',
      object: 'ticket',
      deleted: true,
    });
    expect((await client.get('/tickets/1')).body.errors[0].code).toBe('ticket_not_found');
  });
});

describe('ticket types', () => {
  it('come with their states and attributes, which can be made and changed', async () => {
    const { client } = prepared();
    const made = await client.post('/ticket_types', { name: 'Order', category: 'Back-office' });
    expect(made.body).toMatchObject({ name: 'Order', category: 'Back-office', archived: false });
    expect(made.body.ticket_states.data).toHaveLength(4);
    const at = `/ticket_types/${made.body.id}`;
    const attribute = await client.post(`${at}/attributes`, {
      name: 'Size',
      data_type: 'list',
      list_items: 'Small, Large',
    });
    const [small] = attribute.body.input_options.list_items;
    expect(small).toMatchObject({ name: 'Small' });
    const changed = await client.put(`${at}/attributes/${attribute.body.id}`, {
      list_items: 'Large,Small,Huge',
      required_to_create: true,
    });
    expect(changed.body.required_to_create).toBe(true);
    expect(changed.body.input_options.list_items[1]).toEqual(small);
    expect((await client.put(at, { archived: true })).body.archived).toBe(true);
    const names = (await client.get(at)).body.ticket_type_attributes.data.map(
      (row: { name: string }) => row.name,
    );
    expect(names).toEqual(['_default_title_', '_default_description_', 'Size']);
    expect((await client.post(`${at}/attributes`, { name: 'x', data_type: 'y' })).status).toBe(400);
  });

  it('share the four states unless a state is theirs alone', async () => {
    const { client, type } = prepared();
    client.sandbox.seed.ticketState({
      category: 'in_progress',
      internal_label: 'With the lab',
      ticket_type_ids: [type.id],
    });
    const { data } = (await client.get('/ticket_states')).body;
    expect(data.map((row: { category: string }) => row.category)).toEqual([
      'submitted',
      'in_progress',
      'waiting_on_customer',
      'resolved',
      'in_progress',
    ]);
    expect(data[4].ticket_types.data).toMatchObject([{ id: type.id }]);
  });
});
