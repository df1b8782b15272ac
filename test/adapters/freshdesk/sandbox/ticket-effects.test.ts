import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const base = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

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

  it('of a seeded ticket that are long over show at once, save where the clock stands', async () => {
    const { sandbox, get } = createClient();
    const createdAt = new Date('2026-02-20T00:00:00Z');
    sandbox.seed.ticket({ createdAt });
    sandbox.seed.ticket({ createdAt, properties: { status: 3 } });
    expect((await get('/tickets/1')).body).toMatchObject({
      is_escalated: true,
      fr_escalated: true,
      updated_at: '2026-02-20T00:00:00Z',
    });
    expect((await get('/tickets/2')).body).toMatchObject({
      is_escalated: false,
      fr_escalated: false,
    });
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
