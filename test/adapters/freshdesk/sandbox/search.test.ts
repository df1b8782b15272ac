import { describe, expect, it } from 'vitest';
import { type Client, createClient } from './client.ts';

const search = (client: Client, query: string, page = 1, what = 'tickets') =>
  client.get(`/search/${what}?query=${encodeURIComponent(`"${query}"`)}&page=${page}`);

const found = async (client: Client, query: string) => {
  const { status, body } = await search(client, query);
  expect([query, status]).toEqual([query, 200]);
  return body.results.map((ticket: { subject: string }) => ticket.subject).sort();
};

function stocked(): Client {
  const client = createClient();
  const { seed } = client.sandbox;
  seed.field({ type: 'custom_text', label: 'Order' });
  seed.field({ type: 'custom_checkbox', label: 'Vip' });
  seed.field({ type: 'custom_dropdown', label: 'Plan', choices: ['Pro', 'Team Plus'] });
  seed.field({ type: 'custom_paragraph', label: 'Notes' });
  const on = (day: string) => new Date(`2026-02-${day}T23:30:00Z`);
  seed.ticket({
    subject: 'a',
    createdAt: on('01'),
    properties: { priority: 4, tags: ['Red', 'blue'], type: 'Incident' },
  });
  seed.ticket({
    subject: 'b',
    createdAt: on('02'),
    properties: {
      priority: 3,
      tags: ['red'],
      custom_fields: { cf_order: 'A-1', cf_plan: 'Team Plus' },
    },
  });
  seed.ticket({
    subject: 'c',
    createdAt: on('03'),
    properties: { priority: 1, status: 4, custom_fields: { cf_vip: true } },
  });
  return client;
}

describe('the filter query', () => {
  it('compares whole values, with AND before OR and parentheses before both', async () => {
    const client = stocked();
    expect(await found(client, 'priority:4')).toEqual(['a']);
    expect(await found(client, "tag:'red'")).toEqual(['a', 'b']);
    expect(await found(client, "type:'Incident' OR status:4")).toEqual(['a', 'c']);
    expect(await found(client, "tag:'red' AND priority:4 OR status:4")).toEqual(['a', 'c']);
    expect(await found(client, "tag:'red' AND (priority:3 OR status:4)")).toEqual(['b']);
    expect(await found(client, "(priority:4 OR priority:1) AND (tag:'blue' OR status:4)")).toEqual([
      'a',
      'c',
    ]);
  });

  it('takes dates by day, with both ends included, and numbers by order', async () => {
    const client = stocked();
    expect(await found(client, "created_at:'2026-02-02'")).toEqual(['b']);
    expect(await found(client, "created_at:>'2026-02-02'")).toEqual(['b', 'c']);
    expect(await found(client, "created_at:<'2026-02-02'")).toEqual(['a', 'b']);
    expect(await found(client, "created_at:>'2026-02-02' AND created_at:<'2026-02-02'")).toEqual([
      'b',
    ]);
    client.sandbox.seed.field({ type: 'custom_number', label: 'Seats' });
    client.sandbox.seed.ticket({ subject: 'd', properties: { custom_fields: { cf_seats: 5 } } });
    expect(await found(client, 'cf_seats:>5')).toEqual(['d']);
    expect(await found(client, 'cf_seats:>6')).toEqual([]);
  });

  it('finds custom fields of the types it knows, and empty values by null', async () => {
    const client = stocked();
    expect(await found(client, "cf_order:'A-1'")).toEqual(['b']);
    expect(await found(client, "custom_string:'a-1'")).toEqual(['b']);
    expect(await found(client, "cf_plan:'Team Plus'")).toEqual(['b']);
    expect(await found(client, 'cf_vip:true')).toEqual(['c']);
    expect(await found(client, 'type:null')).toEqual(['b', 'c']);
    expect(await found(client, 'tag:null')).toEqual(['c']);
    expect(await found(client, 'agent_id:null AND priority:4')).toEqual(['a']);
  });

  it('refuses values outside the choices, in the recorded words', async () => {
    const client = stocked();
    const { status, body } = await search(client, 'status:99');
    expect([status, body]).toEqual([
      400,
      {
        description: 'Validation failed',
        errors: [
          {
            field: 'status',
            message: "It should be one of these values: '2,3,4,5,6,7'",
            code: 'invalid_value',
          },
        ],
      },
    ]);
    expect((await search(client, "type:'Rant'")).status).toBe(400);
    expect((await search(client, "cf_plan:'Solo'")).status).toBe(400);
  });

  it('refuses fields it cannot search and texts that are no query', async () => {
    const client = stocked();
    const unknown = ["subject:'a'", 'requester_id:1', "cf_notes:'x'", "Tag:'red'"];
    for (const query of unknown) {
      const { status, body } = await search(client, query);
      expect([query, status, body.errors[0].code]).toEqual([query, 400, 'invalid_field']);
    }
    const broken = [
      '',
      'printer',
      'priority:4 AND',
      '(priority:4',
      'priority:4)',
      'NOT priority:4',
      'priority!=4',
      'tag:red',
      "tag:'red' tag:'blue'",
      "tag:>'red'",
      "created_at:>'2026-02-02T00:00:00Z'",
      `tag:'${'x'.repeat(520)}'`,
    ];
    for (const query of broken)
      expect([query, (await search(client, query)).status]).toEqual([query, 400]);
    const bare = await client.get(`/search/tickets?query=${encodeURIComponent('priority:4')}`);
    expect(bare.status).toBe(400);
  });

  it('pages by thirty, ten pages at most, and tells the total', async () => {
    const client = createClient();
    client.sandbox.seed.tickets(305);
    const first = await search(client, 'priority:1');
    expect([first.body.total, first.body.results.length]).toEqual([305, 30]);
    expect(first.body.results[0].id).toBe(305);
    const tenth = await search(client, 'priority:1', 10);
    expect(tenth.body.results.at(-1).id).toBe(6);
    const { status, body } = await search(client, 'priority:1', 11);
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          field: 'page',
          message: 'It should be a Positive Integer less than or equal to 10',
          code: 'invalid_value',
        },
      ],
    ]);
  });

  it('leaves out spam and trash', async () => {
    const client = stocked();
    client.sandbox.actors.agentMarksSpam(1);
    await client.delete('/tickets/2');
    expect(await found(client, "tag:'red'")).toEqual([]);
  });
});

