import { countTopics, productReport, resolutionFeedback } from 'polydesk/feedback';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { ticketsOf } from './support.ts';

const NOW = Date.UTC(2026, 3, 2);

describe('F1: topics are counted', () => {
  it('tagged feedback only, by tag, else by category, each topic of a ticket once', () => {
    const counts = countTopics(
      deepFreeze([
        { id: '1', createdAt: 0, tags: ['product-feedback', 'export', 'export'] },
        { id: '2', createdAt: 0, tags: ['product-feedback'], category: 'billing' },
        { id: '3', createdAt: 0, tags: ['product-feedback', 'export', 'api'] },
        { id: '4', createdAt: 0, tags: ['export'] },
        { id: '5', createdAt: 0, tags: ['product-feedback'] },
      ]),
      { feedbackTags: ['product-feedback'] },
    );
    expect(counts).toEqual([
      { topic: 'export', count: 2, share: 0.5, ticketIds: ['1', '3'] },
      { topic: 'api', count: 1, share: 0.25, ticketIds: ['3'] },
      { topic: 'billing', count: 1, share: 0.25, ticketIds: ['2'] },
    ]);
    const own = { topicsOf: ({ id }: { id: string }) => [`n${id}`] };
    expect(countTopics([{ id: '1', createdAt: 0 }], own)[0]?.topic).toBe('n1');
    expect(countTopics([{ id: '1', createdAt: 0, category: null }])).toEqual([]);
  });
});

describe('F1 and I.2: the monthly report to product', () => {
  it('the most common topic becomes the next candidate', () => {
    const report = productReport(
      deepFreeze([...ticketsOf('export', 9, 3), ...ticketsOf('api', 4, 3)]),
      {
        now: NOW,
      },
    );
    expect(report).toMatchObject({
      month: '2026-03',
      baseMonths: ['2026-02'],
      tickets: 13,
      baseTickets: 0,
      mostCommon: 'export',
    });
    expect(report.nextCandidate?.topic).toBe('export');
    expect(report.nextCandidate?.reasons[0]?.code).toBe('highest_impact');
  });

  it('sorts by share gain × revenue, and tells what moved', () => {
    const report = productReport(
      [
        ...ticketsOf('export', 40, 2),
        ...ticketsOf('billing', 960, 2),
        ...ticketsOf('export', 70, 3, {
          customerId: 'acme',
          mrr: 5000,
          handleMinutes: 30,
          csat: 2,
          slaMissed: true,
          team: 'data',
        }),
        ...ticketsOf('billing', 1030, 3, { csat: 5 }),
      ],
      { now: NOW, owners: { billing: 'finance' } },
    );
    const [first, second] = report.topics;
    expect(first).toMatchObject({
      topic: 'export',
      count: 70,
      baseCount: 40,
      customers: 1,
      mrr: 5000,
      medianHandleMinutes: 30,
      csat: { percent: 0, responses: 70 },
      slaMisses: 70,
      suggestedOwner: 'data',
      direction: 'rise',
      significant: true,
    });
    // 70 ÷ 1,100 − 40 ÷ 1,000 = 2.3636 points, × 5,000.
    expect(first?.changePoints).toBeCloseTo(2.3636, 4);
    expect(first?.impact).toBeCloseTo(118.18, 2);
    expect(first?.ratio).toBeCloseTo(1.5909, 4);
    expect(first?.examples).toEqual(['export-3-0', 'export-3-1', 'export-3-2']);
    expect(second).toMatchObject({
      topic: 'billing',
      mrr: null,
      suggestedOwner: 'finance',
      csat: { percent: 100, responses: 1030 },
      medianHandleMinutes: null,
    });
    expect(second!.impact).toBeLessThan(0);
    expect(report.mostCommon).toBe('billing');
  });

  it('compares with three months together when asked, over the turn of a year', () => {
    const tickets = [10, 11, 12].flatMap((month) =>
      ticketsOf('a', 3, month).map((one) => ({
        ...one,
        createdAt: Date.UTC(2025, month - 1, 5),
      })),
    );
    const report = productReport([...tickets, ...ticketsOf('a', 2, 1)], {
      now: NOW,
      month: '2026-01',
      baseMonths: 3,
    });
    expect(report.baseMonths).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(report).toMatchObject({ tickets: 2, baseTickets: 9 });
  });

  it('months follow the calendar of the zone', () => {
    const eve = { id: '1', createdAt: Date.UTC(2026, 1, 28, 23, 30), tags: ['a'] };
    const options = { now: NOW, month: '2026-03' };
    expect(productReport([eve], options).tickets).toBe(0);
    expect(productReport([eve], { ...options, timeZone: 'Europe/Berlin' }).tickets).toBe(1);
    expect(() => productReport([], { ...options, timeZone: 'Mars/Base' })).toThrow(
      ConfigurationError,
    );
  });

  it('one clump of tickets on a day is no trend', () => {
    const clump = ticketsOf('outage', 60, 3).map((one) => ({
      ...one,
      createdAt: Date.UTC(2026, 2, 9, 12),
    }));
    const others = [...ticketsOf('other', 900, 2), ...ticketsOf('other', 900, 3)];
    const base = ticketsOf('outage', 30, 2);
    const [spread] = productReport([...base, ...ticketsOf('outage', 60, 3), ...others], {
      now: NOW,
    }).topics;
    const [clumped] = productReport([...base, ...clump, ...others], { now: NOW }).topics;
    expect(spread).toMatchObject({ topic: 'outage', significant: true });
    expect(clumped).toMatchObject({ topic: 'outage', significant: false });
    expect(clumped?.reasons.map(({ code }) => code)).toContain('over_dispersed');
  });

  it('topics that are gone fall; the first team by name wins a tie', () => {
    const teams = ['b', 'a'].map((team, index) => ({
      id: String(index),
      createdAt: Date.UTC(2026, 2, 5),
      tags: ['new'],
      team,
    }));
    const { topics, mostCommon } = productReport([...ticketsOf('old', 8, 2), ...teams], {
      now: NOW,
    });
    expect(topics.map(({ topic, count }) => [topic, count])).toEqual([
      ['new', 2],
      ['old', 0],
    ]);
    expect(topics[0]?.suggestedOwner).toBe('a');
    expect(topics[1]).toMatchObject({ direction: 'fall', suggestedOwner: null, customers: 0 });
    expect(mostCommon).toBe('new');
  });

  it('the next candidate was raised in the month, though all that is left has lost share', () => {
    const untagged = (count: number, month: number) =>
      ticketsOf('-', count, month).map((one) => ({ ...one, tags: [] }));
    const { topics, nextCandidate } = productReport(
      [
        ...ticketsOf('gone', 10, 2),
        ...ticketsOf('slow', 50, 2),
        ...untagged(40, 2),
        ...ticketsOf('slow', 40, 3),
        ...untagged(60, 3),
      ],
      { now: NOW },
    );
    expect(topics.map(({ topic, count, impact }) => [topic, count, impact])).toEqual([
      ['gone', 0, 0],
      ['slow', 40, expect.closeTo(-4, 9)],
    ]);
    expect(nextCandidate?.topic).toBe('slow');
    // Nothing was raised at all.
    expect(productReport(ticketsOf('gone', 10, 2), { now: NOW }).nextCandidate).toBeNull();
  });

  it('a topic may have any name, and revenue that one ticket knows is known', () => {
    const about = { createdAt: Date.UTC(2026, 2, 5), tags: ['constructor'], customerId: 'acme' };
    const [topic] = productReport(
      [
        { id: '1', ...about, mrr: 900 },
        { id: '2', ...about, mrr: null },
      ],
      { now: NOW },
    ).topics;
    expect(topic).toMatchObject({ topic: 'constructor', suggestedOwner: null, mrr: 900 });
  });

  it('of nothing is empty', () => {
    expect(productReport([], { now: NOW })).toMatchObject({
      topics: [],
      nextCandidate: null,
      mostCommon: null,
    });
    expect(productReport(ticketsOf('old', 1, 2), { now: NOW }).mostCommon).toBeNull();
  });

  it('refuses months and dates that are none', () => {
    expect(() => productReport([], { now: NOW, month: '2026-13' })).toThrow('month');
    const broken = { id: '1', createdAt: Number.NaN };
    expect(() => productReport([broken], { now: NOW })).toThrow('tickets.0.createdAt');
  });

  it.each([
    ['mrr', Number.NaN, 'must be a finite number'],
    ['mrr', Infinity, 'must be a finite number'],
    ['handleMinutes', Number.NaN, 'must be a number, 0 or more'],
    ['handleMinutes', -5, 'must be a number, 0 or more'],
    ['csat', Number.NaN, 'must lie between 1 and 5'],
    ['csat', 0.5, 'must lie between 1 and 5'],
    ['csat', 6, 'must lie between 1 and 5'],
  ])('refuses %s %d', (name, value, message) => {
    const [good, bad] = ticketsOf('a', 2, 3);
    const report = () => productReport([good!, { ...bad!, [name]: value }], { now: NOW });
    expect(report).toThrow(ValidationError);
    expect(report).toThrow(
      expect.objectContaining({ issues: [{ path: `tickets.1.${name}`, message }] }),
    );
  });
});

