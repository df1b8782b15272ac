import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const base = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

describe('creating a ticket', () => {
  it('answers 201 with a location and the documented defaults', async () => {
    const { post } = createClient();
    const { status, headers, body } = await post('/tickets', base);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('https://acme.freshdesk.com/api/v2/tickets/1');
    expect(body).toMatchObject({
      id: 1,
      status: 2,
      priority: 1,
      source: 2,
      type: null,
      description: '<div>It broke.</div>',
      description_text: 'It broke.',
      to_emails: null,
      support_email: null,
      created_at: '2026-03-02T09:00:00Z',
    });
    expect(body).not.toHaveProperty('association_type');
    expect(body).not.toHaveProperty('source_additional_info');
    expect(body).not.toHaveProperty('deleted');
  });

  it('copies the addresses in copy and takes the company of the requester', async () => {
    const { sandbox, post } = createClient();
    const company = sandbox.seed.company({ name: 'Globex', domains: ['example.org'] });
    const { body } = await post('/tickets', { ...base, cc_emails: ['cc@example.com'] });
    expect(body).toMatchObject({
      cc_emails: ['cc@example.com'],
      reply_cc_emails: ['cc@example.com'],
      ticket_cc_emails: ['cc@example.com'],
      fwd_emails: [],
      company_id: company.id,
    });
  });

  it('takes the group and product of the mailbox', async () => {
    const { sandbox, post } = createClient();
    const group = sandbox.seed.group({ name: 'Billing' });
    const product = sandbox.seed.product({ name: 'Phone' });
    const other = sandbox.seed.product({ name: 'Tablet' });
    const mailbox = sandbox.seed.emailConfig({
      name: 'Billing',
      reply_email: 'billing@acme.example.com',
      group_id: group.id,
      product_id: product.id,
    });
    const given = { ...base, email_config_id: mailbox.id, product_id: other.id };
    const { body } = await post('/tickets', given);
    expect(body).toMatchObject({ group_id: group.id, product_id: product.id });
  });

  it('sanitises HTML, keeps blocks as they are and turns line breaks of the text into spaces', async () => {
    const { post } = createClient();
    const description =
      '<p onclick="x()">One &amp; two</p><script>bad()</script><div>Three<br>four</div>';
    const { body } = await post('/tickets', { ...base, description });
    expect(body.description).toBe('<p>One &amp; two</p><div>Three<br>four</div>');
    expect(body.description_text).toBe('One & two Three four');
  });

  it('finds or makes its requester by each identifier', async () => {
    const { sandbox, post } = createClient();
    const known = sandbox.seed.contact({
      name: 'Cy',
      email: 'cy@example.org',
      phone: '555-0101',
      facebook_id: 'fb-1',
      unique_external_id: 'crm-1',
    });
    const { email: _email, ...rest } = base;
    const requesterOf = async (identifier: object) =>
      (await post('/tickets', { ...rest, ...identifier })).body.requester_id;
    expect(await requesterOf({ requester_id: known.id })).toBe(known.id);
    expect(await requesterOf({ email: 'CY@example.org' })).toBe(known.id);
    expect(await requesterOf({ phone: '555-0101', name: 'Cy' })).toBe(known.id);
    expect(await requesterOf({ facebook_id: 'fb-1' })).toBe(known.id);
    expect(await requesterOf({ unique_external_id: 'crm-1' })).toBe(known.id);
    const made = await requesterOf({ unique_external_id: 'crm-2', name: 'Di' });
    expect(sandbox.state.users.rows.get(made)).toMatchObject({
      name: 'Di',
      unique_external_id: 'crm-2',
    });
  });

  it('asks for a requester, for a name beside a telephone number and for a known Facebook id', async () => {
    const { post } = createClient();
    const { email: _email, ...rest } = base;
    const fieldsOf = async (more: object) =>
      (await post('/tickets', { ...rest, ...more })).body.errors.map(
        (error: { field: string; code: string }) => [error.field, error.code],
      );
    expect(await fieldsOf({})).toEqual([['requester_id', 'missing_field']]);
    expect(await fieldsOf({ phone: '555-0102' })).toEqual([['name', 'missing_field']]);
    expect(await fieldsOf({ facebook_id: 'nobody' })).toEqual([['facebook_id', 'invalid_value']]);
  });

  it('refuses an address outside ASCII and one that is none', async () => {
    const { post } = createClient();
    for (const email of ['zoë@example.org', 'nobody']) {
      const { status, body } = await post('/tickets', { ...base, email });
      expect([status, body.errors[0].field]).toEqual([400, 'email']);
    }
  });

  it('stamps a ticket that is closed from the start', async () => {
    const { post, get } = createClient();
    await post('/tickets', { ...base, status: 5 });
    const { stats } = (await get('/tickets/1?include=stats')).body;
    expect(stats).toMatchObject({
      resolved_at: '2026-03-02T09:00:00Z',
      closed_at: '2026-03-02T09:00:00Z',
      status_updated_at: '2026-03-02T09:00:00Z',
      reopened_at: null,
    });
  });
});

