import { facts, html, type SafeHtml, table } from '../../report/index.ts';
import type { OperationsFigureId, OperationsReport } from '../operations/types.ts';
import type { ShownReport } from './context.ts';
import { changeCell, intervalText, leftOutText, marked, restsOn, valueText } from './words.ts';

/** Some figures: value, before, change, what they rest on; below, what each of them means. */
export function figuresPart(
  { report, format }: ShownReport<OperationsReport>,
  part: {
    readonly id: string;
    readonly caption: string;
    readonly figures: readonly OperationsFigureId[];
  },
): SafeHtml {
  const figures = part.figures.flatMap((id) => report.figures.filter((one) => one.id === id));
  const rows = figures.map((figure) => [
    figure.title,
    marked(valueText(format, figure.unit, figure.value), figure.few),
    marked(valueText(format, figure.unit, figure.previous.value), figure.previous.few),
    changeCell(format, figure),
    figure.unit === 'count' ? null : restsOn(format, figure.of, figure.n),
    leftOutText(format, figure.leftOut) ?? 'none',
    intervalText(format, figure.interval),
  ]);
  return html`${table({
    id: part.id,
    caption: part.caption,
    columns: [
      { title: 'Figure' },
      { title: 'Period', kind: 'number' },
      { title: 'Before', kind: 'number' },
      { title: 'Change', kind: 'number' },
      { title: 'Rests on', kind: 'number' },
      { title: 'Left out' },
      { title: '95% interval', kind: 'number' },
    ],
    rows,
    format,
  })}
<h3>What counts</h3>
${facts(figures.map(({ title, definition }) => [title, definition]))}`;
}
