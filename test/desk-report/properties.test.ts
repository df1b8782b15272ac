import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationsReport, type ReportTicket } from '../../src/desk-report/index.ts';
import { computeMetrics } from '../../src/metrics/index.ts';
import { NOW, OPTIONS } from './support.ts';

const DAY = 86_400_000;
const runs = process.env['POLYDESK_DEEP'] === '1' ? 1_000 : 30;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const delay = maybe(fc.integer({ min: 0, max: 20 * DAY }));
const oneOf = <const T extends readonly string[]>(...values: T): fc.Arbitrary<T[number]> =>
  fc.constantFrom(...values);

const ticket = fc
  .record({
    age: fc.integer({ min: -DAY, max: 40 * DAY }),
    reply: delay,
    resolution: delay,
    closeAfter: maybe(fc.integer({ min: 0, max: 5 * DAY })),
    status: maybe(oneOf('open', 'pending', 'in_progress', 'resolved', 'closed')),
    priority: maybe(oneOf('low', 'normal', 'high', 'urgent')),
    channel: maybe(oneOf('email', 'chat')),
    category: maybe(fc.nat({ max: 30 }).map((n) => `category ${n}`)),
    group: maybe(oneOf('care', 'tech')),
    excludedAs: fc.constantFrom(null, null, null, null, 'spam' as const, 'merged' as const),
    csat: maybe(fc.integer({ min: 1, max: 5 })),
    createdByAgent: fc.boolean(),
    clocks: fc.array(
      fc.record({
        metric: oneOf('first_reply', 'next_reply', 'ownership'),
        policy: maybe(oneOf('gold', 'standard')),
        priority: maybe(oneOf('low', 'urgent')),
        settled: fc.boolean(),
        breached: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ age, reply, resolution, closeAfter, clocks, ...rest }): Omit<ReportTicket, 'id'> => {
    const created = NOW - age;
    const resolved = resolution === null ? null : created + resolution;
    return {
      ...rest,
      createdAt: created,
      firstHumanReplyAt: reply === null ? null : created + reply,
      resolvedAt: resolved,
      closedAt: resolved === null || closeAfter === null ? null : resolved + closeAfter,
      slaClocks: clocks,
    };
  });
const tickets = fc
  .array(ticket, { maxLength: 60 })
  .map((all) => all.map((one, index): ReportTicket => ({ id: `t${index}`, ...one })));
const zone = oneOf('UTC', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe');

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('all tables of a report agree', () => {
  it('every ticket, clock and rating is counted once in each', () => {
    fc.assert(
      fc.property(tickets, zone, fc.integer({ min: 1, max: 40 }), (all, timeZone, days) => {
        const period = { from: NOW - days * DAY, to: NOW };
        const report = operationsReport({ tickets: all }, { ...OPTIONS, timeZone, period });
        const { counted, previous, outside, excluded, read } = report.tickets;
        const value = (id: string) => report.figures.find((one) => one.id === id)?.value ?? 0;
        expect(counted + previous + outside + sum(Object.values(excluded))).toBe(read);
        expect(sum(report.volume.heatMap.flatMap(({ hours }) => hours))).toBe(counted);
        for (const rows of Object.values(report.volume.breakdowns)) {
          expect(sum(rows.map((row) => row.tickets))).toBe(counted);
          expect(sum(rows.map((row) => row.previous))).toBe(previous);
        }
        for (const { rows, bands } of [report.firstReply, report.resolution]) {
          const [total, ...parts] = rows;
          expect(sum(parts.map((row) => row.tickets))).toBe(counted);
          expect(sum(parts.map((row) => row.n))).toBe(total?.n);
          expect(sum(bands.map((band) => band.count))).toBe(total?.n);
        }
        const { ageing, unresolved } = report.backlog;
        expect(sum(ageing.map(({ count }) => count))).toBe(unresolved);
        expect(unresolved).toBe(value('backlog'));
        for (const { count, byPriority } of ageing)
          expect(sum(byPriority.map((one) => one.count))).toBe(count);
        const current = report.trend.rows.filter((row) => row.period === 'current');
        expect(sum(current.map(({ created }) => created))).toBe(counted);
        expect(sum(current.map(({ resolved }) => resolved))).toBe(value('resolved'));
        expect(current.at(-1)?.backlog).toBe(unresolved);
        for (const rows of [report.sla?.byMetric, report.sla?.byPriority, report.sla?.byPolicy])
          for (const key of ['met', 'missed', 'undecided'] as const)
            expect(sum((rows ?? []).map((row) => row[key]))).toBe(report.sla?.all[key] ?? 0);
        expect(sum(report.satisfaction.scores.map(({ count }) => count))).toBe(
          report.satisfaction.ratings,
        );
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
      { numRuns: runs },
    );
  });

  it('and with computeMetrics', () => {
    fc.assert(
      fc.property(tickets, (all) => {
        const period = { from: NOW - 20 * DAY, to: NOW };
        const report = operationsReport({ tickets: all }, { ...OPTIONS, period });
        const metrics = computeMetrics(all, { now: NOW, period });
        const value = (id: string) => report.figures.find((one) => one.id === id)?.value;
        expect(value('firstReplyMedian')).toBe(metrics.firstReply.calendar.median);
        expect(value('firstReplyP90')).toBe(metrics.firstReply.calendar.p90);
        expect(value('resolutionMedian')).toBe(metrics.timeToResolution.full.median);
        expect(value('resolutionP90')).toBe(metrics.timeToResolution.full.p90);
        expect(value('slaAttainment')).toBe(metrics.slaAttainment.percent);
        expect(value('csat')).toBe(metrics.csat.percent);
        expect(value('waiting')).toBe(metrics.firstReply.unanswered.count);
        expect(report.sla?.all.percent ?? null).toBe(metrics.slaAttainment.percent);
      }),
      { numRuns: runs },
    );
  });
});
