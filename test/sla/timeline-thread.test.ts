import type { AuthorKind } from 'polydesk';
import { aMessage } from 'polydesk/testing';
import type { StatusWord, TimelineOptions } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, base, entry, heard, heardNothing, run } from './timeline.support.ts';

const by = (kind: AuthorKind, id: string | null = null, email: string | null = null) => ({
  id,
  kind,
  name: null,
  email,
});
const message = (
  time: string,
  author: ReturnType<typeof by>,
  more: Parameters<typeof aMessage>[0] = {},
) => aMessage({ author, createdAt: at(time), isFirst: false, visibility: 'public', ...more });

describe('toTimeline: the thread', () => {
  it('knows the requester by id or address where the desk forgot what an author was', () => {
    const authorsFor = (requester: { readonly id: string | null; readonly email: string | null }) =>
      run({
        ticket: { ...base, requester: { ...requester, name: null } },
        messages: [
          message('10:00', by('unknown', 'example:acme:7')),
          message('10:01', by('unknown', null, 'ada@customer.example')),
          message('10:02', by('unknown')),
          message('10:03', by('agent', 'example:acme:7')),
        ],
      })
        .events.slice(1)
        .map((event) => 'author' in event && event.author);
    expect(authorsFor({ id: 'example:acme:7', email: 'ada@customer.example' })).toEqual([
      'customer',
      'customer',
      'unknown',
      'agent',
    ]);
    // Nobody's id is not the id of nobody.
    expect(authorsFor({ id: null, email: null })).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'agent',
    ]);
  });

  it('opens with the first message, and only an agent’s makes it an agent’s ticket', () => {
    const opened = (...messages: ReturnType<typeof message>[]) => run({ messages }).events[0];
    const first = { isFirst: true };
    expect(opened(message('09:00', by('agent'), first))).toMatchObject({ by: 'agent' });
    expect(opened(message('09:00', by('customer'), first))).toMatchObject({ by: 'customer' });
    expect(opened(message('09:30', by('agent')))).toMatchObject({ by: 'customer' });
    expect(opened(message('09:30', by('agent')), message('09:00', by('bot'), first))).toMatchObject(
      { by: 'customer' },
    );
  });

  it('carries the id of a message, and whether the customer sees it', () => {
    const messages = [
      message('09:00', by('customer'), { isFirst: true }),
      message('10:00', by('agent'), { id: 'example:acme:m1' }),
      message('10:05', by('agent'), { id: 'example:acme:m2', visibility: 'internal' }),
    ];
    const event = { type: 'message', author: 'agent' };
    expect(run({ messages }).events.slice(1)).toEqual([
      { ...event, id: 'message example:acme:m1', at: at('10:00'), public: true, seq: 1 },
      { ...event, id: 'message example:acme:m2', at: at('10:05'), public: false, seq: 2 },
    ]);
  });

  it.each([
    ['a public answer', message('10:30', by('agent')), false],
    ['a note', message('10:30', by('agent'), { visibility: 'internal' }), true],
    ['words of the customer', message('10:30', by('customer')), true],
    ['what an agent began with', message('09:00', by('agent'), { isFirst: true }), true],
  ])('%s in the thread: the answer that only the ticket tells counts or not', (_, one, counts) => {
    const ticket = { ...base, firstResponseAt: at('10:10') };
    const answer = { type: 'message', at: at('10:10'), author: 'agent', public: true };
    const { events, codes } = run({ ticket, messages: [one] });
    expect(codes).toEqual(counts ? ['first_response_only'] : []);
    expect(events.filter((event) => event.type === 'message' && event.id === undefined)).toEqual(
      counts ? [{ ...answer, seq: 1 }] : [],
    );
    expect(run({ ticket: base, messages: [one] }).codes).toEqual([]);
  });

  it('within one instant: properties, then words, then the status', () => {
    const ticket = {
      ...base,
      status: 'resolved',
      priority: 'high',
      groupId: 'example:acme:2',
    } as const;
    const history = [
      entry('10:00', 'status', 'solved', 'open'),
      entry('10:00', 'priority', 'high', 'normal'),
      entry('10:00', 'groupId', 2, null),
    ];
    const messages = [message('10:00', by('agent')), message('09:00', by('customer'))];
    const { events } = run({ ticket, messages, history });
    expect(events.map(({ type, seq }) => [seq, type])).toEqual([
      [0, 'created'],
      [1, 'message'],
      [2, 'priority'],
      [3, 'assigned'],
      [4, 'message'],
      [5, 'status'],
    ]);
  });
});

