import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import { html, type HtmlValue, type SafeHtml } from '../html.ts';
import {
  at as coordinate,
  type ChartOptions,
  type ChartSeriesName,
  checkSeries,
  checkValue,
  DASHES,
  drawing,
  figure,
  legend,
  markClass,
  tableRows,
  WIDTH,
} from './figure.ts';
import { type Scale, scaleTo, timeTicks } from './scale.ts';

/** A value at a moment. `null` says that nothing is known, and breaks the line. */
export interface TimePoint {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number | null;
}

/** Something that happened at a moment, drawn as an upright line. */
export interface ChartEvent {
  readonly at: number;
  readonly label: string;
}

/** A line for each series. */
export interface LineChartOptions extends ChartOptions {
  readonly series: readonly (ChartSeriesName & { readonly points: readonly TimePoint[] })[];
  /** What the values are, as the axis says: `Items per minute`. */
  readonly valueTitle: string;
  /** Heading of the column of times. Default `Time`. */
  readonly timeTitle?: string;
  /** Fills the ground below the lines. Default: only where there is one series. */
  readonly area?: boolean;
  readonly events?: readonly ChartEvent[];
  /** How a value is written. Default `format.number`. */
  readonly value?: (value: number) => string;
  /** How a time is written in the table. Default `format.moment`. */
  readonly time?: (at: number) => HtmlValue;
}

const HEIGHT = 270;
const PLOT = { left: 56, right: WIDTH - 16, top: 30, bottom: HEIGHT - 42 };
/** More points than this are more than the drawing has room for. */
export const MOST_POINTS = 2_000;
/** What the label of an event needs. */
const LABEL_ROOM = 60;
/** With more points in all, the dots would hide the dashes of the lines. */
const MOST_DOTS = 60;

interface Frame {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
}

/**
 * Values over time, as lines from zero on; one series is drawn as an area. The table beside it has a row
 * for each moment. Put long series together first: see `bucketSeries`.
 *
 * @throws {ValidationError} for values that are not finite or below zero, and for times that are not
 *   in ascending order.
 * @throws {ConfigurationError} for more than eight series, or 2,000 points in one.
 * @example
 * lineChart({ id: 'speed', title: 'Throughput', valueTitle: 'Items per minute',
 *   series: [{ name: 'Items', points: [{ at: 0, value: 3 }] }], format: createFormat() })
 */
export function lineChart(options: LineChartOptions): SafeHtml {
  const { id, title, series, format, timeTitle = 'Time', valueTitle, events = [] } = options;
  checkSeries(series);
  for (const { points } of series) checkPoints(points);
  const times = [...new Set(series.flatMap(({ points }) => points.map((point) => point.at)))];
  times.sort((one, other) => one - other);
  const { value: show = (value: number) => format.number(value), time: showTime = format.moment } =
    options;
  const byTime = series.map(
    ({ points }) => new Map(points.map((point) => [point.at, point.value])),
  );
  const rows = tableRows(times, options).map((time) => [
    showTime(time),
    ...byTime.map((values) => {
      const value = values.get(time) ?? null;
      return value === null ? null : show(value);
    }),
  ]);
  const columns = [
    { title: timeTitle },
    ...series.map(({ name }) => ({
      title: series.length === 1 ? valueTitle : name,
      kind: 'number' as const,
    })),
  ];
  if (times.length === 0) return figure(options, { drawing: null, columns, rows });
  const frame = frameOf(series, times, events);
  const description =
    options.description ??
    `${title}: ${valueTitle.toLowerCase()}, ${format.dateTime(frame.from)} to ${format.dateTime(frame.to)}; at most ${show(largestOf(series))}.`;
  const marks = [
    axes(options, frame),
    series.map(({ points, colour }, index) =>
      lineOf(points, markClass(colour, index), index, frame, options),
    ),
    eventsOf(events, frame),
  ];
  return figure(options, {
    drawing: drawing({ id, title, description }, HEIGHT, marks),
    legend: legend(
      series,
      (index, className) =>
        html`<path class="stroke ${className}" stroke-dasharray="${DASHES[index]}" d="M1,6H27"/>`,
    ),
    columns,
    rows,
    total: times.length,
    wide: series.length > 3,
    tall: true,
  });
}

function checkPoints(points: readonly TimePoint[]): void {
  if (points.length > MOST_POINTS) {
    throw new ConfigurationError(
      'A line has more points than can be drawn: use bucketSeries first.',
    );
  }
  for (const [index, point] of points.entries()) {
    if (point.value !== null) checkValue(point.value);
    const before = points[index - 1];
    if (!Number.isFinite(point.at) || (before !== undefined && before.at >= point.at)) {
      throw new ValidationError('The times of a line are not in ascending order.');
    }
  }
}

