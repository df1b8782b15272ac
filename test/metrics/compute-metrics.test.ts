import {
  computeMetrics,
  type MetricTicket,
  netPromoterScore,
  percentile,
  reportView,
  wilson,
} from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { DAY, FIVE, FIVE_NOW, HOUR, MINUTE, NOW, START, ticket, tickets } from './support.ts';

const report = (...changes: readonly Partial<MetricTicket>[]) =>
  computeMetrics(tickets(...changes), { now: NOW });

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

describe('M3: first contact resolution and its variants', () => {
  const done = { resolvedAt: START + HOUR, humanReplies: 1, reopens: 0, escalated: false };
  it.each([
    [{}, 1],
    [{ humanReplies: 0 }, 1],
    [{ humanReplies: 2 }, 0],
    [{ reopens: 1 }, 0],
    [{ escalated: true }, 0],
    [{ reopens: null, escalated: null }, 1],
  ])('a ticket with %j counts %i', (changes, numerator) => {
    expect(report({ ...done, ...changes }).fcr.standard).toMatchObject({
      numerator,
      denominator: 1,
    });
  });
  it('what the bot solved alone belongs to containment', () => {
    expect(report({ ...done, solvedByBot: true }).fcr.standard.denominator).toBe(0);
  });
  it('noRepeatContact: the same requester and category within 7 days of the resolution', () => {
    const first = { ...done, requesterId: 'ada', category: 'login' };
    const again = (changes: Partial<MetricTicket>) => ({
      requesterId: 'ada',
      category: 'login',
      ...changes,
    });
    const judged = (second: Partial<MetricTicket>) => report(first, second).fcr.noRepeatContact;
    expect(judged(again({ createdAt: START + HOUR + 7 * DAY }))).toMatchObject({
      numerator: 0,
      denominator: 1,
    });
    expect(judged(again({ createdAt: START + HOUR + 7 * DAY + 1 })).numerator).toBe(1);
    expect(judged(again({ createdAt: START + DAY, category: 'billing' })).numerator).toBe(1);
    expect(judged(again({ createdAt: START + DAY, requesterId: 'bob' })).numerator).toBe(1);
    expect(report({ ...first, category: null }).fcr.noRepeatContact.numerator).toBe(1);
  });
  it('noRepeatContact waits until the week is over', () => {
    const early = computeMetrics(tickets({ ...done, requesterId: 'ada' }), { now: START + DAY });
    expect(early.fcr.noRepeatContact.denominator).toBe(0);
  });
  it('surveyed: what customers say', () => {
    const { surveyed } = report(
      { ...done, solvedAtFirstContact: true },
      { ...done, solvedAtFirstContact: false },
      done,
    ).fcr;
    expect(surveyed).toEqual({ percent: 50, numerator: 1, denominator: 2 });
  });
  it('one-touch is exactly one public reply', () => {
    const { oneTouch } = report(done, { ...done, humanReplies: 0 }, { ...done, humanReplies: 2 });
    expect(oneTouch).toMatchObject({ numerator: 1, denominator: 3 });
  });
});

describe('M1: reopens, escalations and transfers', () => {
  it('reopened of those ever resolved', () => {
    const { reopened } = report(
      { firstResolvedAt: START + HOUR, resolvedAt: null, reopens: 2 },
      { resolvedAt: START + HOUR, reopens: 0 },
      { reopens: 0 },
    );
    expect(reopened).toEqual({ percent: 50, numerator: 1, denominator: 2 });
  });
  it('X13: escalation has its own denominator: all tickets', () => {
    const { escalated } = report({ escalated: true }, { escalated: false }, { escalated: false });
    expect(escalated).toMatchObject({ numerator: 1, denominator: 3 });
  });
  it('three changes of the group are tennis', () => {
    const { transfers } = report({ groupChanges: 3 }, { groupChanges: 2 }, {});
    expect(transfers).toEqual({
      total: 5,
      tennis: { percent: 50, numerator: 1, denominator: 2 },
    });
  });
});

describe('M1: figures that need more than tickets', () => {
  it('deflection and its conservative variant', () => {
    const session = { engaged: true, ticketWithin24Hours: false };
    const { deflection } = computeMetrics([], {
      now: NOW,
      selfServiceSessions: [
        { ...session, positiveFeedback: true },
        session,
        { ...session, ticketWithin24Hours: true },
        { ...session, engaged: false },
      ],
    });
    expect(deflection.standard).toEqual({ percent: 50, numerator: 2, denominator: 4 });
    expect(deflection.conservative).toEqual({ percent: 25, numerator: 1, denominator: 4 });
  });
  it('X10: containment is the share that the bot finished without a human', () => {
    const botSessions = [{ handedToHuman: true }, { handedToHuman: false }];
    expect(computeMetrics([], { now: NOW, botSessions }).containment.percent).toBe(50);
  });
  it('utilisation is of paid time, occupancy of worked and ready time', () => {
    const { utilization, occupancy } = computeMetrics(tickets({ handleMinutes: 60 }), {
      now: NOW,
      paidMinutes: 120,
      availableMinutes: 20,
    });
    expect(utilization.percent).toBe(50);
    expect(occupancy.percent).toBe(75);
  });
  it('M9: cost per ticket, retention and expansion', () => {
    const { costPerTicket, retention, expansion } = computeMetrics(tickets({}, {}), {
      now: NOW,
      totalCost: 30,
      customersAtStart: 200,
      customersKept: 190,
      revenueAtStart: 1000,
      expansionRevenue: 50,
    });
    expect(costPerTicket.value).toBe(15);
    expect(retention.percent).toBe(95);
    expect(expansion.percent).toBe(5);
  });
  it('SLA attainment: open clocks count once breached', () => {
    const clock = { metric: 'first_reply', policy: 'gold', priority: 'high' };
    const { slaAttainment } = report(
      { slaClocks: [{ ...clock, settled: true, breached: false }] },
      { slaClocks: [{ ...clock, settled: true, breached: true }] },
      { slaClocks: [{ ...clock, settled: false, breached: true, priority: null }] },
      { slaClocks: [{ ...clock, settled: false, breached: false }] },
    );
    expect(slaAttainment).toMatchObject({ numerator: 1, denominator: 3 });
    expect(slaAttainment.byMetric['first_reply']).toMatchObject({ numerator: 1, denominator: 3 });
    expect(slaAttainment.byPriority).toMatchObject({
      high: { numerator: 1, denominator: 2 },
      none: { numerator: 0, denominator: 1 },
    });
    expect(Object.keys(slaAttainment.byPolicy)).toEqual(['gold']);
  });
});

