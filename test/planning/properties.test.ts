import fc from 'fast-check';
import {
  allocateAgents,
  coverShifts,
  createGeneticSolver,
  erlangA,
  erlangB,
  erlangC,
  fluidBacklog,
  forecastVolume,
  requiredAgents,
  type ShiftType,
  staffQueue,
} from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../support/worked.ts';

const loads = fc.record({
  arrivals: fc.double({ min: 0.1, max: 500, noNaN: true }),
  intervalSeconds: fc.constantFrom(900, 1_800, 3_600),
  ahtSeconds: fc.double({ min: 20, max: 900, noNaN: true }),
});
const erlangsOf = (load: { arrivals: number; intervalSeconds: number; ahtSeconds: number }) =>
  (load.arrivals * load.ahtSeconds) / load.intervalSeconds;
const close = 1e-9;

describe('F.4: for any queue', () => {
  it('B < C < 1 when agents exceed the load', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 30 }), (load, spare) => {
        const agents = Math.floor(erlangsOf(load)) + spare;
        const blocking = erlangB({ erlangs: erlangsOf(load), agents });
        const { waitProbability } = erlangC({ ...load, agents });
        // Far above the load both are 0 in floating point.
        if (blocking > 1e-12) expect(blocking).toBeLessThan(waitProbability);
        expect(waitProbability).toBeLessThan(1);
      }),
    );
  });

  it('service level and speed of answer get better with each agent', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 30 }), (load, spare) => {
        const agents = Math.floor(erlangsOf(load)) + spare;
        const fewer = erlangC({ ...load, agents });
        const more = erlangC({ ...load, agents: agents + 1 });
        expect(more.serviceLevel).toBeGreaterThanOrEqual(fewer.serviceLevel - close);
        expect(more.asaSeconds!).toBeLessThanOrEqual(fewer.asaSeconds! + close);
      }),
    );
  });

  it("the queue is arrivals × wait (Little's law)", () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 30 }), (load, spare) => {
        const agents = Math.floor(erlangsOf(load)) + spare;
        const rate = load.arrivals / load.intervalSeconds;
        const queue = erlangC({ ...load, agents });
        expect(queue.meanQueue! / (rate * queue.asaSeconds! || 1)).toBeCloseTo(
          queue.asaSeconds === 0 ? 0 : 1,
          6,
        );
      }),
    );
  });

  it('required agents never fall as the load grows, and are the fewest', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 1, max: 2, noNaN: true }), (load, factor) => {
        const goals = { serviceLevel: 0.8, targetSeconds: 20, maxOccupancy: 0.9 };
        const now = staffQueue(load, goals);
        const later = staffQueue({ ...load, arrivals: load.arrivals * factor }, goals);
        expect(later.agents).toBeGreaterThanOrEqual(now.agents);
        expect(now.serviceLevel).toBeGreaterThanOrEqual(0.8 - close);
        expect(now.occupancy).toBeLessThanOrEqual(0.9 + close);
        if (now.agents > 1) {
          const fewer = erlangC({ ...load, agents: now.agents - 1 });
          expect(fewer.serviceLevel < 0.8 || fewer.occupancy > 0.9).toBe(true);
        }
      }),
    );
  });

  it('Erlang A is a distribution at any load, and better than Erlang C at a stable one', () => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 5, max: 3_600, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (load, agents, patienceSeconds, targetSeconds) => {
          const queue = erlangA({ ...load, agents, patienceSeconds }, { targetSeconds });
          for (const share of [
            queue.waitProbability,
            queue.abandonProbability,
            queue.serviceLevel,
            queue.serviceLevelOfServed,
            queue.occupancy,
          ]) {
            expect(share).toBeGreaterThanOrEqual(-close);
            expect(share).toBeLessThanOrEqual(1 + close);
          }
          const patient = erlangC({ ...load, agents }, { targetSeconds });
          expect(queue.waitProbability).toBeLessThanOrEqual(patient.waitProbability + 1e-7);
          expect(queue.serviceLevelOfServed).toBeGreaterThanOrEqual(patient.serviceLevel - 1e-7);
        },
      ),
    );
  });
});

describe('P1: for any workload', () => {
  it('the agents are enough, and one fewer is not', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.double({ min: 0.5, max: 120, noNaN: true }),
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (tickets, handleMinutes, availableHours, utilization) => {
          const load = { tickets, handleMinutes, availableHours, utilization };
          const { agents } = requiredAgents(load);
          const work = tickets * handleMinutes;
          const capacity = (count: number) => count * availableHours * 60 * utilization;
          expect(capacity(agents)).toBeGreaterThanOrEqual(work * (1 - 1e-6) - 1e-6);
          if (agents > 0) expect(capacity(agents - 1)).toBeLessThan(work + 1e-6);
        },
      ),
    );
  });
});

describe('F.4: for any backlog', () => {
  it('nothing is lost: opening + arrivals = handled + final backlog', () => {
    const amounts = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 40 });
    fc.assert(
      fc.property(amounts, fc.nat(50), fc.nat(5), (pairs, openingBacklog, targetIntervals) => {
        const arrivals = pairs.map(([arrived]) => arrived);
        const capacity = pairs.map(([, possible]) => possible);
        const flow = fluidBacklog(deepFreeze({ arrivals, capacity, openingBacklog }), {
          targetIntervals,
        });
        const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
        const handled = sum(flow.intervals.map((one) => one.handled));
        expect(openingBacklog + sum(arrivals)).toBe(handled + flow.finalBacklog);
        expect(flow.withinTarget.numerator).toBeLessThanOrEqual(flow.withinTarget.denominator);
      }),
    );
  });
});

