import { aMessage, aTicket } from 'polydesk/testing';
import { type TimelineHistoryEntry, type TimelineSources, toTimeline } from 'polydesk/sla';
import type { SupportEvent } from 'polydesk';
import { describe, expect, it } from 'vitest';

const at = (time: string) => new Date(`2026-06-01T${time}:00Z`);
const base = aTicket({
  status: 'open',
  statusDetail: null,
  priority: 'normal',
  groupId: null,
  createdAt: at('09:00'),
  updatedAt: at('12:00'),
  firstResponseAt: null,
  resolvedAt: null,
  closedAt: null,
});
const entry = (time: string, field: string, to: unknown, from?: unknown): TimelineHistoryEntry => ({
  kind: 'field_changed',
  actor: null,
  at: at(time),
  changes: [from === undefined ? { field, to } : { field, from, to }],
});
const heard = (time: string | null, field: string, to: unknown): SupportEvent =>
  // Safe: only what a timeline reads of an event.
  ({
    type: 'ticket.updated',
    occurredAt: time === null ? null : at(time),
    ticket: { id: base.id, externalId: base.externalId },
    changes: [{ field, from: field === 'priority' ? 'normal' : 'open', to }],
  }) as unknown as SupportEvent;
const run = (
  more: Partial<TimelineSources> & { readonly ticket?: TimelineSources['ticket'] },
  options = {},
) => {
  const { events, warnings } = toTimeline({ ticket: base, messages: [], ...more }, options);
  const lines = events.map((event) => {
    const rest = 'to' in event ? event.to : event.type === 'assigned' ? event.group : '';
    return `${new Date(event.at).toISOString().slice(11, 16)} ${event.type} ${rest}`.trim();
  });
  return { events, lines, codes: warnings.map(({ code }) => code) };
};

