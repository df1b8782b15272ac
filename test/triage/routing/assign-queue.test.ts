import { agentsFromPools, orderQueue, type QueueAgent, type QueueTicket } from 'polydesk/triage';
import { ValidationError } from 'polydesk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now, MINUTE, INSTANT, ticket, agent, assign, pairs } from './queue.ts';

const ids = (tickets: readonly QueueTicket[]) => orderQueue(tickets, { now }).map(({ id }) => id);

describe('T10, C.8: the order of the queue', () => {
  it('priority first, then waiting time, then id', () => {
    const tickets = [
      ticket('b'),
      ticket('a'),
      ticket('old', { createdAt: now - 9 * MINUTE }),
      ticket('u', { priority: 'urgent' }),
      ticket('l', { priority: 'low' }),
    ];
    expect(ids(tickets)).toEqual(['u', 'old', 'a', 'b', 'l']);
  });

  it('dueAt goes before waiting time, none is last', () => {
    const tickets = [
      ticket('none', { createdAt: now - 60 * MINUTE }),
      ticket('later', { dueAt: now + 60 * MINUTE }),
      ticket('soon', { dueAt: new Date(now + 10 * MINUTE) }),
    ];
    expect(ids(tickets)).toEqual(['soon', 'later', 'none']);
  });

  it('breached and at-risk ones lead their class, by least time left', () => {
    const tickets = [
      ticket('soon', { dueAt: now + MINUTE, risk: 'on_track' }),
      ticket('risk', { dueAt: now + 20 * MINUTE, risk: 'at_risk' }),
      ticket('late', { dueAt: now - 5 * MINUTE, risk: 'breached' }),
      ticket('urgent', { priority: 'urgent' }),
    ];
    expect(ids(tickets)).toEqual(['urgent', 'late', 'risk', 'soon']);
  });

  it('waiting longer than the target lifts by one, twice the target by two ranks', () => {
    const aged = (id: string, priority: QueueTicket['priority'], minutes: number) =>
      ticket(id, { priority, createdAt: now - minutes * MINUTE });
    // Targets: urgent 30, high 120, normal 480, low 1440 minutes.
    expect(ids([aged('n', 'normal', 1), aged('l', 'low', 1440)])).toEqual(['n', 'l']);
    expect(ids([aged('n', 'normal', 1), aged('l', 'low', 1441)])).toEqual(['l', 'n']);
    expect(ids([aged('h', 'high', 1), aged('l', 'low', 1441)])).toEqual(['h', 'l']);
    expect(ids([aged('h', 'high', 1), aged('l', 'low', 2881)])).toEqual(['l', 'h']);
    expect(ids([aged('u', 'urgent', 1), aged('l', 'low', 99_999)])).toEqual(['u', 'l']);
  });

  it('targets can be given for all or for one ticket', () => {
    const tickets = [
      ticket('high', { priority: 'high', createdAt: now }),
      ticket('own', { targetMinutes: 4 }),
      ticket('plain'),
    ];
    expect(ids(tickets)).toEqual(['own', 'high', 'plain']);
    const targetMinutes = { normal: 2 };
    // Five minutes are more than twice the two: two ranks up.
    expect(orderQueue(tickets, { now, targetMinutes })[0]?.id).toBe('plain');
  });

  it.each([
    ['createdAt', { createdAt: Number.NaN }, INSTANT],
    ['dueAt', { dueAt: new Date('?') }, INSTANT],
    ['targetMinutes', { targetMinutes: -1 }, 'must be a number, 0 or more'],
    ['skills.sql', { skills: { sql: Number.NaN } }, 'must be a finite number'],
    // Safe: what a program without types would pass.
    ['priority', { priority: 'critical' as 'low' }, 'must be a priority'],
  ])('refuses a ticket whose %s is none', (path, changes, message) => {
    expect(() => ids([ticket('a'), ticket('b', changes)])).toThrow(
      new ValidationError('The queue is not usable.', {
        issues: [{ path: `tickets.1.${path}`, message }],
      }),
    );
  });

  it('refuses a `now` and targets that are none', () => {
    expect(() => orderQueue([], { now: Number.NaN, targetMinutes: { low: -1 } })).toThrow(
      new ValidationError('The queue is not usable.', {
        issues: [
          { path: 'now', message: INSTANT },
          { path: 'targetMinutes.low', message: 'must be a number, 0 or more' },
        ],
      }),
    );
  });
});

