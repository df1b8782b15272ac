import { put } from '../../../src/sandbox/kit/table.ts';
import type { CustomStatusRow, TicketFieldRow } from './records/settings.ts';
import type { GroupRow, UserRow } from './records/tickets-and-people.ts';
import { addMembership, newUser } from './people.ts';
import { isoNow, nextId, type World } from './world.ts';

/** What a fresh account has: one admin, one group, system fields, a form, a brand, five statuses. */
export interface AccountDefaults {
  readonly admin: UserRow;
  readonly group: GroupRow;
}

const statuses: readonly (readonly [CustomStatusRow['status_category'], string, string])[] = [
  ['new', 'New', 'Open'],
  ['open', 'Open', 'Open'],
  ['pending', 'Pending', 'Awaiting your reply'],
  ['hold', 'On-hold', 'Open'],
  ['solved', 'Solved', 'Solved'],
];

/** System fields (section 8), in their order. */
const systemFields: readonly (readonly [type: string, title: string])[] = [
  ['subject', 'Subject'],
  ['description', 'Description'],
  ['status', 'Status'],
  ['tickettype', 'Type'],
  ['priority', 'Priority'],
  ['group', 'Group'],
  ['assignee', 'Assignee'],
  ['custom_status', 'Ticket status'],
];

export function fillDefaults(world: World, adminEmail: string): AccountDefaults {
  const { state } = world;
  const dates = { created_at: isoNow(world), updated_at: isoNow(world) };
  for (const [status_category, agent_label, end_user_label] of statuses) {
    const id = nextId(world);
    put(state.customStatuses, {
      id,
      status_category,
      agent_label,
      end_user_label,
      description: '',
      end_user_description: '',
      active: true,
      default: true,
      ...dates,
    });
  }
  for (const [type, title] of systemFields)
    addTicketField(world, { type, title, removable: false });
  const brand = { name: 'Acme', subdomain: state.account.subdomain, default: true, active: true };
  put(state.brands, { id: nextId(world), ...brand, ...dates });
  const ticket_field_ids = [...state.ticketFields.rows.keys()];
  put(state.ticketForms, {
    id: nextId(world),
    name: 'Default Ticket Form',
    position: 1,
    active: true,
    default: true,
    ticket_field_ids,
    ...dates,
  });
  const group = put(state.groups, {
    id: nextId(world),
    name: 'Support',
    description: '',
    is_public: true,
    default: true,
    deleted: false,
    ...dates,
  });
  const admin = newUser(world, { name: 'Ada Admin', email: adminEmail, role: 'admin' }).keep({
    silent: true,
  });
  addMembership(world, 'group', admin.id, group.id);
  return { admin, group };
}

export function addTicketField(
  world: World,
  given: Partial<Omit<TicketFieldRow, 'id' | 'options'>> & {
    readonly type: string;
    readonly title: string;
    readonly options?: readonly { readonly name: string; readonly value: string }[];
  },
): TicketFieldRow {
  const { options = [], ...rest } = given;
  const field = put(world.state.ticketFields, {
    description: '',
    position: world.state.ticketFields.rows.size + 1,
    active: true,
    required: false,
    removable: true,
    tag: null,
    regexp_for_validation: null,
    created_at: isoNow(world),
    updated_at: isoNow(world),
    ...rest,
    id: nextId(world),
    options: options.map((option) => ({ ...option, id: nextId(world) })),
  });
  if (field.removable) showOnForms(world, field);
  return field;
}

/** A new field is on the default form and, unset, in every ticket (section 6.2). */
function showOnForms(world: World, field: TicketFieldRow): void {
  for (const form of world.state.ticketForms.rows.values()) {
    if (form.default) form.ticket_field_ids = [...form.ticket_field_ids, field.id];
  }
  for (const ticket of world.state.tickets.rows.values()) {
    ticket.custom_fields[field.id] ??= field.type === 'checkbox' ? false : null;
  }
}
