import fc from 'fast-check';
import { aTicket } from 'polydesk/testing';
import { highlightTickets, repeatContactAlerts } from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

const now = new Date('2026-03-31T12:00:00Z');
const DAY = 24 * 60 * 60_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);
const ticket = (id: string, changes: Parameters<typeof aTicket>[0] = {}) =>
  aTicket({
    id: `example:acme:${id}`,
    organizationId: 'example:acme:org',
    category: 'bug',
    createdAt: daysAgo(1),
    ...changes,
  });
const several = (count: number, changes: Parameters<typeof aTicket>[0] = {}) =>
  Array.from({ length: count }, (_, index) => ticket(String(index), changes));
const KEY = 'repeat_contact:example%3Aacme%3Aorg:bug';

describe('W5, X11 and J.1: the same trouble again and again', () => {
  it('the fourth ticket raises the alert, the third does not', () => {
    expect(repeatContactAlerts(several(3), { now }).alerts).toEqual([]);
    const [alert, ...more] = repeatContactAlerts(several(4), { now }).alerts;
    expect(more).toEqual([]);
    // J.4: alerts are data.
    expect(alert).toEqual({
      key: KEY,
      kind: 'repeat_contact',
      severity: 'warning',
      subject: { type: 'customer', id: 'example:acme:org' },
      evidence: {
        ticketType: 'bug',
        count: 4,
        moreThan: 3,
        days: 30,
        ticketIds: ['example:acme:0', 'example:acme:1', 'example:acme:2', 'example:acme:3'],
      },
      suggestedActions: [
        'create_task:customer_health_warning',
        'assign_to:customer_success_manager',
        'assign_to:senior_expert',
      ],
      createdAt: now,
      cooldownUntil: null,
    });
  });

  it('no text breaks the key', () => {
    const cut = repeatContactAlerts(several(4, { category: 'bug \ud83d' }), { now }).alerts[0];
    expect(cut?.key).toBe('repeat_contact:example%3Aacme%3Aorg:bug%20%EF%BF%BD');
  });

  it('takes tickets that do not tell their links', () => {
    const told = several(4).map(({ id, category, createdAt, statusDetail, requester }) => ({
      id,
      category,
      createdAt,
      statusDetail,
      requester,
    }));
    const [alert] = repeatContactAlerts(told, { now }).alerts;
    expect(alert?.subject).toEqual({ type: 'customer', id: 'example:acme:7' });
  });

  it('the window is 30 × 24 hours with both ends', () => {
    const edge = [...several(3), ticket('edge', { createdAt: daysAgo(30) })];
    expect(repeatContactAlerts(edge, { now }).alerts).toHaveLength(1);
    const before = new Date(daysAgo(30).getTime() - 1);
    const older = [...several(3), ticket('old', { createdAt: before })];
    expect(repeatContactAlerts(older, { now }).alerts).toEqual([]);
    const future = [...several(3), ticket('next', { createdAt: new Date(now.getTime() + 1) })];
    expect(repeatContactAlerts(future, { now }).alerts).toEqual([]);
    expect(
      repeatContactAlerts([...several(3), ticket('now', { createdAt: now })], { now }).alerts,
    ).toHaveLength(1);
  });

  it('a customer is an account, not an address; the type has to be the same', () => {
    const person = (id: string, email: string) => ({
      organizationId: null,
      requester: { id: `example:acme:${id}`, email, name: null },
    });
    const oneMail = ['1', '2', '3', '4'].map((id) => ticket(id, person(id, 'a@b.example')));
    expect(repeatContactAlerts(oneMail, { now }).alerts).toEqual([]);
    const onePerson = ['1', '2', '3', '4'].map((id) => ticket(id, person('7', `${id}@b.example`)));
    expect(repeatContactAlerts(onePerson, { now }).alerts[0]?.subject.id).toBe('example:acme:7');
    const billing = ['8', '9'].map((id) => ticket(id, { category: 'billing' }));
    const mixed = [...several(2), ...billing];
    expect(repeatContactAlerts(mixed, { now }).alerts).toEqual([]);
  });

  it.each([
    ['spam', { isSpam: true }],
    ['spam by its detail', { statusDetail: 'spam' as const }],
    ['merged', { statusDetail: 'merged' as const }],
    ['deleted', { isDeleted: true }],
    [
      'merged by its link',
      { links: [{ kind: 'merged_into' as const, ticketId: 'example:acme:1', url: null }] },
    ],
  ])('%s does not count', (_, changes) => {
    const tickets = [...several(3), ticket('x', changes)];
    expect(repeatContactAlerts(tickets, { now }).alerts).toEqual([]);
  });

  it('one open task; it re-arms when the count has fallen to 3', () => {
    const openKeys = [KEY, 'high_value:other'];
    expect(repeatContactAlerts(several(5), { now, openKeys })).toMatchObject({
      alerts: [],
      cleared: [],
    });
    expect(repeatContactAlerts(several(3), { now, openKeys })).toMatchObject({
      alerts: [],
      cleared: [KEY],
    });
    expect(repeatContactAlerts(several(4), { now, openKeys: [] }).alerts).toHaveLength(1);
  });

  it('counts a ticket that is there twice once, as it came last', () => {
    const twice = [...several(3), ...several(3)];
    expect(repeatContactAlerts(twice, { now }).alerts).toEqual([]);
    const [alert] = repeatContactAlerts([...several(4), ...several(4)], { now }).alerts;
    expect(alert?.evidence).toMatchObject({
      count: 4,
      ticketIds: several(4).map(({ id }) => id),
    });
    const merged = ticket('3', { statusDetail: 'merged' });
    expect(repeatContactAlerts([...several(4), merged], { now }).alerts).toEqual([]);
    expect(repeatContactAlerts([merged, ...several(4)], { now }).alerts).toHaveLength(1);
    const unknown = ticket('a', { category: null });
    expect(repeatContactAlerts([unknown, unknown], { now }).skipped).toEqual(['example:acme:a']);
  });

  it('says what it could not count', () => {
    const tickets = [
      ticket('a', { category: null }),
      ticket('b', { organizationId: null, requester: { id: null, email: null, name: null } }),
    ];
    expect(repeatContactAlerts(tickets, { now }).skipped).toEqual([
      'example:acme:a',
      'example:acme:b',
    ]);
  });

  it('takes other limits, accounts and types', () => {
    const options = {
      now,
      moreThan: 1,
      days: 2,
      customerOf: () => 'c:1',
      typeOf: () => 'any',
    };
    const mixed = [...several(1), ticket('other', { category: 'billing' })];
    expect(repeatContactAlerts(mixed, options).alerts[0]?.key).toBe('repeat_contact:c%3A1:any');
    expect(() => repeatContactAlerts([], { now, moreThan: 0 })).toThrow(ConfigurationError);
    expect(() => repeatContactAlerts([], { now, days: Number.NaN })).toThrow(ConfigurationError);
    expect(() => repeatContactAlerts([], { now: new Date('x') })).toThrow('`now`');
  });

  it('raises or clears a key, never both, and keeps its input', () => {
    const tickets = fc
      .array(
        fc
          .record({ type: fc.constantFrom('a', 'b'), age: fc.integer({ min: -2, max: 40 }) })
          .map(({ type, age }) => ({ category: type, createdAt: daysAgo(age) })),
        { maxLength: 20 },
      )
      .map((all) => all.map((changes, index) => ticket(String(index), changes)));
    const keys = fc.subarray(['a', 'b'].map((type) => KEY.replace('bug', type)));
    fc.assert(
      fc.property(tickets, keys, (some, openKeys) => {
        some.forEach((one) => Object.freeze(one));
        const { alerts, cleared } = repeatContactAlerts(Object.freeze(some), { now, openKeys });
        for (const type of ['a', 'b']) {
          const count = some.filter(({ category, createdAt }) => {
            const age = (now.getTime() - createdAt.getTime()) / DAY;
            return category === type && age >= 0 && age <= 30;
          }).length;
          const key = KEY.replace('bug', type);
          expect(alerts.some((one) => one.key === key)).toBe(count > 3 && !openKeys.includes(key));
          expect(cleared.includes(key)).toBe(count <= 3 && openKeys.includes(key));
        }
      }),
    );
  });
});

