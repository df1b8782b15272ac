import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const ALL = { limit: 100 };

describe('fields, forms and statuses', () => {
  it('are those of the account, under the configured keys', async () => {
    const { sandbox, desk } = connect({
      desk: { customFields: { plan: { id: 'cf_plan' } }, statusMap: { '8': 'in_progress' } },
      sandbox: { features: { ticketForms: true } },
    });
    sandbox.seed.field({
      name: 'cf_plan',
      label: 'Plan',
      type: 'custom_dropdown',
      choices: ['free', 'paid'],
    });
    sandbox.seed.status({ label: 'At work' });
    sandbox.seed.ticketForm({ title: 'Default form' });
    const fields = await desk.fields.list();
    expect(fields.find(({ nativeId }) => nativeId === 'cf_plan')).toMatchObject({
      key: 'plan',
      label: 'Plan',
      type: 'single_select',
      options: [{ value: 'free' }, { value: 'paid' }],
      isSystem: false,
    });
    expect((await desk.fields.forms())[0]).toMatchObject({ name: 'Default form' });
    const statuses = await desk.statuses.list();
    expect(statuses.map(({ id, status }) => [id, status])).toEqual([
      ['2', 'open'],
      ['3', 'pending'],
      ['4', 'resolved'],
      ['5', 'closed'],
      ['6', 'pending'],
      ['7', 'pending'],
      ['8', 'in_progress'],
    ]);
  });

  it('decide how a wait for a third party is written, once they are discovered', async () => {
    for (const waitingStatuses of [true, false]) {
      const { sandbox, desk, sent } = connect({
        sandbox: { waitingStatuses },
        desk: { discover: true },
      });
      const { id } = sandbox.seed.ticket();
      const { value, warnings } = await desk.tickets.update(String(id), {
        status: 'pending',
        statusDetail: 'waiting_on_third_party',
      });
      const put = sent().find(({ method }) => method === 'PUT');
      expect(put?.body).toEqual({ status: waitingStatuses ? 7 : 3 });
      expect(value.status).toBe('pending');
      expect(warnings.map(({ field }) => field)).toEqual(waitingStatuses ? [] : ['statusDetail']);
    }
  });
});

describe('the rest of the account', () => {
  it('has products, ratings, SLA policies, opening hours and canned responses', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const product = sandbox.seed.product({ name: 'Rocket', description: 'Goes up' });
    const { id } = sandbox.seed.ticket({ createdAt: new Date('2025-01-05T09:00:00Z') });
    sandbox.actors.customerRates(id, -103, { feedback: 'Too slow' });
    expect(await desk.products.list()).toMatchObject([
      { id: `freshdesk:acme:${product.id}`, name: 'Rocket', description: 'Goes up' },
    ]);
    expect(await desk.ratings.list().toArray(ALL)).toMatchObject([
      { score: 0, comment: 'Too slow', ticketId: `freshdesk:acme:${id}` },
    ]);
    expect(sent().at(-1)?.query.get('created_since')).toBe('1970-01-01T00:00:00Z');
    const since = new Date('2026-03-01T00:00:00Z');
    await desk.ratings.list({ since }).toArray(ALL);
    expect(sent().at(-1)?.query.get('created_since')).toBe('2026-03-01T00:00:00Z');
    const [policy] = await desk.slaPolicies.list();
    expect(policy?.targets).toContainEqual({
      metric: 'first_reply',
      priority: 'urgent',
      targetMinutes: 60,
      hours: 'calendar',
    });
    const [schedule] = await desk.slaPolicies.schedules();
    expect(schedule?.intervals[0]).toEqual({ startMinute: 480, endMinute: 1020 });
  });

  it('lists canned responses folder by folder, one page each', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const folders = ['Greetings', 'Nothing', 'Farewells'].map((name) =>
      sandbox.seed.cannedFolder({ name, personal: false }),
    );
    const [greetings, , farewells] = folders;
    const hello = sandbox.seed.cannedResponse({
      title: 'Hello',
      content: 'Hi',
      folder_id: greetings?.id,
    });
    sandbox.seed.cannedResponse({ title: 'Bye', content: 'Ciao', folder_id: farewells?.id });
    const titles: string[][] = [];
    let second = '';
    for await (const { items, nextCursor } of desk.macros.list().pages()) {
      titles.push(items.map(({ title }) => title));
      if (titles.length === 1) second = nextCursor ?? '';
    }
    expect(titles).toEqual([['Hello'], [], ['Bye']]);
    expect(
      (await desk.macros.list({ cursor: second }).toArray(ALL)).map(({ title }) => title),
    ).toEqual(['Bye']);
    expect(await desk.macros.get(String(hello.id))).toMatchObject({
      title: 'Hello',
      bodyText: 'Hi',
      folderId: String(greetings?.id),
    });
  });

  it('ends a list of canned responses whose folder is gone', async () => {
    const { desk } = connect();
    expect(await desk.macros.list().toArray(ALL)).toEqual([]);
    expect(await desk.macros.list({ cursor: '4711' }).toArray(ALL)).toEqual([]);
  });
});