describe('C.8: who is eligible', () => {
  it.each([
    ['no_agent_on_shift', { shift: { from: now + 1, to: now + 2 } }, {}],
    ['no_agent_on_shift', { shift: { from: now - 2, to: now } }, {}],
    ['no_agent_with_capacity', { capacity: 2, open: ['urgent'] }, {}],
    ['no_agent_in_branch', { branches: ['technical'] }, { category: 'billing.invoice_get' }],
    ['no_agent_for_language', { languages: ['en'] }, { language: 'de' }],
    ['no_agent_with_skills', { skills: { sql: 1 } }, { skills: { linux: 1 } }],
    ['no_agent_with_skills', {}, { skills: { linux: 1 } }],
    ['no_agent_for_language', {}, { language: 'de' }],
  ] as const)('%s', (code, changes, wanted) => {
    const { waiting, assignments } = assign([ticket('t', wanted)], [agent('a', changes)]);
    expect(assignments).toEqual([]);
    expect(waiting[0]?.reasons.map((one) => one.code)).toEqual([code]);
  });

  it('nobody at all is nobody on shift', () => {
    expect(assign([ticket('t')], []).waiting[0]?.reasons[0]?.code).toBe('no_agent_on_shift');
  });

  it.each([
    [{ shift: { from: now, to: now + 1 } }, {}],
    [{ branches: ['technical'] }, { category: 'technical.bug' }],
    [{ languages: ['de'], nativeLanguages: ['de'] }, { language: 'de-AT' }],
    [{ languages: ['pt-BR'], nativeLanguages: ['pt-BR'] }, { language: 'pt-PT' }],
    [{ languages: ['EN'], nativeLanguages: ['EN'] }, { language: 'en_US' }],
    [{}, { language: 'und' }],
    [{}, { language: '' }],
    [{ skills: { sql: 2 } }, { skills: { sql: 2 } }],
    [{ groupIds: ['g'] }, { groupId: 'g' }],
  ] as const)('%j may take %j', (changes, wanted) => {
    const [first] = assign([ticket('t', wanted)], [agent('a', changes)]).assignments;
    expect(first).toMatchObject({ agentId: 'a', relaxed: [] });
  });

  it('gives up the native language, then the level, then the group', () => {
    const wanted = { language: 'de', skills: { sql: 3 }, groupId: 'g' };
    const all = { languages: ['de'], skills: { sql: 3 }, groupIds: ['g'] };
    const relaxed = (changes: Partial<QueueAgent>) =>
      assign([ticket('t', wanted)], [agent('a', { ...all, ...changes })]).assignments[0]?.relaxed;
    expect(relaxed({ nativeLanguages: ['de'] })).toEqual([]);
    expect(relaxed({})).toEqual(['native_language']);
    expect(relaxed({ skills: { sql: 1 } })).toEqual(['native_language', 'skill_level']);
    expect(relaxed({ groupIds: [] })).toEqual(['native_language', 'skill_level', 'group']);
    const grouped = assign([ticket('t', { groupId: 'g', customerId: 'c' })], [agent('a')]);
    expect(grouped.assignments[0]?.relaxed).toContain('group');
  });
});

describe('C.8: the score', () => {
  it('is .5 skill + .3 free share + .1 known customer + .1 native language', () => {
    const score = (changes: Partial<QueueAgent>, wanted: Partial<QueueTicket> = {}) =>
      assign([ticket('t', wanted)], [agent('a', changes)]).assignments[0]?.score;
    expect(score({})).toBe(0.8);
    expect(score({ open: ['normal'] })).toBe(0.7);
    expect(score({ customerIds: ['c'] }, { customerId: 'c' })).toBe(0.9);
    expect(score({ nativeLanguages: ['de'] }, { language: 'de' })).toBe(0.9);
    // Half the level: .25 + .3.
    expect(score({ skills: { sql: 1 } }, { skills: { sql: 2 } })).toBe(0.55);
    expect(score({ skills: { sql: 0 } }, { skills: { sql: 0 } })).toBe(0.8);
  });

  it('ties go to the longest idle, then by id', () => {
    const agents = [
      agent('z', { idleSince: now - 10 * MINUTE }),
      agent('b', { idleSince: new Date(now - 60 * MINUTE) }),
      agent('a'),
    ];
    const outcome = assign([ticket('t')], agents);
    expect(outcome.assignments[0]).toMatchObject({ agentId: 'b' });
    expect(outcome.assignments[0]?.reasons[0]?.code).toBe('longest_idle');
    expect(pairs(assign([ticket('t')], [agent('b'), agent('a')]))).toEqual({ t: 'a' });
  });
});

