import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import { html, type SafeHtml } from '../html.ts';
import { DEFAULT_MAX_BARS } from './bars.ts';
import {
  at,
  type ChartOptions,
  type ChartSeriesName,
  checkSeries,
  checkValue,
  drawing,
  drawnNote,
  figure,
  fit,
  hatchFill,
  hatchPatterns,
  legend,
  markClass,
  tableRows,
  WIDTH,
} from './figure.ts';
import { scaleTo } from './scale.ts';

/** A bar of several parts for each row. */
export interface StackedBarChartOptions extends ChartOptions {
  readonly series: readonly ChartSeriesName[];
  /** One value for each series. */
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Heading of the column of labels. */
  readonly labelTitle: string;
  /** `share` makes all bars equally long, each part its share. Default `absolute`. */
  readonly mode?: 'absolute' | 'share';
  /** Bars that are drawn; the table has the others. Default 20. */
  readonly maxBars?: number;
  /** Heading of the column of sums. Default `Total`. */
  readonly totalTitle?: string;
  /** One more column of numbers in the table, a value for each bar. */
  readonly extra?: { readonly title: string; readonly values: readonly number[] };
}

const ROW = 30;
const LABELS = 150;
const TOTALS = 100;
/** Few are not none: a part that is there can be seen. */
const SHORTEST = 2;
/** In a shorter part, the gap to its neighbours would be all that is seen. */
const WITH_GAP = 5;
/** From here on, a sum in full has no room beside its bar. */
const COMPACT_FROM = 1e9;

/**
 * Bars whose parts stand for the series, in their order; parts are told apart by colour, pattern and
 * order. The sum of each bar stands at its end. Parts too small to be seen are drawn a little longer.
 *
 * @throws {ValidationError} for values that are not finite or below zero.
 * @throws {ConfigurationError} for more than eight series, and for bars without one value for each.
 * @example
 * stackedBarChart({ id: 'load', title: 'Load', labelTitle: 'Desk', series: [{ name: 'Open' },
 *   { name: 'Solved' }], bars: [{ label: 'zendesk', values: [3, 9] }], format: createFormat() })
 */
export function stackedBarChart(options: StackedBarChartOptions): SafeHtml {
  const { id, title, series, format, labelTitle, extra, maxBars = DEFAULT_MAX_BARS } = options;
  checkSeries(series);
  const bars = options.bars.map((bar) => ({ ...bar, total: totalOf(bar.values, series.length) }));
  const largest = bars.reduce((most, { total }) => Math.max(most, total), 0);
  const drawn = bars.slice(0, maxBars);
  const names = series.map(({ name }) => name).join(', ');
  const description =
    options.description ??
    `${title}: ${format.number(drawn.length)} bars with the parts ${names}; the largest sum is ${format.number(largest)}.`;
  const height = drawn.length * ROW;
  const axis = html`<path class="axis" d="M${LABELS},0V${height}"/>
`;
  const marks = drawn.map((bar, index) => barOf(bar, index * ROW, scaleTo(largest).max, options));
  return figure(options, {
    drawing: drawing({ id, title, description }, height, [
      hatchPatterns(id, series.length),
      marks,
      axis,
    ]),
    legend: legend(
      series,
      (index, className) =>
        html`<rect class="fill ${className}" width="28" height="12"/>${pattern(id, index, html` width="28" height="12"`)}`,
    ),
    note: drawnNote(drawn.length, bars.length, format),
    columns: [
      { title: labelTitle },
      ...series.map(({ name }) => ({ title: name, kind: 'number' as const })),
      { title: options.totalTitle ?? 'Total', kind: 'number' as const },
      ...(extra === undefined ? [] : [{ title: extra.title, kind: 'number' as const }]),
    ],
    total: bars.length,
    rows: tableRows(bars, options).map(({ label, values, total }, index) => [
      label,
      ...[...values, total, ...(extra?.values.slice(index, index + 1) ?? [])].map((value) =>
        format.number(value),
      ),
    ]),
    // Beside the drawing there is room for five columns.
    wide: series.length + (extra === undefined ? 0 : 1) > 3,
  });
}

function totalOf(values: readonly number[], count: number): number {
  if (values.length !== count) {
    throw new ConfigurationError('A bar of a stacked chart has not one value for each series.');
  }
  const total = values.reduce((sum, value) => sum + checkValue(value), 0);
  if (!Number.isFinite(total)) {
    throw new ValidationError('The sum of a bar of a stacked chart is not a finite number.');
  }
  return total;
}

const pattern = (id: string, index: number, box: SafeHtml): SafeHtml | null => {
  const fill = hatchFill(id, index);
  return fill && html`<rect${fill}${box}/>`;
};

/** How long each part is; what the smallest ones get more, the longest one gets less. */
function lengthsOf(values: readonly number[], full: number): readonly number[] {
  // Shares first: the product of a huge value and the width would not be finite.
  const exact = values.map((value) => (value / full) * (WIDTH - LABELS - TOTALS));
  const seen = exact.map((length, index) => (values[index] === 0 ? 0 : Math.max(length, SHORTEST)));
  const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);
  const excess = sum(seen) - sum(exact);
  const longest = seen.indexOf(Math.max(...seen));
  return seen.map((length, index) =>
    index === longest && length > SHORTEST + excess ? length - excess : length,
  );
}

function barOf(
  bar: { readonly label: string; readonly values: readonly number[]; readonly total: number },
  top: number,
  max: number,
  { id, series, mode, format }: StackedBarChartOptions,
): SafeHtml {
  const { label, values, total } = bar;
  const full = mode === 'share' ? Math.max(total, Number.MIN_VALUE) : max;
  const lengths = lengthsOf(values, full);
  let left = LABELS;
  const parts = values.map((value, index) => {
    const length = lengths[index] ?? 0;
    if (length === 0) return null;
    const start = left;
    left += length;
    const box = html` x="${at(start)}" y="${top + 5}" width="${at(length)}" height="${ROW - 10}"`;
    const { name, colour } = series[index] ?? { name: '' };
    return html`<g><title>${label}, ${name}: ${format.number(value)} (${format.percent(value / total)})</title><rect class="fill${length > WITH_GAP && ' gap'} ${markClass(colour, index)}"${box}/>${pattern(id, index, box)}</g>
`;
  });
  const middle = top + ROW / 2;
  return html`<text x="${LABELS - 10}" y="${middle}" dy=".35em" text-anchor="end">${fit(label, LABELS - 10)}</text>
${parts}<text x="${at(left + 8)}" y="${middle}" dy=".35em">${total < COMPACT_FROM ? format.number(total) : format.compact(total)}</text>
`;
}
