import { put } from '../../../src/sandbox/kit/table.ts';
import type { AdminRow } from './records/people.ts';
import {
  type DataAttributeRow,
  stateCategories,
  type TicketAttributeRow,
  type TicketCategory,
  type TicketTypeRow,
} from './records/settings.ts';
import { nextNumber, secondsNow, type World } from './world.ts';

/** What a fresh workspace has: one teammate, its bot, four ticket states and a type of each kind. */
export function fillDefaults(world: World): AdminRow {
  const { state } = world;
  const domain = `${state.workspace.id}@intercom.io`;
  const admin = addAdmin(world, { name: 'Ada Admin', email: 'ada@acme.example.com' });
  // It lists as an admin without a seat (section 14, trap 24).
  addAdmin(world, { name: 'Fin', email: `operator+${domain}`, has_inbox_seat: false, bot: true });
  for (const category of stateCategories) {
    const label = labels[category];
    put(state.ticketStates, {
      id: nextNumber(world, 'record'),
      category,
      internal_label: label,
      external_label: label,
      archived: false,
      ticket_type_ids: null,
    });
  }
  addTicketType(world, { name: 'Tickets', category: 'Customer' });
  addTicketType(world, { name: 'Internal tickets', category: 'Back-office' });
  addTicketType(world, { name: 'Trackers', category: 'Tracker' });
  for (const attribute of builtInAttributes) {
    const created_at = secondsNow(world);
    state.dataAttributes.push({
      ...attribute,
      id: null,
      description: '',
      custom: false,
      archived: false,
      options: [],
      created_at,
      updated_at: created_at,
    });
  }
  return admin;
}

const labels = {
  submitted: 'Submitted',
  in_progress: 'In progress',
  waiting_on_customer: 'Waiting on customer',
  resolved: 'Resolved',
} as const;

type BuiltIn = Pick<DataAttributeRow, 'model' | 'name' | 'label' | 'data_type'>;

/** The best known built-in ones; a real workspace lists more of them (section 16). */
const builtInAttributes: readonly BuiltIn[] = [
  { model: 'contact', name: 'name', label: 'Name', data_type: 'string' },
  { model: 'contact', name: 'email', label: 'Email', data_type: 'string' },
  { model: 'contact', name: 'phone', label: 'Phone', data_type: 'string' },
  { model: 'contact', name: 'external_id', label: 'User ID', data_type: 'string' },
  { model: 'company', name: 'name', label: 'Company name', data_type: 'string' },
  { model: 'company', name: 'company_id', label: 'Company ID', data_type: 'string' },
];

export function addAdmin(
  world: World,
  given: Partial<Omit<AdminRow, 'id'>> & Pick<AdminRow, 'name' | 'email'>,
): AdminRow {
  return put(world.state.admins, {
    job_title: null,
    away_mode_enabled: false,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: true,
    avatar_url: null,
    role: null,
    bot: false,
    removed: false,
    ...given,
    id: nextNumber(world, 'record'),
  });
}

/** A ticket type to put into the workspace. */
export interface NewTicketType {
  readonly name: string;
  readonly category?: TicketCategory;
  readonly description?: string;
  readonly icon?: string;
  readonly is_internal?: boolean;
  readonly attributes?: readonly NewTicketAttribute[];
}

/** An attribute to put on a ticket type. */
export type NewTicketAttribute = Pick<TicketAttributeRow, 'name' | 'data_type'> &
  Partial<Omit<TicketAttributeRow, 'id' | 'list_items'>> & {
    readonly list_items?: readonly string[];
  };

/** A ticket type with the two attributes that every one has (section 11). */
export function addTicketType(world: World, given: NewTicketType): TicketTypeRow {
  const now = secondsNow(world);
  const type = put(world.state.ticketTypes, {
    id: nextNumber(world, 'record'),
    name: given.name,
    description: given.description ?? '',
    icon: given.icon ?? '🎟️',
    category: given.category ?? 'Customer',
    is_internal: given.is_internal ?? false,
    archived: false,
    created_at: now,
    updated_at: now,
    attributes: [],
  } satisfies TicketTypeRow);
  const own = { visible_on_create: true, visible_to_contacts: true, default: true };
  addTicketAttribute(world, type, { name: '_default_title_', data_type: 'string', ...own });
  const multiline = true;
  addTicketAttribute(world, type, {
    name: '_default_description_',
    data_type: 'string',
    ...own,
    multiline,
  });
  for (const attribute of given.attributes ?? []) addTicketAttribute(world, type, attribute);
  return type;
}

export function addTicketAttribute(
  world: World,
  type: TicketTypeRow,
  { list_items = [], ...given }: NewTicketAttribute,
): TicketAttributeRow {
  const now = secondsNow(world);
  const attribute: TicketAttributeRow = {
    description: '',
    order: type.attributes.length,
    required_to_create: false,
    required_to_create_for_contacts: false,
    visible_on_create: true,
    visible_to_contacts: true,
    default: false,
    archived: false,
    multiline: false,
    allow_multiple_values: false,
    created_at: now,
    updated_at: now,
    ...given,
    id: nextNumber(world, 'record'),
    // Writes need the item's own id (trap 29).
    list_items: list_items.map((name) => ({ id: world.random.uuid(), name })),
  };
  type.attributes = [...type.attributes, attribute];
  put(world.state.ticketTypes, type);
  return attribute;
}
