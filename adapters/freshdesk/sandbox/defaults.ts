import { put } from '../../../src/sandbox/kit/table.ts';
import { addUser, makeAgent } from './people.ts';
import type { AgentUser, GroupRow } from './records/people.ts';
import type { FieldRow, NestedFieldRow, StatusRow } from './records/settings.ts';
import { isAgent, isoNow, nextId, type World } from './world.ts';

/** What a fresh account has: an admin, a group, roles, statuses, fields, a mailbox, a policy. */
export interface AccountDefaults {
  readonly admin: AgentUser;
  readonly group: GroupRow;
}

/** Section 6.1; whether a status stops the SLA clock is a guess. */
const statuses: readonly StatusRow[] = [
  { id: 2, label: 'Open', customer_label: 'Being Processed', sla_timer: true },
  { id: 3, label: 'Pending', customer_label: 'Awaiting your Reply', sla_timer: false },
  { id: 4, label: 'Resolved', customer_label: 'This ticket has been Resolved', sla_timer: false },
  { id: 5, label: 'Closed', customer_label: 'This ticket has been Closed', sla_timer: false },
  { id: 6, label: 'Waiting on Customer', customer_label: 'Awaiting your Reply', sla_timer: false },
  { id: 7, label: 'Waiting on Third Party', customer_label: 'Being Processed', sla_timer: true },
];

/** Section 11, with the labels of the recorded list. */
const ticketFields: readonly (readonly [name: string, label: string, required: boolean])[] = [
  ['requester', 'Search a requester', true],
  ['subject', 'Subject', true],
  ['ticket_type', 'Type', false],
  ['source', 'Source', false],
  ['status', 'Status', true],
  ['priority', 'Priority', true],
  ['group', 'Group', false],
  ['agent', 'Agent', false],
  ['product', 'Product', false],
  ['description', 'Description', true],
  ['company', 'Company', true],
];

const contactFields: readonly (readonly [name: string, label: string, required: boolean])[] = [
  ['name', 'Full name', true],
  ['job_title', 'Title', false],
  ['email', 'Email', false],
  ['phone', 'Work phone', false],
  ['mobile', 'Mobile phone', false],
  ['company_name', 'Company', false],
];

const dates = (world: World) => ({ created_at: isoNow(world), updated_at: isoNow(world) });

export function fillDefaults(
  world: World,
  adminEmail: string,
  options: { readonly waitingStatuses: boolean },
): AccountDefaults {
  const { state } = world;
  for (const status of statuses) {
    if (status.id <= 5 || options.waitingStatuses) put(state.statuses, { ...status });
  }
  state.ticketTypes = ['Question', 'Incident', 'Problem', 'Feature Request', 'Refund'];
  for (const [name, label, required_for_agents] of ticketFields)
    addField(world, 'ticketFields', {
      name,
      label,
      type: `default_${name}`,
      default: true,
      required_for_agents,
    });
  for (const [name, label, required_for_agents] of contactFields)
    addField(world, 'contactFields', {
      name,
      label,
      type: `default_${name}`,
      default: true,
      required_for_agents,
    });
  addField(world, 'companyFields', {
    name: 'name',
    label: 'Company Name',
    type: 'default_name',
    default: true,
  });
  const roles = fillRoles(world);
  const group = put(state.groups, {
    id: nextId(world),
    name: 'Customer Support',
    description: 'Members of the Customer Support team belong to this group',
    escalate_to: null,
    unassigned_for: null,
    business_hour_id: null,
    group_type: 'support_agent_group',
    agent_ids: [],
    ...dates(world),
    auto_ticket_assign: 0,
  });
  fillChannels(world);
  fillTiming(world);
  fillSurvey(world);
  const admin = addUser(world, { name: 'Ada Admin', email: adminEmail, active: true });
  makeAgent(world, admin, { role_ids: [roles.admin], group_ids: [group.id] });
  if (!isAgent(admin)) throw new Error('The admin is an agent.');
  return { admin, group };
}

