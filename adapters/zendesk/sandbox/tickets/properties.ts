import { asInteger, asText } from '../../../../src/sandbox/kit/json.ts';
import type { TicketStatus } from '../records/tickets-and-people.ts';
import { isStaff, userOf } from '../world.ts';
import { complain, type Draft } from './draft.ts';
import { setCustomFields } from './custom-fields.ts';
import { setPeople } from './people.ts';
import { readTags } from './tags.ts';

type Setter = (draft: Draft, value: unknown) => void;

const ticketTypes = ['problem', 'incident', 'question', 'task'];
const priorities = ['urgent', 'high', 'normal', 'low'];
export const ticketStatuses: readonly TicketStatus[] = [
  'new',
  'open',
  'pending',
  'hold',
  'solved',
  'closed',
];

const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

const nullableText =
  (name: 'external_id' | 'recipient' | 'due_at'): Setter =>
  (draft, value) => {
    draft.ticket[name] = asText(value);
  };

const oneOf =
  (name: 'type' | 'priority', allowed: readonly string[]): Setter =>
  (draft, value) => {
    if (value === null || value === '') draft.ticket[name] = null;
    else if (typeof value === 'string' && allowed.includes(value)) draft.ticket[name] = value;
    else
      complain(draft, name, {
        description: `${title(name)}: ${String(value)} is not valid`,
        error: 'InvalidValue',
      });
  };

const reference =
  (
    name: 'group_id' | 'organization_id' | 'problem_id' | 'ticket_form_id',
    exists: (draft: Draft, id: number) => boolean,
  ): Setter =>
  (draft, value) => {
    const id = asInteger(value);
    if (id === null || exists(draft, id)) draft.ticket[name] = id;
    else complain(draft, name.replace(/_id$/, ''), invalid(name));
  };

const invalid = (name: string) => ({
  description: `${title(name.replace(/_id$/, ''))}: is invalid`,
  error: 'InvalidValue',
});

function setAssignee(draft: Draft, id: number | null): void {
  const user = userOf(draft.world, id);
  if (id !== null && (!isStaff(user) || user?.active !== true))
    complain(draft, 'assignee', invalid('assignee_id'));
  else draft.ticket.assignee_id = id;
}

/** The plain properties of a ticket and how each is taken over (section 6.2). */
const setters: Readonly<Record<string, Setter>> = {
  subject: (draft, value) => {
    draft.ticket.subject = asText(value);
  },
  raw_subject: (draft, value) => {
    if (draft.input['subject'] === undefined) draft.ticket.subject = asText(value);
  },
  external_id: nullableText('external_id'),
  recipient: nullableText('recipient'),
  due_at: nullableText('due_at'),
  type: oneOf('type', ticketTypes),
  priority: oneOf('priority', priorities),
  status: (draft, value) => {
    const status = ticketStatuses.find((known) => known === value);
    if (status !== undefined) draft.ticket.status = status;
    else
      complain(draft, 'status', {
        description: `Status: ${String(value)} is not included in the list`,
        error: 'InvalidValue',
      });
  },
  custom_status_id: (draft, value) => {
    const row = draft.world.state.customStatuses.rows.get(asInteger(value) ?? 0);
    if (row === undefined || !row.active)
      return complain(draft, 'custom_status_id', invalid('custom_status_id'));
    draft.ticket.custom_status_id = row.id;
    // The id wins over `status` (section 6.3).
    draft.ticket.status = row.status_category;
  },
  group_id: reference(
    'group_id',
    ({ world }, id) => world.state.groups.rows.get(id)?.deleted === false,
  ),
  organization_id: reference(
    'organization_id',
    ({ world }, id) => world.state.organizations.rows.get(id)?.deleted_at === null,
  ),
  problem_id: reference(
    'problem_id',
    ({ world }, id) => world.state.tickets.rows.get(id)?.type === 'problem',
  ),
  ticket_form_id: reference('ticket_form_id', ({ world }, id) =>
    world.state.ticketForms.rows.has(id),
  ),
  brand_id: (draft, value) => {
    const id = asInteger(value) ?? 0;
    if (draft.world.state.brands.rows.has(id)) draft.ticket.brand_id = id;
    else complain(draft, 'brand', invalid('brand_id'));
  },
  assignee_id: (draft, value) => setAssignee(draft, asInteger(value)),
  assignee_email: (draft, value) => {
    const id = draft.world.state.usersByEmail.get(String(value).toLowerCase());
    setAssignee(draft, id ?? -1);
  },
  tags: (draft, value) => {
    draft.ticket.tags = readTags(value);
  },
};

/** Understood elsewhere in the write; naming them is not a mistake. */
const elsewhere = new Set([
  'comment',
  'description',
  'requester',
  'requester_id',
  'submitter_id',
  'collaborators',
  'collaborator_ids',
  'additional_collaborators',
  'email_ccs',
  'followers',
  'custom_fields',
  'fields',
  'safe_update',
  'updated_stamp',
  'macro_id',
  'macro_ids',
  'metadata',
  'via_id',
  'via_followup_source_id',
  'voice_comment',
  'attribute_value_ids',
  'sharing_agreement_ids',
]);
const extraKeys: Readonly<Record<Draft['mode'], ReadonlySet<string>>> = {
  create: new Set(['via', 'brand']),
  update: new Set(),
  bulk: new Set(['id', 'additional_tags', 'remove_tags']),
  import: new Set([
    'created_at',
    'updated_at',
    'solved_at',
    'comments',
    'archive_immediately',
    'via',
  ]),
};

/** Takes every property of the input over, or notes it as dropped. */
export function setProperties(draft: Draft): void {
  for (const key of Object.keys(draft.input)) {
    if (setters[key] !== undefined || elsewhere.has(key) || extraKeys[draft.mode].has(key))
      continue;
    draft.unpermitted.push(`ticket.${key}`);
  }
  // In the table's order, so that `custom_status_id` overrides `status` whatever the input's order.
  for (const [key, setter] of Object.entries(setters)) {
    if (draft.input[key] !== undefined) setter(draft, draft.input[key]);
  }
  if (draft.mode === 'bulk') changeTags(draft);
  setPeople(draft);
  setCustomFields(draft);
}

/** `additional_tags` and `remove_tags` exist in bulk updates only (section 6.2). */
function changeTags(draft: Draft): void {
  const added = readTags(draft.input['additional_tags']);
  const removed = readTags(draft.input['remove_tags']);
  const kept = draft.ticket.tags.filter((tag) => !removed.includes(tag));
  draft.ticket.tags = [...new Set([...kept, ...added])];
}
