import { badge, html, type HtmlValue, link, type ReportFormat } from '../../report/index.ts';
import type { SafeHtml } from '../../report/index.ts';
import { ENOUGH, ENOUGH_FOR_P90, ENOUGH_FOR_P95 } from '../few.ts';
import type { MeasuredFigure, OperationsFigure, PriorityKey } from '../operations/types.ts';
import type { LeftOut } from '../operations/quality-types.ts';

const MINUTE = 60_000;

/** What a cell says where nothing is known. */
export const NOT_SAID = 'Not said';

/** Minutes in words; what is below zero, by clocks that disagree, with its sign. */
export function minutesText(format: ReportFormat, minutes: number | null): string | null {
  if (minutes === null) return null;
  const text = format.duration(Math.abs(minutes) * MINUTE);
  return minutes < 0 && Math.round(minutes * MINUTE) !== 0 ? `−${text}` : text;
}

/** Percent from 0 to 100. */
export const percentText = (format: ReportFormat, percent: number | null): string | null =>
  percent === null ? null : format.percent(percent / 100);

/** A value in its unit. */
export function valueText(
  format: ReportFormat,
  unit: OperationsFigure['unit'],
  value: number | null,
): string | null {
  if (value === null) return null;
  if (unit === 'minutes') return minutesText(format, value);
  return unit === 'percent' ? percentText(format, value) : format.number(value);
}

const FEW = badge('muted', 'few');

/** A text, marked where it rests on too little. */
export const marked = (text: string | null, few: boolean): SafeHtml | string | null =>
  text === null || !few ? text : html`${text} ${FEW}`;

/** A percentile of a number of values, marked where these are too few. */
export function percentileCell(
  format: ReportFormat,
  minutes: number | null,
  { n, percentile }: { readonly n: number; readonly percentile: 50 | 75 | 90 | 95 },
): HtmlValue {
  const enough = { 50: ENOUGH, 75: ENOUGH, 90: ENOUGH_FOR_P90, 95: ENOUGH_FOR_P95 }[percentile];
  return marked(minutesText(format, minutes), n < enough);
}

/** How a figure has changed, and whether that is good. */
export function changeCell(format: ReportFormat, figure: OperationsFigure): HtmlValue {
  const { change, unit, better, few, previous } = figure;
  if (change === null) return null;
  if (change === 0) return 'no change';
  const sign = change > 0 ? '+' : '−';
  const size = Math.abs(change);
  const text =
    unit === 'percent' ? `${format.number(size)} points` : (valueText(format, unit, size) ?? '');
  // Of few tickets a change says nothing, so it is neither good nor bad.
  if (better === null || few || previous.few) return `${sign}${text}`;
  const isBetter = (better === 'higher') === change > 0;
  return html`${sign}${text} ${badge(isBetter ? 'good' : 'bad', isBetter ? 'better' : 'worse')}`;
}

/** How many, of what: `1,204 tickets`. */
export function restsOn(format: ReportFormat, of: string, n: number): string {
  return `${format.number(n)} ${n === 1 ? of.slice(0, -1) : of}`;
}

/** Counts and reasons of what was left out. */
export const leftOutText = (format: ReportFormat, leftOut: readonly LeftOut[]): string | null =>
  leftOut.length === 0
    ? null
    : leftOut.map(({ reason, count }) => `${format.number(count)} ${reason}`).join('; ');

/** `78.1% to 92.4%`. */
export const intervalText = (
  format: ReportFormat,
  interval: MeasuredFigure['interval'],
): string | null =>
  interval === null
    ? null
    : `${percentText(format, interval.low)} to ${percentText(format, interval.high)}`;

const PRIORITIES: Readonly<Record<NonNullable<PriorityKey> | 'all', string>> = {
  all: 'All',
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

/** A priority for readers. */
export const priorityText = (key: PriorityKey | 'all'): string =>
  key === null ? NOT_SAID : PRIORITIES[key];

/** `first_reply` and `requesterWait` as `first reply`; a name of one's own as it is. */
export const plainName = (name: string): string => name.replaceAll('_', ' ');

/** `First reply`. */
export const titleName = (name: string): string => {
  const plain = plainName(name);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

/** A ticket's id, linked where an address is given. */
export const ticketId = (id: string, ticketUrl: (id: string) => string | null): SafeHtml =>
  link(html`<code>${id}</code>`, ticketUrl(id));

/** Some ids in a row. */
export const ticketIds = (
  ids: readonly string[],
  ticketUrl: (id: string) => string | null,
): SafeHtml =>
  html`${ids.map((id, index) => html`${index > 0 && ', '}${ticketId(id, ticketUrl)}`)}`;
