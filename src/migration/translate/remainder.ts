import type { TicketStatus } from '../../model/enums.ts';
import type { SlaClock } from '../../model/sla.ts';
import type { LossLog } from './loss-log.ts';
import type { SourceTicket } from './types.ts';

type Line = readonly [name: string, value: string];

/**
 * What the target has no place for, as the text of an internal note; `null` when there is nothing, or when
 * the mapping wants no note. The values are declared as losses of the fields that they were in: with a note
 * they are not gone.
 */
export function remainderOf(
  { ticket }: SourceTicket,
  { homeless, links }: { readonly homeless: readonly Line[]; readonly links: readonly Line[] },
  { log, isKept }: { readonly log: LossLog; readonly isKept: boolean },
): string | null {
  const lines: Line[] = [...homeless];
  const keep = (field: string, name: string, value: string): void => {
    if (isKept) log.coerced(field, 'Kept in an internal note.');
    else log.dropped(field, 'The mapping keeps no note of what has no place.');
    lines.push([name, value]);
  };
  if (ticket.callerKey !== null) keep('callerKey', 'Key of the application', ticket.callerKey);
  for (const [name, value] of links) keep('links', name, value);
  const rating = ticket.satisfaction;
  if (rating !== null && rating.status === 'received') {
    const { label, value, scale } = rating.native;
    const said = rating.comment === null ? '' : `: ${rating.comment}`;
    keep('satisfaction', 'Rating', `${label ?? value ?? ''} (${scale})${said}`);
  }
  const clocks = isOver(ticket.status) ? (ticket.sla?.clocks ?? []) : [];
  if (clocks.length > 0) keep('sla', 'SLA', clocks.map(clockText).join('; '));
  if (lines.length === 0 || !isKept) return null;
  const origin = ticket.url === null ? ticket.id : `${ticket.id} (${ticket.url})`;
  return [`Carried over from ${origin}`, ...lines.map(([name, value]) => `${name}: ${value}`)].join(
    '\n',
  );
}

/** Clocks that run would read differently a minute later. */
export const isOver = (status: TicketStatus): boolean =>
  status === 'resolved' || status === 'closed';

function clockText({ metric, state, dueAt }: SlaClock): string {
  const due = dueAt === null ? '' : `, due ${dueAt.toISOString()}`;
  return `${metric.replaceAll('_', ' ')} ${state}${due}`;
}
