import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import type { CaseRecord } from './case-record.ts';
import { optionalDateOf } from './common.ts';
import type { ThreadFacts } from './thread-facts.ts';

type Times = Pick<
  SupportTicket,
  'firstResponseAt' | 'resolvedAt' | 'firstAssignedAt' | 'lastCustomerReplyAt' | 'lastStaffReplyAt'
>;

/**
 * When things happened. A whole thread knows best: Intercom's statistics count bots and lag one
 * write behind (sheet 7.2). Where the beginning of a thread is missing, its end still counts.
 */
export function timesOf(
  record: CaseRecord,
  facts: ThreadFacts | null,
  isDone: boolean,
  log: WarningLog,
): Times {
  const { statistics } = record;
  const isWhole = facts !== null && record.thread.complete === true;
  const told = (name: 'last_contact_reply_at' | 'last_admin_reply_at' | 'first_assignment_at') =>
    optionalDateOf(statistics?.[name], `statistics.${name}`);
  return {
    firstResponseAt: firstResponseOf(record, isWhole ? facts : null, log),
    resolvedAt: isDone ? resolvedOf(record, facts) : null,
    firstAssignedAt: told('first_assignment_at') ?? (isWhole ? facts.firstAssignedAt : null),
    lastCustomerReplyAt: facts?.lastCustomerAt ?? (isWhole ? null : told('last_contact_reply_at')),
    lastStaffReplyAt: facts?.lastStaffAt ?? (isWhole ? null : told('last_admin_reply_at')),
  };
}

function firstResponseOf(
  { statistics }: CaseRecord,
  whole: ThreadFacts | null,
  log: WarningLog,
): Date | null {
  if (whole !== null) {
    if (whole.firstResponseAt !== null) {
      log.add({
        type: 'derived',
        field: 'firstResponseAt',
        reason: 'The first public answer of a human in the thread.',
      });
    }
    return whole.firstResponseAt;
  }
  const told = optionalDateOf(statistics?.first_admin_reply_at, 'statistics.first_admin_reply_at');
  if (told !== null) {
    log.add({
      type: 'derived',
      field: 'firstResponseAt',
      reason:
        'From Intercom’s statistics, which may count bots. Read the thread for the exact time.',
    });
  }
  return told;
}

/** The later of what the thread and the statistics know. */
function resolvedOf({ statistics, state }: CaseRecord, facts: ThreadFacts | null): Date | null {
  const told =
    state === 'closed'
      ? optionalDateOf(statistics?.last_close_at, 'statistics.last_close_at')
      : null;
  const seen = facts?.lastDoneAt ?? null;
  if (told === null || seen === null) return told ?? seen;
  return told > seen ? told : seen;
}
