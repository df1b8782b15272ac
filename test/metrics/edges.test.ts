import {
  backlogTrend,
  classifyReport,
  computeMetrics,
  METRIC_TARGETS,
  metricSeries,
  type MetricsOptions,
  metricTicketOf,
  type MetricTicket,
  netPromoterScore,
  rollUp,
  splitMetrics,
  volumeHeatMap,
} from 'polydesk/metrics';
import { aTicket } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { DAY, HOUR, MINUTE, NOW, START, tickets } from './support.ts';

const report = (...changes: readonly Partial<MetricTicket>[]) =>
  computeMetrics(tickets(...changes), { now: NOW });
const measured = (options: Partial<MetricsOptions>) => computeMetrics([], { now: NOW, ...options });

describe('E.1: which way is better', () => {
  it('as in the table of targets', () => {
    const better = Object.entries(METRIC_TARGETS).map(([name, { better: way }]) => [name, way]);
    expect(Object.fromEntries(better)).toEqual({
      csat: 'higher',
      firstReplyHours: 'lower',
      timeToResolutionHours: 'lower',
      fcr: 'higher',
      nps: 'higher',
      ticketsPer100Customers: 'lower',
      deflection: 'higher',
      escalation: 'lower',
      reopen: 'lower',
      utilization: 'range',
    });
    expect(METRIC_TARGETS.utilization.range).toEqual({ from: 70, to: 80 });
  });
  it('NPS rests on all answers; few tickets to a customer are no escalation avoided', () => {
    const { nps } = classifyReport(measured({ recommendations: [9, 8, 7, 6, 5, 4] }));
    // 1 promoter, 2 passives, 3 detractors.
    expect(nps.n).toBe(6);
    expect(nps.value).toBeCloseTo((100 * (1 - 3)) / 6, 6);
    const few = computeMetrics(tickets({}), { now: NOW, activeCustomers: 100 });
    const classified = classifyReport(few).ticketsPer100Customers;
    expect(classified).toMatchObject({ status: 'on_target', beyondRange: true });
    expect(classified).not.toHaveProperty('advice');
  });
});

