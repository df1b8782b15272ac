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
