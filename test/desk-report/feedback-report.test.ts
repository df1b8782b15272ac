import { describe, expect, it } from 'vitest';
import {
  feedbackReport,
  feedbackReportHtml,
  type ReportTicket,
} from '../../src/desk-report/index.ts';
import { at, OPTIONS } from './support.ts';

const made = (month: string, topic: string, count: number): readonly ReportTicket[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${topic}-${month}-${index}`,
    createdAt: at(`${month}-${String((index % 28) + 1).padStart(2, '0')}T12:00`),
    tags: [topic],
    category: 'login',
    customerId: `customer ${index % 9}`,
    mrr: 100,
    csat: topic === 'export' && index < 2 ? 1 : null,
    subject: `Words of a customer on ${topic}`,
  }));

const TICKETS: readonly ReportTicket[] = [
  ...made('03', 'export', 40),
  ...made('03', 'billing', 960),
  ...made('04', 'export', 70),
  ...made('04', 'billing', 1030),
  { id: 'silent', createdAt: at('04-02T00:00') },
  { id: 'spam', createdAt: at('04-02T00:00'), excludedAs: 'spam' },
  { id: 'old', createdAt: at('02-02T00:00'), tags: ['export'] },
];
const report = feedbackReport(TICKETS, { ...OPTIONS, month: '2026-04' });

describe('feedbackReport', () => {
  it('compares the month with the one before', () => {
    const [first] = report.topics;
    // 70 of 1101 against 40 of 1000: 6.36 % against 4 %; nine customers of 100 each.
    expect(first).toMatchObject({
      topic: 'export',
      count: 70,
      baseCount: 40,
      customers: 9,
      mrr: 900,
    });
    expect(first?.changePoints).toBeCloseTo((100 * 70) / 1101 - 4, 9);
    expect(first?.significant).toBe(true);
    expect(report.nextCandidate?.topic).toBe('export');
    expect(report.mostCommon).toBe('billing');
  });

  it('says which tickets it looked at', () => {
    expect(report.tickets).toEqual({
      ...{ read: 2103, counted: 1101, base: 1000, outside: 1, excluded: 1, unmarked: 0 },
    });
    expect([report.withoutTopic, report.isOver, report.baseCovered]).toEqual([1, true, true]);
  });

  it('says when a month is not over, and when nothing was there before', () => {
    const tickets = TICKETS.slice(0, 40);
    const march = feedbackReport(tickets, { ...OPTIONS, now: at('03-31T00:00'), month: '2026-03' });
    expect([march.isOver, march.baseCovered]).toEqual([false, false]);
    const page = feedbackReportHtml(march);
    expect(page).toContain('The month 2026-03 is not over');
    expect(page).toContain('do not go back beyond 2026-02');
  });

  it('names subjects only when it is asked to', () => {
    expect(JSON.stringify(report)).not.toContain('Words of a customer');
    expect(feedbackReportHtml(report)).not.toContain('Words of a customer');
    const told = feedbackReport(TICKETS, { ...OPTIONS, month: '2026-04', customerText: true });
    expect(feedbackReportHtml(told)).toContain('Words of a customer on export');
    expect(feedbackReportHtml(told)).toContain('This report contains customer text.');
  });

  it('counts low ratings by category', () => {
    expect(report.ratings).toMatchObject([{ process: 'login', responses: 2, low: 2, mean: 1 }]);
  });

  it('refuses a revenue that is none, by its place among all tickets', () => {
    const spam = { id: 'spam', createdAt: at('04-02T00:00'), excludedAs: 'spam' as const };
    const broken = { id: 'nan', createdAt: at('04-02T00:00'), mrr: Number.NaN };
    expect(() => feedbackReport([spam, broken], OPTIONS)).toThrow(
      expect.objectContaining({
        issues: [{ path: 'tickets.1.mrr', message: 'must be a finite number' }],
      }),
    );
  });

  it('refuses a month that is none', () => {
    expect(() => feedbackReport(TICKETS, { ...OPTIONS, month: '2026-13' })).toThrow(
      expect.objectContaining({ issues: [{ path: 'month', message: 'must look like 2026-03' }] }),
    );
  });
});
