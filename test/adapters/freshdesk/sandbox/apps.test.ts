import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

interface Event {
  readonly event: string;
  readonly timestamp: number;
  readonly account_id: string;
  readonly domain: string;
  readonly region: string;
  readonly version?: string;

  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- provider bodies are read by path
}

const url = 'https://app.example.org/events';
const ticket = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

function createApp(shape: 'classic' | '2021', events: readonly string[] = []) {
  const received: Event[] = [];
  const send = async (request: Request) => {
    received.push((await request.json()) as Event);
    return new Response('');
  };
  const client = createClient({ webhooks: { send } });
  client.sandbox.seed.app({ url, shape, events });
  const arrived = async () => {
    await client.sandbox.webhooks.deliver();
    return received.splice(0);
  };
  return { ...client, arrived };
}

describe('app events', () => {
  it('in the classic shape have milliseconds, a short actor and REST-like keys', async () => {
    const { post, arrived } = createApp('classic', ['onTicketCreate']);
    await post('/tickets', ticket);
    const [event] = await arrived();
    expect(event).toMatchObject({
      event: 'onTicketCreate',
      timestamp: Date.parse('2026-03-02T09:00:00Z'),
      account_id: '13',
      domain: 'acme.freshdesk.com',
      region: 'US',
      data: {
        ticket: { id: 1, subject: 'Broken', is_description_truncated: false, tweet_id: null },
        requester: { email: 'ann@example.org' },
        actor: { name: 'Ada Admin', email: 'admin@acme.example.com' },
      },
    });
    expect(Object.keys(event?.data.actor)).toEqual(['id', 'name', 'email']);
    expect(event?.data.ticket).not.toHaveProperty('model_id');
    expect(event?.data.ticket).not.toHaveProperty('changes');
  });

  it('since 2021 have seconds with a fraction, a version and an internal id', async () => {
    const { post, arrived } = createApp('2021', ['onTicketCreate']);
    await post('/tickets', ticket);
    const [event] = await arrived();
    expect(Number.isInteger(event?.timestamp)).toBe(false);
    expect(Math.floor(event?.timestamp ?? 0)).toBe(Date.parse('2026-03-02T09:00:00Z') / 1000);
    expect(event?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(event?.data.ticket).toMatchObject({ id: 1, deleted: false, custom_fields: {} });
    expect(event?.data.ticket.model_id).not.toBe(1);
    expect(event?.data.actor).toMatchObject({ type: 'agent' });
  });

  it('tell changes as old and new, beside the old ticket in the classic shape alone', async () => {
    for (const [shape, shown] of [
      ['classic', 2],
      ['2021', 4],
    ] as const) {
      const { sandbox, put, arrived } = createApp(shape);
      sandbox.seed.ticket({ properties: { priority: 1 } });
      await put('/tickets/1', { status: 4, priority: 2 });
      const [event] = await arrived();
      expect(event?.event).toBe('onTicketUpdate');
      expect(event?.data.ticket.changes).toEqual({ status: [2, 4], priority: [1, 2] });
      expect([shape, event?.data.ticket.status]).toEqual([shape, shown]);
    }
  });

  it('tell the trash as an update, and only the end of a contact as a deletion', async () => {
    const { sandbox, delete: remove, arrived } = createApp('2021');
    const ann = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    sandbox.seed.ticket({ requesterId: ann.id });
    await remove('/tickets/1');
    const [trashed] = await arrived();
    expect(trashed?.event).toBe('onTicketUpdate');
    expect(trashed?.data.ticket.changes).toEqual({ deleted: [false, true] });
    await remove(`/contacts/${ann.id}`);
    const [gone] = await arrived();
    expect([gone?.event, gone?.data.contact]).toEqual(['onContactDelete', { id: ann.id }]);
    await remove(`/contacts/${ann.id}/hard_delete`);
    const [deleted] = await arrived();
    expect([deleted?.event, Object.keys(deleted?.data.ticket)]).toEqual([
      'onTicketDelete',
      ['model_id'],
    ]);
  });

  it('tell conversations as they come, change and go, with masked texts', async () => {
    const { sandbox, post, put, delete: remove, arrived } = createApp('2021');
    sandbox.seed.ticket();
    const { id } = (await post('/tickets/1/notes', { body: 'x' })).body;
    await put(`/conversations/${id}`, { body: 'y' });
    await remove(`/conversations/${id}`);
    const events = await arrived();
    expect(events.map(({ event }) => event)).toEqual([
      'onConversationCreate',
      'onConversationUpdate',
      'onConversationDelete',
    ]);
    expect(events[0]?.data.conversation).toMatchObject({
      ticket_id: 1,
      private: true,
      kind: 'private_note',
      category: { id: 2, name: 'agent_private_response' },
    });
    expect(events[1]?.data.conversation.changes.body).toEqual([null, '*']);
  });

  it('cut long texts and say so', async () => {
    const { post, arrived } = createApp('classic', ['onTicketCreate']);
    await post('/tickets', { ...ticket, description: 'x'.repeat(20_000) });
    const { data } = (await arrived())[0] ?? {};
    expect(data.ticket.is_description_truncated).toBe(true);
    expect(data.ticket.description.length).toBeLessThan(20_000);
  });

  it('tell files by file_size, and telephone numbers as numbers', async () => {
    const { sandbox, arrived } = createApp('classic', ['onTicketCreate', 'onTicketUpdate']);
    const ann = sandbox.seed.contact({
      name: 'Ann',
      email: 'ann@example.org',
      phone: '5550100012',
    });
    sandbox.actors.customerEmails({
      from: 'ann@example.org',
      body: 'x',
      files: [{ name: 'a.txt', content: 'abc' }],
    });
    const { data } = (await arrived())[0] ?? {};
    expect(data.ticket.attachments[0]).toMatchObject({ name: 'a.txt', file_size: 3 });
    expect(data.requester).toMatchObject({ id: ann.id, phone: 5550100012 });
  });

  it('tell contacts, companies and time entries with their changes', async () => {
    const { sandbox, post, put, arrived } = createApp('classic');
    const contact = (await post('/contacts', { name: 'Ann', email: 'ann@example.org' })).body.id;
    await put(`/contacts/${contact}`, { phone: '1' });
    const company = (await post('/companies', { name: 'Globex' })).body.id;
    await put(`/companies/${company}`, { note: 'vip' });
    sandbox.seed.ticket();
    const entry = (await post('/tickets/1/time_entries', { time_spent: '10:40' })).body.id;
    await put(`/time_entries/${entry}`, { time_spent: '00:25', billable: false });
    const events = await arrived();
    expect(events.map(({ event }) => event)).toEqual([
      'onContactCreate',
      'onContactUpdate',
      'onCompanyCreate',
      'onCompanyUpdate',
      'onTimeEntryCreate',
      'onTimeEntryUpdate',
    ]);
    expect(events[1]?.data.contact.changes).toEqual({ phone: [null, '1'] });
    expect(events[2]?.data.company.created_at).toBe('2026-03-02 09:00:00');
    expect(events[4]?.data.time_entry.time_spent).toBe('10:40');
    expect(events[5]?.data.time_entry.changes).toEqual({
      billable: [true, false],
      time_spent: [38_400, 1500],
    });
  });
});
