import {
  type AllocationProblem,
  allocateAgents,
  coverShifts,
  createGeneticSolver,
  erlangC,
  geneticSearch,
  type ShiftType,
  type SharedQueue,
} from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { relaxedCover } from '../../src/planning/search/cover-relaxation.ts';
import { deepFreeze } from '../support/worked.ts';

const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);
/** A shift of so many hours from an hour on. */
const shift = (start: number, hours: number, cost = hours): ShiftType => ({
  id: `${start}+${hours}`,
  covers: Array.from({ length: hours }, (_, hour) => start + hour),
  cost,
});

describe('P9 and F.5a: shift cover', () => {
  it('is the cheapest: two long shifts where greedy would take three', () => {
    // Greedy takes the middle shift first (4 hours for 3) and then needs both others all the same.
    const shifts = [shift(0, 3, 3), shift(3, 3, 3), shift(1, 4, 3)];
    const cover = coverShifts(deepFreeze([1, 1, 1, 1, 1, 1]), deepFreeze(shifts));
    expect(cover).toMatchObject({ cost: 6, optimal: true, coverage: [1, 1, 1, 1, 1, 1] });
    expect(cover.shifts.map(({ agents }) => agents)).toEqual([1, 1, 0]);
    expect(codes(cover.reasons)).toEqual(['proven_optimal']);
  });
  it('covers a whole day with breaks in the shifts', () => {
    const withBreak: ShiftType = { id: 'break', covers: [0, 1, 3, 3, 4], cost: 4 };
    const cover = coverShifts([2, 2, 1, 2, 2], [withBreak, { id: 'gap', covers: [2, 7] }]);
    expect(cover.shifts.map(({ agents }) => agents)).toEqual([2, 1]);
    expect(cover.cost).toBe(10);
  });
  it('needs nobody for nothing, shifts or not', () => {
    expect(coverShifts([0, 0], [shift(0, 2)])).toMatchObject({ cost: 0, optimal: true });
    expect(coverShifts([], [])).toMatchObject({ cost: 0, shifts: [] });
  });
  it.each([
    ['first', 0],
    ['last', 1],
  ])('puts nobody on a shift that covers nothing, though it comes %s', (_place, at) => {
    const shifts: ShiftType[] = [{ id: 'day', covers: [0] }];
    shifts.splice(at, 0, { id: 'empty', covers: [] });
    const cover = coverShifts([1], shifts);
    expect(cover).toMatchObject({ cost: 1, optimal: true, coverage: [1] });
    expect(cover.shifts.find(({ id }) => id === 'empty')?.agents).toBe(0);
    expect(coverShifts([1], shifts, { exactUpTo: 0 }).coverage).toEqual([1]);
  });
  it('above so many kinds of shift it is good, not proven', () => {
    const shifts = Array.from({ length: 14 }, (_, start) => shift(start, 6));
    const demand = [3, 5, 8, 9, 9, 8, 7, 7, 8, 9, 8, 6, 5, 4, 4, 3, 2, 2, 1];
    const cover = coverShifts(demand, shifts);
    expect(cover.optimal).toBe(false);
    expect(codes(cover.reasons)).toEqual(['heuristic_search']);
    const best = coverShifts(demand, shifts, { exactUpTo: 14 });
    expect(best.optimal).toBe(true);
    expect(cover.cost).toBeLessThanOrEqual(best.cost * 1.1);
    cover.coverage.forEach((agents, hour) => expect(agents).toBeGreaterThanOrEqual(demand[hour]!));
  });
  it('says when the exact search was cut short', () => {
    // Three hours, each pair covered by one shift: 1 and a half of them would do, 2 are needed.
    const pairs = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map((covers) => ({ id: covers.join(), covers }));
    const cover = coverShifts([1, 1, 1], pairs, { maxSteps: 1 });
    expect(coverShifts([1, 1, 1], pairs)).toMatchObject({ cost: 4, optimal: true });
    expect(cover.optimal).toBe(false);
    expect(codes(cover.reasons)).toEqual(['search_cut_short']);
  });
  it('refuses an interval that no shift covers, and numbers out of range', () => {
    expect(() => coverShifts([1, 1], [shift(0, 1)])).toThrow('demand.1');
    expect(() => coverShifts([1.5], [shift(0, 1)])).toThrow(ValidationError);
    expect(() => coverShifts([1], [shift(0, 1, 0)])).toThrow(ValidationError);
    expect(() => coverShifts([1], [{ id: 'a', covers: [-1, 0] }])).toThrow(ValidationError);
    expect(() => coverShifts([1], [shift(0, 1)], { maxSteps: 0 })).toThrow(ValidationError);
  });
});

