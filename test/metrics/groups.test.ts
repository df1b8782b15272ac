import {
  backlogTrend,
  computeMetrics,
  longestProblemTypes,
  metricSeries,
  rollUp,
  splitMetrics,
  volumeHeatMap,
} from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { DAY, HOUR, MINUTE, NOW, START, tickets } from './support.ts';

describe('M8: splits', () => {
  const mixed = deepFreeze(
    tickets(
      { channel: 'email', agent: 'ada', segment: 'pro', productLine: 'app', category: 'login' },
      { channel: 'email', agent: 'bob', segment: 'free', category: 'billing' },
      { channel: 'chat', agent: 'ada', category: 'login' },
      { createdAt: START + HOUR },
    ),
  );
  const keys = (by: Parameters<typeof splitMetrics>[1]['by']) =>
    splitMetrics(mixed, { now: NOW, by, timeZone: 'Asia/Kolkata' }).map(({ key, report }) => [
      key,
      report.tickets,
    ]);
  it.each([
    [
      'channel',
      [
        ['email', 2],
        ['chat', 1],
        [null, 1],
      ],
    ],
    [
      'agent',
      [
        ['ada', 2],
        ['bob', 1],
        [null, 1],
      ],
    ],
    [
      'segment',
      [
        [null, 2],
        ['free', 1],
        ['pro', 1],
      ],
    ],
    [
      'productLine',
      [
        [null, 3],
        ['app', 1],
      ],
    ],
    [
      'category',
      [
        ['login', 2],
        ['billing', 1],
        [null, 1],
      ],
    ],
    // 9:00 UTC is 14:30 in Kolkata.
    [
      'hour',
      [
        ['14', 3],
        ['15', 1],
      ],
    ],
  ] as const)('by %s, the largest first', (by, expected) => {
    expect(keys(by)).toEqual(expected);
  });
  it('by a function of your own, a period and a calendar', () => {
    expect(keys(({ channel }) => (channel === 'chat' ? 'live' : 'slow'))).toEqual([
      ['slow', 3],
      ['live', 1],
    ]);
    const [group] = splitMetrics(tickets({ firstHumanReplyAt: START + HOUR }), {
      now: NOW,
      by: 'channel',
      period: { from: START, to: START + 1 },
      businessMinutes: () => 5,
    });
    expect(group?.report.firstReply.business?.mean).toBe(5);
  });
  it('hours of UTC unless told otherwise; refuses zones that do not exist', () => {
    const [first] = splitMetrics(mixed, { now: NOW, by: 'hour' });
    expect(first?.key).toBe('09');
    expect(() => splitMetrics(mixed, { now: NOW, by: 'hour', timeZone: 'Mars/Base' })).toThrow(
      ConfigurationError,
    );
  });
  it('kinds of problems, the longest first', () => {
    const done = tickets(
      { category: 'login', resolvedAt: START + HOUR },
      { category: 'login', resolvedAt: START + 3 * HOUR },
      { category: 'billing', resolvedAt: START + 4 * HOUR },
      { category: 'open' },
    );
    expect(longestProblemTypes(done, { now: NOW })).toEqual([
      { category: 'billing', tickets: 1, medianMinutes: 240, p90Minutes: 240 },
      { category: 'login', tickets: 2, medianMinutes: 120, p90Minutes: 168 },
    ]);
  });
});

describe('E.2: roll-ups add', () => {
  it('numerators and denominators, not ratios: 1 of 1 and 1 of 3 are 2 of 4, not 66.7 %', () => {
    const rated = tickets(
      { agent: 'ada', resolvedAt: START + HOUR, csat: 5 },
      { agent: 'bob', resolvedAt: START + HOUR, csat: 5 },
      { agent: 'bob', resolvedAt: START + HOUR, csat: 1 },
      { agent: 'bob', resolvedAt: START + 4 * HOUR, csat: 2 },
    );
    const whole = rollUp(splitMetrics(rated, { now: NOW, by: 'agent' }).map((one) => one.report));
    expect(whole.csat).toEqual({ percent: 50, numerator: 2, denominator: 4, mean: 3.25 });
    expect(whole.timeToResolution).toEqual({ n: 4, sumMinutes: 420, mean: 105 });
    expect(whole.tickets).toBe(4);
  });
  it('of nothing is nothing', () => {
    expect(rollUp([])).toMatchObject({
      tickets: 0,
      csat: { percent: null, mean: null },
      timeToResolution: { n: 0, mean: null },
      aht: { value: null },
    });
  });
});

