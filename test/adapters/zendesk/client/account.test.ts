import { PermissionError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const dates = { created_at: '2026-01-05T09:00:00Z', updated_at: '2026-01-06T09:00:00Z' };

describe('fields and forms', () => {
  it('come all at once, with the tags of their options', async () => {
    const { desk, sandbox, sent } = connect();
    const field = sandbox.seed.ticketField({
      type: 'tagger',
      title: 'Category',
      options: [{ name: 'Bug', value: 'cat_bug' }],
    });
    const fields = await desk.fields.list();
    expect(fields).toHaveLength(sandbox.state.ticketFields.rows.size);
    expect(fields.find(({ nativeId }) => nativeId === String(field.id))).toMatchObject({
      label: 'Category',
      options: [{ value: 'cat_bug', label: 'Bug' }],
    });
    // A page size would switch the list to cursors and order it by id.
    expect(sent()[0]?.query.size).toBe(0);
  });

  it('name the fields of each form', async () => {
    const { desk, sandbox } = connect();
    const field = sandbox.seed.ticketField({ type: 'text', title: 'Serial' });
    const [form] = await desk.fields.forms();
    expect(form).toMatchObject({ name: 'Default Ticket Form', isDefault: true });
    expect(form?.fieldIds).toContain(String(field.id));
  });
});

describe('statuses', () => {
  it('stand each under its category, one of a category being the default', async () => {
    const { desk, sandbox } = connect();
    const [first] = sandbox.state.customStatuses.rows.values();
    if (first === undefined) throw new Error('The account has no statuses.');
    sandbox.state.customStatuses.rows.set(4_417, {
      ...first,
      id: 4_417,
      status_category: 'hold',
      agent_label: 'At the lab',
      default: false,
    });
    const statuses = await desk.statuses.list();
    expect(statuses.find(({ id }) => id === '4417')).toMatchObject({
      label: 'At the lab',
      status: 'pending',
      statusDetail: 'custom',
      active: true,
      isDefault: false,
    });
    expect(statuses.filter(({ isDefault }) => isDefault)).toHaveLength(5);
  });
});

describe('discover', () => {
  it('reads fields and statuses once for all calls, and only when asked to', async () => {
    const plain = connect();
    plain.sandbox.seed.ticket();
    await plain.desk.tickets.list().toArray({ limit: 5 });
    expect(plain.sent().map(({ path }) => path)).toEqual(['/api/v2/tickets']);
    const { desk, sandbox, sent } = connect({ desk: { discover: true } });
    const { id } = sandbox.seed.ticket();
    await Promise.all([desk.tickets.get(String(id)), desk.tickets.get(String(id))]);
    await desk.tickets.get(String(id));
    expect(
      sent()
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      '/api/v2/custom_statuses',
      '/api/v2/ticket_fields',
      `/api/v2/tickets/${id}`,
      `/api/v2/tickets/${id}`,
      `/api/v2/tickets/${id}`,
    ]);
  });

  it('gives custom fields their labels and statuses their names', async () => {
    const { desk, sandbox } = connect({ desk: { discover: true } });
    const field = sandbox.seed.ticketField({ type: 'text', title: 'Serial' });
    const { id } = sandbox.seed.ticket({
      properties: { custom_fields: [{ id: field.id, value: 'A-1' }] },
    });
    const ticket = await desk.tickets.get(String(id));
    expect(ticket.nativeStatus?.label).toBe('New');
    expect(JSON.stringify(ticket.customFields)).toContain('Serial');
  });

  it('lives without statuses where the plan has none, and tries again after a failure', async () => {
    const { desk, sandbox } = connect({ desk: { discover: true, maxRetries: 0 } });
    const { id } = sandbox.seed.ticket();
    const path = '/api/v2/custom_statuses';
    sandbox.faults.inject({ path, fault: { kind: 'status', status: 500, body: {} } });
    await expect(desk.tickets.get(String(id))).rejects.toMatchObject({ code: 'server_error' });
    sandbox.faults.inject({ path, fault: { kind: 'status', status: 404, body: {} } });
    await expect(desk.tickets.get(String(id))).resolves.toMatchObject({ externalId: String(id) });
  });
});

