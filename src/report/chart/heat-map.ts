import { ConfigurationError } from '../../errors/index.ts';
import { HEAT_STEPS } from '../css.ts';
import { html, type SafeHtml } from '../html.ts';
import { at, type ChartOptions, checkValue, drawing, figure, fit, WIDTH } from './figure.ts';

/** A cell for each pair of a row and a column. */
export interface HeatMapOptions extends ChartOptions {
  /** Heading of the column of row labels. */
  readonly rowTitle: string;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** `values[row][column]`; `null` where nothing is known. */
  readonly values: readonly (readonly (number | null)[])[];
  /** How a value is written in the table. Default `format.number`. */
  readonly value?: (value: number) => string;
}

const MOST = 60;
const ROW = 26;
const LABELS = 90;
const HEAD = 20;
/** A cell for five characters, such as `12.3K`. */
const NARROWEST = 38;

/**
 * How much there is of something at each pair of two things, such as tickets by weekday and hour.
 * Every cell says its value; the darker the ground (the lighter, on a dark page), the more.
 *
 * @throws {ValidationError} for values that are not finite or below zero.
 * @throws {ConfigurationError} for values that do not fit the labels, and more than 60 labels a side.
 * @example
 * heatMap({ id: 'hours', title: 'Tickets', rowTitle: 'Day', rowLabels: ['Mon'], columnLabels: ['00', '01'],
 *   values: [[3, null]], format: createFormat() })
 */
export function heatMap(options: HeatMapOptions): SafeHtml {
  const { id, title, rowTitle, rowLabels, columnLabels, values, format } = options;
  checkShape(options);
  const { value: show = (value: number) => format.number(value) } = options;
  const largest = values
    .flat()
    .reduce<number>((most, value) => Math.max(most, value === null ? 0 : checkValue(value)), 0);
  const description =
    options.description ??
    `${title}: ${format.number(rowLabels.length)} rows and ${format.number(columnLabels.length)} columns; the largest value is ${show(largest)}.`;
  const whole = Math.max(WIDTH, LABELS + columnLabels.length * NARROWEST);
  const width = (whole - LABELS) / Math.max(1, columnLabels.length);
  const heads = columnLabels.map(
    (label, column) =>
      html`<text class="tick" x="${at(LABELS + (column + 0.5) * width)}" y="13" text-anchor="middle">${fit(label, width)}</text>`,
  );
  const rows = rowLabels.map((label, row) => {
    const top = HEAD + row * ROW;
    const cells = columnLabels.map((column, index) => {
      const value = values[row]?.[index] ?? null;
      const said = value === null ? 'not known' : show(value);
      return html`<g><title>${label}, ${column}: ${said}</title>${cellOf(value, largest, { left: LABELS + index * width, top, width }, options)}</g>
`;
    });
    return html`<text x="${LABELS - 8}" y="${top + ROW / 2}" dy=".35em" text-anchor="end">${fit(label, LABELS - 8)}</text>
${cells}`;
  });
  return figure(options, {
    drawing: drawing(
      { id, title, description },
      HEAD + rowLabels.length * ROW,
      [heads, rows],
      whole,
    ),
    columns: [
      { title: rowTitle },
      ...columnLabels.map((label) => ({ title: label, kind: 'number' as const })),
    ],
    rows: values.map((row, index) => [
      rowLabels[index],
      ...row.map((value) => (value === null ? null : show(value))),
    ]),
    wide: columnLabels.length > 4,
  });
}

function checkShape({ rowLabels, columnLabels, values }: HeatMapOptions): void {
  if (rowLabels.length > MOST || columnLabels.length > MOST) {
    throw new ConfigurationError(`A heat map has at most ${MOST} rows and ${MOST} columns.`);
  }
  const fits = values.every((row) => row.length === columnLabels.length);
  if (values.length !== rowLabels.length || !fits) {
    throw new ConfigurationError('The values of a heat map do not fit its labels.');
  }
}

function cellOf(
  value: number | null,
  largest: number,
  box: { readonly left: number; readonly top: number; readonly width: number },
  { format }: HeatMapOptions,
): SafeHtml {
  const { left, top, width } = box;
  const place = html` x="${at(left + 1)}" y="${top + 1}" width="${at(width - 2)}" height="${ROW - 2}" rx="2"`;
  if (value === null) return html`<rect class="none"${place}/>`;
  const step = value === 0 ? 0 : Math.max(1, Math.ceil((value / largest) * (HEAT_STEPS - 1)));
  return html`<rect class="h${step}"${place}/><text class="t${step}" x="${at(left + width / 2)}" y="${top + ROW / 2}" dy=".35em" text-anchor="middle">${fit(format.compact(value), width + 4)}</text>`;
}
