import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import {
  barChart,
  createFormat,
  heatMap,
  lineChart,
  markupOf,
  type SafeHtml,
  stackedBarChart,
} from '../../src/report/index.ts';
import { hostileText, skeleton } from './support/hostile.ts';

const format = createFormat();
const HUGE = [0, Number.MIN_VALUE, 1e-12, 1, 1e15, 1e300, Number.MAX_VALUE];
const NOT_VALUES = [Number.NaN, Number.POSITIVE_INFINITY, -1];
const MINUTE = 60_000;

const line = (values: readonly (number | null)[], name = 'Items') =>
  lineChart({
    id: 'speed',
    title: `${name} over time`,
    valueTitle: 'Items per minute',
    series: [{ name, points: values.map((value, index) => ({ at: index * MINUTE, value })) }],
    format,
  });
const bars = (values: readonly number[], label = 'billing') =>
  barChart({
    id: 'tags',
    title: 'Tags',
    labelTitle: 'Tag',
    valueTitle: 'Tickets',
    bars: values.map((value) => ({ label, value })),
    format,
  });
const stacked = (values: readonly number[], label = 'zendesk', mode?: 'share') =>
  stackedBarChart({
    id: 'load',
    title: 'Load',
    labelTitle: 'Desk',
    series: [{ name: 'Open' }, { name: 'Solved' }],
    bars: values.map((value) => ({ label, values: [value, 0] })),
    ...(mode && { mode }),
    format,
  });
const heat = (values: readonly (number | null)[], label = '00') =>
  heatMap({
    id: 'hours',
    title: 'Tickets by hour',
    rowTitle: 'Day',
    rowLabels: values.length === 0 ? [] : ['Mon'],
    columnLabels: values.map(() => label),
    values: values.length === 0 ? [] : [values],
    format,
  });
const CHARTS: Readonly<Record<string, (values: readonly number[], text?: string) => SafeHtml>> = {
  lineChart: line,
  barChart: bars,
  stackedBarChart: stacked,
  'stackedBarChart by share': (values, text) => stacked(values, text, 'share'),
  heatMap: heat,
};

/** Every number in the places of a drawing. */
const coordinates = (markup: string) =>
  [...markup.matchAll(/ (?:x|y|cx|cy|width|height|d)="([^"]*)"/g)].map(([, text]) => text!);

describe.each(Object.entries(CHARTS))('%s', (_name, chart) => {
  it('has a name and a description for those who cannot see it', () => {
    const markup = markupOf(chart([1, 2]));
    expect(markup).toMatch(
      /<svg [^>]*role="img" aria-labelledby="(\w+)-title \1-desc">\s*<title id="\1-title">[^<]+<\/title>\s*<desc id="\1-desc">[^<]+<\/desc>/,
    );
  });

  it('has the same numbers in a table beside it', () => {
    const markup = markupOf(chart([1_234, 77]));
    const table = markup.slice(markup.indexOf('<table'));
    expect(table).toContain('>1,234</td>');
    expect(table).toContain('>77</td>');
    expect(table).toContain('<caption');
  });

  it('draws nothing where there is nothing', () => {
    const markup = markupOf(chart([]));
    expect(markup).not.toContain('<svg');
    expect(markup).toContain('no data');
  });

  it('draws one point, no value, and values of every size', () => {
    for (const values of [[5], [0], [0, 0], HUGE, HUGE.toReversed()]) {
      const places = coordinates(markupOf(chart(values)));
      expect(places.join(' ')).not.toMatch(/NaN|Infinity|undefined|e[+-]?\d/i);
    }
  });

  it('refuses what is not a value', () => {
    for (const value of NOT_VALUES) {
      expect(() => chart([1, value, 2])).toThrow(ValidationError);
    }
  });

  it('keeps its tags, whatever the labels', () => {
    const expected = skeleton(markupOf(chart([3, 1], 'x')));
    fc.assert(
      fc.property(
        hostileText,
        (text) => skeleton(markupOf(chart([3, 1], `x${text}`))) === expected,
      ),
    );
  });

  it('stays inside its frame for any values', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.nat(50));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        const markup = markupOf(chart(values));
        // Patterns have places of their own.
        const [drawing = ''] = markup.replace(/<defs>.*<\/defs>/s, '').split('</svg>');
        const numbers = coordinates(drawing).flatMap((text) =>
          [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number)),
        );
        expect(Math.max(...numbers)).toBeLessThanOrEqual(640);
        expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-1);
      }),
    );
  });
});

