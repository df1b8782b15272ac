import type { SourceTicket } from '../translate/types.ts';
import type { Work } from './work.ts';

/** Why a ticket is not carried; `null` when it is. */
export function skipReason(
  { mapping, scope }: Pick<Work, 'mapping' | 'scope'>,
  ticket: SourceTicket['ticket'],
): string | null {
  if (ticket.isSpam && mapping.spam !== 'carry') return 'It is spam.';
  if (mapping.merged === 'skip' && ticket.statusDetail === 'merged') {
    return 'It was merged into another ticket.';
  }
  if (scope.tickets !== undefined && !scope.tickets(ticket)) return 'The scope leaves it out.';
  return null;
}