describe('validation', () => {
  it('names every complaint of a request at once, in the recorded words', async () => {
    const { post } = createClient();
    const { status, body } = await post('/tickets', {
      email: 'ann@example.org',
      subject: 'x',
      status: 99,
      priority: '2',
      source: 10,
      type: 'Rant',
      tags: null,
      custom_fields: [],
      responder_id: 12,
      created_at: '2020-01-01T00:00:00Z',
    });
    expect(status).toBe(400);
    expect(body).toEqual({
      description: 'Validation failed',
      errors: [
        {
          field: 'status',
          message: "It should be one of these values: '2,3,4,5,6,7'",
          code: 'invalid_value',
        },
        {
          field: 'priority',
          message: "It should be one of these values: '1,2,3,4'",
          code: 'invalid_value',
        },
        {
          field: 'source',
          message: "It should be one of these values: '1,2,3,5,6,7,9,11'",
          code: 'invalid_value',
        },
        {
          field: 'tags',
          message: 'Value set is of type Null.It should be a/an Array',
          code: 'datatype_mismatch',
        },
        {
          field: 'custom_fields',
          message: 'Value set is of type Array.It should be a/an key/value pair',
          code: 'datatype_mismatch',
        },
        {
          field: 'responder_id',
          message: 'There is no agent matching the given responder_id',
          code: 'invalid_value',
        },
        { field: 'description', message: 'It should be a/an String', code: 'missing_field' },
        {
          field: 'type',
          message:
            "It should be one of these values: 'Question,Incident,Problem,Feature Request,Refund'",
          code: 'invalid_value',
        },
        {
          field: 'created_at',
          message: 'Unexpected/invalid field in request',
          code: 'invalid_field',
        },
      ],
    });
  });

  it('leaves nothing behind when it refuses', async () => {
    const { sandbox, post } = createClient();
    const users = sandbox.state.users.rows.size;
    await post('/tickets', { ...base, priority: 9 });
    expect(sandbox.state.tickets.rows.size).toBe(0);
    expect(sandbox.state.users.rows.size).toBe(users);
    expect(sandbox.state.outbox).toEqual([]);
    expect((await post('/tickets', base)).body.id).toBe(1);
  });

  it('knows the custom statuses and types of the account', async () => {
    const { sandbox, post } = createClient();
    const custom = sandbox.seed.status({ label: 'Escalated' });
    expect(custom.id).toBe(8);
    expect((await post('/tickets', { ...base, status: 8 })).status).toBe(201);
    const { body } = await post('/tickets', { ...base, status: 9 });
    expect(body.errors[0].message).toBe("It should be one of these values: '2,3,4,5,6,7,8'");
  });

  it('asks for what the form demands, on creation and on closure', async () => {
    const { sandbox, post, put } = createClient();
    sandbox.seed.field({ type: 'custom_text', label: 'Order', required_for_agents: true });
    sandbox.seed.field({
      type: 'custom_dropdown',
      label: 'Cause',
      choices: ['Bug', 'User'],
      required_for_closure: true,
    });
    const missing = await post('/tickets', base);
    expect(missing.body.errors).toEqual([
      { field: 'cf_order', message: 'It should be a/an String', code: 'missing_field' },
    ]);
    await post('/tickets', { ...base, custom_fields: { cf_order: '1' } });
    const closing = await put('/tickets/1', { status: 5 });
    expect([closing.status, closing.body.errors[0].field]).toEqual([400, 'cf_cause']);
    const both = { status: 5, custom_fields: { cf_cause: 'Bug' } };
    expect((await put('/tickets/1', both)).body).toMatchObject({
      status: 5,
      custom_fields: { cf_order: '1', cf_cause: 'Bug' },
    });
  });

  it('needs features for some fields, and says which', async () => {
    const { post } = createClient({ features: { parentChild: false } });
    const { body } = await post('/tickets', { ...base, internal_group_id: 1, parent_id: 1 });
    expect(body.errors).toEqual([
      {
        field: 'internal_group_id',
        message:
          'The shared_ownership feature is required to support internal_group_id attribute in the request',
        code: 'inaccessible_field',
      },
      {
        field: 'parent_id',
        message:
          'The parent_child_infra feature is required to support parent_id attribute in the request',
        code: 'inaccessible_field',
      },
    ]);
  });
});

