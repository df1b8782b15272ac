import type { CommentRow, TicketRow } from '../records/tickets-and-people.ts';
import { defaultStatus, groupIdsOf, isMember, isStaff, userOf, type World } from '../world.ts';
import { classNames } from './custom-fields.ts';
import { complain, type Draft } from './draft.ts';

/** What follows from an assignment, a reply or a solution (section 6.3). */
export function settleStatus(draft: Draft, comment: CommentRow | null): void {
  const { ticket, before, world } = draft;
  settleAssignment(draft);
  const statusGiven =
    draft.input['status'] !== undefined || draft.input['custom_status_id'] !== undefined;
  // Assigning a new ticket makes it open.
  if (!statusGiven && ticket.status === 'new' && ticket.assignee_id !== null)
    ticket.status = 'open';
  if (ticket.status === 'new' && before !== null && before.status !== 'new') ticket.status = 'open';
  if (!statusGiven && comment !== null && reopens(world, ticket, comment, before))
    ticket.status = 'open';
  if (ticket.status === 'solved' && before?.status !== 'solved') settleSolution(draft);
  const custom = world.state.customStatuses.rows.get(ticket.custom_status_id);
  const category = ticket.status === 'closed' ? 'solved' : ticket.status;
  if (custom?.status_category !== category)
    ticket.custom_status_id = defaultStatus(world, ticket.status).id;
}

/** A public comment of an end user reopens what was solved or pending. */
function reopens(
  world: World,
  ticket: TicketRow,
  comment: CommentRow,
  before: TicketRow | null,
): boolean {
  if (before === null || !comment.public || isStaff(userOf(world, comment.author_id))) return false;
  return ticket.status === 'solved' || ticket.status === 'pending';
}

function settleAssignment(draft: Draft): void {
  const { ticket, input, world } = draft;
  if (ticket.assignee_id === null) return;
  const memberships = groupIdsOf(world, ticket.assignee_id);
  if (input['group_id'] === undefined) {
    const inGroup = ticket.group_id !== null && memberships.includes(ticket.group_id);
    if (!inGroup)
      ticket.group_id =
        userOf(world, ticket.assignee_id)?.default_group_id ?? memberships[0] ?? null;
    return;
  }
  const assigneeGiven = input['assignee_id'] !== undefined || input['assignee_email'] !== undefined;
  if (ticket.group_id === null || isMember(world, ticket.assignee_id, ticket.group_id)) return;
  // Unconfirmed in the sheet: a new group without its member clears the assignee.
  if (!assigneeGiven) ticket.assignee_id = null;
}

function settleSolution(draft: Draft): void {
  if (draft.mode === 'import') return;
  // Unconfirmed in the sheet: without an assignee the updater becomes it.
  draft.ticket.assignee_id ??= isStaff(draft.actor) ? draft.actor.id : null;
  draft.ticket.group_id ??= draft.actor.default_group_id;
  for (const field of draft.world.state.ticketFields.rows.values()) {
    if (!field.required || !field.active || !field.removable) continue;
    const value = draft.ticket.custom_fields[field.id] ?? null;
    if (value !== null && value !== false) continue;
    complain(draft, 'base', {
      description: `${field.title}: is required when solving a ticket`,
      error: null,
      ticket_field_id: field.id,
      ticket_field_type: classNames[field.type] ?? 'FieldText',
    });
  }
}
