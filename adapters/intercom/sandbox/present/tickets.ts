import type { View } from '../call.ts';
import type { ConversationRow, PartRow } from '../records/conversations.ts';
import type { TicketAttributeRow, TicketStateRow, TicketTypeRow } from '../records/settings.ts';
import { statesOf, ticketStateOf, ticketTypeOf, type World } from '../world.ts';
import { maxParts, presentContacts, presentLinks } from './conversations.ts';
import { presentFile } from './files.ts';
import { presentAuthor } from './people.ts';
import { toPlainText } from './text.ts';

/** A ticket as the ticket endpoints answer it (section 11). */
export function presentTicket(view: View, row: ConversationRow): Record<string, unknown> {
  const { world, version } = view;
  const type = ticketTypeOf(world, row);
  const { ticket } = row;
  if (ticket === null || type === null) throw new Error(`Conversation ${row.id} is no ticket.`);
  return {
    type: 'ticket',
    id: row.id,
    ticket_id: ticket.ticket_id,
    category: type.category,
    ticket_attributes: presentAttributes(view, type, ticket.attributes),
    ...presentStateOf(view, ticketStateOf(world, ticket.ticket_state_id)),
    ticket_type: presentTicketType(view, type, { states: false }),
    contacts: presentContacts(view, row),
    admin_assignee_id: assigneeId(version, row.admin_assignee_id),
    team_assignee_id: assigneeId(version, row.team_assignee_id),
    created_at: row.created_at,
    updated_at: row.updated_at,
    open: row.state !== 'closed',
    snoozed_until: row.snoozed_until,
    linked_objects: presentLinks(view, row),
    ticket_parts: presentTicketParts(view, row),
    is_shared: ticket.is_shared,
    company_id: row.company_id,
    ...(version >= 16 ? { previous_ticket_state_id: ticket.previous_ticket_state_id } : {}),
  };
}

/** Texts with `"0"` before 2.16, numbers with 0 from then on (section 2). */
function assigneeId(version: number, id: string | null): number | string {
  return version >= 16 ? Number(id ?? 0) : (id ?? '0');
}

/** An object from 2.12 on; before, a text with its labels beside it (section 2). */
function presentStateOf({ version }: View, state: TicketStateRow): object {
  if (version >= 12) return { ticket_state: presentState(state) };
  return {
    ticket_state: state.category,
    ticket_state_internal_label: state.internal_label,
    ticket_state_external_label: state.external_label,
  };
}

function presentState(state: TicketStateRow): object {
  return {
    type: 'ticket_state',
    id: state.id,
    category: state.category,
    internal_label: state.internal_label,
    external_label: state.external_label,
  };
}

/** By name; unset ones are null and unset files an empty list. A list value shows its label. */
function presentAttributes(
  view: View,
  type: TicketTypeRow,
  values: Readonly<Record<string, unknown>>,
): object {
  const shown = type.attributes
    .filter((attribute) => !attribute.archived)
    .map((attribute) => [attribute.name, attributeValue(view, attribute, values[attribute.name])]);
  return Object.fromEntries(shown);
}

function attributeValue(view: View, attribute: TicketAttributeRow, value: unknown): unknown {
  if (attribute.data_type === 'files') {
    const ids = Array.isArray(value) ? value.map(String) : [];
    return ids.flatMap((id) => presentFile(view, id));
  }
  if (value === undefined || value === null) return null;
  if (attribute.data_type !== 'list') return value;
  return attribute.list_items.find((item) => item.id === value)?.name ?? value;
}

function presentTicketParts(view: View, row: ConversationRow): object {
  const parts = row.parts.slice(-maxParts);
  return {
    type: 'ticket_part.list',
    ticket_parts: parts.map((part) => presentTicketPart(view, part)),
    total_count: parts.length,
  };
}

/** Keys without a value are left out, not null (section 11). */
export function presentTicketPart(view: View, part: PartRow): Record<string, unknown> {
  const given = <Value>(key: string, value: Value | null) =>
    value === null ? {} : { [key]: value };
  const body = part.body !== null && view.plainText ? toPlainText(part.body) : part.body;
  return {
    type: 'ticket_part',
    id: part.id,
    part_type: part.part_type,
    ...given('body', body),
    ...given('ticket_state', part.ticket_state),
    ...given('previous_ticket_state', part.previous_ticket_state),
    created_at: part.created_at,
    updated_at: part.updated_at,
    ...given('assigned_to', part.assigned_to),
    author: presentAuthor({ ...view, version: 0 }, part.author),
    attachments: part.attachment_ids.flatMap((id) => presentFile(view, id)),
    ...given('external_id', part.external_id),
    redacted: part.redacted,
    ...given('app_package_code', part.app_package_code),
    ...given('updated_attribute_data', part.updated_attribute_data),
  };
}

export function presentTicketType(
  view: View,
  type: TicketTypeRow,
  { states }: { readonly states: boolean },
): object {
  const { world } = view;
  return {
    type: 'ticket_type',
    id: type.id,
    name: type.name,
    description: type.description,
    icon: type.icon,
    workspace_id: world.state.workspace.id,
    archived: type.archived,
    created_at: type.created_at,
    updated_at: type.updated_at,
    is_internal: type.is_internal,
    ticket_type_attributes: {
      type: 'list',
      data: type.attributes.map((attribute) => presentTicketAttribute(world, type, attribute)),
    },
    category: type.category,
    ...(states && view.version >= 12
      ? { ticket_states: { type: 'list', data: statesOf(world, type.id).map(presentState) } }
      : {}),
  };
}

export function presentTicketAttribute(
  world: World,
  type: TicketTypeRow,
  attribute: TicketAttributeRow,
): object {
  return {
    type: 'ticket_type_attribute',
    id: attribute.id,
    workspace_id: world.state.workspace.id,
    name: attribute.name,
    description: attribute.description,
    data_type: attribute.data_type,
    input_options: inputOptions(attribute),
    order: attribute.order,
    required_to_create: attribute.required_to_create,
    required_to_create_for_contacts: attribute.required_to_create_for_contacts,
    visible_on_create: attribute.visible_on_create,
    visible_to_contacts: attribute.visible_to_contacts,
    default: attribute.default,
    ticket_type_id: Number(type.id),
    archived: attribute.archived,
    created_at: attribute.created_at,
    updated_at: attribute.updated_at,
  };
}

/** Only `multiline` is documented by an example; the list's key follows its request's name. */
function inputOptions(attribute: TicketAttributeRow): object | null {
  if (attribute.data_type === 'string') return { multiline: attribute.multiline };
  if (attribute.data_type === 'list') return { list_items: attribute.list_items };
  if (attribute.data_type === 'files')
    return { allow_multiple_values: attribute.allow_multiple_values };
  return null;
}

/** `GET /ticket_states`: each with the types that have it (section 11). */
export function presentDetailedState(world: World, state: TicketStateRow): object {
  const types = [...world.state.ticketTypes.rows.values()].filter(
    (type) => state.ticket_type_ids === null || state.ticket_type_ids.includes(type.id),
  );
  return {
    ...presentState(state),
    ticket_types: {
      type: 'list',
      data: types.map((type) => ({
        type: 'ticket_type',
        id: type.id,
        name: type.name,
        description: type.description,
        icon: type.icon,
        archived: type.archived,
        is_internal: type.is_internal,
        category: type.category,
      })),
    },
    archived: state.archived,
  };
}
