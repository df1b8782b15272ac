import { describe, expect, it } from 'vitest';
import { partTypes, ticketDesk } from './ticket-desk.ts';

describe('a conversation that becomes a ticket', () => {
  it('keeps its id and its thread', async () => {
    const { client, type, states } = ticketDesk();
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
    const { client, kindOf } = ticketDesk();
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
    const { client, create, states, type, kindOf } = ticketDesk();
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
    const { client, create, kindOf } = ticketDesk();
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
    const { client, create, kindOf } = ticketDesk();
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
    const { client } = ticketDesk();
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
    const { client, type } = ticketDesk();
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
