import {
  costByChannel,
  costPerTicket,
  deflectionScenarios,
  efficiencyEffect,
  requiredAgents,
  resourceNeed,
  responseTime,
  satisfactionScore,
  selfServiceSavings,
  templateEffect,
} from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { deepFreeze, describeWorked } from '../support/worked.ts';

const workload = { tickets: 500, handleMinutes: 20, availableHours: 8, utilization: 0.75 };
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);

describe('P1: required agents', () => {
  it('500 tickets of 20 minutes in 8 hours at 75 % need 27.78, so 28', () => {
    const { exact, agents, warnings } = requiredAgents(deepFreeze({ ...workload }));
    expect(exact).toBeCloseTo(27.777_778, 5);
    expect(agents).toBe(28);
    expect(warnings).toEqual([]);
  });
  it('F.1: says that volume and hours are of the same period, and refuses other ones', () => {
    expect(codes(requiredAgents(workload).assumptions)).toEqual(['same_period']);
    const periods = { ticketsPeriod: 'day', hoursPeriod: 'day' };
    expect(requiredAgents({ ...workload, ...periods }).agents).toBe(28);
    expect(() => requiredAgents({ ...workload, ...periods, hoursPeriod: 'week' })).toThrow(
      ValidationError,
    );
    expect(requiredAgents({ ...workload, ticketsPeriod: 'day' }).agents).toBe(28);
  });
  it.each([
    [0.69, ['utilization_below_range']],
    [0.7, []],
    [0.8, []],
    [0.81, ['utilization_above_range']],
    [0.89, ['utilization_above_range']],
    [0.9, ['burnout_risk']],
    [1, ['burnout_risk']],
  ])('F.1: a utilisation of %d warns of %j', (utilization, expected) => {
    expect(codes(requiredAgents({ ...workload, utilization }).warnings)).toEqual(expected);
  });
  it('does not round up what binary fractions add', () => {
    // 3 × 0.1 h = 18 minutes of work in 0.3 h; 0.1 + 0.2 is 0.30000000000000004.
    const day = { tickets: 3, handleMinutes: 60 * (0.1 + 0.2), availableHours: 0.3 };
    expect(requiredAgents({ ...day, utilization: 1 }).agents).toBe(3);
  });
  it.each([
    { tickets: -1 },
    { tickets: Number.NaN },
    { handleMinutes: -1 },
    { availableHours: 0 },
    { availableHours: Number.POSITIVE_INFINITY },
    { utilization: 0 },
    { utilization: 1.01 },
  ])('refuses %j and does not quote it', (change) => {
    expect(() => requiredAgents({ ...workload, ...change })).toThrow(ValidationError);
    expect(() => requiredAgents({ ...workload, ...change })).toThrow(Object.keys(change)[0]);
  });
});

describe('P2 and F.7: cost per ticket', () => {
  it('40,000 over 2,500 tickets is 16, within the usual 5 to 25', () => {
    expect(costPerTicket({ totalCost: 40_000, tickets: 2_500 })).toMatchObject({
      value: 16,
      numerator: 40_000,
      denominator: 2_500,
      inTargetRange: true,
      warnings: [],
    });
  });
  it.each([
    [4.99, false],
    [5, true],
    [25, true],
    [25.01, false],
  ])('%d a ticket is in range: %s', (value, inTargetRange) => {
    const cost = costPerTicket({ totalCost: value * 100, tickets: 100 });
    expect(cost.inTargetRange).toBe(inTargetRange);
    expect(codes(cost.warnings)).toEqual(inTargetRange ? [] : ['outside_target_range']);
  });
  it('is null without tickets', () => {
    expect(costPerTicket({ totalCost: 100, tickets: 0 })).toMatchObject({
      value: null,
      inTargetRange: null,
    });
  });
  it('of channels together is the ratio of sums', () => {
    const { channels, total } = costByChannel([
      { channel: 'email', totalCost: 900, tickets: 100 },
      { channel: 'phone', totalCost: 1_100, tickets: 20 },
    ]);
    expect(channels.map(({ channel, value }) => [channel, value])).toEqual([
      ['email', 9],
      ['phone', 55],
    ]);
    // 2,000 ÷ 120; the mean of the two ratios would be 32.
    expect(total.value).toBeCloseTo(16.666_667, 5);
  });
});