describe.each(['in_turn', 'batch'] as const)('T10: assignQueue %s', (method) => {
  it('serves the most pressing, and tells who waits, how long and why', () => {
    const tickets = [
      ticket('low', { priority: 'low', createdAt: now - 30 * MINUTE }),
      ticket('high', { priority: 'high', createdAt: now - 10 * MINUTE }),
      ticket('normal', { createdAt: now - 20 * MINUTE }),
    ];
    const outcome = assign(tickets, [agent('a', { capacity: 1 })], method);
    expect(pairs(outcome)).toEqual({ high: 'a' });
    expect(
      outcome.waiting.map(({ ticketId, position, waitingMinutes }) => [
        ticketId,
        position,
        waitingMinutes,
      ]),
    ).toEqual([
      ['normal', 1, 20],
      ['low', 2, 30],
    ]);
    expect(outcome).toMatchObject({
      queueLength: 2,
      longestWaitMinutes: 30,
      meanWaitMinutes: 25,
      loads: { a: 1 },
    });
    expect(outcome.waiting[0]?.reasons[0]?.code).toBe('no_agent_with_capacity');
  });

  it('fills desks up to the capacity; an urgent ticket weighs two', () => {
    const urgent = [1, 2, 3].map((index) => ticket(`u${index}`, { priority: 'urgent' }));
    const outcome = assign(urgent, [agent('a')], method);
    expect(outcome.assignments).toHaveLength(2);
    expect(outcome.loads).toEqual({ a: 4 });
  });

  it('an empty queue has no waiting time', () => {
    expect(assign([], [agent('a')], method)).toMatchObject({
      assignments: [],
      queueLength: 0,
      longestWaitMinutes: null,
      meanWaitMinutes: null,
    });
  });

  it('T9: pools of five technical and three other resources', () => {
    const agents = agentsFromPools({ technical: 5, nonTechnical: 3 });
    const tickets = Array.from({ length: 12 }, (_, index) =>
      ticket(`t${index}`, { category: index < 6 ? 'technical.bug' : 'billing.invoice_get' }),
    );
    const outcome = assign(tickets, agents, method);
    expect(outcome.assignments).toHaveLength(8);
    expect(outcome.queueLength).toBe(4);
  });

  it('whatever comes in, nobody is overloaded and nothing is lost', () => {
    const anyTicket = fc.record({
      priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
      language: fc.constantFrom('en', 'de', null),
      createdAt: fc.integer({ min: now - 1e7, max: now }),
    });
    const anyAgent = fc.record({
      capacity: fc.integer({ min: 0, max: 4 }),
      languages: fc.subarray(['en', 'de']),
    });
    fc.assert(
      fc.property(
        fc.array(anyTicket, { maxLength: 12 }),
        fc.array(anyAgent, { maxLength: 4 }),
        (some, others) => {
          const tickets = some.map((one, index) =>
            ticket(`t${index}`, one as Partial<QueueTicket>),
          );
          const agents = others.map((one, index) => agent(`a${index}`, one));
          const outcome = assign(tickets, agents, method);
          const seen = [...outcome.assignments, ...outcome.waiting].map(({ ticketId }) => ticketId);
          expect(seen.toSorted()).toEqual(tickets.map(({ id }) => id).toSorted());
          for (const { id, capacity } of agents)
            expect(outcome.loads[id]).toBeLessThanOrEqual(capacity === 0 ? 0 : capacity + 1);
        },
      ),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 60 },
    );
  });
});
