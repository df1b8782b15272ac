import { afterAll, describe, expect, it } from 'vitest';
import { type MigrationReport, migrationReportHtml } from '../../../src/migration/report/index.ts';
import {
  barChart,
  createFormat,
  heatMap,
  lineChart,
  reportPage,
  stackedBarChart,
} from '../../../src/report/index.ts';
import { findChromium, NO_CHROMIUM } from '../../report/support/chromium.ts';
import { HOSTILE } from '../../report/support/hostile.ts';
import { REPORT } from './fixture.ts';
import { ADDRESS, openPage, SECONDS, violations } from '../../report/support/pages.ts';

// A browser of this file's own: the modules of the tests are shared, and so would be one that another has closed.
const browser = await findChromium();
afterAll(async () => browser?.close());

/** With every part and few rows: the checker looks at each cell. */
const SHORT = migrationReportHtml({ ...REPORT, containsCustomerText: true }, { maxRows: 6 });

const format = createFormat();
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const EIGHT = Array.from({ length: 8 }, (_, index) => ({ name: `Team ${index + 1}` }));

/** Every chart of the kit, as full as it can be. */
const GALLERY = reportPage({
  title: 'All charts',
  sections: [
    {
      id: 'one',
      title: 'One',
      body: [
        heatMap({
          id: 'heat',
          title: 'Tickets by day and hour',
          rowTitle: 'Day',
          rowLabels: DAYS,
          columnLabels: HOURS,
          values: DAYS.map((_, day) =>
            HOURS.map((__, hour) => (day === 6 ? null : Math.max(0, hour * 9 - day * 20))),
          ),
          format,
        }),
        stackedBarChart({
          id: 'stack',
          title: 'Tickets by team',
          labelTitle: 'Desk',
          series: EIGHT,
          bars: DAYS.map((label, day) => ({
            label,
            values: EIGHT.map((_, index) => 4 + ((index * day) % 9)),
          })),
          format,
        }),
        barChart({
          id: 'bars',
          title: 'Reasons',
          labelTitle: 'Reason',
          valueTitle: 'Tickets',
          bars: DAYS.map((label, index) => ({
            label: `A reason of ${label}, at some length`,
            value: 900 / (index + 1),
          })),
          format,
        }),
        lineChart({
          id: 'lines',
          title: 'First reply',
          valueTitle: 'Minutes',
          series: EIGHT.map(({ name }, index) => ({
            name,
            points: Array.from({ length: 48 }, (_, hour) => ({
              at: hour * 3_600_000,
              value: hour % 20 === 11 ? null : 20 + index * 9 + (hour % 7),
            })),
          })),
          format,
        }),
      ],
    },
  ],
});

