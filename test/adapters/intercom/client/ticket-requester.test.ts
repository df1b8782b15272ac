import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';

const message = { body: { text: 'It does not work.' }, visibility: 'public' } as const;

/** Bodies that went to a path, by `METHOD /path`. */
const bodies = ({ sent }: Connection, call: string) =>
  sent()
    .filter(({ method, path }) => `${method} ${path}` === call)
    .map(({ body }) => body);

describe('a requester who is an address', () => {
  const draft = {
    subject: 'Export',
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message,
  } as const;

  it('is the contact with this address, a user before a lead', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    sandbox.seed.lead({ email: 'ada@customer.example' });
    const user = sandbox.seed.contact({ email: 'Ada@Customer.example' });
    const { value } = await desk.tickets.create(draft);
    expect(value.requester.id).toBe(`intercom:abc123de:${user.id}`);
    expect(bodies(connection, 'POST /contacts')).toEqual([]);
  });

  it('becomes a contact where there is none', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { value } = await desk.tickets.create(draft);
    expect(bodies(connection, 'POST /contacts')).toEqual([
      { role: 'user', email: 'ada@customer.example', name: 'Ada' },
    ]);
    expect(value.requester).toMatchObject({ email: 'ada@customer.example', name: 'Ada' });
    expect(sandbox.state.contacts.rows.size).toBe(1);
  });

  it('is found although the search does not know him yet', async () => {
    const { desk, sandbox } = connect({ sandbox: { searchLagMs: 600_000 } });
    const made = await desk.contacts.create({ name: 'Ada', email: 'ada@customer.example' });
    const { value, warnings } = await desk.tickets.create(draft);
    expect(value.requester.id).toBe(made.value.id);
    expect(warnings).toEqual([]);
    expect(sandbox.state.contacts.rows.size).toBe(1);
  });

  it('is followed where he was merged', async () => {
    const { desk, sandbox } = connect();
    const user = sandbox.seed.contact({ email: 'ada@customer.example' });
    const lead = sandbox.seed.lead({ email: 'old@customer.example' });
    await desk.contacts.merge(user.id, lead.id);
    const { value } = await desk.tickets.create({ ...draft, requester: { id: lead.id } });
    expect(value.requester.id).toBe(`intercom:abc123de:${user.id}`);
  });

  it('is brought back where he was archived, and that is told', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact({ email: 'ada@customer.example' });
    await desk.contacts.delete(id);
    const text = `An archived contact matching those details already exists with id=${id}`;
    sandbox.faults.inject({ method: 'POST', path: '/contacts', fault: conflict(text) });
    const { value, warnings } = await desk.tickets.create(draft);
    expect(value.requester.id).toBe(`intercom:abc123de:${id}`);
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'requester' }]);
    expect(sandbox.state.contacts.rows.get(id)?.archived).toBe(false);
  });

  it('gets a lead where somebody has the address whom nothing names, and that is told', async () => {
    const { desk, sandbox } = connect();
    const text = 'An archived contact matching those details already exists';
    sandbox.faults.inject({ method: 'POST', path: '/contacts', fault: conflict(text) });
    const { value, warnings } = await desk.tickets.create(draft);
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'requester' }]);
    expect(value.requester).toMatchObject({ email: 'ada@customer.example' });
    expect([...sandbox.state.contacts.rows.values()].map(({ role }) => role)).toEqual(['lead']);
  });
});

const conflict = (text: string) =>
  ({
    kind: 'status',
    status: 409,
    body: { type: 'error.list', errors: [{ code: 'conflict', message: text }] },
  }) as const;