describe('F2: feedback after resolution', () => {
  const rated = (process: string, ...scores: readonly number[]) =>
    scores.map((score, index) => ({
      ticketId: `${process}-${index}`,
      process,
      score,
      hasComment: index % 2 === 1,
    }));
  it('names the processes with most low ratings, and what to read first', () => {
    const found = resolutionFeedback(
      deepFreeze([...rated('login', 5, 4, 2), ...rated('refund', 1, 2, 2, 5, 1)]),
    );
    expect(found[0]).toMatchObject({
      process: 'refund',
      responses: 5,
      mean: 2.2,
      low: 4,
      lowPercent: 80,
      readFirst: ['refund-1', 'refund-0', 'refund-2', 'refund-4'],
    });
    expect(found[0]?.reasons.map(({ code }) => code)).toEqual(['low_ratings']);
    expect(found[1]).toMatchObject({ process: 'login', low: 1, reasons: [] });
  });
  it('of equally many low ratings the larger share comes first; enough answers make a candidate', () => {
    const found = resolutionFeedback([...rated('a', 1, 5, 5), ...rated('b', 1)], {
      minimumResponses: 3,
    });
    expect(found.map(({ process, reasons }) => [process, reasons.length])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
  });
  it('refuses scores that are none', () => {
    expect(() => resolutionFeedback(rated('a', 6))).toThrow('0.score');
    expect(() => resolutionFeedback(rated('a', 0))).toThrow(ValidationError);
  });
});