/** The best split by dynamic programming over queues and agents. */
function bestByTable(
  costs: readonly ((agents: number) => number)[],
  minimum: readonly number[],
  total: number,
): number {
  let best = Array.from({ length: total + 1 }, (_, agents) => (agents === 0 ? 0 : Infinity));
  costs.forEach((cost, queue) => {
    best = best.map((_, agents) => {
      let lowest = Infinity;
      for (let own = minimum[queue]!; own <= agents; own += 1)
        lowest = Math.min(lowest, best[agents - own]! + cost(own));
      return lowest;
    });
  });
  return best[total]!;
}

/** The cheapest cover by trying every number of agents on every shift. */
function cheapestCover(demand: readonly number[], shifts: readonly ShiftType[], most: number) {
  let cheapest = Infinity;
  const tryAll = (index: number, missing: readonly number[], cost: number): void => {
    const one = shifts[index];
    if (one === undefined) {
      if (missing.every((value) => value <= 0)) cheapest = Math.min(cheapest, cost);
      return;
    }
    for (let count = 0; count <= most; count += 1)
      tryAll(
        index + 1,
        missing.map((value, hour) => (one.covers.includes(hour) ? value - count : value)),
        cost + count * one.cost!,
      );
  };
  tryAll(0, demand, 0);
  return cheapest;
}

describe('F.5: for any problem', () => {
  const queue = fc.record({
    arrivalsPerHour: fc.double({ min: 1, max: 60, noNaN: true }),
    ahtSeconds: fc.double({ min: 60, max: 600, noNaN: true }),
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });

  it('greedy allocation equals dynamic programming, and the genetic search is not worse', () => {
    fc.assert(
      fc.property(fc.array(queue, { minLength: 1, maxLength: 4 }), fc.nat(10), (drawn, spare) => {
        const queues = drawn.map((one, index) => ({ ...one, id: String(index) }));
        const minimum = queues.map(
          ({ arrivalsPerHour, ahtSeconds }) =>
            Math.floor((arrivalsPerHour * ahtSeconds) / 3_600) + 1,
        );
        const agents = minimum.reduce((sum, one) => sum + one, 0) + spare;
        const greedy = allocateAgents(deepFreeze(queues), { agents });
        const costs = queues.map(
          ({ arrivalsPerHour, ahtSeconds, weight }) =>
            (count: number) =>
              weight *
              erlangC({
                arrivals: arrivalsPerHour,
                intervalSeconds: 3_600,
                ahtSeconds,
                agents: count,
              }).meanQueue!,
        );
        const table = bestByTable(costs, minimum, agents);
        expect(Math.abs(greedy.cost! - table)).toBeLessThan(1e-9 * Math.max(1, table));
        const solver = createGeneticSolver({ seed: spare, population: 6, generations: 4 });
        expect(allocateAgents(queues, { agents, solver }).cost!).toBeLessThanOrEqual(greedy.cost!);
      }),
    );
  });

  it('the exact shift cover beats greedy with exchanges where those get stuck', () => {
    const demand = [3, 3, 3, 2, 4];
    const covers = [[0, 1, 2, 3, 4], [1, 2, 3], [0, 1, 3], [1, 3, 4], [0, 2, 4], [0, 1, 2], [4]];
    const costs = [8, 4, 5, 5, 4, 6, 3];
    const shifts = covers.map((own, index) => ({
      id: String(index),
      covers: own,
      cost: costs[index]!,
    }));
    const exact = coverShifts(demand, shifts);
    expect(exact.optimal).toBe(true);
    expect(exact.cost).toBe(cheapestCover(demand, shifts, 4));
    expect(coverShifts(demand, shifts, { exactUpTo: 0 }).cost).toBeGreaterThan(exact.cost);
  });

  it('the exact shift cover equals trying everything', () => {
    const kind = fc.record({
      covers: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 4 }),
      cost: fc.integer({ min: 1, max: 9 }),
    });
    const demands = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(demands, fc.array(kind, { maxLength: 3 }), (demand, kinds) => {
        const all = { id: 'all', covers: [0, 1, 2, 3], cost: 20 };
        const shifts = [all, ...kinds.map((one, index) => ({ ...one, id: String(index) }))];
        const cover = coverShifts(deepFreeze(demand), deepFreeze(shifts));
        expect(cover.optimal).toBe(true);
        const cheapest = cheapestCover(demand, shifts, 3);
        expect(cover.cost).toBe(cheapest);
        const heuristic = coverShifts(demand, shifts, { exactUpTo: 0 });
        expect(heuristic.cost).toBeGreaterThanOrEqual(cheapest);
        for (const [hour, needed] of demand.entries())
          expect(heuristic.coverage[hour]!).toBeGreaterThanOrEqual(needed);
      }),
    );
  });
});

describe('F.6: for any history', () => {
  it('forecasts are finite, never negative, inside their intervals, and leave the input alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(300)), { maxLength: 40 }),
        fc.constantFrom(1, 2, 7),
        (history, season) => {
          const options = { season, horizon: 5 };
          const result = forecastVolume(deepFreeze(history), options);
          expect(forecastVolume(history, options)).toEqual(result);
          for (const { value, low, high } of result.points) {
            expect(low).toBeGreaterThanOrEqual(0);
            expect(low).toBeLessThanOrEqual(value);
            expect(value).toBeLessThanOrEqual(high);
            expect(Number.isFinite(high)).toBe(true);
          }
        },
      ),
    );
  });
});