describe('P3 and F.7: self-service savings', () => {
  it('1,000 deflected at 16 for 6,000 save 10,000: 1.67 times the investment', () => {
    const { savings, roi } = selfServiceSavings({
      deflected: 1_000,
      costPerTicket: 16,
      investment: 6_000,
    });
    expect(savings).toBe(10_000);
    expect(roi).toBeCloseTo(1.666_667, 5);
  });
  it('pays back when the deflected tickets have cost as much: 6,000 of 4,000 a month', () => {
    const yearly = { deflected: 3_000, costPerTicket: 16, investment: 6_000, months: 12 };
    expect(selfServiceSavings(yearly).paybackMonths).toBe(1.5);
    expect(selfServiceSavings({ ...yearly, deflected: 0 })).toEqual({
      savings: -6_000,
      roi: -1,
      paybackMonths: null,
    });
    expect(selfServiceSavings({ ...yearly, investment: 0 })).toMatchObject({
      roi: null,
      paybackMonths: 0,
    });
  });
  it('each point more of deflection removes volume × 1 % × cost', () => {
    expect(deflectionScenarios({ tickets: 2_500, costPerTicket: 16 })).toEqual([
      { addedPoints: 1, ticketsRemoved: 25, saved: 400 },
      { addedPoints: 5, ticketsRemoved: 125, saved: 2_000 },
      { addedPoints: 10, ticketsRemoved: 250, saved: 4_000 },
      { addedPoints: 20, ticketsRemoved: 500, saved: 8_000 },
    ]);
    expect(() =>
      deflectionScenarios({ tickets: 1, costPerTicket: 1 }, { addedPoints: [101] }),
    ).toThrow(ValidationError);
  });
});

describe('P4 and X2: resource need', () => {
  it('each resource has its own α: 10 agents become 12, 5 experts 6', () => {
    const volumes = { standardVolume: 100, volume: 120 };
    expect(resourceNeed({ ...volumes, standardResources: 10 })).toMatchObject({
      exact: 12,
      whole: 12,
      alpha: 0.1,
    });
    expect(resourceNeed({ ...volumes, standardResources: 5 })).toMatchObject({
      exact: 6,
      whole: 6,
      alpha: 0.05,
    });
  });
  it('an explicit α wins: with .1 the experts would be 7', () => {
    const load = { standardResources: 5, standardVolume: 100, volume: 120, alpha: 0.1 };
    expect(resourceNeed(load).whole).toBe(7);
  });
  it('is a real number, its whole never below 0', () => {
    const load = { standardResources: 5, standardVolume: 100, volume: 10, alpha: 0.1 };
    expect(resourceNeed(load)).toMatchObject({ exact: -4, whole: 0 });
    expect(codes(resourceNeed(load).assumptions)).toEqual(['clamped_at_zero']);
    expect(Object.is(resourceNeed({ ...load, volume: 50 }).whole, 0)).toBe(true);
  });
  it('needs a standard volume when α is not given', () => {
    const load = { standardResources: 5, standardVolume: 0, volume: 10 };
    expect(() => resourceNeed(load)).toThrow(ValidationError);
    expect(resourceNeed({ ...load, alpha: 0.5 }).exact).toBe(10);
  });
});