describe('work logs', () => {
  it('are entered in hours and minutes, and never start a timer', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const { id } = sandbox.seed.ticket();
    const warnings: unknown[] = [];
    desk.on('warning', (event) => warnings.push(event));
    const at = new Date('2026-03-01T08:00:00Z');
    const entry = await desk.workLogs.create(String(id), {
      minutes: 605.4,
      billable: false,
      at,
      note: 'Looked into it',
    });
    expect(sent()[0]?.body).toEqual({
      billable: false,
      executed_at: '2026-03-01T08:00:00Z',
      note: 'Looked into it',
      time_spent: '10:05',
    });
    expect(entry).toMatchObject({
      ticketId: `freshdesk:acme:${id}`,
      minutes: 605,
      billable: false,
      at,
      note: 'Looked into it',
    });
    expect(warnings).toMatchObject([
      { warnings: [{ type: 'coerced', field: 'minutes', from: 605.4, to: 605 }] },
    ]);
    expect([...sandbox.state.timeEntries.rows.values()][0]?.timer_running).toBe(false);
    expect((await desk.workLogs.update(entry.id, { minutes: 5 })).minutes).toBe(5);
    expect(sent()[1]?.body).toEqual({ time_spent: '00:05' });
    expect(await desk.workLogs.list(String(id)).toArray(ALL)).toHaveLength(1);
    await desk.workLogs.delete(entry.id);
    expect(await desk.workLogs.list(String(id)).toArray(ALL)).toEqual([]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuse %d minutes before any call',
    async (minutes) => {
      const { desk, sent } = connect();
      await expect(desk.workLogs.create('1', { minutes })).rejects.toMatchObject({
        code: 'validation_failed',
        issues: [{ path: 'minutes' }],
      });
      expect(sent()).toEqual([]);
    },
  );

  it('tell that the plan does not include them', async () => {
    const connection = connect({ sandbox: { features: { timeTracking: false } } });
    const { id } = connection.sandbox.seed.ticket();
    await expect(connection.desk.workLogs.list(String(id)).toArray(ALL)).rejects.toMatchObject({
      code: 'permission_denied',
      nativeCode: 'require_feature',
      message: expect.stringContaining('plan'),
    });
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}/time_entries`]);
  });
});

describe('tags of a ticket', () => {
  it('are added, removed and replaced, with all of them for an answer', async () => {
    const { sandbox, desk, sent } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['one'] } });
    const warnings: unknown[] = [];
    desk.on('warning', (event) => warnings.push(event));
    expect(await desk.tags.add(String(id), ['two', ' three ', 'two'])).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(warnings).toMatchObject([{ warnings: [{ type: 'coerced', field: 'tags' }] }]);
    expect(await desk.tags.remove(String(id), ['ONE', 'gone'])).toEqual(['two', 'three']);
    expect(await desk.tags.overwrite(String(id), ['only'])).toEqual(['only']);
    expect(await desk.tags.overwrite(String(id), [])).toEqual([]);
    expect(sent().at(-1)?.body).toEqual({ tags: [] });
  });
});
