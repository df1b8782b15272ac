import type { StatusDetail, SupportTicket, TicketStatus } from 'polydesk';
import { toTimeline } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, base, entry, run } from './timeline.support.ts';

type Shade = readonly [status: TicketStatus, detail: StatusDetail | null];

/** A history that ends with a status at ten, and the ticket as it is now. */
const closedOver = (before: Shade, now: Shade, more: Partial<SupportTicket> = {}) => {
  const [status, statusDetail] = now;
  const history = [
    entry('10:00', 'status', before[0], 'in_progress'),
    entry('10:00', 'statusDetail', before[1], null),
  ];
  const { lines, codes } = run({ ticket: { ...base, status, statusDetail, ...more }, history });
  return { added: lines.slice(1).filter((line) => !line.startsWith('10:00')), codes };
};

describe('toTimeline: where a history ends before the ticket does', () => {
  it.each<[Shade, Shade]>([
    [
      ['resolved', null],
      ['closed', null],
    ],
    [
      ['closed', null],
      ['resolved', 'archived'],
    ],
    // Clocks pause alike in both; only a third party makes another key of the status.
    [
      ['pending', null],
      ['pending', 'snoozed'],
    ],
    [
      ['pending', 'waiting_on_customer'],
      ['pending', null],
    ],
    [
      ['open', 'new'],
      ['open', 'waiting_on_third_party'],
    ],
    // A status of the account's own says nothing of what it waits for.
    [
      ['pending', 'waiting_on_third_party'],
      ['pending', 'custom'],
    ],
    [
      ['pending', 'custom'],
      ['pending', 'waiting_on_third_party'],
    ],
  ])('%j and %j are the same to clocks', (before, now) => {
    expect(closedOver(before, now)).toEqual({ added: [], codes: [] });
  });

  it.each<[Shade, Shade]>([
    [
      ['resolved', null],
      ['open', null],
    ],
    [
      ['open', null],
      ['in_progress', null],
    ],
    [
      ['open', 'custom'],
      ['pending', 'custom'],
    ],
    [
      ['pending', null],
      ['pending', 'waiting_on_third_party'],
    ],
    [
      ['pending', 'waiting_on_third_party'],
      ['pending', 'waiting_on_customer'],
    ],
    [
      ['pending', null],
      ['resolved', null],
    ],
  ])('from %j to %j is put at the last update', (before, now) => {
    expect(closedOver(before, now)).toEqual({
      added: [`12:00 status ${now[0]}`],
      codes: ['status_gap'],
    });
  });

  it('a solution is put where the ticket says, never before what is known', () => {
    const done = (more: Partial<SupportTicket>) =>
      closedOver(['pending', null], ['closed', null], more);
    const both = { resolvedAt: at('11:00'), closedAt: at('11:30') };
    expect(done(both)).toEqual({ added: ['11:00 status closed'], codes: [] });
    expect(done({ closedAt: at('11:30') })).toEqual({ added: ['11:30 status closed'], codes: [] });

    const early = { ...base, status: 'resolved', resolvedAt: at('09:30') } as const;
    const history = [entry('10:15', 'status', 'pending', 'open')];
    expect(run({ ticket: early, history })).toMatchObject({
      lines: ['09:00 created', '10:15 status pending', '10:15 status resolved'],
      codes: [],
    });
    // The clock of the history may be ahead of the last update.
    const late = [entry('12:30', 'status', 'pending', 'open')];
    expect(run({ ticket: base, history: late })).toMatchObject({
      lines: ['09:00 created', '12:30 status pending', '12:30 status open'],
      codes: ['status_gap'],
    });
  });

  it('only the solution itself is put at its time', () => {
    const ticket = {
      ...base,
      status: 'resolved',
      priority: 'high',
      resolvedAt: at('11:00'),
    } as const;
    const history = [entry('10:00', 'priority', 'low', 'normal')];
    expect(run({ ticket, history })).toMatchObject({
      lines: [
        '09:00 created',
        '10:00 priority low',
        '11:00 status resolved',
        '12:00 priority high',
      ],
      codes: ['priority_gap'],
    });
    // A time of resolution that a reopened ticket kept is no time of its reopening.
    const reopened = { ...base, resolvedAt: at('11:00') };
    const solved = [entry('11:00', 'status', 'solved', 'open')];
    expect(run({ ticket: reopened, history: solved })).toMatchObject({
      lines: ['09:00 created', '11:00 status resolved', '12:00 status open'],
      codes: ['status_gap'],
    });
  });
});

