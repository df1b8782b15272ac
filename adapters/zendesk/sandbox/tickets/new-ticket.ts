import type { FieldValue, TicketRow, UserRow } from '../records/tickets-and-people.ts';
import { defaultStatus, isoNow, nextId, type World } from '../world.ts';

/** A ticket before anything is set: the actor is its requester and submitter (section 6.3). */
export function emptyTicket(world: World, actor: UserRow): TicketRow {
  const now = isoNow(world);
  const id = world.state.sequences.ticket + 1;
  return {
    id,
    external_id: null,
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    created_at: now,
    updated_at: now,
    generated_timestamp: 0,
    type: null,
    subject: null,
    description: '',
    priority: null,
    status: 'new',
    custom_status_id: defaultStatus(world, 'new').id,
    recipient: null,
    requester_id: actor.id,
    submitter_id: actor.id,
    assignee_id: null,
    group_id: null,
    organization_id: actor.organization_id,
    follower_ids: [],
    email_cc_ids: [],
    problem_id: null,
    due_at: null,
    tags: [],
    custom_fields: emptyFields(world),
    satisfaction: null,
    ticket_form_id: defaultOf(world.state.ticketForms.rows)?.id ?? null,
    brand_id: defaultOf(world.state.brands.rows)?.id ?? 0,
    is_public: true,
    followup_ids: [],
    encoded_id: `${world.random.token(6)}-${world.random.token(5)}`.toUpperCase(),
    comments: [],
    audits: [],
    metric: emptyMetric(nextId(world), now),
    deleted: null,
    archived: false,
    recorded_ms: world.clock.now(),
  };
}

function defaultOf<Row extends { readonly default: boolean }>(rows: ReadonlyMap<number, Row>) {
  for (const row of rows.values()) if (row.default) return row;
  return null;
}

/** All active custom fields, unset (section 6.2). */
function emptyFields(world: World): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const field of world.state.ticketFields.rows.values()) {
    if (field.removable && field.active)
      fields[field.id] = field.type === 'checkbox' ? false : null;
  }
  return fields;
}

function emptyMetric(id: number, now: string): TicketRow['metric'] {
  return {
    id,
    reopens: 0,
    replies: 0,
    group_stations: 0,
    assignee_stations: 0,
    initially_assigned_at: null,
    assigned_at: null,
    assignee_updated_at: null,
    requester_updated_at: now,
    status_updated_at: now,
    solved_at: null,
    first_solved_at: null,
    first_reply_at: null,
    latest_comment_added_at: now,
    measured: true,
  };
}