describe('custom fields', () => {
  it('come back with null where unset, decimals as texts, dropdowns as labels', async () => {
    const { sandbox, post } = createClient();
    const { seed } = sandbox;
    seed.field({ type: 'custom_number', label: 'Seats' });
    seed.field({ type: 'custom_decimal', label: 'Price' });
    seed.field({ type: 'custom_checkbox', label: 'Vip' });
    seed.field({ type: 'custom_date', label: 'Bought' });
    seed.field({ type: 'custom_dropdown', label: 'Plan', choices: ['Pro', 'Team'] });
    seed.field({ type: 'custom_paragraph', label: 'Notes' });
    const custom_fields = {
      cf_seats: 3,
      cf_price: 124,
      cf_vip: true,
      cf_bought: '2026-01-31',
      cf_plan: 'Pro',
    };
    const { body } = await post('/tickets', { ...base, custom_fields });
    expect(body.custom_fields).toEqual({
      ...custom_fields,
      cf_price: '124.0',
      cf_notes: null,
    });
    const wrong = { cf_seats: '3', cf_plan: 'pro', cf_bought: '31.1.2026', cf_unknown: 1 };
    const refused = await post('/tickets', { ...base, custom_fields: wrong });
    expect(
      refused.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ).toEqual([
      ['cf_seats', 'datatype_mismatch'],
      ['cf_plan', 'invalid_value'],
      ['cf_bought', 'invalid_value'],
      ['cf_unknown', 'invalid_field'],
    ]);
  });

  it('nest: three keys, each level bound to the one above', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.field({
      type: 'nested_field',
      label: 'Country',
      levels: ['State', 'City'],
      choices: { usa: { texas: ['austin'], ohio: [] }, india: { kerala: ['kochin'] } },
    });
    const create = (custom_fields: object) => post('/tickets', { ...base, custom_fields });
    const fine = { cf_country: 'usa', cf_state: 'texas', cf_city: 'austin' };
    expect((await create(fine)).body.custom_fields).toEqual(fine);
    const wrong = await create({ cf_country: 'india', cf_state: 'texas' });
    expect(wrong.body.errors).toEqual([
      {
        field: 'cf_state',
        message: "It should be one of these values: 'kerala'",
        code: 'invalid_value',
      },
    ]);
  });

  it('that an update does not name stay, or go where the account is set so', async () => {
    const outcome = async (unnamedCustomFields: 'kept' | 'cleared') => {
      const { sandbox, put } = createClient({ unconfirmed: { unnamedCustomFields } });
      sandbox.seed.field({ type: 'custom_text', label: 'A' });
      sandbox.seed.field({ type: 'custom_text', label: 'B' });
      sandbox.seed.ticket({ properties: { custom_fields: { cf_a: '1', cf_b: '2' } } });
      return (await put('/tickets/1', { custom_fields: { cf_a: '3' } })).body.custom_fields;
    };
    expect(await outcome('kept')).toEqual({ cf_a: '3', cf_b: '2' });
    expect(await outcome('cleared')).toEqual({ cf_a: '3', cf_b: null });
  });
});

