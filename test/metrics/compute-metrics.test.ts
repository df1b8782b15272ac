import { computeMetrics, type MetricTicket, netPromoterScore } from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { DAY, FIVE, FIVE_NOW, HOUR, MINUTE, NOW, START, tickets } from './support.ts';

const report = (...changes: readonly Partial<MetricTicket>[]) =>
  computeMetrics(tickets(...changes), { now: NOW });

it('computeMetrics without options names the moment that it needs', () => {
  // Safe: what a program without types would pass.
  expect(() => computeMetrics([], undefined as never)).toThrow(
    new ValidationError('`now` is not usable.', {
      issues: [{ path: 'now', message: 'must be a valid Date or milliseconds since 1970' }],
    }),
  );
});

describe('E.2: the example of five tickets', () => {
  const found = computeMetrics(deepFreeze(FIVE), {
    now: FIVE_NOW,
    activeCustomers: 40,
    paidMinutes: 240,
  });

  it('M2: first reply: mean 115, median 75, p90 246, one unanswered for a day', () => {
    expect(found.firstReply.calendar).toEqual({
      n: 4,
      sumMinutes: 460,
      mean: 115,
      median: 75,
      p90: 246,
    });
    expect(found.firstReply.unanswered).toEqual({ count: 1, agesMinutes: [1440] });
    expect(found.firstReply.business).toBeNull();
  });
  it('M7: time to resolution: mean 1020, median 120, p90 2328', () => {
    expect(found.timeToResolution.full).toMatchObject({
      n: 3,
      mean: 1020,
      median: 120,
      p90: 2328,
    });
  });
  it('M4: CSAT 66.67 % of 3, mean 4, all asked have answered', () => {
    expect(found.csat.percent).toBeCloseTo(66.666_667, 5);
    expect(found.csat).toMatchObject({ numerator: 2, denominator: 3, responses: 3, mean: 4 });
    expect(found.csat.responseRate).toEqual({ percent: 100, numerator: 3, denominator: 3 });
  });
  it('M3: FCR 66.67, reopen 33.33, escalation 40', () => {
    expect(found.fcr.standard.percent).toBeCloseTo(66.666_667, 5);
    expect(found.reopened.percent).toBeCloseTo(33.333_333, 5);
    expect(found.escalated).toEqual({ percent: 40, numerator: 2, denominator: 5 });
  });
  it('M6 and X9: AHT 40 is hands-on time; creation to close is named otherwise', () => {
    expect(found.aht).toEqual({ value: 40, numerator: 160, denominator: 4 });
    // 2 March 9:00 to 6 March 11:00.
    expect(found.fullResolutionTime).toMatchObject({ n: 1, mean: 4 * 1440 + 120 });
  });
  it('utilisation 66.67, 12.5 tickets per 100 customers', () => {
    expect(found.utilization.percent).toBeCloseTo(66.666_667, 5);
    expect(found.volumePer100.value).toBe(12.5);
  });
  it('M5: backlog: 2 unresolved of 1 and 13 days, 4 not closed', () => {
    expect(found.backlog).toMatchObject({ unresolved: 2, notClosed: 4, agesDays: [1, 13] });
    expect(found.backlog.byStatus).toEqual({ unknown: 2 });
    expect(found.backlog.ageing.map(({ count }) => count)).toEqual([0, 1, 0, 1, 0, 0]);
    expect(found.backlog.ageing.at(-1)).toEqual({ fromDays: 30, toDays: null, count: 0 });
  });
  it('a close that is dated after now is believed, and noted', () => {
    expect(found.notes).toEqual([
      {
        code: 'timestamp_after_now',
        message: 'Tickets name moments that lie after `now`.',
        evidence: { numerator: 1, denominator: 5 },
        ticketIds: ['1'],
      },
    ]);
  });
});