describe('ratings', () => {
  it('read as 1 and 0, and start at the date that was asked for', async () => {
    const { desk, sandbox, sent } = connect();
    const ticket = sandbox.seed.ticket();
    const rating = { requester_id: 7, assignee_id: null, group_id: null, ...dates };
    const rows = [
      { ...rating, id: 1, ticket_id: ticket.id, score: 'good', comment: 'Quick!' },
      { ...rating, id: 2, ticket_id: ticket.id, score: 'bad', comment: null },
      { ...rating, id: 3, ticket_id: ticket.id, score: 'offered', comment: null },
    ];
    for (const row of rows) sandbox.state.ratings.rows.set(row.id, row);
    const since = new Date('2026-01-01T00:00:00Z');
    const ratings = await desk.ratings.list({ since, pageSize: 2 }).toArray({ limit: 10 });
    expect(ratings).toMatchObject([
      { score: 1, comment: 'Quick!', ticketId: `zendesk:acme:${ticket.id}`, status: 'received' },
      { score: 0, comment: null, status: 'received' },
      { score: null, ratedAt: null, status: 'offered' },
    ]);
    expect(sent()[0]?.query.get('start_time')).toBe('1767225600');
    const none = desk.ratings.list({ since: new Date('2026-02-01T00:00:00Z') });
    expect(await none.toArray({ limit: 10 })).toEqual([]);
  });

  it('are for administrators only', async () => {
    const { desk, sandbox } = connect({
      desk: { fetch: (input, init) => asAgent(input, init) },
    });
    sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
    function asAgent(...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> {
      const request = new Request(input, init);
      const headers = new Headers(request.headers);
      const login = `grace@acme.example/token:${sandbox.credentials.apiToken}`;
      headers.set('authorization', `Basic ${btoa(login)}`);
      return sandbox.fetch(new Request(request, { headers }));
    }
    await expect(desk.ratings.list().toArray({ limit: 1 })).rejects.toBeInstanceOf(PermissionError);
  });
});

describe('SLA policies and schedules', () => {
  it('tell targets in minutes, by calendar or by opening hours', async () => {
    const { desk, sandbox } = connect();
    const goal = { priority: 'urgent', metric: 'first_reply_time' };
    const policy = sandbox.seed.slaPolicy({
      title: 'Gold',
      description: '',
      filter: { all: [], any: [] },
      policy_metrics: [
        { ...goal, target: 30, target_in_seconds: 1_800, business_hours: false },
        { ...goal, priority: 'low', target: 480, business_hours: true },
      ],
    });
    expect(await desk.slaPolicies.list()).toMatchObject([
      {
        id: String(policy.id),
        name: 'Gold',
        description: null,
        targets: [
          { priority: 'urgent', targetMinutes: 30, hours: 'calendar' },
          { priority: 'low', targetMinutes: 480, hours: 'business' },
        ],
      },
    ]);
  });

  it('count the week from Monday, where Zendesk counts it from Sunday', async () => {
    const { desk, sandbox, sent } = connect();
    const schedule = sandbox.seed.schedule({
      name: 'Shop',
      time_zone: 'London',
      intervals: [
        { start_time: 10 * HOUR, end_time: 14 * HOUR },
        { start_time: DAY + 9 * HOUR, end_time: DAY + 17 * HOUR },
        { start_time: 6 * DAY + 9 * HOUR, end_time: 7 * DAY },
      ],
    });
    sandbox.seed.holiday({
      schedule_id: schedule.id,
      name: 'New Year',
      start_date: '2026-01-01',
      end_date: '2026-01-02',
    });
    expect(await desk.slaPolicies.schedules()).toMatchObject([
      {
        id: String(schedule.id),
        name: 'Shop',
        intervals: [
          { startMinute: 9 * HOUR, endMinute: 17 * HOUR },
          { startMinute: 5 * DAY + 9 * HOUR, endMinute: 6 * DAY },
          { startMinute: 6 * DAY + 10 * HOUR, endMinute: 6 * DAY + 14 * HOUR },
        ],
        holidays: [{ name: 'New Year', startDate: '2026-01-01', endDate: '2026-01-02' }],
      },
    ]);
    expect(sent().map(({ path }) => path)).toEqual([
      '/api/v2/business_hours/schedules',
      `/api/v2/business_hours/schedules/${schedule.id}/holidays`,
    ]);
  });
});