describe('toTimeline: changes', () => {
  it('are taken in order of time, and heard ones only from the end of the history on', () => {
    const history = [
      entry('11:00', 'priority', 'urgent', 'low'),
      entry('10:00', 'priority', 'low', 'normal'),
    ];
    const observed = [
      heard('11:30', 'priority', 'high'),
      heard('11:00', 'priority', 'normal'),
      heard('10:30', 'priority', 'urgent'),
    ];
    expect(run({ ticket: { ...base, priority: 'high' }, history, observed })).toMatchObject({
      lines: [
        '09:00 created',
        '10:00 priority low',
        '11:00 priority urgent',
        '11:30 priority high',
      ],
      codes: [],
    });
  });

  it('nothing is missing where an event without a time changed nothing', () => {
    expect(run({ observed: heardNothing }).codes).toEqual([]);
  });

  it('other fields are no concern, whatever they are called', () => {
    const history = [
      entry('10:00', 'constructor', { status: 'closed' }),
      entry('10:00', '__proto__', { status: 'closed' }),
      entry('10:00', 'subject', 'closed'),
    ];
    expect(run({ history })).toMatchObject({ lines: ['09:00 created'], codes: [] });
  });

  it('the priority is read where the desk keeps it', () => {
    const history = [entry('10:00', 'customFields.Level', 'P1', 'P3')];
    const ticket = { ...base, priority: 'urgent' } as const;
    const priorities = { p1: 'urgent', P3: 'low', high: 'normal' } as const;
    const options = { priorityField: 'customFields.Level', priorities } as const;
    expect(run({ ticket, history }, options)).toMatchObject({
      events: [{ priority: 'low' }, { type: 'priority', to: 'urgent' }],
      codes: [],
    });
    // The account's word before the usual one, and no word of either is no change.
    const own = [entry('10:00', 'priority', 'high', 'low'), entry('11:00', 'priority', 'whatever')];
    expect(run({ history: own }, { priorities })).toMatchObject({
      lines: ['09:00 created', '10:00 priority normal'],
      codes: ['unknown_priority'],
    });
    expect(run({ history: [entry('10:00', 'priority', null, 'high')] }).lines).toEqual([
      '09:00 created',
      '10:00 priority normal',
    ]);
  });

  it('a status is read by the account’s id, then its label, then the usual words', () => {
    const word = (id: string, label: string, status: StatusWord['status']): StatusWord => ({
      id,
      label,
      status,
      statusDetail: status === 'in_progress' ? 'engineering' : null,
    });
    const read = (to: unknown, options: TimelineOptions) => {
      const history = [entry('10:00', 'status', to, 'open')];
      const [, event] = run({ history }, options).events;
      return event !== undefined && 'detail' in event && 'to' in event
        ? [event.to, event.detail]
        : null;
    };
    const statuses = [word('8', 'Hold', 'in_progress'), word('hold', 'Eight', 'closed')];
    expect(read(' HOLD ', { statuses })).toEqual(['closed', null]);
    expect(read('hold', { statuses: statuses.slice(0, 1) })).toEqual([
      'in_progress',
      'engineering',
    ]);
    expect(read('ｈｏｌｄ', {})).toEqual(['pending', 'waiting_on_third_party']);
    expect(read('Waiting - on  customer', {})).toEqual(['pending', 'waiting_on_customer']);
    expect(read('nowhere', { statuses })).toBeNull();
  });

  it('an empty group is none, whichever way it is empty', () => {
    for (const none of [null, undefined, '']) {
      const history = [
        entry('10:00', 'groupId', 3, none === undefined ? null : none),
        entry('11:00', 'groupId', none),
      ];
      expect(run({ history }).lines).toEqual([
        '09:00 created',
        '10:00 assigned example:acme:3',
        '11:00 assigned null',
      ]);
    }
  });

  it('a detail that is none of ours says nothing', () => {
    const history = [
      entry('10:00', 'status', 'pending', 'open'),
      entry('10:30', 'statusDetail', 'waiting_on_third_party'),
      entry('11:00', 'statusDetail', 'on the moon'),
    ];
    const { events } = run({ ticket: { ...base, status: 'pending' }, history });
    expect(events.slice(1)).toMatchObject([
      { to: 'pending', detail: null },
      { to: 'pending', detail: 'waiting_on_third_party' },
      { to: 'pending', detail: null },
    ]);
  });
});