const began = (
  history: Parameters<typeof run>[0]['history'] = [],
  ticket: Partial<SupportTicket> = {},
) => run({ ticket: { ...base, ...ticket }, history }).events[0];

describe('toTimeline: how the ticket began', () => {
  it('is what the history says of its creation', () => {
    const created = (field: string, to: unknown) =>
      ({ ...entry('09:00', field, to), kind: 'created' }) as const;
    const history = [
      created('status', 'pending'),
      created('statusDetail', 'waiting_on_third_party'),
      created('priority', 'high'),
      created('groupId', 4),
      entry('10:00', 'status', 'open', 'closed'),
      entry('10:00', 'priority', 'low', 'urgent'),
      entry('10:00', 'groupId', 5, 6),
    ];
    expect(began(history)).toMatchObject({
      status: 'pending',
      detail: 'waiting_on_third_party',
      priority: 'high',
      group: 'example:acme:4',
    });
  });

  it('else what the first change names as the value before, all of that instant together', () => {
    const history = [
      entry('11:00', 'statusDetail', 'snoozed', 'engineering'),
      entry('11:00', 'priority', 'low', 'urgent'),
      entry('10:00', 'status', 'open', 'pending'),
      entry('10:00', 'statusDetail', null, 'waiting_on_third_party'),
      entry('10:00', 'priority', 'urgent', 'high'),
      entry('10:00', 'groupId', 'other:desk:1', 'example:acme:9'),
    ];
    expect(began(history)).toMatchObject({
      status: 'pending',
      detail: 'waiting_on_third_party',
      priority: 'high',
      group: 'example:acme:9',
    });
  });

  it('the usual one where a change does not say what was before', () => {
    const now = { status: 'in_progress', priority: 'urgent', groupId: 'example:acme:2' } as const;
    const history = [
      entry('10:00', 'status', 'in_progress'),
      entry('10:00', 'priority', 'urgent'),
      entry('10:00', 'groupId', 2),
    ];
    expect(began(history, now)).toMatchObject({
      status: 'open',
      detail: null,
      priority: 'normal',
      group: null,
    });
  });

  it('as it is now where nothing changed it, unless it can not have begun so', () => {
    const now = {
      status: 'in_progress',
      statusDetail: 'engineering',
      priority: 'low',
      groupId: 'example:acme:2',
    } as const;
    const then = {
      status: 'in_progress',
      detail: 'engineering',
      priority: 'low',
      group: 'example:acme:2',
    };
    expect(began([], now)).toMatchObject(then);
    // What else changed, or was told of the creation, says nothing of it.
    const changed = [entry('10:00', 'priority', 'low', 'high')];
    expect(began(changed, now)).toMatchObject({ ...then, priority: 'high' });
    const created = { ...entry('09:00', 'priority', 'high'), kind: 'created' } as const;
    expect(began([created], now)).toMatchObject({ ...then, priority: 'high' });
    expect(began([], { status: 'open', statusDetail: 'new' })).toMatchObject({
      status: 'open',
      detail: 'new',
    });
    expect(began([], { status: 'pending', statusDetail: 'snoozed' })).toMatchObject({
      status: 'open',
      detail: null,
    });
  });

  it('with what policies may ask: the ticket’s own, and what is added', () => {
    const ticket = {
      ...base,
      category: 'billing',
      tags: ['vip'],
      metadata: { ...base.metadata, plan: 'pro', mrr: 50, extra: { region: 'EU', plan: 'old' } },
    };
    const attributes = { mrr: 70, seats: 3 };
    const { events } = toTimeline({ ticket, messages: [] }, { attributes });
    expect(events).toEqual([
      {
        type: 'created',
        seq: 0,
        at: at('09:00').getTime(),
        by: 'customer',
        status: 'open',
        detail: null,
        priority: 'normal',
        group: null,
        attributes: {
          plan: 'pro',
          accountAge: null,
          previousTickets: null,
          mrr: 70,
          seats: 3,
          region: 'EU',
          category: 'billing',
          tags: ['vip'],
        },
      },
    ]);
  });
});