describe('P5 and X3: response time', () => {
  const change = { standardMinutes: 5, standardQueue: 20, queue: 30, alpha: 0.05 };
  it('is what the formula gives, 5.5, and not the printed 6', () => {
    expect(responseTime(change)).toEqual({ minutes: 5.5, assumptions: [] });
  });
  it('is never below 0', () => {
    const { minutes, assumptions } = responseTime({ ...change, queue: 0, alpha: 1 });
    expect(minutes).toBe(0);
    expect(codes(assumptions)).toEqual(['clamped_at_zero']);
  });
});

describe('P6: satisfaction', () => {
  it('is the mean of three: 4.5, 4.7 and 4.8 give 4.67', () => {
    const { exact, rounded } = satisfactionScore({ history: 4.5, current: 4.7, responseTime: 4.8 });
    expect(exact).toBeCloseTo(4.666_667, 5);
    expect(rounded).toBe(4.67);
  });
});

describe('P7 and X14: expected effect of templates', () => {
  it('is −44 % of time, but points of FCR and CSAT; the names say which', () => {
    const effect = templateEffect();
    expect(Math.round(effect.timeToResolution.relativeChangePercent)).toBe(-44);
    expect(effect.firstContactResolution).toEqual({
      beforePercent: 65,
      afterPercent: 80,
      changePoints: 15,
    });
    expect(effect.csat.changePoints).toBe(6);
    expect(effect.heuristic).toBe(true);
  });
});

describe('P8: the rule of thumb', () => {
  it('10 % faster brings 5 % CSAT and 3 % renewals, linearly, and is marked as a heuristic', () => {
    expect(efficiencyEffect(10)).toMatchObject({
      heuristic: true,
      csatChangePercent: 5,
      renewalChangePercent: 3,
    });
    expect(efficiencyEffect(-20)).toMatchObject({
      csatChangePercent: -10,
      renewalChangePercent: -6,
    });
    expect(codes(efficiencyEffect(10).assumptions)).toEqual(['vendor_claim']);
    expect(() => efficiencyEffect(Number.NaN)).toThrow(ValidationError);
  });
});

interface WorkedPlanning {
  readonly planning: readonly {
    readonly fn: string;
    readonly input: Readonly<Record<string, number>>;
    readonly expected: unknown;
  }[];
}

describeWorked<WorkedPlanning>('worked planning examples', (read) => {
  const compute: Readonly<Record<string, (input: Record<string, number>) => unknown>> = {
    requiredAgents: ({ tickets = 0, handleMin = 0, availableHours = 0, utilization = 0 }) => {
      const load = { tickets, handleMinutes: handleMin, availableHours, utilization };
      const { exact, agents } = requiredAgents(load);
      return { exact, agents };
    },
    resourceNeed: ({ rs = 0, alpha = 0, ns = 0, nt = 0 }) =>
      resourceNeed({ standardResources: rs, alpha, standardVolume: ns, volume: nt }).exact,
    responseTime: ({ tp = 0, alpha = 0, qs = 0, qt = 0 }) =>
      responseTime({ standardMinutes: tp, alpha, standardQueue: qs, queue: qt }).minutes,
    satisfaction: ({ history = 0, current = 0, responseTime: response = 0 }) =>
      satisfactionScore({ history, current, responseTime: response }),
    costPerTicket: ({ totalCost = 0, tickets = 0 }) => {
      const { value, inTargetRange } = costPerTicket({ totalCost, tickets });
      return { value, inTargetRange };
    },
    selfServiceRoi: ({ deflected = 0, costPerTicket: cost = 0, investment = 0 }) => {
      const { savings, roi } = selfServiceSavings({ deflected, costPerTicket: cost, investment });
      return { savings, roi };
    },
  };
  const rounded = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
      typeof inner === 'number' ? Number(inner.toFixed(6)) : inner,
    );

  it('P1–P6: all agree to the printed digits', () => {
    const { planning } = read();
    expect(planning).toHaveLength(7);
    for (const { fn, input, expected } of planning)
      expect(rounded(compute[fn]?.({ ...input })), fn).toEqual(rounded(expected));
  });
});
