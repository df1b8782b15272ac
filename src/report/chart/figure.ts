import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import { SERIES_COLOURS } from '../css.ts';
import type { ReportFormat } from '../format.ts';
import { html, type HtmlValue, type SafeHtml, trustedHtml } from '../html.ts';
import type { Tone } from '../parts.ts';
import { checkId, DEFAULT_MAX_ROWS, table, type TableColumn } from '../table.ts';

/** What every chart has. */
export interface ChartOptions {
  /** Unique on the page: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** What the chart shows, in a few words. */
  readonly title: string;
  /** One sentence for those who cannot see it. Default: the title and the number of marks. */
  readonly description?: string;
  readonly format: ReportFormat;
  /** Rows of the table beside it. Default 200. */
  readonly maxRows?: number;
}

/** A tone for what is good or bad by itself, otherwise one of the eight colours of series. */
export type ChartColour = Tone | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A set of values with a name. */
export interface ChartSeriesName {
  readonly name: string;
  /** Default: the first colour for the first series, and so on. */
  readonly colour?: ChartColour;
}

/** Width of a chart, in the units of its drawing. */
export const WIDTH = 640;

/** The class that gives a mark its colour. */
export const markClass = (colour: ChartColour | undefined, index: number): string => {
  const chosen = colour ?? (index % SERIES_COLOURS) + 1;
  return typeof chosen === 'number' ? `s${chosen}-mark` : `${chosen}-mark`;
};

/** @throws {ConfigurationError} for more series than can be told apart. */
export function checkSeries(series: readonly ChartSeriesName[]): void {
  if (series.length > SERIES_COLOURS) {
    throw new ConfigurationError(
      `A chart tells ${SERIES_COLOURS} series apart, not more: put the smallest ones together.`,
    );
  }
}

/** @throws {ValidationError} for what a chart that starts at zero cannot draw. */
export function checkValue(value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new ValidationError('A value of a chart is not a finite number from zero on.');
  }
  return value;
}

/** A coordinate: tenths of a unit are finer than any screen. */
export const at = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);

/** Text that has to fit: about seven units for each character. */
export function fit(text: string, width: number): string {
  const characters = Array.from(text);
  const most = Math.max(1, Math.floor(width / 6.6));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

const BROAD = html` class="broad"`;

/** The drawing with its name and description for those who cannot see it. */
export function drawing(
  options: { readonly id: string; readonly title: string; readonly description: string },
  height: number,
  marks: HtmlValue,
  width: number = WIDTH,
): SafeHtml {
  const { id, title, description } = options;
  return html`<div class="scroll" role="group" aria-label="${title}" tabindex="0"><svg${width > WIDTH && BROAD} viewBox="0 0 ${at(width)} ${at(height)}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${marks}</svg></div>
`;
}

/** The figure, and beside it (or below, if `wide`) the table with the same numbers. */
export function figure(
  options: ChartOptions,
  parts: {
    readonly drawing: HtmlValue;
    readonly legend?: HtmlValue;
    /** What the drawing leaves out. */
    readonly note?: string | null;
    readonly columns: readonly TableColumn[];
    readonly rows: readonly (readonly HtmlValue[])[];
    /** How many rows there are before `tableRows` cut them. Default `rows.length`. */
    readonly total?: number;
    readonly wide?: boolean;
    readonly tall?: boolean;
  },
): SafeHtml {
  const { id, title, format } = options;
  checkId(id);
  if (parts.rows.length === 0)
    return html`<p class="empty" id="${id}">${title}: no data.</p>
`;
  const { columns, rows, total = rows.length, wide = false, tall = false, note } = parts;
  return html`<div class="chart${wide ? ' wide' : ''}" id="${id}">
<figure><figcaption>${title}</figcaption>
${parts.drawing}${parts.legend}${note && html`<p class="cut">${note}</p>`}</figure>
<div>${table({
    id: `${id}-table`,
    caption: `${title}: the figures`,
    columns,
    rows,
    tall,
    format,
    total,
    maxRows: rows.length,
  })}</div>
</div>
`;
}

/** What a table beside a chart has room for; the others are not even formatted. */
export const tableRows = <T>(all: readonly T[], { maxRows = DEFAULT_MAX_ROWS }: ChartOptions) =>
  all.slice(0, maxRows);

/** What the drawing leaves out, or `null` when it leaves out nothing. */
export function drawnNote(drawn: number, total: number, format: ReportFormat): string | null {
  if (drawn >= total) return null;
  return `The first ${format.number(drawn)} of ${format.number(total)} rows are drawn.`;
}

/** Lines across a filled mark that tell one series from the next without colour. */
const HATCHES = [
  null,
  'M-1,1l2,-2M0,6l6,-6M5,7l2,-2',
  'M0,3h6',
  'M-1,5l2,2M0,0l6,6M5,-1l2,2',
  'M3,0v6',
  'M0,6l6,-6M0,0l6,6',
  'M0,3h6M3,0v6',
  'M0,1.5h2M3,4.5h2',
] as const;

/** The patterns of a drawing's series; `hatchFill` refers to them. */
export function hatchPatterns(id: string, count: number): SafeHtml {
  const patterns = HATCHES.slice(0, count).map(
    (path, index) =>
      path !== null &&
      html`<pattern id="${id}-p${index}" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="${path}" fill="none"/></pattern>`,
  );
  return html`<defs>${patterns}</defs>
`;
}

/** An attribute that lays a series' pattern over a mark; `null` for the first one, which has none. */
export const hatchFill = (id: string, index: number): SafeHtml | null =>
  (HATCHES[index] ?? null) === null ? null : trustedHtml(` fill="url(#${id}-p${index})"`);

/** Dashes that tell one line from the next without colour. */
export const DASHES = ['', '7 4', '2 4', '10 4 2 4', '4 4', '12 3', '1 5', '8 3 2 3 2 3'] as const;

/** Colours and their patterns with the names of the series. */
export function legend(
  series: readonly ChartSeriesName[],
  sample: (index: number, className: string) => SafeHtml,
): SafeHtml | null {
  if (series.length < 2) return null;
  const entries = series.map(
    ({ name, colour }, index) =>
      html`<li><svg viewBox="0 0 28 12" aria-hidden="true">${sample(index, markClass(colour, index))}</svg>${name}</li>
`,
  );
  return html`<ul class="legend">
${entries}</ul>
`;
}
