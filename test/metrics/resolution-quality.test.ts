import { computeMetrics, type MetricTicket, reportView } from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, NOW, START, tickets } from './support.ts';

const report = (...changes: readonly Partial<MetricTicket>[]) =>
  computeMetrics(tickets(...changes), { now: NOW });

describe('M3: first contact resolution and its variants', () => {
  const done = { resolvedAt: START + HOUR, humanReplies: 1, reopens: 0, escalated: false };
  it.each([
    [{}, 1],
    [{ humanReplies: 0 }, 1],
    [{ humanReplies: 2 }, 0],
    [{ reopens: 1 }, 0],
    [{ escalated: true }, 0],
  ])('a ticket with %j counts %i', (changes, numerator) => {
    expect(report({ ...done, ...changes }).fcr.standard).toMatchObject({
      numerator,
      denominator: 1,
    });
  });
  it.each(['humanReplies', 'reopens', 'escalated'] as const)(
    'a ticket whose %s nobody knows is in neither numerator nor denominator',
    (name) => {
      const unknown = { ...done, [name]: null };
      const failed = { ...done, humanReplies: 2, [name]: null };
      expect(report(unknown, failed, done, { ...done, reopens: 1 }).fcr.standard).toEqual({
        percent: 50,
        numerator: 1,
        denominator: 2,
      });
    },
  );
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
    const done = { resolvedAt: START + HOUR };
    const { levelOne } = report(
      { ...done, escalated: false },
      { ...done, escalated: true },
      { escalated: true },
      { escalated: false },
      done,
    );
    expect(levelOne).toEqual({ percent: 50, numerator: 1, denominator: 2 });
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