describe('W6 and J.2: tickets that stand out', () => {
  const urgent = (mrr: number | null, changes: Parameters<typeof aTicket>[0] = {}) =>
    ticket('u', {
      priority: 'urgent',
      status: 'open',
      metadata: { plan: null, accountAge: null, mrr, previousTickets: null, extra: {} },
      ...changes,
    });
  const kinds = (tickets: Parameters<typeof highlightTickets>[0], options = {}) =>
    highlightTickets(tickets, { now, ...options }).map(({ highlight }) => highlight);

  it('an urgent one of a customer who brings 5000 or more', () => {
    expect(highlightTickets([urgent(5000)], { now })).toEqual([
      {
        ticketId: 'example:acme:u',
        highlight: 'high_value_urgent',
        visibleTo: ['support', 'sales'],
        reasons: [
          {
            code: 'high_value_urgent',
            message: 'It is urgent, and the customer brings much.',
            evidence: { mrr: 5000, minimumMrr: 5000 },
          },
        ],
      },
    ]);
    expect(kinds([urgent(4999.99)])).toEqual([]);
    expect(kinds([urgent(null)])).toEqual([]);
    expect(kinds([urgent(5000, { priority: 'high' })])).toEqual([]);
    expect(kinds([urgent(100)], { minimumMrr: 100 })).toEqual(['high_value_urgent']);
  });

  it('not when it is done, spam or merged', () => {
    for (const changes of [
      { status: 'resolved' as const },
      { status: 'closed' as const },
      { isSpam: true },
    ])
      expect(kinds([urgent(9000, changes)])).toEqual([]);
  });

  it('once, though it is there twice', () => {
    expect(kinds([urgent(9000), urgent(9000)])).toEqual(['high_value_urgent']);
    const renewal = { customerOf: () => ({ id: 'c', renewalDate: daysAgo(-10) }) };
    expect(kinds([...several(2), ...several(2)], renewal)).toEqual([]);
  });

  it('those of a customer with a renewal within 60 days and 3 tickets in 30', () => {
    const renewal = (days: number) => ({
      customerOf: () => ({ id: 'c', renewalDate: daysAgo(-days) }),
    });
    expect(kinds(several(3), renewal(60))).toEqual(Array(3).fill('renewal_at_risk'));
    expect(kinds(several(3), renewal(60.001))).toEqual([]);
    expect(kinds(several(3), renewal(-1))).toEqual([]);
    expect(kinds(several(2), renewal(30))).toEqual([]);
    expect(kinds([...several(2), ticket('old', { createdAt: daysAgo(31) })], renewal(1))).toEqual(
      [],
    );
    expect(kinds([...several(2), ticket('next', { createdAt: daysAgo(-1) })], renewal(1))).toEqual(
      [],
    );
    expect(highlightTickets(several(3), { now, ...renewal(10) })[0]?.reasons[0]?.evidence).toEqual({
      daysToRenewal: 10,
      renewalDays: 60,
      tickets: 3,
      days: 30,
    });
    expect(kinds(several(3))).toEqual([]);
  });

  it('for both reasons at once, or with a customer that nobody knows', () => {
    const customerOf = () => ({ id: 'c', mrr: 6000, renewalDate: now });
    expect(kinds([urgent(null), ...several(2)], { customerOf })).toEqual([
      'high_value_urgent',
      'renewal_at_risk',
      'renewal_at_risk',
      'renewal_at_risk',
    ]);
    expect(kinds([urgent(6000)], { customerOf: () => null })).toEqual(['high_value_urgent']);
    const nobody = { organizationId: null, requester: { id: null, email: null, name: null } };
    expect(kinds([urgent(6000, nobody)])).toEqual(['high_value_urgent']);
  });

  it('refuses times that are none', () => {
    expect(() => highlightTickets([], { now: Number.NaN })).toThrow('`now`');
  });
});
