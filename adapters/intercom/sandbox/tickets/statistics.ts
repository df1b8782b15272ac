import type { ConversationRow, StatisticsRow } from '../records/conversations.ts';

/** Nothing counted yet but the source (section 8.3: it counts as a part). */
export function newStatistics(): StatisticsRow {
  return {
    first_contact_reply_at: null,
    first_assignment_at: null,
    first_admin_reply_at: null,
    first_close_at: null,
    last_assignment_at: null,
    last_assignment_admin_reply_at: null,
    last_contact_reply_at: null,
    last_admin_reply_at: null,
    last_close_at: null,
    last_closed_by_id: null,
    count_reopens: 0,
    count_assignments: 0,
    count_conversation_parts: 1,
    reply_times: [],
  };
}

export function countContactMessage(conversation: ConversationRow, at: number): void {
  const { statistics } = conversation;
  statistics.first_contact_reply_at ??= at;
  statistics.last_contact_reply_at = at;
}

export function countAdminReply(conversation: ConversationRow, at: number): void {
  const { statistics, waiting_since } = conversation;
  statistics.first_admin_reply_at ??= at;
  statistics.last_admin_reply_at = at;
  if (statistics.last_assignment_at !== null) statistics.last_assignment_admin_reply_at ??= at;
  if (waiting_since !== null)
    statistics.reply_times = [...statistics.reply_times, Math.max(0, at - waiting_since)];
}

export function countAssignment(conversation: ConversationRow, at: number): void {
  const { statistics } = conversation;
  statistics.first_assignment_at ??= at;
  statistics.last_assignment_at = at;
  statistics.count_assignments += 1;
}

export function countClose(conversation: ConversationRow, at: number, adminId: string): void {
  const { statistics } = conversation;
  statistics.first_close_at ??= at;
  statistics.last_close_at = at;
  statistics.last_closed_by_id = adminId;
}

export function median(times: readonly number[]): number | null {
  const sorted = [...times].sort((one, two) => one - two);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return Math.round((lower + upper) / 2);
}