describe('updating a ticket', () => {
  it('replaces tags, leaves the rest alone and moves updated_at only for a change', async () => {
    const { sandbox, put } = createClient();
    sandbox.seed.ticket({ subject: 'Old', properties: { tags: ['a', 'b'], priority: 2 } });
    const before = sandbox.state.tickets.rows.get(1)?.updated_at;
    sandbox.clock.advance(60_000);
    expect((await put('/tickets/1', { priority: 2 })).body.updated_at).toBe(before);
    const { body } = await put('/tickets/1', { tags: ['c'] });
    expect(body).toMatchObject({
      subject: 'Old',
      priority: 2,
      tags: ['c'],
      updated_at: '2026-03-02T09:01:00Z',
    });
  });

  it('takes neither cc_emails nor nulls, unless nulls are set to clear', async () => {
    const { sandbox, put } = createClient();
    const { id } = sandbox.seed.agent({ name: 'Bo' });
    sandbox.seed.ticket({ properties: { responder_id: id } });
    const { body } = await put('/tickets/1', { cc_emails: ['x@example.org'], responder_id: null });
    expect(
      body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ).toEqual([
      ['responder_id', 'datatype_mismatch'],
      ['cc_emails', 'invalid_field'],
    ]);
    const lenient = createClient({ unconfirmed: { nullClearsOnUpdate: true } });
    const agent = lenient.sandbox.seed.agent({ name: 'Bo' });
    lenient.sandbox.seed.ticket({ properties: { responder_id: agent.id } });
    const cleared = await lenient.put('/tickets/1', { responder_id: null });
    expect(cleared.body.responder_id).toBeNull();
  });

  it('changes the requester by id or address, and the company with them', async () => {
    const { sandbox, put } = createClient();
    const company = sandbox.seed.company({ name: 'Globex' });
    const cy = sandbox.seed.contact({ name: 'Cy', email: 'cy@x.org', company_id: company.id });
    sandbox.seed.ticket();
    const { body } = await put('/tickets/1', { email: 'cy@x.org' });
    expect(body).toMatchObject({ requester_id: cy.id, company_id: company.id });
  });

  it('is refused with 405 in spam and trash', async () => {
    const { sandbox, put, delete: remove } = createClient();
    sandbox.seed.tickets(2);
    sandbox.actors.agentMarksSpam(1);
    await remove('/tickets/2');
    for (const id of [1, 2]) {
      const refused = await put(`/tickets/${id}`, { status: 3 });
      expect([refused.status, refused.text]).toEqual([405, '']);
    }
    expect((await remove('/tickets/2')).status).toBe(405);
  });
});

describe('statuses', () => {
  it('stamp waiting, resolving, closing and reopening', async () => {
    const { sandbox, put, get } = createClient();
    sandbox.seed.ticket();
    const at = async (status: number) => {
      sandbox.clock.advance(60_000);
      await put('/tickets/1', { status });
      return (await get('/tickets/1?include=stats')).body.stats;
    };
    expect(await at(3)).toMatchObject({
      pending_since: '2026-03-02T09:01:00Z',
      status_updated_at: '2026-03-02T09:01:00Z',
      resolved_at: null,
    });
    expect(await at(4)).toMatchObject({
      pending_since: null,
      resolved_at: '2026-03-02T09:02:00Z',
      closed_at: null,
    });
    expect(await at(5)).toMatchObject({
      resolved_at: '2026-03-02T09:02:00Z',
      closed_at: '2026-03-02T09:03:00Z',
    });
    expect(await at(2)).toMatchObject({
      reopened_at: '2026-03-02T09:04:00Z',
      resolved_at: null,
      closed_at: null,
    });
  });
});

