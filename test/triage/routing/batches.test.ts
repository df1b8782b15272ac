import { ValidationError } from 'polydesk';
import { assignQueue, type QueueAgent, type QueueTicket } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveAssignment } from '../../../src/triage/routing/solve-assignment.ts';
import { now, MINUTE, INSTANT, ticket, agent, assign, pairs } from './queue.ts';

describe('C.8: batches', () => {
  it('find the best total, where taking turns does not', () => {
    const tickets = [ticket('a', { customerId: 'c' }), ticket('b', { skills: { sql: 1 } })];
    const agents = [
      agent('dba', { capacity: 1, skills: { sql: 1 }, customerIds: ['c'] }),
      agent('other', { capacity: 1 }),
    ];
    expect(assign(tickets, agents).queueLength).toBe(1);
    expect(pairs(assign(tickets, agents, 'batch'))).toEqual({ a: 'other', b: 'dba' });
  });

  it('a more pressing ticket never waits for a better total', () => {
    const tickets = [
      ticket('urgent', { priority: 'urgent' }),
      ticket('known', { customerId: 'c', priority: 'low' }),
    ];
    const agents = [agent('a', { capacity: 1, customerIds: ['c'] })];
    const outcome = assign(tickets, agents, 'batch');
    expect(pairs(outcome)).toEqual({ urgent: 'a' });
  });

  it('serve the first that can be served together, at the best total of their scores', () => {
    const levels = fc.array(fc.subarray(['a', 'b', 'c']), { minLength: 1, maxLength: 5 });
    const known = fc.array(fc.nat(4), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(levels, known, (wanted, customers) => {
        const tickets = wanted.map((skills, index) =>
          ticket(`${index}`, {
            customerId: `${index}`,
            skills: Object.fromEntries(skills.map((skill) => [skill, 1])),
          }),
        );
        const skillsOf = [
          { a: 1, b: 1 },
          { b: 1, c: 1 },
          { a: 1, b: 1, c: 1 },
        ];
        const agents = skillsOf.map((skills, index) =>
          agent(`${index}`, { capacity: 1, skills, customerIds: [`${customers[index]}`] }),
        );
        const score = ({ skills = {}, customerId }: QueueTicket, one: QueueAgent) =>
          Object.keys(skills).every((skill) => skill in one.skills!)
            ? 0.8 + (one.customerIds?.[0] === customerId ? 0.1 : 0)
            : null;
        // Every way to hand out: what it serves in the order of the queue, then its total.
        const ways = (from: number, free: readonly QueueAgent[]): (readonly [string, number])[] =>
          from === tickets.length
            ? [['', 0]]
            : [null, ...free].flatMap((one) => {
                const gain = one === null ? 0 : score(tickets[from]!, one);
                if (gain === null) return [];
                return ways(
                  from + 1,
                  free.filter((other) => other !== one),
                ).map(([served, sum]) => [`${one === null ? 0 : 1}${served}`, gain + sum] as const);
              });
        const [best] = ways(0, agents).sort(([one, sum], [other, total]) =>
          one === other ? total - sum : one < other ? 1 : -1,
        );
        const { assignments } = assign(tickets, agents, 'batch');
        const served = new Set(assignments.map(({ ticketId }) => ticketId));
        expect(tickets.map(({ id }) => (served.has(id) ? 1 : 0)).join('')).toBe(best![0]);
        const total = assignments.reduce((sum, one) => sum + one.score, 0);
        expect(total).toBeCloseTo(best![1], 9);
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
  });

  it('of thousands of tickets are as quick as the agents are few', () => {
    const tickets = Array.from({ length: 5_000 }, (_, index) =>
      ticket(`t${index}`, index % 2 === 0 ? { skills: { rare: 1 } } : {}),
    );
    const agents = Array.from({ length: 20 }, (_, index) => agent(`a${index}`));
    const { assignments, queueLength } = assign(tickets, agents, 'batch');
    expect([assignments.length, queueLength]).toEqual([60, 4_940]);
  });

  it('the assignment problem is solved: no permutation is cheaper', () => {
    const permutations = (list: readonly number[]): number[][] =>
      list.length === 0
        ? [[]]
        : list.flatMap((one, at) =>
            permutations(list.toSpliced(at, 1)).map((rest) => [one, ...rest]),
          );
    const cost = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(cost, (numbers) => {
        const matrix = [0, 4, 8, 12].map((from) => numbers.slice(from, from + 4));
        const total = (columns: readonly number[]) =>
          columns.reduce((sum, column, row) => sum + matrix[row]![column]!, 0);
        const best = Math.min(...permutations([0, 1, 2, 3]).map(total));
        expect(total(solveAssignment(matrix))).toBe(best);
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
    expect(solveAssignment([])).toEqual([]);
  });
});

describe('assignQueue', () => {
  it('takes queues of any length', () => {
    const tickets = Array.from({ length: 150_000 }, (_, index) =>
      ticket(`t${index}`, { createdAt: now - index }),
    );
    expect(assignQueue(tickets, { agents: [], now }).longestWaitMinutes).toBe(149_999 / MINUTE);
  }, 30_000);

  it('refuses ids that come twice', () => {
    const twice = (path: string) =>
      new ValidationError('The queue is not usable.', {
        issues: [{ path, message: 'must not come twice' }],
      });
    expect(() => assign([ticket('a'), ticket('a')], [])).toThrow(twice('tickets.1.id'));
    expect(() => assign([], [agent('a'), agent('a')])).toThrow(twice('agents.1.id'));
  });

  it.each([
    ['capacity', { capacity: -1 }, 'must be a number, 0 or more'],
    ['skills.sql', { skills: { sql: Number.NaN } }, 'must be a finite number'],
    ['shift.from', { shift: { from: Number.NaN, to: 1 } }, INSTANT],
    ['shift.to', { shift: { from: 1, to: new Date('?') } }, INSTANT],
    ['idleSince', { idleSince: Number.NaN }, INSTANT],
    // Safe: what a program without types would pass.
    ['open.0', { open: ['critical' as 'low'] }, 'must be a priority'],
  ])('refuses an agent whose %s is none', (path, changes, message) => {
    expect(() => assign([], [agent('a', changes)])).toThrow(
      new ValidationError('The queue is not usable.', {
        issues: [{ path: `agents.0.${path}`, message }],
      }),
    );
  });
});
