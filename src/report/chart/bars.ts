import { html, type SafeHtml } from '../html.ts';
import {
  at,
  type ChartColour,
  type ChartOptions,
  checkValue,
  drawing,
  drawnNote,
  figure,
  fit,
  markClass,
  tableRows,
  WIDTH,
} from './figure.ts';
import { scaleTo } from './scale.ts';

/** A bar for each row. */
export interface BarChartOptions extends ChartOptions {
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly colour?: ChartColour;
  }[];
  /** Heading of the column of labels. */
  readonly labelTitle: string;
  /** Heading of the column of values. */
  readonly valueTitle: string;
  /** Bars that are drawn; the table has the others. Default 20. */
  readonly maxBars?: number;
  /** How a value is written. Default `format.number`. */
  readonly value?: (value: number) => string;
}

/** Bars that a drawing has unless it is told otherwise. */
export const DEFAULT_MAX_BARS = 20;

const ROW = 26;
const LABELS = 210;
const VALUES = 100;

/**
 * One bar beside each label, from zero on, in the order given.
 *
 * @throws {ValidationError} for values that are not finite or below zero.
 * @example
 * barChart({ id: 'tags', title: 'Tags', labelTitle: 'Tag', valueTitle: 'Tickets',
 *   bars: [{ label: 'billing', value: 12 }], format: createFormat() })
 */
export function barChart(options: BarChartOptions): SafeHtml {
  const { id, title, bars, format, labelTitle, valueTitle, maxBars = DEFAULT_MAX_BARS } = options;
  const { value: show = (value: number) => format.number(value) } = options;
  const largest = bars.reduce((most, { value }) => Math.max(most, checkValue(value)), 0);
  const drawn = bars.slice(0, maxBars);
  const description =
    options.description ??
    `${title}: ${format.number(drawn.length)} bars, the longest stands for ${show(largest)}.`;
  const width = WIDTH - LABELS - VALUES;
  const { max } = scaleTo(largest);
  const marks = drawn.map(({ label, value, colour }, index) => {
    const top = index * ROW;
    const length = (value / max) * width;
    return html`<g><title>${label}: ${show(value)}</title><text x="${LABELS - 10}" y="${top + ROW / 2}" dy=".35em" text-anchor="end">${fit(label, LABELS - 10)}</text><rect class="fill ${markClass(colour, 0)}" x="${LABELS}" y="${top + 4}" width="${at(length)}" height="${ROW - 8}" rx="2"/><text x="${at(LABELS + length + 7)}" y="${top + ROW / 2}" dy=".35em">${fit(show(value), VALUES - 7)}</text></g>
`;
  });
  const height = drawn.length * ROW;
  const axis = html`<path class="axis" d="M${LABELS},0V${height}"/>
`;
  return figure(options, {
    drawing: drawing({ id, title, description }, height, [marks, axis]),
    note: drawnNote(drawn.length, bars.length, format),
    columns: [{ title: labelTitle }, { title: valueTitle, kind: 'number' }],
    rows: tableRows(bars, options).map(({ label, value }) => [label, show(value)]),
    total: bars.length,
  });
}