const queues: readonly SharedQueue[] = [
  { id: 'chat', arrivalsPerHour: 30, ahtSeconds: 360 },
  { id: 'phone', arrivalsPerHour: 60, ahtSeconds: 300, weight: 2 },
  { id: 'billing', arrivalsPerHour: 10, ahtSeconds: 600 },
];

describe('F.5a: a day of half hours and 12 kinds of shift over midnight', () => {
  it('is solved, with every half hour covered', () => {
    const shifts = Array.from({ length: 12 }, (_, kind) => ({
      id: String(kind),
      covers: Array.from({ length: 16 }, (_half, index) => (kind * 4 + index) % 48).filter(
        (_half, index) => index !== 6 && index !== 7,
      ),
      cost: 16 + (kind % 4) / 3,
    }));
    const demand = Array.from(
      { length: 48 },
      (_, half) => 6 + ((half * 7) % 5) + (half > 16 ? 9 : 0),
    );
    const { optimal, coverage } = coverShifts(demand, shifts);
    expect(optimal).toBe(true);
    coverage.forEach((agents, half) => expect(agents).toBeGreaterThanOrEqual(demand[half]!));
  });
});

describe('F.5a: the relaxation', () => {
  const problem = {
    demand: [1, 1, 1],
    covers: [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
    costs: [2, 2, 2],
  };
  const free = [Infinity, Infinity, Infinity];
  it('asks for half an agent each where three shifts share three hours', () => {
    expect(relaxedCover(problem, [0, 0, 0], free)).toEqual({ cost: 3, counts: [0.5, 0.5, 0.5] });
    expect(relaxedCover(problem, [1, 0, 0], free).cost).toBe(4);
    expect(relaxedCover(problem, [0, 0, 0], [0, Infinity, Infinity]).cost).toBe(4);
  });
  it('costs without end what nothing covers', () => {
    expect(relaxedCover(problem, [0, 0, 0], [0, 0, Infinity]).cost).toBe(Infinity);
  });
});

describe('P9 and F.5b: agents over queues', () => {
  it('gives each queue what it needs and the rest where it helps most', () => {
    // 3, 5 and 1.67 erlangs: at least 4 + 6 + 2.
    const {
      queues: found,
      feasible,
      minimumAgents,
      cost,
    } = allocateAgents(deepFreeze(queues), {
      agents: 13,
    });
    expect(feasible).toBe(true);
    expect(minimumAgents).toBe(12);
    expect(found.map(({ agents }) => agents)).toEqual([4, 7, 2]);
    const waiting = queues.map(({ arrivalsPerHour, ahtSeconds, weight = 1 }, index) => {
      const agents = found[index]!.agents;
      const load = { arrivals: arrivalsPerHour, intervalSeconds: 3_600, ahtSeconds, agents };
      return weight * (erlangC(load).meanQueue ?? Number.NaN);
    });
    // λ·E[W] is the mean queue (Little).
    expect(cost).toBeCloseTo(
      waiting.reduce((sum, value) => sum + value, 0),
      9,
    );
  });
  it('with too few agents says how many it takes', () => {
    const result = allocateAgents(queues, { agents: 11 });
    expect(result).toMatchObject({ feasible: false, queues: [], cost: null, minimumAgents: 12 });
    expect(codes(result.reasons)).toEqual(['too_few_agents']);
  });
  it('gives nobody to a queue where nothing arrives, unless there is nothing better to do', () => {
    const idle = { id: 'idle', arrivalsPerHour: 0, ahtSeconds: 60 };
    const { queues: found } = allocateAgents([...queues, idle], { agents: 13 });
    expect(found.at(-1)).toEqual({ id: 'idle', agents: 0, asaSeconds: 0 });
    expect(allocateAgents([idle], { agents: 2 }).queues[0]?.agents).toBe(2);
  });
  it('refuses no queues and numbers out of range', () => {
    expect(() => allocateAgents([], { agents: 1 })).toThrow(ValidationError);
    expect(() => allocateAgents(queues, { agents: -1 })).toThrow(ValidationError);
    expect(() =>
      allocateAgents([{ id: 'a', arrivalsPerHour: -1, ahtSeconds: 1 }], { agents: 1 }),
    ).toThrow(ValidationError);
  });
});

describe('P9 and F.5c: genetic search', () => {
  const solver = createGeneticSolver({ seed: 5 });
  const evenChat = (counts: readonly number[]) => counts[0]! % 2 === 1;

  it('finds an allowed split where greedy has none', () => {
    const without = allocateAgents(queues, { agents: 16, isAllowed: evenChat });
    const {
      queues: found,
      feasible,
      reasons,
    } = allocateAgents(queues, {
      agents: 16,
      isAllowed: evenChat,
      solver,
    });
    expect(found.map(({ agents }) => agents).reduce((sum, count) => sum + count, 0)).toBe(16);
    expect(feasible).toBe(true);
    expect(evenChat(found.map(({ agents }) => agents))).toBe(true);
    expect(codes(reasons)).toEqual(['heuristic_search']);
    if (without.feasible) expect(without.cost).toBeGreaterThanOrEqual(0);
    else expect(codes(without.reasons)).toEqual(['no_allowed_solution']);
  });
  it('is never worse than greedy and the same for the same seed', () => {
    const greedy = allocateAgents(queues, { agents: 20 });
    const first = allocateAgents(queues, { agents: 20, solver });
    expect(first.cost!).toBeLessThanOrEqual(greedy.cost!);
    expect(allocateAgents(queues, { agents: 20, solver })).toEqual(first);
  });
  it.each([
    ['of another length', () => [16]],
    ['of another sum', () => [6, 7, 4]],
    ['below a minimum', () => [3, 9, 4]],
    ['with parts of agents', () => [4.5, 8.5, 3]],
    ['that is worse', () => [4, 10, 2]],
  ])('an answer %s is not taken', (_, bad) => {
    expect(allocateAgents(queues, { agents: 16, solver: bad }).queues).toEqual(
      allocateAgents(queues, { agents: 16 }).queues,
    );
  });
  it('a solver that asks for fewer agents than the load is told that it never ends', () => {
    const costs: number[] = [];
    const solver = ({ cost }: AllocationProblem, start: readonly number[]) => {
      costs.push(cost([1, 12, 3]));
      return start;
    };
    allocateAgents(queues, { agents: 16, solver });
    expect(costs).toEqual([Number.POSITIVE_INFINITY]);
  });
  it('says when no split is allowed', () => {
    const result = allocateAgents(queues, { agents: 16, isAllowed: () => false, solver });
    expect(codes(result.reasons)).toEqual(['no_allowed_solution']);
  });
  it('searches anything that has a cost', () => {
    const problem = {
      start: [[0, 0]] as const,
      cost: ([x, y]: readonly [number, number]) => (x - 3) ** 2 + (y + 2) ** 2,
      mutate: ([x, y]: readonly [number, number], random: () => number) =>
        [x + Math.round(random() * 2 - 1), y + Math.round(random() * 2 - 1)] as const,
      combine: (a: readonly [number, number], b: readonly [number, number]) =>
        [a[0], b[1]] as const,
    };
    expect(geneticSearch<readonly [number, number]>(problem, { seed: 3 })).toEqual([3, -2]);
    const none = { seed: 3, generations: 0, population: 2 };
    expect(geneticSearch<readonly [number, number]>(problem, none)).toHaveLength(2);
    expect(() =>
      geneticSearch<readonly [number, number]>(problem, { seed: 3, population: 1 }),
    ).toThrow(ValidationError);
  });
});
