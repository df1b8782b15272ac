import { erlangA, erlangB, erlangC, fluidBacklog, plan, staffQueue } from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { deepFreeze, describeWorked } from '../support/worked.ts';

/** 10 erlangs: 100 calls in half an hour, 3 minutes each. */
const calls = { arrivals: 100, intervalSeconds: 1_800, ahtSeconds: 180 };
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);

describe('F.2 and F.4: Erlang B', () => {
  it.each([
    [1, 0.0101, 0.01],
    [10, 4.46, 0.01],
    [20, 12.03, 0.01],
    [100, 84.06, 0.01],
    [10, 5.08, 0.02],
  ])('%i agents at %d erlangs block %d, as the printed tables say', (agents, erlangs, blocking) => {
    expect(Number(erlangB({ agents, erlangs }).toFixed(3))).toBe(blocking);
  });
  it('F.2: with agents for everybody nobody is turned away, however many there are', () => {
    expect(erlangB({ erlangs: 10, agents: 2_000_000_000 })).toBe(0);
  });

  it('blocks everybody without agents and nobody without load', () => {
    expect(erlangB({ agents: 0, erlangs: 3 })).toBe(1);
    expect(erlangB({ agents: 3, erlangs: 0 })).toBe(0);
  });
  it('knows loads whose factorials no number can hold', () => {
    expect(erlangB({ agents: 100_000, erlangs: 100_000 })).toBeCloseTo(0.002_52, 5);
  });
  it('refuses parts of agents', () => {
    expect(() => erlangB({ agents: 1.5, erlangs: 1 })).toThrow(ValidationError);
    expect(() => erlangB({ agents: 1, erlangs: -1 })).toThrow(ValidationError);
  });
});

describe('F.2 and F.4: Erlang C', () => {
  it('100 calls of 3 minutes with 14 agents', () => {
    const queue = erlangC(deepFreeze({ ...calls, agents: 14 }), { targetSeconds: 20 });
    expect(queue.erlangs).toBe(10);
    expect(queue.waitProbability).toBeCloseTo(0.174_132, 6);
    expect(queue.serviceLevel).toBeCloseTo(0.888_35, 6);
    expect(queue.asaSeconds).toBeCloseTo(7.836, 3);
  });
  it("X13: the source's 28 agents as a queue wait in .0948, busy .744", () => {
    const queue = erlangC({
      arrivals: 500,
      intervalSeconds: 28_800,
      ahtSeconds: 1_200,
      agents: 28,
    });
    expect(queue.waitProbability).toBeCloseTo(0.0948, 4);
    expect(queue.occupancy).toBeCloseTo(0.744, 3);
  });
  it.each([9, 10])('grows without end with %i agents for 10 erlangs', (agents) => {
    expect(erlangC({ ...calls, agents })).toEqual({
      erlangs: 10,
      agents,
      stable: false,
      waitProbability: 1,
      serviceLevel: 0,
      asaSeconds: null,
      meanQueue: null,
      occupancy: 1,
    });
  });
  it('has nobody waiting when nothing arrives', () => {
    expect(erlangC({ ...calls, arrivals: 0, agents: 1 })).toMatchObject({
      waitProbability: 0,
      serviceLevel: 1,
      asaSeconds: 0,
      occupancy: 0,
    });
  });
  it.each([
    { arrivals: -1 },
    { intervalSeconds: 0 },
    { ahtSeconds: 0 },
    { agents: 0 },
    { agents: 2.5 },
  ])('refuses %j', (change) => {
    expect(() => erlangC({ ...calls, agents: 14, ...change })).toThrow(ValidationError);
  });
  it('refuses a load that no number of agents could handle', () => {
    expect(() => erlangC({ ...calls, arrivals: 1e12, agents: 1 })).toThrow('arrivals');
    expect(() => staffQueue({ ...calls, arrivals: 1e12 })).toThrow(ValidationError);
  });
  it('refuses a target below 0', () => {
    expect(() => erlangC({ ...calls, agents: 14 }, { targetSeconds: -1 })).toThrow(ValidationError);
  });
});

