import { afterAll, describe, expect, it } from 'vitest';
import {
  feedbackReport,
  feedbackReportHtml,
  operationsReport,
  operationsReportHtml,
  type ReportTicket,
} from '../../src/desk-report/index.ts';
import { calculateHealthScore } from '../../src/health/index.ts';
import { findChromium, NO_CHROMIUM } from '../report/support/chromium.ts';
import { ADDRESS, openPage, SECONDS, violations } from '../report/support/pages.ts';
import { HOSTILE } from '../report/support/hostile.ts';
import { OPTIONS, TICKETS } from './support.ts';

const browser = await findChromium();
afterAll(async () => browser?.close());

const text = HOSTILE.join(' ');
/** Whatever a desk may hold, wherever it is shown. */
const hostile: readonly ReportTicket[] = [
  ...TICKETS,
  {
    ...TICKETS[0]!,
    id: text,
    subject: text,
    category: text,
    group: text,
    tags: [text],
    resolvedAt: null,
    status: 'open',
  },
];
const customers = [
  {
    id: text,
    name: text,
    plan: text,
    mrr: 10,
    health: calculateHealthScore(
      {
        loginDaysLast30: 1,
        featuresUsed: [],
        ticketsLast90Days: 3,
        resolvedTicketsLast90Days: 1,
        currentMonthUsage: 1,
        previousMonthUsage: 9,
        failedPaymentsLast90Days: 1,
      },
      { coreFeatures: ['export'] },
    ),
  },
];
const told = { ...OPTIONS, customerText: true };
const OPERATIONS = operationsReportHtml(operationsReport({ tickets: hostile, customers }, told), {
  ticketUrl: () => 'javascript:alert(1)',
});
const EMPTY = operationsReportHtml(operationsReport({ tickets: [] }, OPTIONS));
const FEEDBACK = feedbackReportHtml(feedbackReport(hostile, { ...told, month: '2026-05' }));
const PAGES = [
  ['operations', OPERATIONS, 10],
  ['nothing', EMPTY, 10],
  ['feedback', FEEDBACK, 4],
] as const;

describe.skipIf(browser === null)(`desk reports in Chromium (else: ${NO_CHROMIUM})`, () => {
  it.each(PAGES)(
    '%s: asks for nothing, says nothing, has headings in order and no foreign markup',
    async (_name, markup, parts) => {
      // Without its policy, so that nothing but the escaping stands in the way.
      const { page, said, asked } = await openPage(browser, markup, { policy: false });
      await page.waitForLoadState('networkidle');
      expect(asked).toEqual([ADDRESS]);
      expect(said).toEqual([]);
      expect(
        await page.locator('script, img, [onerror], [onload], a[href^=javascript]').count(),
      ).toBe(0);
      const levels = await page
        .locator('h1,h2,h3,h4,h5,h6')
        .evaluateAll((all) => all.map((heading) => Number(heading.tagName.slice(1))));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries())
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      const targets = await page
        .locator('nav a')
        .evaluateAll((links) =>
          links.map((each) => document.querySelector(each.getAttribute('href') ?? '')?.tagName),
        );
      expect(targets).toEqual(Array.from({ length: parts }, () => 'SECTION'));
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
      expect(ids).toEqual([...new Set(ids)]);
      await page.context().close();
    },
    SECONDS,
  );

  it.each(PAGES)(
    '%s: its tables have captions and headers, and each drawing has a table beside it',
    async (_name, markup) => {
      const { page } = await openPage(browser, markup, {});
      const tables = await page.locator('table').evaluateAll((all) =>
        all.map((table) => ({
          caption: table.querySelector('caption')?.textContent ?? '',
          columns: table.querySelectorAll('thead th[scope=col]').length,
          widths: [...new Set([...table.querySelectorAll('tr')].map((row) => row.children.length))],
          unnamed: table.querySelectorAll('tbody tr:not(:has(th[scope=row]))').length,
        })),
      );
      expect(tables.length).toBeGreaterThan(0);
      for (const { caption, columns, widths, unnamed } of tables) {
        expect(caption).not.toBe('');
        expect([widths, unnamed]).toEqual([[columns], 0]);
      }
      const alone = await page
        .locator('.chart')
        .evaluateAll((all) => all.filter((chart) => chart.querySelector('table') === null).length);
      expect(alone).toBe(0);
      await page.context().close();
    },
    SECONDS,
  );

  it(
    'the tables show the numbers of the report',
    async () => {
      const { page } = await openPage(
        browser,
        operationsReportHtml(operationsReport({ tickets: TICKETS }, OPTIONS)),
        {},
      );
      const cells = (id: string, row: number) =>
        page.locator(`#${id} tbody tr`).nth(row).locator('th, td').allTextContents();
      // As worked out by hand in operations-report.test.ts.
      expect((await cells('sla-by-metric', 1)).slice(0, 4)).toEqual([
        ...['Total resolution', '1', '1', '50% few'],
      ]);
      expect((await cells('first-reply-figures', 0)).slice(0, 3)).toEqual([
        ...['First reply, median', '1 hr 15 min few', '1 hr few'],
      ]);
      expect((await cells('heat-table', 0)).slice(9, 12)).toEqual(['0', '1', '0']);
      expect((await cells('ageing-table', 5)).slice(-2)).toEqual(['1', '1']);
      await page.context().close();
    },
    SECONDS,
  );

  it.each([
    ['on a light screen', { dark: false, width: 1200 }, [OPERATIONS, EMPTY, FEEDBACK]],
    ['on a dark screen', { dark: true, width: 1200 }, [OPERATIONS]],
    ['on a phone', { dark: false, width: 360 }, [FEEDBACK]],
  ])(
    'pass axe-core %s',
    async (_name, options, pages) => {
      for (const markup of pages) {
        const { page } = await openPage(browser, markup, { ...options, policy: false });
        expect(await violations(page)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        await page.context().close();
      }
    },
    SECONDS,
  );

  it(
    'print on light paper, in full',
    async () => {
      for (const markup of [
        operationsReportHtml(operationsReport({ tickets: TICKETS }, OPTIONS)),
        feedbackReportHtml(feedbackReport(TICKETS, { ...OPTIONS, month: '2026-05' })),
      ]) {
        const { page } = await openPage(browser, markup, { dark: true });
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        // What A4 leaves between its margins.
        await page.setViewportSize({ width: 688, height: 1000 });
        const state = await page.evaluate(() => ({
          cut: [...document.querySelectorAll('table, svg, h1, p')]
            .filter(
              (each) =>
                each.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
            )
            .map((each) => each.id),
          ground: getComputedStyle(document.body).backgroundColor,
        }));
        expect(state).toEqual({ cut: [], ground: 'rgb(255, 255, 255)' });
        const paper = await page.pdf({ format: 'A4', printBackground: true });
        expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
        await page.context().close();
      }
    },
    SECONDS,
  );
});