describe('due dates', () => {
  it('follow the default policy by priority', async () => {
    const { post } = createClient();
    const dues = async (priority: number) => {
      const { body } = await post('/tickets', { ...base, priority });
      return [body.fr_due_by, body.due_by];
    };
    expect(await dues(4)).toEqual(['2026-03-02T10:00:00Z', '2026-03-02T13:00:00Z']);
    expect(await dues(3)).toEqual(['2026-03-02T13:00:00Z', '2026-03-02T21:00:00Z']);
    expect(await dues(2)).toEqual(['2026-03-02T17:00:00Z', '2026-03-03T09:00:00Z']);
    expect(await dues(1)).toEqual(['2026-03-03T09:00:00Z', '2026-03-05T09:00:00Z']);
  });

  it('follow the first policy that applies, in working hours where it says so', async () => {
    const { sandbox, post } = createClient();
    const group = sandbox.seed.group({ name: 'Gold' });
    const target = {
      respond_within: 3600,
      resolve_within: 36_000,
      next_respond_within: null,
      business_hours: true,
      escalation_enabled: true,
    };
    sandbox.seed.slaPolicy({
      name: 'Gold',
      sla_target: { priority_1: target },
      applicable_to: { group_ids: [group.id] },
    });
    // 09:00 UTC is 4 am in New York, where the office opens at 8; nine hours a day.
    const { body } = await post('/tickets', { ...base, group_id: group.id });
    expect([body.fr_due_by, body.due_by]).toEqual(['2026-03-02T14:00:00Z', '2026-03-03T14:00:00Z']);
  });

  it('can be given, and are then left alone', async () => {
    const { post, put } = createClient();
    const given = { due_by: '2026-03-09T12:00:00+01:00', fr_due_by: '2026-03-08' };
    const { body } = await post('/tickets', { ...base, ...given });
    const shown = { due_by: '2026-03-09T11:00:00Z', fr_due_by: '2026-03-08T00:00:00Z' };
    expect(body).toMatchObject(shown);
    expect((await put('/tickets/1', { priority: 4 })).body).toMatchObject(shown);
  });

  it('are null for a moment after each write with the new engine', async () => {
    const { sandbox, post, put, get } = createClient({ features: { newSlaEngine: true } });
    const nothing = { due_by: null, fr_due_by: null };
    expect((await post('/tickets', base)).body).toMatchObject(nothing);
    sandbox.clock.advance(5000);
    expect((await get('/tickets/1')).body).toMatchObject({ due_by: '2026-03-05T09:00:00Z' });
    expect((await put('/tickets/1', { priority: 4 })).body).toMatchObject(nothing);
    sandbox.clock.advance(5000);
    expect((await get('/tickets/1')).body).toMatchObject({ due_by: '2026-03-02T13:00:00Z' });
  });

  it('escalate when they pass, which moves updated_at, but not while the clock stands', async () => {
    const { sandbox, post, get, put } = createClient();
    await post('/tickets', { ...base, priority: 4 });
    await post('/tickets', { ...base, priority: 4 });
    await put('/tickets/2', { status: 3 });
    sandbox.clock.advance(3_600_000);
    expect((await get('/tickets/1')).body).toMatchObject({
      fr_escalated: true,
      is_escalated: false,
      updated_at: '2026-03-02T10:00:00Z',
    });
    expect((await get('/tickets/2')).body).toMatchObject({ fr_escalated: false });
    sandbox.clock.advance(4 * 3_600_000);
    expect((await get('/tickets/1')).body).toMatchObject({ is_escalated: true });
  });
});