describe.skipIf(browser === null)(`reports in Chromium (else: ${NO_CHROMIUM})`, () => {
  const markup = migrationReportHtml(REPORT);

  it(
    'ask the network for nothing and say nothing on the console',
    async () => {
      const { page, said, asked } = await openPage(browser, markup);
      await page.waitForLoadState('networkidle');
      expect(asked).toEqual([ADDRESS]);
      expect(said).toEqual([]);
      expect(await page.title()).toBe('Migration report');
      expect(await page.locator('script').count()).toBe(0);
      await page.context().close();
    },
    SECONDS,
  );

  it(
    'have one title, headings in order, and contents that lead to each part',
    async () => {
      const { page } = await openPage(browser, markup);
      const levels = await page
        .locator('h1,h2,h3,h4,h5,h6')
        .evaluateAll((all) => all.map((heading) => Number(heading.tagName.slice(1))));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      for (const [index, level] of levels.entries()) {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      }
      const targets = await page
        .locator('nav a')
        .evaluateAll((links) =>
          links.map((each) => document.querySelector(each.getAttribute('href') ?? '')?.tagName),
        );
      expect(targets).toHaveLength(10);
      expect(new Set(targets)).toEqual(new Set(['SECTION']));
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
      expect(ids).toEqual([...new Set(ids)]);
      await page.context().close();
    },
    SECONDS,
  );

  it(
    'have tables with captions and headers, and drawings with names',
    async () => {
      const { page } = await openPage(browser, markup);
      const tables = await page.locator('table').evaluateAll((all) =>
        all.map((table) => ({
          caption: table.querySelector('caption')?.textContent ?? '',
          columns: table.querySelectorAll('thead th[scope=col]').length,
          widths: [...table.querySelectorAll('tr')].map((row) => row.children.length),
          unnamed: table.querySelectorAll('tbody tr:not(:has(th[scope=row]))').length,
        })),
      );
      expect(tables.length).toBeGreaterThanOrEqual(12);
      for (const { caption, columns, widths, unnamed } of tables) {
        expect(caption).not.toBe('');
        expect(new Set(widths)).toEqual(new Set([columns]));
        expect(unnamed).toBe(0);
      }
      expect(new Set(tables.map(({ caption }) => caption)).size).toBe(tables.length);
      const drawings = await page.getByRole('img').all();
      expect(drawings).toHaveLength(4);
      for (const each of drawings)
        expect(await each.locator('desc').textContent()).toMatch(/.{20}/);
      await page.context().close();
    },
    SECONDS,
  );

  it.each([
    ['on a light screen', { dark: false, width: 1200 }],
    ['on a dark screen', { dark: true, width: 1200 }],
    ['on a phone', { dark: false, width: 360 }],
  ])(
    'pass axe-core %s',
    async (_name, options) => {
      for (const each of [SHORT, GALLERY]) {
        const { page } = await openPage(browser, each, { ...options, policy: false });
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
      for (const each of [markup, GALLERY]) {
        const { page } = await openPage(browser, each, { dark: true });
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        // What A4 leaves between its margins.
        await page.setViewportSize({ width: 688, height: 1000 });
        const state = await page.evaluate(() => ({
          cut: [...document.querySelectorAll('table, svg, h1, p')].filter(
            (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
          ).length,
          ground: getComputedStyle(document.body).backgroundColor,
          hidden: [...document.querySelectorAll('.scroll')].filter(
            (box) => getComputedStyle(box).overflowY !== 'visible',
          ).length,
        }));
        expect(state).toEqual({ cut: 0, ground: 'rgb(255, 255, 255)', hidden: 0 });
        const paper = await page.pdf({ format: 'A4', printBackground: true });
        expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
        await page.context().close();
      }
    },
    SECONDS,
  );

  it(
    'show hostile texts as texts',
    async () => {
      const text = HOSTILE.join(' ');
      const item = { ...REPORT.differences.items[0]!, source: text, target: text, title: text };
      const report: MigrationReport = {
        ...REPORT,
        containsCustomerText: true,
        subject: { from: text, to: text },
        differences: {
          total: 1,
          items: [{ ...item, differences: [{ field: text, expected: text, actual: text }] }],
        },
        failures: [{ code: text, count: 1, examples: [{ ...item, message: text }] }],
        fields: [{ ...REPORT.fields[0]!, field: text }],
        settings: { [text]: text },
      };
      // Without its policy, so that nothing but the escaping stands in the way.
      const { page, said, asked } = await openPage(browser, migrationReportHtml(report), {
        policy: false,
      });
      expect(asked).toEqual([ADDRESS]);
      expect(said).toEqual([]);
      expect(await page.title()).toBe('Migration report');
      expect(await page.locator('img, script, svg svg, [onerror], [onload]').count()).toBe(0);
      const shown = await page.locator('#settings-table td').textContent();
      // What no document may hold is replaced; all else is there.
      expect(shown).toBe(text.replaceAll('\u0000', '\uFFFD').replaceAll('\uD83D', '\uFFFD'));
      await page.context().close();
    },
    SECONDS,
  );

  it(
    'have a policy that would stop what got in',
    async () => {
      const smuggled = markup.replace(
        '</main>',
        '<script>document.title = "hacked"</script><img src="http://other.test/x.png"></main>',
      );
      const { page, said, sent } = await openPage(browser, smuggled);
      await page.waitForLoadState('networkidle');
      expect(await page.title()).toBe('Migration report');
      expect(sent).toEqual([ADDRESS]);
      expect(said.join(' ')).toMatch(/Content Security Policy/);
      await page.context().close();
    },
    SECONDS,
  );
});
