import type { TicketPriority } from '../../../model/enums.ts';
import { cutToWidth, displayWidth, padToWidth } from '../../terminal/display-width.ts';
import type { Look, Paint } from '../../terminal/paint.ts';
import type { TriageEntry } from '../report.ts';
import { ticketLabel } from './labels.ts';

/** How each priority looks. */
export const PRIORITY_LOOKS: Readonly<Record<TicketPriority, Look>> = {
  low: 'dim',
  normal: 'green',
  high: 'yellow',
  urgent: 'red',
};

const SUBJECT_WIDTH = 29;

/** One decision on one line. */
export function triageLine(entry: TriageEntry, at: Date, paint: Paint): string {
  const { before, after } = entry;
  const move = before === after ? after : `${before} → ${after}`;
  const mark = entry.churnRisk ? 'leaving' : '';
  const room = SUBJECT_WIDTH - (mark === '' ? 0 : displayWidth(mark) + 1);
  return [
    paint('dim', at.toISOString().slice(11, 16)),
    paint('dim', padToWidth(ticketLabel(entry.desk, entry.ticket), 5)),
    paint(PRIORITY_LOOKS[after], padToWidth(move, 15)),
    padToWidth(entry.team, 17),
    cutToWidth(entry.subject ?? '(no subject)', room),
    ...(mark === '' ? [] : [paint('magenta', mark)]),
  ].join(' ');
}