describe('notifications', () => {
  it('tell the requester of tickets, public notes and solutions, and nobody once switched off', async () => {
    const { sandbox, post, put } = createClient();
    const work = async (id: number) => {
      await post('/tickets', base);
      await post(`/tickets/${id}/notes`, { body: 'secret' });
      await post(`/tickets/${id}/notes`, { body: 'hello', private: false });
      await put(`/tickets/${id}`, { status: 4 });
      await put(`/tickets/${id}`, { status: 5 });
    };
    await work(1);
    expect(sandbox.state.outbox.map(({ kind, to }) => [kind, to[0]])).toEqual([
      ['ticket_received', 'ann@example.org'],
      ['public_note', 'ann@example.org'],
      ['resolved', 'ann@example.org'],
      ['closed', 'ann@example.org'],
    ]);
    sandbox.actors.adminSetsNotifications(false);
    await work(2);
    expect(sandbox.state.outbox).toHaveLength(4);
    // Somebody sends a reply: no switch keeps it.
    await post('/tickets/2/reply', { body: 'hi' });
    expect(sandbox.state.outbox.at(-1)?.kind).toBe('reply');
  });

  it('can be off from the start, or one by one', async () => {
    const quiet = createClient({ notifications: false });
    await quiet.post('/tickets', base);
    expect(quiet.sandbox.state.outbox).toEqual([]);
    const partly = createClient({ notifications: { newTicket: false } });
    await partly.post('/tickets', base);
    await partly.put('/tickets/1', { status: 5 });
    expect(partly.sandbox.state.outbox.map(({ kind }) => kind)).toEqual(['closed']);
  });
});

describe('an outbound e-mail', () => {
  it('goes out, is closed, and names its own mailbox', async () => {
    const { sandbox, post, put } = createClient();
    const [config] = sandbox.state.emailConfigs.rows.keys();
    const given = { email: 'ann@example.org', subject: 'News', description: 'Hi' };
    const missing = await post('/tickets/outbound_email', given);
    expect(missing.body.errors[0]).toMatchObject({
      field: 'email_config_id',
      code: 'missing_field',
    });
    const { status, body } = await post('/tickets/outbound_email', {
      ...given,
      email_config_id: config,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      source: 10,
      status: 5,
      support_email: 'support@acme.freshdesk.com',
      to_emails: ['support@acme.freshdesk.com'],
    });
    expect(sandbox.state.outbox).toMatchObject([
      { kind: 'outbound_email', to: ['ann@example.org'] },
    ]);
    expect((await put('/tickets/1', { subject: 'Other' })).status).toBe(400);
    expect((await put('/tickets/1', { status: 2 })).status).toBe(200);
  });
});

describe('a customer who writes mail', () => {
  it('opens a ticket that has recipients and a mailbox', async () => {
    const { sandbox, get } = createClient();
    const { id } = sandbox.actors.customerEmails({
      from: 'eve@example.org',
      name: 'Eve',
      subject: 'Help',
      body: 'Please',
    });
    const { body } = await get(`/tickets/${id}?include=requester`);
    expect(body).toMatchObject({
      source: 1,
      subject: 'Help',
      to_emails: ['support@acme.freshdesk.com'],
      support_email: 'support@acme.freshdesk.com',
      requester: { name: 'Eve', email: 'eve@example.org' },
    });
  });

  it('opens a resolved ticket again by answering it', async () => {
    const { sandbox, put, get } = createClient();
    sandbox.seed.ticket();
    await put('/tickets/1', { status: 4 });
    sandbox.clock.advance(60_000);
    sandbox.actors.customerEmails({
      from: 'customer@example.org',
      body: 'Still broken',
      ticketId: 1,
    });
    const { body } = await get('/tickets/1?include=stats,conversations');
    expect(body).toMatchObject({
      status: 2,
      stats: {
        reopened_at: '2026-03-02T09:01:00Z',
        requester_responded_at: '2026-03-02T09:01:00Z',
      },
    });
    expect(body.conversations).toMatchObject([
      { incoming: true, private: false, source: 0, category: 1, body_text: 'Still broken' },
    ]);
  });
});
