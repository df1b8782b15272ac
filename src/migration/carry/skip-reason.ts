import type { SourceTicket } from '../translate/types.ts';
import { isOver } from '../translate/remainder.ts';
import { callOptions, type Work } from './work.ts';

const MERGED = 'It was merged into another ticket.';

/** Why a ticket is not carried; `null` when it is. */
export function skipReason(
  { mapping, scope }: Pick<Work, 'mapping' | 'scope'>,
  ticket: SourceTicket['ticket'],
): string | null {
  if (ticket.isSpam && mapping.spam !== 'carry') return 'It is spam.';
  if (mapping.merged === 'skip' && ticket.statusDetail === 'merged') return MERGED;
  if (scope.tickets !== undefined && !scope.tickets(ticket)) return 'The scope leaves it out.';
  return null;
}

/** The same for merges that only a ticket's history tells, where the mapping leaves merged tickets out. */
export async function mergeReason(
  work: Pick<Work, 'mapping' | 'from' | 'signal'>,
  { id, status }: SourceTicket['ticket'],
): Promise<string | null> {
  const list = work.from.events?.list;
  if (work.mapping.merged !== 'skip' || list === undefined || !isOver(status)) return null;
  for await (const { kind, nativeType } of list(id, {}, callOptions(work))) {
    // Intercom tells it of both sides.
    if (kind === 'merged' && !nativeType.includes('primary')) return MERGED;
  }
  return null;
}