describe('F.3 and F.4: Erlang A', () => {
  const patient = { arrivals: 48, intervalSeconds: 60, ahtSeconds: 60, agents: 50 };
  it('50 agents, 48 calls a minute, patience 2 minutes', () => {
    const queue = erlangA({ ...patient, patienceSeconds: 120 });
    expect(queue.abandonProbability).toBeCloseTo(0.030_912, 6);
    expect(queue.meanWaitSeconds).toBeCloseTo(3.709, 3);
    expect(queue.meanQueue).toBeCloseTo(2.968, 3);
    expect(queue.occupancy).toBeCloseTo(0.930_324, 6);
  });
  it('tends to Erlang C as the patience grows', () => {
    const endless = erlangA({ ...patient, patienceSeconds: 1e10 }, { targetSeconds: 20 });
    const queue = erlangC(patient, { targetSeconds: 20 });
    expect(endless.waitProbability).toBeCloseTo(queue.waitProbability, 5);
    expect(endless.meanWaitSeconds).toBeCloseTo(queue.asaSeconds ?? 0, 3);
    expect(endless.serviceLevelOfServed).toBeCloseTo(queue.serviceLevel, 5);
    expect(endless.abandonProbability).toBeCloseTo(0, 5);
  });
  it('is stable at twice the load: about half give up', () => {
    const crowd = { arrivals: 200, intervalSeconds: 60, ahtSeconds: 60, agents: 100 };
    const queue = erlangA({ ...crowd, patienceSeconds: 600 }, { targetSeconds: 300 });
    expect(queue.waitProbability).toBeCloseTo(1, 6);
    expect(queue.abandonProbability).toBeCloseTo(0.5, 6);
    expect(queue.occupancy).toBeCloseTo(1, 6);
    // Everybody waits about 10 min × ln 2 = 416 s, so within 300 s next to none are served.
    expect(queue.serviceLevelOfServed).toBeLessThan(0.05);
    const longer = erlangA({ ...crowd, patienceSeconds: 600 }, { targetSeconds: 540 });
    expect(longer.serviceLevelOfServed).toBeGreaterThan(0.95);
  });
  it('copes with tiny and huge loads', () => {
    const none = erlangA({ ...patient, arrivals: 0, patienceSeconds: 60 });
    expect(none).toMatchObject({
      waitProbability: 0,
      meanQueue: 0,
      serviceLevel: 1,
      serviceLevelOfServed: 1,
    });
    const huge = erlangA({
      arrivals: 1e6,
      intervalSeconds: 60,
      ahtSeconds: 60,
      agents: 990_000,
      patienceSeconds: 600,
    });
    expect(huge.abandonProbability).toBeCloseTo(0.01, 4);
    const idle = erlangA({ ...patient, arrivals: 1, agents: 400, patienceSeconds: 60 });
    expect(idle.waitProbability).toBeCloseTo(0, 12);
    expect(idle.serviceLevelOfServed).toBeCloseTo(1, 12);
  });
  it('one agent, patience equal to the handle time, is the Poisson distribution', () => {
    // Death rates are then k·μ: states are Poisson(1), so P(wait) = 1 − 1/e and E[Q] = 1 − P(wait)…
    // E[Q] = Σ (k−1)·p_k for k ≥ 1 = 1 − (1 − 1/e) = 1/e.
    const queue = erlangA({
      arrivals: 1,
      intervalSeconds: 60,
      ahtSeconds: 60,
      agents: 1,
      patienceSeconds: 60,
    });
    expect(queue.waitProbability).toBeCloseTo(1 - 1 / Math.E, 10);
    expect(queue.meanQueue).toBeCloseTo(1 / Math.E, 10);
    expect(queue.abandonProbability).toBeCloseTo(1 / Math.E, 10);
  });
  it('refuses a patience of 0', () => {
    expect(() => erlangA({ ...patient, patienceSeconds: 0 })).toThrow(ValidationError);
  });
});

