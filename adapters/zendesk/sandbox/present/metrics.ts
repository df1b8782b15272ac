import { type Call, linkTo } from '../call.ts';
import type { TicketRow } from '../records/tickets-and-people.ts';

const minutes = (from: string, to: string | null, measured: boolean) => {
  const value =
    to === null || !measured ? null : Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return { calendar: value, business: value };
};

/** Section 7.3. Imported tickets have no measured times (section 13). */
export function presentMetric(call: Call, ticket: TicketRow): Record<string, unknown> {
  const { metric } = ticket;
  const since = (to: string | null) => minutes(ticket.created_at, to, metric.measured);
  const replySeconds =
    metric.first_reply_at === null || !metric.measured
      ? null
      : Math.round((Date.parse(metric.first_reply_at) - Date.parse(ticket.created_at)) / 1000);
  return {
    url: linkTo(call, `ticket_metrics/${metric.id}`),
    id: metric.id,
    ticket_id: ticket.id,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    group_stations: metric.group_stations,
    assignee_stations: metric.assignee_stations,
    reopens: metric.reopens,
    replies: metric.replies,
    assignee_updated_at: metric.assignee_updated_at,
    requester_updated_at: metric.requester_updated_at,
    status_updated_at: metric.status_updated_at,
    custom_status_updated_at: metric.status_updated_at,
    initially_assigned_at: metric.initially_assigned_at,
    assigned_at: metric.assigned_at,
    solved_at: metric.solved_at,
    latest_comment_added_at: metric.latest_comment_added_at,
    reply_time_in_minutes: since(metric.first_reply_at),
    reply_time_in_seconds: { calendar: replySeconds },
    first_resolution_time_in_minutes: since(metric.first_solved_at),
    full_resolution_time_in_minutes: since(metric.solved_at),
    agent_wait_time_in_minutes: { calendar: null, business: null },
    requester_wait_time_in_minutes: { calendar: null, business: null },
    on_hold_time_in_minutes: { calendar: 0, business: 0 },
  };
}