function fillRoles(world: World): { readonly admin: number } {
  const role = (name: string, agent_type: number) =>
    put(world.state.roles, {
      id: nextId(world),
      name,
      description: `${name} of the help desk`,
      default: true,
      ...dates(world),
      agent_type,
    }).id;
  const admin = role('Account Administrator', 1);
  for (const name of ['Administrator', 'Supervisor', 'Agent']) role(name, 1);
  role('Ticket Collaborator', 3);
  return { admin };
}

/** A mailbox under both of its names: the ids are the same (section 16). */
function fillChannels(world: World): void {
  const { state } = world;
  put(state.emailConfigs, {
    id: nextId(world),
    name: state.account.name,
    product_id: null,
    to_email: `${state.account.subdomain}@support.example.com`,
    reply_email: `support@${state.account.subdomain}.freshdesk.com`,
    group_id: null,
    primary_role: true,
    active: true,
    ...dates(world),
  });
}

/** Calendar hours and the default policy of section 24 no. 3. */
function fillTiming(world: World): void {
  const window = { start_time: '8:00 am', end_time: '5:00 pm' };
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  put(world.state.businessHours, {
    id: nextId(world),
    name: 'Default',
    description: 'Default Business Calendar',
    is_default: true,
    time_zone: world.state.account.timeZone,
    working_hours: Object.fromEntries(days.map((day) => [day, window])),
    ...dates(world),
  });
  const target = (respond_within: number, resolve_within: number) => ({
    respond_within,
    resolve_within,
    next_respond_within: null,
    business_hours: false,
    escalation_enabled: true,
  });
  put(world.state.slaPolicies, {
    id: nextId(world),
    name: 'Default SLA Policy',
    description: 'default policy',
    active: true,
    sla_target: {
      priority_4: target(3600, 14_400),
      priority_3: target(14_400, 43_200),
      priority_2: target(28_800, 86_400),
      priority_1: target(86_400, 259_200),
    },
    applicable_to: {},
    is_default: true,
    position: 1,
    ...dates(world),
    escalation: {},
  });
}

function fillSurvey(world: World): void {
  put(world.state.surveys, {
    id: nextId(world),
    title: 'Default Survey',
    active: true,
    questions: [
      {
        id: 'default_question',
        label: 'How would you rate your overall satisfaction?',
        accepted_ratings: [103, 100, -103],
        default: true,
      },
    ],
    ...dates(world),
  });
}

type FieldTable = 'ticketFields' | 'contactFields' | 'companyFields';

export type NewField = Partial<Omit<FieldRow, 'id' | 'name' | 'nested'>> & {
  readonly label: string;
  readonly type: string;
  /** @default made from the label: `cf_issue_type` */
  readonly name?: string;
  /** Labels of the second and third level of a nested field. */
  readonly levels?: readonly string[];
};

const nameFrom = (label: string) => `cf_${label.toLowerCase().replace(/\W+/g, '_')}`;

/** Adds a field; its name comes from the label, with a suffix where it is taken (section 11). */
export function addField(world: World, table: FieldTable, given: NewField): FieldRow {
  const { levels = [], name: asked, ...rest } = given;
  const rows = world.state[table];
  const id = nextId(world);
  const wanted = asked ?? nameFrom(given.label);
  const taken = [...rows.rows.values()].some((field) => field.name === wanted);
  const nested = levels.map(
    (label, index): NestedFieldRow => ({
      id: nextId(world),
      name: nameFrom(label),
      label,
      level: index + 2,
    }),
  );
  return put(rows, {
    label_for_customers: given.label,
    description: '',
    position: rows.rows.size + 1,
    default: false,
    required_for_agents: false,
    required_for_closure: false,
    required_for_customers: false,
    customers_can_edit: false,
    displayed_to_customers: false,
    choices: null,
    ...dates(world),
    ...rest,
    id,
    name: taken ? `${wanted}_${id % 1_000_000}` : wanted,
    nested,
  });
}