describe('F.2: staffing a queue', () => {
  const goals = { serviceLevel: 0.8, targetSeconds: 20, maxOccupancy: 0.85, shrinkage: 0.3 };
  it('F.4: 14 agents for 80 % in 20 s, 20 scheduled at 30 % shrinkage', () => {
    const staffing = staffQueue(deepFreeze({ ...calls }), deepFreeze({ ...goals }));
    expect(staffing).toMatchObject({ agents: 14, scheduled: 20 });
    expect(staffing.serviceLevel).toBeCloseTo(0.888_35, 5);
    expect(codes(staffing.reasons)).toEqual([
      'service_level_binds',
      'poisson_arrivals',
      'no_abandonment',
    ]);
  });
  it('says when the occupancy decides', () => {
    const { agents, reasons } = staffQueue(calls, { ...goals, maxOccupancy: 0.6 });
    // 10 ÷ 0.6 = 16.7
    expect(agents).toBe(17);
    expect(codes(reasons)).toContain('occupancy_binds');
  });
  it('says when keeping up is enough', () => {
    const { agents, reasons } = staffQueue(calls, { serviceLevel: 0.01, targetSeconds: 3_600 });
    expect(agents).toBe(11);
    expect(codes(reasons)).toContain('load_binds');
  });
  it('wants one agent where nothing arrives', () => {
    expect(staffQueue({ ...calls, arrivals: 0 })).toMatchObject({ agents: 1, scheduled: 1 });
  });
  it.each([
    { serviceLevel: 1 },
    { serviceLevel: 0 },
    { maxOccupancy: 0 },
    { maxOccupancy: 0.001 },
    { shrinkage: 1 },
    { targetSeconds: -1 },
  ])('refuses %j', (change) => {
    expect(() => staffQueue(calls, { ...goals, ...change })).toThrow(ValidationError);
  });
});

describe('F.4: fluid backlog', () => {
  it('fills and drains, and knows what was finished in time', () => {
    // 12 wait at the start: 8 are done first, then 4 of them and 4 new ones, …
    const flow = fluidBacklog(
      deepFreeze({ arrivals: [10, 0, 0, 4], capacity: [8, 8, 8, 8], openingBacklog: 12 }),
      { targetIntervals: 1 },
    );
    expect(flow.intervals.map(({ backlog }) => backlog)).toEqual([14, 6, 0, 0]);
    expect(flow.intervals.map(({ finishedInTime }) => finishedInTime)).toEqual([4, 0, 0, null]);
    expect(flow.withinTarget).toEqual({ numerator: 4, denominator: 10, share: 0.4 });
    expect(flow).toMatchObject({ largestBacklog: 14, finalBacklog: 0 });
  });
  it('has no share where nothing arrived', () => {
    expect(fluidBacklog({ arrivals: [], capacity: [], openingBacklog: 3 })).toEqual({
      intervals: [],
      largestBacklog: 3,
      finalBacklog: 3,
      withinTarget: { numerator: 0, denominator: 0, share: null },
    });
  });
  it('refuses lists of unequal length', () => {
    expect(() => fluidBacklog({ arrivals: [1], capacity: [] })).toThrow(ValidationError);
    expect(() => fluidBacklog({ arrivals: [-1], capacity: [1] })).toThrow(ValidationError);
  });
});