describe('E.2: population', () => {
  it('spam, merged, test and later tickets are left out and counted', () => {
    const { tickets: counted, excluded } = report(
      {},
      { excludedAs: 'spam' },
      { excludedAs: 'merged' },
      { excludedAs: 'test' },
      { createdAt: NOW + 1 },
    );
    expect(counted).toBe(1);
    expect(excluded).toEqual({ spam: 1, merged: 1, test: 1, created_later: 1 });
  });
  it('the period has its start and not its end; excluded ones outside it are not told', () => {
    const period = { from: new Date(START), to: new Date(START + DAY) };
    const { tickets: counted, excluded } = computeMetrics(
      tickets(
        { createdAt: START - 1 },
        { createdAt: START },
        { createdAt: START + DAY },
        { createdAt: START + DAY, excludedAs: 'spam' },
      ),
      { now: NOW, period },
    );
    expect(counted).toBe(1);
    expect(excluded.spam).toBe(0);
  });
  it('the backlog looks beyond the period', () => {
    const period = { from: START + DAY, to: START + 2 * DAY };
    const old = tickets({});
    expect(computeMetrics(old, { now: NOW, period }).backlog.unresolved).toBe(1);
  });
  it('no data is null, never 0 or NaN', () => {
    const empty = computeMetrics([], { now: NOW });
    expect(empty.csat).toMatchObject({ percent: null, mean: null, interval: null });
    expect(empty.nps.score).toBeNull();
    expect(empty.effort).toMatchObject({ percent: null, mean: null });
    expect(empty.firstReply.calendar).toMatchObject({ n: 0, mean: null, median: null, p90: null });
    for (const rate of [
      empty.fcr.standard,
      empty.reopened,
      empty.escalated,
      empty.utilization,
      empty.occupancy,
      empty.containment,
      empty.deflection.standard,
      empty.slaAttainment,
      empty.retention,
      empty.expansion,
    ])
      expect(rate).toMatchObject({ percent: null, numerator: 0, denominator: 0 });
    expect(empty.costPerTicket.value).toBeNull();
    expect(empty.aht.value).toBeNull();
    expect(JSON.stringify(empty)).not.toContain('NaN');
  });
  it('what is not known is not taken for 0', () => {
    const { fcr, oneTouch, reopened, escalated } = report({ resolvedAt: START + HOUR });
    for (const { denominator } of [fcr.standard, oneTouch, reopened, escalated])
      expect(denominator).toBe(0);
  });
  it.each([
    [{ createdAt: Number.NaN }, 'tickets.0.createdAt'],
    [{ resolvedAt: new Date(Number.NaN) }, 'tickets.0.resolvedAt'],
    [{ handleMinutes: -1 }, 'tickets.0.handleMinutes'],
    [
      { nextReplyMinutes: [5, Number.NaN] },
      'tickets.0.nextReplyMinutes.1: must be a number, 0 or more',
    ],
    [{ nextReplyMinutes: [-5] }, 'tickets.0.nextReplyMinutes.0: must be a number, 0 or more'],
    [{ csat: 6 }, 'tickets.0.csat'],
    [{ effort: 0 }, 'tickets.0.effort'],
  ])('refuses %j', (changes, path) => {
    expect(() => report(changes)).toThrow(ValidationError);
    expect(() => report(changes)).toThrow(path);
  });
  it('refuses options that are not usable', () => {
    expect(() => computeMetrics([], { now: Number.NaN })).toThrow('now');
    expect(() => computeMetrics([], { now: NOW, paidMinutes: -1 })).toThrow('paidMinutes');
    const period = { from: Number.NaN, to: 0 };
    expect(() => computeMetrics([], { now: NOW, period })).toThrow('period.from');
  });
});

describe('M1 and M4: satisfaction, recommendation, effort', () => {
  it('CSAT counts 4 and 5: 170 of 200 is 85 %, between 79.4 and 89.3', () => {
    const rated = Array.from({ length: 200 }, (_, index) => ({
      resolvedAt: START + HOUR,
      csat: index < 170 ? 4 + (index % 2) : 1 + (index % 3),
    }));
    const { csat } = report(...rated);
    expect(csat.percent).toBe(85);
    expect(csat.interval?.low).toBeCloseTo(79.4, 1);
    expect(csat.interval?.high).toBeCloseTo(89.3, 1);
  });
  it('a rating belongs to the day of the resolution', () => {
    const rated = tickets(
      { createdAt: START, resolvedAt: START + DAY, csat: 5 },
      // Reopened since: the first resolution counts.
      { createdAt: START, firstResolvedAt: START + DAY, resolvedAt: null, csat: 1 },
      { createdAt: START + DAY, csat: 3 },
    );
    const first = { from: START, to: START + DAY };
    const second = { from: START + DAY, to: START + 2 * DAY };
    expect(computeMetrics(rated, { now: NOW, period: first }).csat.responses).toBe(0);
    expect(computeMetrics(rated, { now: NOW, period: second }).csat.responses).toBe(3);
  });
  it('the response rate is of surveys sent, where that is known', () => {
    const { csat } = report(
      { resolvedAt: START, surveySent: true, csat: 5 },
      { resolvedAt: START, surveySent: true },
      { resolvedAt: START, surveySent: false },
    );
    expect(csat.responseRate).toEqual({ percent: 50, numerator: 1, denominator: 2 });
  });
  it('NPS: 50 promoters, 30 passives and 20 detractors are 30', () => {
    const answers = [...Array(50).fill(9), ...Array(30).fill(7), ...Array(20).fill(6)];
    expect(netPromoterScore(answers)).toEqual({
      score: 30,
      promoters: 50,
      passives: 30,
      detractors: 20,
    });
    expect(computeMetrics([], { now: NOW, recommendations: [10, 0] }).nps.score).toBe(0);
    expect(() => netPromoterScore([11])).toThrow('recommendations.0');
    expect(() => netPromoterScore([9.5])).toThrow(ValidationError);
  });
  it('effort: the mean of 1 to 7, and the share of 5 and more', () => {
    const { effort } = report({ effort: 7 }, { effort: 5 }, { effort: 3 }, {});
    expect(effort).toMatchObject({ mean: 5, numerator: 2, denominator: 3, scoreSum: 15 });
  });
});

