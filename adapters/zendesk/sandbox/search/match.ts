import type {
  GroupRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from '../records/tickets-and-people.ts';
import { userByEmail, type World } from '../world.ts';
import type { Term } from './parse.ts';

const statusRank = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const priorityRank = ['low', 'normal', 'high', 'urgent'];

function ranked(ranks: readonly string[], actual: string | null, term: Term): boolean {
  if (term.value === 'none') return actual === null;
  if (actual === null) return false;
  return ordered(ranks.indexOf(actual), ranks.indexOf(term.value.toLowerCase()), term.operator);
}

function ordered(actual: number, wanted: number, operator: Term['operator']): boolean {
  const results = {
    ':': actual === wanted,
    '<': actual < wanted,
    '>': actual > wanted,
    '<=': actual <= wanted,
    '>=': actual >= wanted,
  };
  return results[operator];
}

/** A date without a time stands for its whole day (UTC); ISO times are exact (section 11). */
function dated(actual: string | null, term: Term): boolean {
  const start = Date.parse(term.value);
  if (actual === null || Number.isNaN(start)) return false;
  const end = /^\d{4}-\d{2}-\d{2}$/.test(term.value) ? start + 24 * 60 * 60_000 : start + 1000;
  const time = Date.parse(actual);
  const results = {
    ':': time >= start && time < end,
    '<': time < start,
    '>': end - start > 1000 ? time >= end : time > start,
    '<=': time < end,
    '>=': time >= start,
  };
  return results[term.operator];
}

const same = (actual: string | null, term: Term) =>
  term.value === 'none' ? actual === null : actual?.toLowerCase() === term.value.toLowerCase();

/** A person by id, address or name. */
function person(world: World, id: number | null, term: Term): boolean {
  if (term.value === 'none') return id === null;
  if (id === null) return false;
  if (/^\d+$/.test(term.value)) return id === Number(term.value);
  if (term.value.includes('@')) return userByEmail(world, term.value)?.id === id;
  return (
    world.state.users.rows.get(id)?.name.toLowerCase().includes(term.value.toLowerCase()) === true
  );
}

const contains = (text: string | null, wanted: string) =>
  text?.toLowerCase().includes(wanted.toLowerCase()) === true;

type Test<Row> = (world: World, row: Row, term: Term) => boolean;

/** What a term asks of a ticket (section 11). */
const ticketTests: Readonly<Record<string, Test<TicketRow>>> = {
  id: (_world, row, term) => row.id === Number(term.value),
  status: (_world, row, term) => ranked(statusRank, row.status, term),
  priority: (_world, row, term) => ranked(priorityRank, row.priority, term),
  ticket_type: (_world, row, term) => same(row.type, term),
  created: (_world, row, term) => dated(row.created_at, term),
  created_at: (_world, row, term) => dated(row.created_at, term),
  updated: (_world, row, term) => dated(row.updated_at, term),
  updated_at: (_world, row, term) => dated(row.updated_at, term),
  solved: (_world, row, term) => dated(row.metric.solved_at, term),
  due_date: (_world, row, term) => dated(row.due_at, term),
  requester: (world, row, term) => person(world, row.requester_id, term),
  requester_id: (world, row, term) => person(world, row.requester_id, term),
  submitter: (world, row, term) => person(world, row.submitter_id, term),
  assignee: (world, row, term) => person(world, row.assignee_id, term),
  assignee_id: (world, row, term) => person(world, row.assignee_id, term),
  cc: (world, row, term) => row.email_cc_ids.some((id) => person(world, id, term)),
  group: (world, row, term) =>
    nameOrId(world.state.groups.rows.get(row.group_id ?? 0), row.group_id, term),
  group_id: (world, row, term) =>
    nameOrId(world.state.groups.rows.get(row.group_id ?? 0), row.group_id, term),
  organization: (world, row, term) =>
    nameOrId(
      world.state.organizations.rows.get(row.organization_id ?? 0),
      row.organization_id,
      term,
    ),
  organization_id: (world, row, term) =>
    nameOrId(
      world.state.organizations.rows.get(row.organization_id ?? 0),
      row.organization_id,
      term,
    ),
  tags: (_world, row, term) =>
    term.value === 'none' ? row.tags.length === 0 : row.tags.includes(term.value.toLowerCase()),
  external_id: (_world, row, term) => same(row.external_id, term),
  subject: (_world, row, term) => contains(row.subject, term.value),
  description: (_world, row, term) => contains(row.description, term.value),
  comment: (_world, row, term) =>
    row.comments.some((comment) => contains(comment.body, term.value)),
  fieldvalue: (_world, row, term) =>
    Object.values(row.custom_fields).some((value) => fieldHolds(value, term.value)),
  brand_id: (_world, row, term) => row.brand_id === Number(term.value),
  via: (_world, row, term) => String(row.via.channel) === term.value,
};

const fieldHolds = (value: unknown, wanted: string) =>
  Array.isArray(value)
    ? value.includes(wanted)
    : value !== null && String(value).toLowerCase() === wanted.toLowerCase();

function nameOrId(
  row: { readonly name: string } | undefined,
  id: number | null,
  term: Term,
): boolean {
  if (term.value === 'none') return id === null;
  return /^\d+$/.test(term.value)
    ? id === Number(term.value)
    : row?.name.toLowerCase() === term.value.toLowerCase();
}

export function matchesTicket(world: World, row: TicketRow, term: Term): boolean {
  if (term.field === null) {
    return (
      contains(row.subject, term.value) ||
      row.comments.some((comment) => contains(comment.body, term.value))
    );
  }
  const custom = /^custom_field_(\d+)$/.exec(term.field)?.[1];
  if (custom !== undefined) {
    const value = row.custom_fields[custom] ?? null;
    if (term.value === '*') return value !== null;
    return term.value === 'none' ? value === null : fieldHolds(value, term.value);
  }
  return ticketTests[term.field]?.(world, row, term) === true;
}

const userTests: Readonly<Record<string, Test<UserRow>>> = {
  id: (_world, row, term) => row.id === Number(term.value),
  email: (_world, row, term) => same(row.email, term),
  name: (_world, row, term) => contains(row.name, term.value),
  role: (_world, row, term) => same(row.role, term),
  phone: (_world, row, term) => same(row.phone, term),
  external_id: (_world, row, term) => same(row.external_id, term),
  tags: (_world, row, term) => row.tags.includes(term.value.toLowerCase()),
  created: (_world, row, term) => dated(row.created_at, term),
  created_at: (_world, row, term) => dated(row.created_at, term),
  updated: (_world, row, term) => dated(row.updated_at, term),
  updated_at: (_world, row, term) => dated(row.updated_at, term),
  organization_id: (_world, row, term) => row.organization_id === Number(term.value),
};

export function matchesUser(world: World, row: UserRow, term: Term): boolean {
  if (term.field === null)
    return (
      contains(row.name, term.value) ||
      contains(row.email, term.value) ||
      contains(row.notes, term.value)
    );
  return userTests[term.field]?.(world, row, term) === true;
}

const organizationTests: Readonly<Record<string, Test<OrganizationRow>>> = {
  id: (_world, row, term) => row.id === Number(term.value),
  name: (_world, row, term) => contains(row.name, term.value),
  external_id: (_world, row, term) => same(row.external_id, term),
  tags: (_world, row, term) => row.tags.includes(term.value.toLowerCase()),
  created: (_world, row, term) => dated(row.created_at, term),
  updated: (_world, row, term) => dated(row.updated_at, term),
};

export function matchesOrganization(world: World, row: OrganizationRow, term: Term): boolean {
  if (term.field === null) return contains(row.name, term.value);
  return organizationTests[term.field]?.(world, row, term) === true;
}

export function matchesGroup(_world: World, row: GroupRow, term: Term): boolean {
  return (term.field === null || term.field === 'name') && contains(row.name, term.value);
}