describe('F.4: plan by mode', () => {
  it('queue is Erlang C', () => {
    expect(plan({ mode: 'queue', ...calls, maxOccupancy: 0.85, shrinkage: 0.3 })).toMatchObject({
      mode: 'queue',
      agents: 14,
      scheduled: 20,
    });
  });
  it('workload is the plain average', () => {
    const work = { tickets: 500, handleMinutes: 20, availableHours: 8 };
    expect(plan({ mode: 'workload', ...work })).toMatchObject({ mode: 'workload', agents: 28 });
  });
  const day = { arrivals: [30, 30, 30, 30], intervalMinutes: 60, handleMinutes: 20 };
  it('backlog searches the fewest agents that finish the share in time', () => {
    // An agent handles 3 an hour, so all of 30 at once take 10.
    const work = { mode: 'backlog', ...day, utilization: 1 } as const;
    expect(plan({ ...work, targetShare: 1 }).agents).toEqual([10, 10, 10, 10]);
    // With 9, 27 of the first 30 are in time, and 24, 21, 18 of those that follow: 90 of 120.
    expect(plan({ ...work, targetShare: 0.75 }).agents).toEqual([9, 9, 9, 9]);
  });
  it('backlog takes agents as they are given, at 75 % unless told otherwise', () => {
    const { intervals, agents, reasons } = plan({ mode: 'backlog', ...day, agents: [8, 0, 8, 8] });
    // 8 agents × 60 × .75 ÷ 20 = 18
    expect(intervals.map(({ backlog }) => backlog)).toEqual([12, 42, 54, 66]);
    expect(agents).toEqual([8, 0, 8, 8]);
    expect(codes(reasons)).toEqual(['work_in_order_of_arrival']);
  });
  it('backlog does not guess about work that the plan does not see finished', () => {
    const work = { mode: 'backlog', ...day, targetIntervals: 4 } as const;
    expect(() => plan(work)).toThrow('targetIntervals');
    expect(plan({ ...work, agents: [9, 9, 9, 9] }).withinTarget.share).toBeNull();
  });
  it('backlog needs nobody for nothing', () => {
    expect(plan({ mode: 'backlog', ...day, arrivals: [0, 0] }).agents).toEqual([0, 0]);
  });
  it('refuses a mode it does not know', () => {
    const unknown: unknown = { mode: 'guess' };
    expect(() => plan(unknown as never)).toThrow(ValidationError);
  });
});

interface WorkedQueues {
  readonly erlangC: readonly Worked[];
  readonly erlangA: readonly Worked[];
  readonly erlangB: readonly { agents: number; erlangs: number; blocking: number }[];
}
interface Worked {
  readonly source: string;
  readonly input: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
}

describeWorked<WorkedQueues>('worked queue examples', (read) => {
  /** Their names for what we return. */
  const found = (queue: object, expected: Readonly<Record<string, number>>, source: string) => {
    const result = queue as Readonly<Record<string, number>>;
    const names: Readonly<Record<string, string>> = {
      probWait: 'waitProbability',
      probAbandon: 'abandonProbability',
      // The published figure counts those served in time among all who came.
      serviceLevelServed: 'serviceLevel',
    };
    for (const [name, value] of Object.entries(expected)) {
      const own =
        name === 'meanWaitMin'
          ? (result['meanWaitSeconds'] ?? 0) / 60
          : result[names[name] ?? name];
      expect(Math.abs((own ?? Number.NaN) - value), `${source}: ${name}`).toBeLessThan(1e-4);
    }
  };

  it('Erlang B: all agree', () => {
    const { erlangB: rows } = read();
    expect(rows.length).toBeGreaterThan(5);
    for (const { agents, erlangs, blocking } of rows)
      expect(erlangB({ agents, erlangs })).toBeCloseTo(blocking, 6);
  });
  it('Erlang C and required agents: all agree', () => {
    for (const { input, expected, source } of read().erlangC) {
      const { arrivals = 0, intervalSeconds = 0, ahtSeconds = 0, targetSeconds = 20 } = input;
      const load = { arrivals, intervalSeconds, ahtSeconds };
      const { agents, serviceLevel = 0.8, maxOccupancy = 1, shrinkage = 0 } = input;
      const queue =
        agents === undefined
          ? staffQueue(load, { serviceLevel, targetSeconds, maxOccupancy, shrinkage })
          : erlangC({ ...load, agents }, { targetSeconds });
      found(queue, expected, source);
    }
  });
  it('Erlang A: all agree', () => {
    for (const { input, expected, source } of read().erlangA) {
      const { arrivalsPerMin = 0, ahtMin = 0, agents = 0, patienceMin = 0, targetMin = 0 } = input;
      const queue = erlangA(
        {
          arrivals: arrivalsPerMin,
          intervalSeconds: 60,
          ahtSeconds: ahtMin * 60,
          agents,
          patienceSeconds: patienceMin * 60,
        },
        { targetSeconds: targetMin * 60 },
      );
      found(queue, expected, source);
    }
  });
});