describe('M2: replies', () => {
  it('who waits is told with its age; resolved without a word nobody waits', () => {
    const { firstReply } = report(
      { createdAt: NOW - HOUR },
      { createdAt: NOW - 2 * HOUR },
      { resolvedAt: START + HOUR },
      { closedAt: START + HOUR },
      { createdByAgent: true },
    );
    expect(firstReply.unanswered).toEqual({ count: 2, agesMinutes: [120, 60] });
    expect(firstReply.calendar.n).toBe(0);
  });
  it('business minutes come from the calendar that is given', () => {
    const { firstReply } = computeMetrics(
      tickets({ firstHumanReplyAt: START + DAY }, { createdByAgent: true }),
      { now: NOW, businessMinutes: (from, to) => (to.getTime() - from.getTime()) / MINUTE / 3 },
    );
    expect(firstReply.calendar.mean).toBe(1440);
    expect(firstReply.business?.mean).toBe(480);
  });
  it.each([Number.NaN, Infinity, -1])('refuses a calendar that answers %d', (minutes) => {
    const measured = () =>
      computeMetrics(tickets({ firstHumanReplyAt: START + HOUR }), {
        now: NOW,
        businessMinutes: () => minutes,
      });
    expect(measured).toThrow(ValidationError);
    expect(measured).toThrow('businessMinutes: must be a number, 0 or more');
  });
  it('notes moments before the creation, and takes them as they are', () => {
    const early = { firstHumanReplyAt: START - DAY, resolvedAt: START - HOUR };
    const list = tickets(early, { firstHumanReplyAt: START, closedAt: START + 3 * MINUTE });
    const minutes = (from: Date, to: Date) => (to.getTime() - from.getTime()) / MINUTE;
    const { firstReply, notes } = computeMetrics(list, { now: NOW, businessMinutes: minutes });
    expect(firstReply.calendar.mean).toBe(-720);
    expect(firstReply.business?.mean).toBe(-720);
    expect(notes).toEqual([
      {
        code: 'timestamp_before_creation',
        message: 'Tickets name moments that lie before their creation.',
        evidence: { numerator: 1, denominator: 2 },
        ticketIds: ['t1'],
      },
    ]);
    for (const name of ['firstHumanReplyAt', 'firstResolvedAt', 'resolvedAt', 'closedAt'] as const)
      expect(report({ firstHumanReplyAt: START, [name]: START - 1 }).notes[0]?.code).toBe(
        'timestamp_before_creation',
      );
  });
  it('next replies: each stretch that was answered', () => {
    const { nextReply } = report({ nextReplyMinutes: [10, 30] }, { nextReplyMinutes: [20] }, {});
    expect(nextReply).toMatchObject({ n: 3, mean: 20, median: 20 });
  });
});

describe('M7: resolution', () => {
  it('first and last resolution; reopened and open is none; waits of the SLA clocks', () => {
    const { timeToResolution } = report(
      {
        firstResolvedAt: START + HOUR,
        resolvedAt: START + 3 * HOUR,
        requesterWaitMinutes: 100,
        agentWorkMinutes: 50,
      },
      { firstResolvedAt: START + 2 * HOUR, resolvedAt: null, requesterWaitMinutes: 999 },
    );
    expect(timeToResolution.full).toMatchObject({ n: 1, mean: 180 });
    expect(timeToResolution.first).toMatchObject({ n: 2, mean: 90 });
    expect(timeToResolution.requesterWait).toMatchObject({ n: 1, mean: 100 });
    expect(timeToResolution.agentWork).toMatchObject({ n: 1, mean: 50 });
  });
});