describe('toTimeline', () => {
  it('needs nothing but the ticket', () => {
    expect(run({})).toMatchObject({ lines: ['09:00 created'], codes: [] });
    expect(run({}).events[0]).toMatchObject({
      by: 'customer',
      status: 'open',
      priority: 'normal',
      group: null,
    });
  });

  it('puts what nobody told at the resolution, or at the last update with a warning', () => {
    const done = {
      ...base,
      status: 'resolved',
      resolvedAt: at('11:00'),
      firstResponseAt: at('10:00'),
    } as const;
    expect(run({ ticket: done })).toMatchObject({
      lines: ['09:00 created', '10:00 message', '11:00 status resolved'],
      codes: ['first_response_only'],
    });
    const closed = { ...base, status: 'closed', closedAt: at('11:30') } as const;
    expect(run({ ticket: closed }).lines[1]).toBe('11:30 status closed');
    const pending = { ...base, status: 'pending', statusDetail: 'waiting_on_third_party' } as const;
    expect(run({ ticket: pending })).toMatchObject({
      lines: ['09:00 created', '12:00 status pending'],
      codes: ['status_gap'],
    });
    const moved = { ...base, priority: 'high', groupId: 'paper:acme:2' } as const;
    const history = [
      entry('10:00', 'priority', 'low', 'normal'),
      entry('10:00', 'groupId', 1, null),
    ];
    expect(run({ ticket: moved, history })).toMatchObject({
      lines: expect.arrayContaining(['12:00 priority high', '12:00 assigned paper:acme:2']),
      codes: ['priority_gap', 'group_gap'],
    });
  });

  it('reads the words of a desk, its own first', () => {
    const history = [
      entry('09:10', 'status', 'On-Hold'),
      entry('09:20', 'status', '77'),
      entry('09:30', 'priority', 'P9', 'medium'),
      entry('09:40', 'status', 'Solved'),
    ];
    const ticket = { ...base, status: 'resolved', priority: 'urgent' } as const;
    const own = [
      { id: '77', label: 'With the lab', status: 'pending', statusDetail: 'custom' } as const,
    ];
    const read = run({ ticket, history }, { statuses: own, priorities: { P9: 'urgent' } });
    expect(read.codes).toEqual([]);
    expect(read.lines.slice(1)).toEqual([
      '09:10 status pending',
      '09:20 status pending',
      '09:30 priority urgent',
      '09:40 status resolved',
    ]);
    expect(read.events[1]).toMatchObject({ detail: 'waiting_on_third_party' });
    const lost = run({
      ticket: base,
      history: [entry('09:20', 'status', '77'), entry('09:30', 'priority', 'P9')],
    });
    expect(lost.codes).toEqual(['unknown_status', 'unknown_priority']);
  });

  it('lets a status of the account say more than its category, but not that it is custom', () => {
    const statuses = [
      { id: '5', label: 'Lab', status: 'pending', statusDetail: 'custom' },
      { id: '6', label: 'Bug', status: 'in_progress', statusDetail: 'engineering' },
    ] as const;
    const history = [
      entry('09:10', 'status', 'hold'),
      entry('09:10', 'nativeStatus.id', 5),
      entry('09:20', 'nativeStatus.id', 6),
      entry('09:30', 'nativeStatus.id', 7),
    ];
    const { events } = run(
      { ticket: { ...base, status: 'in_progress', statusDetail: 'custom' }, history },
      { statuses },
    );
    expect(events.slice(1)).toMatchObject([
      { to: 'pending', detail: 'waiting_on_third_party' },
      { to: 'in_progress', detail: 'engineering' },
    ]);
  });

  it('knows how the ticket began from its creation, else from what was before', () => {
    const createdWith = { ...entry('09:00', 'priority', null), kind: 'created' } as const;
    expect(run({ history: [createdWith] }).events[0]).toMatchObject({ priority: 'normal' });
    const history = [
      entry('10:00', 'priority', 'normal', 'urgent'),
      entry('10:00', 'groupId', '', '7'),
    ];
    expect(run({ history }).events[0]).toMatchObject({
      priority: 'urgent',
      group: `${base.id.replace(/[^:]*$/, '')}7`,
    });
    const plain = { ...base, id: '12' };
    expect(run({ ticket: plain, history }).events[0]).toMatchObject({ group: '7' });
  });

  it('counts what was heard only after the history ends, and only with a time', () => {
    const ticket = { ...base, priority: 'urgent' } as const;
    const history = [entry('10:00', 'priority', 'high', 'normal')];
    const observed = [
      heard('10:00', 'priority', 'high'),
      heard('11:00', 'priority', 'urgent'),
      heard(null, 'priority', 'low'),
    ];
    expect(run({ ticket, history, observed })).toMatchObject({
      lines: ['09:00 created', '10:00 priority high', '11:00 priority urgent'],
      codes: ['no_time'],
    });
    const status = heard('11:00', 'statusDetail', 'waiting_on_third_party');
    const waiting = { ...base, status: 'pending', statusDetail: 'waiting_on_third_party' } as const;
    expect(
      run({ ticket: waiting, observed: [heard('11:00', 'status', 'pending'), status] }).codes,
    ).toEqual([]);
  });

  it('takes messages for what their authors are', () => {
    const by = (kind: 'agent' | 'customer' | 'unknown', email: string | null = null) =>
      ({ id: null, kind, name: null, email }) as const;
    const message = (time: string, author: ReturnType<typeof by>, isFirst = false) =>
      aMessage({ author, createdAt: at(time), isFirst, visibility: 'public' });
    const ticket = { ...base, requester: { id: null, email: 'ada@customer.example', name: null } };
    const messages = [
      message('09:00', by('agent'), true),
      message('09:30', by('unknown', 'ada@customer.example')),
      message('09:40', by('unknown')),
    ];
    const { events, codes } = run({ ticket, messages });
    expect(events).toMatchObject([{ by: 'agent' }, { author: 'customer' }, { author: 'unknown' }]);
    expect(codes).toEqual(['unknown_author']);
  });
});