describe('E.2: what is counted of what', () => {
  it('NPS: 9 promotes, 8 does not', () => {
    expect(netPromoterScore([9, 8, 6])).toEqual({
      score: 0,
      promoters: 1,
      passives: 1,
      detractors: 1,
    });
    expect(netPromoterScore([10, 9, 6]).promoters).toBe(2);
    expect(() => netPromoterScore([0, -1])).toThrow('recommendations.1');
  });
  it('containment and the conservative deflection', () => {
    const bots = [{ handedToHuman: true }, { handedToHuman: false }, { handedToHuman: false }];
    expect(measured({ botSessions: bots }).containment).toMatchObject({ numerator: 2 });
    const session = { engaged: true, ticketWithin24Hours: false };
    const selfServiceSessions = [{ ...session, positiveFeedback: true }, session, session];
    expect(measured({ selfServiceSessions }).deflection.conservative.numerator).toBe(1);
  });
  it('three changes of the group are tennis, two are not', () => {
    const { tennis } = report(
      { groupChanges: 2 },
      { groupChanges: 0 },
      { groupChanges: 3 },
    ).transfers;
    expect(tennis).toMatchObject({ numerator: 1, denominator: 3 });
  });
  it('M3: surveyed, and solved by level one', () => {
    const done = { resolvedAt: START + HOUR, escalated: false };
    const said = (solvedAtFirstContact: boolean) => ({ ...done, solvedAtFirstContact });
    expect(report(said(true), said(false), said(false)).fcr.surveyed.numerator).toBe(1);
    const level = report(done, done, { ...done, escalated: true }).levelOne;
    expect(level).toMatchObject({ numerator: 2, denominator: 3 });
  });
  it('M3: repeat contacts of somebody unknown are not judged', () => {
    const done = { resolvedAt: START, category: 'login' };
    expect(report(done, done).fcr.noRepeatContact.denominator).toBe(0);
    const known = { ...done, requesterId: 'ada' };
    const at = (now: number) => computeMetrics(tickets(known, done), { now }).fcr.noRepeatContact;
    // The tickets of others do not count against Ada, and the week ends after seven days.
    expect(at(START + 7 * DAY)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(at(START + 7 * DAY - 1).denominator).toBe(0);
  });
  it('SLA attainment: tickets without clocks do not count; groups in order of their names', () => {
    const clock = { metric: 'first_reply', policy: 'gold', settled: true, breached: false };
    const { slaAttainment } = report(
      {},
      { slaClocks: [{ ...clock, priority: 'normal' }] },
      { slaClocks: [{ ...clock, priority: 'high' }] },
    );
    expect(slaAttainment.denominator).toBe(2);
    expect(Object.keys(slaAttainment.byPriority)).toEqual(['high', 'normal']);
  });
  it('without a cost there is no cost per ticket, not 0', () => {
    expect(report({}).costPerTicket).toEqual({ value: null, numerator: 0, denominator: 0 });
    const free = computeMetrics(tickets({}), { now: NOW, totalCost: 0 });
    expect(free.costPerTicket.value).toBe(0);
  });
  it('M4: who rated was asked; without word of surveys, who was resolved', () => {
    const resolved = { resolvedAt: START + HOUR };
    const told = report({ ...resolved, csat: 5 }, { ...resolved, surveySent: true }, resolved);
    expect(told.csat.responseRate).toMatchObject({ numerator: 1, denominator: 2 });
    const no = { ...resolved, surveySent: false };
    expect(report(no, no, { ...no, surveySent: true }).csat.responseRate.denominator).toBe(1);
    const silent = report({ ...resolved, csat: 5 }, resolved, { csat: 4 }, {});
    expect(silent.csat.responseRate).toMatchObject({ numerator: 2, denominator: 3 });
  });
  it('X16: a ticket that is resolved by its status alone is not in the backlog', () => {
    const undated = tickets({ status: 'resolved' }, { status: 'closed' }, { status: 'open' });
    expect(computeMetrics(undated, { now: NOW }).backlog).toMatchObject({
      unresolved: 1,
      notClosed: 2,
    });
    const { snapshots } = backlogTrend(undated, { now: NOW, days: 2 });
    expect(snapshots).toEqual([
      { at: new Date(NOW - DAY), unresolved: 1, notClosed: 1 },
      { at: new Date(NOW), unresolved: 1, notClosed: 1 },
    ]);
  });
  it('the last age of a bucket belongs to the next', () => {
    const ages = [0, 1, 3, 7, 14, 30, 29.9].map((days) => ({ createdAt: NOW - days * DAY }));
    const { ageing } = report(...ages).backlog;
    expect(ageing.map(({ count }) => count)).toEqual([1, 1, 1, 1, 2, 1]);
  });
});

describe('E.2: flags tell how many of how many', () => {
  const notes = (...changes: readonly Partial<MetricTicket>[]) =>
    report(...changes).notes.map(({ code, evidence, ticketIds }) => [
      code,
      evidence['numerator'],
      evidence['denominator'],
      ticketIds,
    ]);
  const replied = { firstHumanReplyAt: START + 1, resolvedAt: START + HOUR };

  it('closed without a reply, of those that are done', () => {
    expect(notes({ resolvedAt: START + MINUTE }, replied, {})).toEqual([
      ['closed_without_reply', 1, 2, ['t1']],
    ]);
    // Resolved at once counts, whenever it was closed.
    expect(notes({ resolvedAt: START + MINUTE, closedAt: START + DAY })).toHaveLength(1);
  });
  it('reopened within a day, of those reopened', () => {
    const back = { ...replied, reopenedAt: START + 2 * HOUR };
    const late = { ...replied, reopenedAt: START + 3 * DAY };
    expect(notes(back, late, replied)).toEqual([['reopened_within_a_day', 1, 2, ['t1']]]);
    expect(notes({ ...replied, reopenedAt: replied.resolvedAt })).toHaveLength(1);
  });
  it('nothing but macros, of those where that is known', () => {
    const codes = notes({ macroOnly: true }, { macroOnly: false }, { macroOnly: false }, {});
    expect(codes).toEqual([['macro_only_replies', 1, 3, ['t1']]]);
  });
  it('surveys not sent, of the resolved where that is known', () => {
    const no = { ...replied, surveySent: false };
    // The open one does not count, nor the one that does not say.
    const open = { surveySent: true };
    expect(notes(no, no, { ...no, surveySent: true }, open, open, replied)).toEqual([
      ['few_surveys_sent', 2, 3, ['t1', 't2']],
    ]);
  });
  it('merged at the moment of the resolution is not resolved before', () => {
    const merged = { excludedAs: 'merged' as const, resolvedAt: START, mergedAt: START };
    expect(notes(merged)).toEqual([]);
  });
  it('a moment that is `now` is not after it', () => {
    expect(notes({ firstHumanReplyAt: NOW })).toEqual([]);
    expect(notes({ firstHumanReplyAt: NOW + 1 })).toHaveLength(1);
    // Moments before 1970 are moments, too; and what is not known is none.
    expect(computeMetrics(tickets({ createdAt: -2 }), { now: -1 }).notes).toEqual([]);
  });
});

describe('M8: groups of equal size, and what goes into a group', () => {
  const keys = (...channels: readonly (string | undefined)[]) =>
    splitMetrics(tickets(...channels.map((channel) => (channel ? { channel } : {}))), {
      now: NOW,
      by: 'channel',
    }).map(({ key }) => key);
  it.each([
    [['b', 'a', undefined]],
    [[undefined, 'a', 'b']],
    [['a', undefined, 'b']],
    [['b', undefined, 'a']],
  ])('%j: by name, the unknown last', (channels) => {
    expect(keys(...channels)).toEqual(['a', 'b', null]);
  });
  it('the period holds for every group, and no calendar is none', () => {
    const [first] = splitMetrics(
      tickets({ createdAt: START - 1 }, {}, { createdAt: START + DAY, excludedAs: 'spam' }),
      { now: NOW, by: 'channel', period: { from: START, to: START + DAY } },
    );
    expect(first?.report).toMatchObject({ tickets: 1, excluded: { spam: 0 } });
    expect(first?.report.firstReply.business).toBeNull();
  });
  it('the ten busiest hours, the busiest first', () => {
    const many = Array.from({ length: 12 }, (_, hour) =>
      Array.from({ length: hour + 1 }, () => ({ createdAt: START + hour * HOUR })),
    ).flat();
    const { busiest } = volumeHeatMap(tickets(...many), { now: NOW, timeZone: 'UTC' });
    expect(busiest.map(({ tickets: count }) => count)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  });
  it('roll-ups add handling times and what is not closed', () => {
    const worked = tickets(
      { channel: 'a', handleMinutes: 10, status: 'resolved' },
      { channel: 'b', handleMinutes: 30 },
    );
    const groups = splitMetrics(worked, { now: NOW, by: 'channel' });
    const sum = rollUp(groups.map((group) => group.report));
    expect(sum.aht).toEqual({ value: 20, numerator: 40, denominator: 2 });
    expect(sum.backlog).toEqual({ unresolved: 1, notClosed: 2 });
  });
  it('series: the rating of a ticket resolved twice belongs to the last resolution', () => {
    const twice = tickets(
      { firstResolvedAt: START + DAY, resolvedAt: START + 2 * DAY, csat: 5 },
      { createdAt: START + 2 * DAY },
    );
    const { series } = metricSeries(twice, { now: NOW, bucket: 'day' });
    const values = series.find(({ name }) => name === 'csatPercent')?.values;
    expect(values).toEqual([null, null, 100]);
  });
});

describe('what cannot be used', () => {
  it.each([
    [{ handleMinutes: Number.POSITIVE_INFINITY }, 'handleMinutes'],
    [{ humanReplies: Number.NaN }, 'humanReplies'],
    [{ mergedAt: Number.NaN }, 'mergedAt'],
    [{ csat: 0.5 }, 'csat'],
    [{ effort: 8 }, 'effort'],
  ])('%j names its field, and only that', (changes, name) => {
    const refused = () => report({ csat: 5, effort: 7 }, { csat: 1, handleMinutes: 0, ...changes });
    expect(refused).toThrow(ValidationError);
    expect(refused).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: `tickets.1.${name}` })] }),
    );
  });
});

describe('X16 and M2: what a ticket of the model says', () => {
  const links = [{ kind: 'follow_up' as const, ticketId: null, url: null }];
  it('a follow-up is no merged ticket', () => {
    expect(metricTicketOf(aTicket({ links, statusDetail: null })).excludedAs).toBeNull();
  });
  it('resolved without any bot is not solved by one', () => {
    const author = { id: null, kind: 'customer' as const, name: null, email: null };
    const messages = [{ visibility: 'public' as const, author, createdAt: new Date(START) }];
    expect(metricTicketOf(aTicket({ status: 'resolved' }), { messages }).solvedByBot).toBe(false);
  });
});