describe('M8: volume by hour of the week', () => {
  it('follows the clock of the zone, summer time included', () => {
    // Berlin moves its clocks on 29 March 2026.
    const sundays = tickets(
      { createdAt: Date.UTC(2026, 2, 22, 7, 59) },
      { createdAt: Date.UTC(2026, 2, 29, 6, 59) },
      { createdAt: Date.UTC(2026, 2, 29, 7) },
    );
    const map = volumeHeatMap(sundays, { now: NOW, timeZone: 'Europe/Berlin' });
    expect(map.busiest).toEqual([
      { weekday: 'sun', hour: 8, tickets: 2 },
      { weekday: 'sun', hour: 9, tickets: 1 },
    ]);
    expect(map.total).toBe(3);
    expect(map.rows.map(({ hours }) => hours.length)).toEqual(Array(7).fill(24));
    expect(map.rows[6]?.hours[8]).toBe(2);
  });
  it('knows zones of a quarter of an hour, and half an hour of summer time', () => {
    const at = (createdAt: number, timeZone: string) =>
      volumeHeatMap(tickets({ createdAt }), { now: NOW, timeZone }).busiest[0];
    // Kathmandu is at +05:45.
    expect(at(Date.UTC(2026, 2, 1, 18, 14), 'Asia/Kathmandu')).toMatchObject({
      weekday: 'sun',
      hour: 23,
    });
    expect(at(Date.UTC(2026, 2, 1, 18, 15), 'Asia/Kathmandu')).toMatchObject({
      weekday: 'mon',
      hour: 0,
    });
    // Lord Howe is at +11:00 in summer.
    expect(at(Date.UTC(2026, 2, 1, 13), 'Australia/Lord_Howe')).toMatchObject({
      weekday: 'mon',
      hour: 0,
    });
    expect(at(Date.UTC(1960, 5, 5, 12), 'UTC')).toMatchObject({ weekday: 'sun', hour: 12 });
  });
});

describe('charts: series', () => {
  it('has a value for each day, and gaps where nothing was', () => {
    const some = tickets(
      { firstHumanReplyAt: START + HOUR, resolvedAt: START + 2 * DAY, csat: 5 },
      { createdAt: START + 2 * DAY, resolvedAt: START + 2 * DAY + HOUR },
    );
    const { labels, series } = metricSeries(deepFreeze(some), { now: NOW, bucket: 'day' });
    expect(labels).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    const values = Object.fromEntries(series.map((one) => [one.name, one.values]));
    expect(values['tickets']).toEqual([1, 0, 1]);
    expect(values['firstReplyMedianMinutes']).toEqual([60, null, null]);
    // The rating belongs to the day of the resolution.
    expect(values['csatPercent']).toEqual([null, null, 100]);
    expect(values['resolutionMedianMinutes']).toEqual([2880, null, 60]);
  });
  it('days, weeks and months of a time zone', () => {
    const late = tickets(
      { createdAt: Date.UTC(2026, 1, 28, 23, 30), firstResolvedAt: START, resolvedAt: null },
      { createdAt: Date.UTC(2026, 2, 31, 12) },
    );
    const labels = (bucket: 'day' | 'week' | 'month', timeZone?: string) =>
      metricSeries(late, { now: NOW + DAY, bucket, ...(timeZone ? { timeZone } : {}) }).labels;
    expect(labels('day', 'Europe/Berlin')[0]).toBe('2026-03-01');
    expect(labels('day', 'Europe/Berlin')).toHaveLength(31);
    expect(labels('month')).toEqual(['2026-02', '2026-03']);
    expect(labels('month', 'Europe/Berlin')).toEqual(['2026-03']);
    expect(labels('week')).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-23',
      '2026-03-30',
    ]);
    expect(metricSeries([], { now: NOW, bucket: 'day' }).labels).toEqual([]);
  });
});

describe('M5: trend of the backlog', () => {
  it('daily snapshots and their slope', () => {
    const growing = tickets(
      ...Array.from({ length: 7 }, (_, day) => ({ createdAt: START + day * DAY })),
      { createdAt: START, resolvedAt: START + 3 * DAY, closedAt: START + 5 * DAY },
      { createdAt: START, closedAt: START + DAY },
    );
    const { snapshots, slopePerDay } = backlogTrend(growing, { now: START + 6 * DAY, days: 7 });
    expect(snapshots.map(({ unresolved }) => unresolved)).toEqual([3, 3, 4, 4, 5, 6, 7]);
    expect(snapshots.map(({ notClosed }) => notClosed)).toEqual([3, 3, 4, 5, 6, 6, 7]);
    // Σ(i−3)·y ÷ 28 = (−9 −6 −4 +0 +5 +12 +21) ÷ 28
    expect(slopePerDay).toBeCloseTo(19 / 28, 9);
    expect(snapshots[0]?.at).toEqual(new Date(START));
    expect(backlogTrend([], { now: NOW }).snapshots).toHaveLength(14);
    expect(() => backlogTrend([], { now: NOW, days: 1 })).toThrow(ValidationError);
  });
});

describe('for groups and the whole', () => {
  it('minutes agree', () => {
    const some = tickets({ firstHumanReplyAt: START + MINUTE }, { channel: 'chat' });
    const whole = computeMetrics(some, { now: NOW });
    const parts = rollUp(splitMetrics(some, { now: NOW, by: 'channel' }).map((one) => one.report));
    expect(parts.unanswered).toBe(whole.firstReply.unanswered.count);
    expect(parts.backlog.unresolved).toBe(whole.backlog.unresolved);
  });
});
