import { aMessage } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { at, base, entry, heard, run } from './timeline.support.ts';

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
    const lab = { ...base, status: 'pending', statusDetail: 'custom' } as const;
    expect(
      run({ ticket: lab, history: [entry('09:10', 'nativeStatus.id', 5)] }, { statuses }).lines,
    ).toEqual(['09:00 created', '09:10 status pending']);
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