describe('M9: views', () => {
  it('each level has its own figures', () => {
    const whole = report({});
    expect(Object.keys(reportView(whole, 'tickets'))).toEqual(['aht', 'csat']);
    expect(Object.keys(reportView(whole, 'queue'))).toEqual(['firstReply', 'nextReply', 'backlog']);
    expect(Object.keys(reportView(whole, 'channel'))).toEqual(['deflection', 'containment']);
    expect(Object.keys(reportView(whole, 'operations'))).toEqual(['costPerTicket', 'nps']);
    expect(Object.keys(reportView(whole, 'strategy'))).toEqual(['retention', 'expansion']);
  });
});

describe('E.2: flags', () => {
  const codes = (...changes: readonly Partial<MetricTicket>[]) =>
    report(...changes).notes.map(({ code }) => code);
  it('closed within 2 minutes without a reply', () => {
    expect(codes({ closedAt: START + 2 * MINUTE })).toEqual(['closed_without_reply']);
    expect(codes({ resolvedAt: START + 2 * MINUTE + 1 })).toEqual([]);
    expect(codes({ resolvedAt: START + MINUTE, firstHumanReplyAt: START + 1 })).toEqual([]);
  });
  it('reopened within 24 hours', () => {
    const resolved = { firstResolvedAt: START + HOUR, resolvedAt: null };
    expect(codes({ ...resolved, reopenedAt: START + HOUR + DAY })).toEqual([
      'reopened_within_a_day',
    ]);
    expect(codes({ ...resolved, reopenedAt: START + HOUR + DAY + 1 })).toEqual([]);
    expect(codes({ reopenedAt: START + DAY })).toEqual([]);
    expect(codes({ ...resolved, reopenedAt: START })).toEqual([]);
  });
  it('surveys sent to less than half of the resolved', () => {
    const resolved = { resolvedAt: START + HOUR, firstHumanReplyAt: START + 1 };
    const sent = { ...resolved, surveySent: true };
    const not = { ...resolved, surveySent: false };
    expect(codes(sent, not, not)).toEqual(['few_surveys_sent']);
    expect(codes(sent, not)).toEqual([]);
  });
  it('nothing but macros; resolved, then merged', () => {
    expect(codes({ macroOnly: true }, { macroOnly: false })).toEqual(['macro_only_replies']);
    const merged = { excludedAs: 'merged' as const, resolvedAt: START + HOUR };
    expect(codes({ ...merged, mergedAt: START + DAY })).toEqual(['resolved_then_merged']);
    expect(codes(merged)).toEqual(['resolved_then_merged']);
    expect(codes({ ...merged, mergedAt: START })).toEqual([]);
    expect(codes({ excludedAs: 'merged' })).toEqual([]);
  });
});

describe('E.2: percentiles and intervals', () => {
  const values = [240, 15, 18, 25, 30, 1440, 45, 60, 90, 12];
  it('type 7: p50 37.5, p90 360, p95 900', () => {
    expect(percentile(deepFreeze(values), 50)).toBe(37.5);
    expect(percentile(values, 90)).toBeCloseTo(360, 9);
    expect(percentile(values, 95)).toBeCloseTo(900, 9);
    expect(percentile(values, 0)).toBe(12);
    expect(percentile(values, 100)).toBe(1440);
    expect(percentile([], 50)).toBeNull();
    expect(() => percentile(values, 101)).toThrow(ValidationError);
    expect(() => percentile([Number.NaN], 50)).toThrow('values.0');
  });
  it('Wilson: 170 of 200 is 79.4 to 89.3 %', () => {
    const interval = wilson({ successes: 170, trials: 200 });
    expect(interval?.low).toBeCloseTo(0.794, 3);
    expect(interval?.high).toBeCloseTo(0.893, 3);
    expect(wilson({ successes: 0, trials: 0 })).toBeNull();
    expect(wilson({ successes: 0, trials: 10 })?.low).toBe(0);
    expect(wilson({ successes: 10, trials: 10 })?.high).toBe(1);
    expect(() => wilson({ successes: 2, trials: 1 })).toThrow(ValidationError);
    expect(wilson({ successes: 5, trials: 10 }, { z: 1 })?.low).toBeGreaterThan(0.34);
  });
  it('leaves the tickets alone', () => {
    const frozen = deepFreeze([ticket({ nextReplyMinutes: [3, 1, 2] })]);
    expect(computeMetrics(frozen, deepFreeze({ now: NOW })).nextReply.median).toBe(2);
  });
});
