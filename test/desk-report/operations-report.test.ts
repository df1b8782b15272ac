import { describe, expect, it } from 'vitest';
import {
  type OperationsFigureId,
  operationsReport,
  operationsReportHtml,
} from '../../src/desk-report/index.ts';
import { HEALTH_PRESETS, calculateHealthScore } from '../../src/health/index.ts';
import { at, NOW, OPTIONS, TICKETS } from './support.ts';

const report = operationsReport({ tickets: TICKETS }, OPTIONS);
const figure = (id: OperationsFigureId) => report.figures.find((one) => one.id === id)!;
const brief = (id: OperationsFigureId) => {
  const { value, n, leftOut, previous } = figure(id);
  return { value, n, leftOut: leftOut.map(({ count }) => count), before: previous.value };
};

describe('operationsReport, worked out by hand', () => {
  it('takes the last seven whole days and the seven before', () => {
    expect(report.period).toEqual({ from: at('05-04T00:00'), to: at('05-11T00:00') });
    expect(report.previous).toEqual({ from: at('04-27T00:00'), to: at('05-04T00:00') });
  });

  it('says which tickets it looked at', () => {
    // a, b, c, d in the period, p before, o outside, e is spam.
    expect(report.tickets).toEqual({
      read: 7,
      counted: 4,
      previous: 1,
      outside: 1,
      excluded: { spam: 1, merged: 0, test: 0, created_later: 0 },
      oldest: at('04-01T00:00'),
    });
    expect(report.previousCovered).toBe(true);
  });

  it('counts what came, what was done and what was left', () => {
    expect(brief('created')).toEqual({ value: 4, n: 4, leftOut: [], before: 1 });
    expect(brief('resolved')).toEqual({ value: 2, n: 2, leftOut: [], before: 1 });
    // c, d and o are open on Monday at midnight; a week earlier only o was.
    expect(brief('backlog')).toEqual({ value: 3, n: 3, leftOut: [], before: 1 });
    // c waits; d was opened by staff.
    expect(brief('waiting')).toEqual({ value: 1, n: 1, leftOut: [1], before: 0 });
  });

  it('takes percentiles of 30 and 120 minutes, and of 120 and 2880', () => {
    // Type 7: the median is the middle, p90 lies at nine tenths of the way.
    expect(brief('firstReplyMedian')).toEqual({ value: 75, n: 2, leftOut: [1, 1], before: 60 });
    expect(brief('firstReplyP90').value).toBe(111);
    expect(brief('resolutionMedian')).toEqual({ value: 1500, n: 2, leftOut: [2], before: 180 });
    expect(brief('resolutionP90').value).toBe(2604);
    expect(report.firstReply.rows[0]).toEqual({
      ...{ key: 'all', tickets: 4, n: 2, p50: 75, p75: 97.5, p90: 111, p95: 115.5, mean: 75 },
    });
    expect(figure('firstReplyMedian').few).toBe(true);
    expect(figure('firstReplyMedian').change).toBe(15);
  });

  it('shares clocks met among those decided', () => {
    // Met: two of a, one of b. Missed: one of b, one of c. The other of c has time; d has no clock.
    expect(brief('slaAttainment')).toEqual({ value: 60, n: 5, leftOut: [1, 1], before: null });
    expect(
      report.sla?.byMetric.map(({ key, met, missed, undecided }) => [key, met, missed, undecided]),
    ).toEqual([
      ['first_reply', 2, 1, 0],
      ['total_resolution', 1, 1, 1],
    ]);
    expect(report.sla?.byPriority.map(({ key, percent }) => [key, percent])).toEqual([
      ['urgent', 100],
      ['high', 50],
      ['normal', 0],
    ]);
  });

  it('rates what customers and staff did', () => {
    expect(brief('csat')).toMatchObject({ value: 50, n: 2, before: 100 });
    expect(brief('reopened')).toMatchObject({ value: 50, n: 2 });
    expect(brief('fcr')).toEqual({ value: 50, n: 2, leftOut: [2], before: null });
    expect(brief('escalated')).toEqual({ value: 50, n: 2, leftOut: [2], before: null });
  });

  it('has no first contact resolution where nobody tells of escalations', () => {
    const tickets = TICKETS.map((ticket) => ({ ...ticket, escalated: null }));
    const { figures } = operationsReport({ tickets }, OPTIONS);
    expect(figures.find(({ id }) => id === 'fcr')).toMatchObject({
      value: null,
      n: 0,
      leftOut: [
        {
          reason: 'not resolved, solved by a bot, or replies, reopens or escalations not known',
          count: 4,
        },
      ],
    });
  });

  it('ages the backlog and names the oldest', () => {
    // d is an hour old, c 4 days and 16 hours, o 40 days.
    expect(report.backlog.ageing.map(({ count }) => count)).toEqual([1, 0, 1, 0, 0, 1]);
    expect(report.backlog.ageing.map(({ previous }) => previous)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(report.backlog.oldest.map(({ id, ageDays }) => [id, Math.floor(ageDays)])).toEqual([
      ['o', 40],
      ['c', 4],
      ['d', 0],
    ]);
  });

  it('puts tickets into hours of the week', () => {
    const found = report.volume.heatMap.flatMap(({ weekday, hours }) =>
      hours.flatMap((tickets, hour) => (tickets > 0 ? [[weekday, hour, tickets]] : [])),
    );
    expect(found).toEqual([
      ['mon', 9, 1],
      ['tue', 10, 1],
      ['wed', 8, 1],
      ['sun', 23, 1],
    ]);
  });

  it('puts each ticket into one row of a breakdown', () => {
    const rows = report.volume.breakdowns.channel;
    expect(rows.map(({ key, tickets, previous }) => [key, tickets, previous])).toEqual([
      ['email', 2, 1],
      ['chat', 1, 0],
      [null, 1, 0],
    ]);
  });

  it('holds predictions against what the tickets became', () => {
    const { triage } = report;
    expect(triage?.predicted).toBe(2);
    expect(triage?.category).toMatchObject({ compared: 2, agreed: 1, percent: 50, few: true });
    expect(triage?.category.confusions).toEqual([
      { predicted: 'billing', final: 'login', count: 1 },
    ]);
    // a was said to be high and is urgent.
    expect(triage?.priority).toMatchObject({ compared: 2, agreed: 1, tooLow: 1, tooHigh: 0 });
    // (|0.95 - 1| + |0.55 - 0|) / 2
    expect(triage?.calibration.error).toBeCloseTo(0.3, 12);
  });

  it('shows customers with their tickets, the worst first', () => {
    const health = (score: number) =>
      calculateHealthScore(
        {
          loginDaysLast30: score,
          featuresUsed: null,
          ticketsLast90Days: 2,
          resolvedTicketsLast90Days: 2,
          currentMonthUsage: null,
          previousMonthUsage: null,
          failedPaymentsLast90Days: 0,
        },
        { coreFeatures: ['x'], model: HEALTH_PRESETS.seed },
      );
    const customers = [
      { id: 'lambda', name: 'Lambda', plan: 'pro', mrr: 50, health: health(20) },
      { id: 'kappa', name: 'Kappa', plan: 'pro', mrr: 100, health: health(0) },
    ];
    const { health: section } = operationsReport({ tickets: TICKETS, customers }, OPTIONS);
    expect(section?.rows.map(({ id, tickets, name }) => [id, tickets, name])).toEqual([
      ['kappa', 2, null],
      ['lambda', 0, null],
    ]);
    expect(section?.otherTickets).toBe(2);
  });
});

describe('operationsReport says what is missing', () => {
  it('of no tickets', () => {
    const empty = operationsReport({ tickets: [] }, OPTIONS);
    expect(empty.figures.filter(({ unit, value }) => unit !== 'count' && value !== null)).toEqual(
      [],
    );
    expect([empty.sla, empty.triage, empty.health, empty.previousCovered]).toEqual([
      ...[null, null, null, false],
    ]);
    const page = operationsReportHtml(empty);
    for (const sentence of [
      'There are no tickets to report on.',
      'No ticket has an SLA clock',
      'No ticket of the period has a prediction',
      'No customers were given',
      'No ticket that was resolved in the period has a rating',
      'Too little to judge',
    ])
      expect(page).toContain(sentence);
  });

  it('of one ticket, and flags it', () => {
    const one = operationsReport({ tickets: TICKETS.slice(0, 1) }, OPTIONS);
    expect(one.figures.find(({ id }) => id === 'firstReplyMedian')).toMatchObject({
      n: 1,
      few: true,
    });
    expect(one.previousCovered).toBe(false);
    expect(operationsReportHtml(one)).toContain('may not be the whole story');
  });
});

describe('operationsReport and customer text', () => {
  it('names ids only, unless it is asked for more', () => {
    const input = { tickets: [{ ...TICKETS[2]!, subject: 'Parcel <i>lost</i>' }] };
    const silent = operationsReport(input, OPTIONS);
    expect(JSON.stringify(silent)).not.toContain('Parcel');
    expect(operationsReportHtml(silent)).not.toContain('Parcel');
    const page = operationsReportHtml(operationsReport(input, { ...OPTIONS, customerText: true }));
    expect(page).toContain('Parcel &lt;i&gt;lost&lt;/i&gt;');
    expect(page).toContain('This report contains customer text.');
  });
});

describe('operationsReport refuses', () => {
  it('a ticket that is there twice, by its place', () => {
    const tickets = [TICKETS[0]!, TICKETS[1]!, TICKETS[0]!];
    expect(() => operationsReport({ tickets }, OPTIONS)).toThrow(
      expect.objectContaining({ issues: [{ path: 'tickets.2.id', message: 'is there twice' }] }),
    );
  });

  it('opening hours that answer with no number', () => {
    const businessMinutes = () => Number.NaN;
    expect(() => operationsReport({ tickets: TICKETS }, { ...OPTIONS, businessMinutes })).toThrow(
      'businessMinutes: must be a number, 0 or more',
    );
  });

  it.each([
    ['an empty period', { period: { from: NOW, to: NOW } }, /must lie after/],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, /time zone/],
    ['no moment', { now: Number.NaN }, /`now` is not usable/],
  ])('%s', (_name, options, message) => {
    expect(() => operationsReport({ tickets: TICKETS }, { ...OPTIONS, ...options })).toThrow(
      message,
    );
  });

  it('to show the report of another kind or release', () => {
    // Safe: what an older release may have stored.
    const other = { ...report, version: 0 } as unknown as typeof report;
    expect(() => operationsReportHtml(other)).toThrow(/another release has written it/);
  });
});