describe('the search index', () => {
  it('knows a new ticket only after a while', async () => {
    const client = createClient({ searchLagMs: 60_000 });
    await client.post('/tickets', { subject: 'New', description: 'x', email: 'ann@example.org' });
    expect(await found(client, 'priority:1')).toEqual([]);
    client.sandbox.clock.advance(59_999);
    expect(await found(client, 'priority:1')).toEqual([]);
    client.sandbox.clock.advance(1);
    expect(await found(client, 'priority:1')).toEqual(['New']);
  });

  it('goes on finding what a ticket was before, and shows what it is', async () => {
    const client = createClient({ searchLagMs: 60_000 });
    client.sandbox.seed.ticket({ subject: 'Old', properties: { priority: 2 } });
    await client.put('/tickets/1', { priority: 4 });
    const stale = await search(client, 'priority:2');
    expect(stale.body.results[0]).toMatchObject({ subject: 'Old', priority: 4 });
    expect(await found(client, 'priority:4')).toEqual([]);
    client.sandbox.clock.advance(60_000);
    expect(await found(client, 'priority:2')).toEqual([]);
    expect(await found(client, 'priority:4')).toEqual(['Old']);
  });

  it('can be made to know at once', async () => {
    const client = createClient({ searchLagMs: 0 });
    await client.post('/tickets', { subject: 'New', description: 'x', email: 'ann@example.org' });
    expect(await found(client, 'priority:1')).toEqual(['New']);
  });
});

describe('searching people', () => {
  it('finds contacts by their fields, without agents and the deleted', async () => {
    const client = createClient();
    const { seed } = client.sandbox;
    seed.contact({ name: 'Ann', email: 'ann@example.org', tags: ['gold'] });
    const bob = seed.contact({ name: 'Bob', email: 'bob@example.org', tags: ['gold'] });
    seed.agent({ name: 'Cy', email: 'cy@example.org' });
    await client.delete(`/contacts/${bob.id}`);
    const names = async (query: string) => {
      const { body } = await search(client, query, 1, 'contacts');
      return body.results.map((row: { name: string }) => row.name);
    };
    expect(await names("tag:'gold'")).toEqual(['Ann']);
    expect(await names("email:'ANN@example.org'")).toEqual(['Ann']);
    expect(await names("email:'cy@example.org'")).toEqual([]);
    expect((await search(client, "name:'Ann'", 1, 'contacts')).status).toBe(400);
  });

  it('finds companies by domain', async () => {
    const client = createClient();
    client.sandbox.seed.company({ name: 'Globex', domains: ['globex.example.org'] });
    const { body } = await search(client, "domain:'globex.example.org'", 1, 'companies');
    expect(body).toMatchObject({ total: 1, results: [{ name: 'Globex' }] });
  });
});