describe('barChart', () => {
  it('has bars as long as the values say', () => {
    // 330 units stand for 100.
    const markup = markupOf(bars([100, 25]));
    expect(markup).toContain('width="330"');
    expect(markup).toContain('width="82.5"');
  });

  it('draws the first twenty, says so, and has the others in the table', () => {
    const markup = markupOf(bars(Array.from({ length: 30 }, () => 1)));
    expect(markup.match(/<rect class="fill/g)).toHaveLength(20);
    expect(markup).toContain('The first 20 of 30 rows are drawn.');
    expect(markup.match(/<tr><th scope="row">/g)).toHaveLength(30);
  });

  it('shortens labels that do not fit, and has them in full where they are asked for', () => {
    const label = 'a label that is much too long to stand beside a bar 😀';
    const markup = markupOf(bars([1], label));
    expect(markup).toContain('…</text>');
    expect(markup).toContain(`<title>${label}: 1</title>`);
  });
});

describe('stackedBarChart', () => {
  const options = {
    id: 'load',
    title: 'Load',
    labelTitle: 'Desk',
    series: [{ name: 'Open' }, { name: 'Solved', colour: 'good' as const }, { name: 'Spam' }],
    bars: [{ label: 'zendesk', values: [30, 10, 0] }],
    format,
  };

  it('draws the parts one after the other, by colour and pattern', () => {
    // 390 units stand for 40, where the axis ends: 292.5 and 97.5.
    const markup = markupOf(stackedBarChart(options));
    expect(markup).toContain('class="fill gap s1-mark" x="150" y="5" width="292.5"');
    expect(markup).toContain('class="fill gap good-mark" x="442.5" y="5" width="97.5"');
    expect(markup).toContain('<rect fill="url(#load-p1)" x="442.5"');
    expect(markup).toContain('<title>zendesk, Open: 30 (75%)</title>');
    expect(markup).not.toContain('Spam: 0 (');
    expect(markup).toContain('<td class="number">40</td></tr>');
  });

  it('lets a few be seen among many', () => {
    const markup = markupOf(
      stackedBarChart({ ...options, bars: [{ label: 'a', values: [99_999, 1, 0] }] }),
    );
    expect(markup).toMatch(/class="fill good-mark" x="[\d.]+" y="5" width="2"/);
    expect(markup.match(/<rect class="fill/g)).toHaveLength(2 + 3);
    // By shares, the other part makes room: 390 in all.
    const bars = [{ label: 'a', values: [99_999, 1, 0] }];
    const shares = markupOf(stackedBarChart({ ...options, bars, mode: 'share' }));
    expect(shares).toContain('x="150" y="5" width="388"');
    expect(shares).toContain('x="538" y="5" width="2"');
  });

  it('makes bars equally long where shares are asked for', () => {
    const bars = [
      { label: 'a', values: [1, 1, 0] },
      { label: 'b', values: [500, 500, 0] },
      { label: 'c', values: [0, 0, 0] },
    ];
    const markup = markupOf(stackedBarChart({ ...options, bars, mode: 'share' }));
    expect(markup.match(/class="fill gap [^"]+" x="150" y="\d+" width="195"/g)).toHaveLength(2);
  });

  it('has one more column where one is given', () => {
    const markup = markupOf(
      stackedBarChart({ ...options, totalTitle: 'Sum', extra: { title: 'Agents', values: [7] } }),
    );
    expect(markup).toContain(
      '<th scope="col" class="number">Sum</th><th scope="col" class="number">Agents</th>',
    );
    expect(markup).toContain('<td class="number">40</td><td class="number">7</td></tr>');
    expect(() => stackedBarChart({ ...options, extra: { title: 'Agents', values: [] } })).toThrow(
      ConfigurationError,
    );
  });

  it('refuses bars that do not fit, sums without end and too many series', () => {
    const of = (values: number[]) => () =>
      stackedBarChart({ ...options, bars: [{ label: 'a', values }] });
    expect(of([1, 2])).toThrow(ConfigurationError);
    expect(of([Number.MAX_VALUE, Number.MAX_VALUE, 0])).toThrow(ValidationError);
    const series = Array.from({ length: 9 }, (_, index) => ({ name: `S${index}` }));
    expect(() => stackedBarChart({ ...options, series, bars: [] })).toThrow(ConfigurationError);
  });
});

describe('heatMap', () => {
  it('says each value on a ground of its step, and leaves what is not known empty', () => {
    const markup = markupOf(heat([0, 1, 50, 100, null]));
    const steps = [...markup.matchAll(/class="(h\d|none)"/g)].map(([, step]) => step);
    // Fifths of the largest, rounded up; zero has a ground of its own.
    expect(steps).toEqual(['h0', 'h1', 'h3', 'h5', 'none']);
    expect(markup).toContain('class="t5"');
    expect(markup).toContain(': not known</title>');
  });

  it('is wider where its columns need it', () => {
    // 90 for the labels of rows, 38 for each of 24 columns.
    expect(markupOf(heat(Array.from({ length: 24 }, () => 1)))).toContain('viewBox="0 0 1002 ');
    expect(markupOf(heat([1]))).toContain('viewBox="0 0 640 ');
  });

  it('refuses values that do not fit its labels, and too many labels', () => {
    const base = { id: 'h', title: 'H', rowTitle: 'Day', format };
    const labels = Array.from({ length: 61 }, (_, index) => `${index}`);
    expect(() => heatMap({ ...base, rowLabels: ['a'], columnLabels: ['b'], values: [] })).toThrow(
      ConfigurationError,
    );
    expect(() =>
      heatMap({ ...base, rowLabels: ['a'], columnLabels: ['b'], values: [[1, 2]] }),
    ).toThrow(ConfigurationError);
    expect(() =>
      heatMap({ ...base, rowLabels: labels, columnLabels: [], values: labels.map(() => []) }),
    ).toThrow(ConfigurationError);
    expect(() => heatMap({ ...base, rowLabels: [], columnLabels: labels, values: [] })).toThrow(
      ConfigurationError,
    );
  });
});
