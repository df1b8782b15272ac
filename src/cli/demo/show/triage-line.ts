import type { TicketPriority } from '../../../model/enums.ts';
import { cutToWidth, padToWidth } from '../../terminal/display-width.ts';
import type { Look, Paint } from '../../terminal/paint.ts';
import type { TriageEntry } from '../report.ts';

/** How each priority looks. */
export const PRIORITY_LOOKS: Readonly<Record<TicketPriority, Look>> = {
  low: 'dim',
  normal: 'green',
  high: 'yellow',
  urgent: 'red',
};

/** One decision on one line. */
export function triageLine(entry: TriageEntry, at: Date, paint: Paint): string {
  const { before, after } = entry;
  const move =
    before === after
      ? paint(PRIORITY_LOOKS[after], padToWidth(after, 16))
      : paint(PRIORITY_LOOKS[after], padToWidth(`${before} → ${after}`, 16));
  const marks = [
    entry.churnRisk ? paint('magenta', 'churn-risk') : '',
    entry.staleWriteRefused ? paint('yellow', 'stale write refused, decided again') : '',
  ].filter((mark) => mark !== '');
  return [
    paint('dim', at.toISOString().slice(11, 16)),
    paint('dim', padToWidth(`#${entry.ticket}`, 5)),
    move,
    padToWidth(entry.team, 17),
    padToWidth(cutToWidth(entry.subject ?? '(no subject)', 38), 38),
    marks.join(' '),
  ]
    .join(' ')
    .trimEnd();
}