const largestOf = (series: LineChartOptions['series']): number =>
  series.reduce(
    (most, { points }) => points.reduce((max, { value }) => Math.max(max, value ?? 0), most),
    0,
  );

function frameOf(
  series: LineChartOptions['series'],
  times: readonly number[],
  events: readonly ChartEvent[],
): Frame {
  const all = [...times, ...events.map((event) => event.at)];
  const from = all.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const to = all.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  const scale = scaleTo(largestOf(series));
  const middle = (PLOT.left + PLOT.right) / 2;
  return {
    from,
    to,
    scale,
    x: (time) =>
      from === to ? middle : PLOT.left + ((time - from) / (to - from)) * (PLOT.right - PLOT.left),
    y: (value) => PLOT.bottom - (value / scale.max) * (PLOT.bottom - PLOT.top),
  };
}

function axes({ format, valueTitle }: LineChartOptions, frame: Frame): SafeHtml {
  const { x, y, scale, from, to } = frame;
  const values = scale.ticks.map((tick) => {
    const height = coordinate(y(tick));
    return html`<path class="${tick === 0 ? 'axis' : 'grid'}" d="M${PLOT.left},${height}H${PLOT.right}"/><text class="tick" x="${PLOT.left - 8}" y="${height}" dy=".32em" text-anchor="end">${format.compact(tick)}</text>
`;
  });
  const moments = timeTicks(from, to, format).map(({ at, time, day }) => {
    const across = coordinate(Math.min(Math.max(x(at), PLOT.left + 12), PLOT.right - 14));
    const lines = [time, day].filter((text) => text !== null);
    return html`<path class="axis" d="M${coordinate(x(at))},${PLOT.bottom}v5"/>${lines.map(
      (
        text,
        row,
      ) => html`<text class="tick" x="${across}" y="${PLOT.bottom + 19 + row * 15}" text-anchor="middle">${text}</text>
`,
    )}`;
  });
  return html`<text class="tick" x="4" y="14">${valueTitle}</text>
${values}${moments}`;
}

/** A line, its ground and its points; a break wherever nothing is known. */
function lineOf(
  points: readonly TimePoint[],
  className: string,
  index: number,
  { x, y }: Frame,
  options: LineChartOptions,
): SafeHtml {
  const { format, series, area = series.length === 1 } = options;
  const { value: show = (value: number) => format.number(value) } = options;
  const known = points.flatMap((point, place) =>
    point.value === null
      ? []
      : [{ ...point, value: point.value, starts: (points[place - 1]?.value ?? null) === null }],
  );
  const runs: (typeof known)[] = [];
  for (const point of known) {
    if (point.starts) runs.push([]);
    runs.at(-1)?.push(point);
  }
  const path = (run: typeof known) =>
    run.map((point) => `${coordinate(x(point.at))},${coordinate(y(point.value))}`).join('L');
  const grounds = runs.map((run) => {
    const times = run.map((point) => point.at);
    const [first, last] = [Math.min(...times), Math.max(...times)];
    return html`<path class="area ${className}" d="M${coordinate(x(first))},${PLOT.bottom}L${path(run)}L${coordinate(x(last))},${PLOT.bottom}Z"/>
`;
  });
  const lines = runs.map(
    (
      run,
    ) => html`<path class="stroke ${className}" stroke-dasharray="${DASHES[index]}" d="M${path(run)}"/>
`,
  );
  const count = series.reduce((sum, each) => sum + each.points.length, 0);
  // A run of one point has no line: without its dot it would not be seen.
  const dots = runs
    .filter((run) => count <= MOST_DOTS || run.length === 1)
    .flat()
    .map(
      (
        point,
      ) => html`<circle class="fill ${className}" cx="${coordinate(x(point.at))}" cy="${coordinate(y(point.value))}" r="2.6"><title>${format.dateTime(point.at)}: ${show(point.value)}</title></circle>
`,
    );
  return html`${area && grounds}${lines}${dots}`;
}

/** Events as upright lines; a label that would lie on the one before it is left out. */
function eventsOf(events: readonly ChartEvent[], { x }: Frame): SafeHtml {
  let last = Number.NEGATIVE_INFINITY;
  const marks = events.map(({ at, label }) => {
    const across = x(at);
    const isRight = across > WIDTH / 2;
    const hasRoom = Math.abs(across - last) > LABEL_ROOM;
    last = hasRoom ? across : last;
    const text = html`<text class="event-text" x="${coordinate(across + (isRight ? -5 : 5))}" y="${PLOT.top}" text-anchor="${isRight ? 'end' : 'start'}">${label}</text>`;
    return html`<path class="event" d="M${coordinate(across)},${PLOT.top - 6}V${PLOT.bottom}"/>${hasRoom && text}
`;
  });
  return html`${marks}`;
}
