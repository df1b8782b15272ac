import {
  emailComplaint,
  emailsComplaint,
  type FieldRule,
  type FieldRules,
  textsComplaint,
} from '../records/rules.ts';
import { isAgent, userOf, type World } from '../world.ts';

export const priorities = [1, 2, 3, 4] as const;

/** What the API may say a new ticket came by (section 6.3); 10 only arises by outbound e-mail. */
export const writableSources = [1, 2, 3, 5, 6, 7, 9, 11] as const;

export const text: FieldRule = { type: 'String' };
export const emails: FieldRule = { type: 'Array', check: emailsComplaint };
export const texts: FieldRule = { type: 'Array', check: textsComplaint };
export const email: FieldRule = { type: 'String', check: emailComplaint };
export const flag: FieldRule = { type: 'Boolean' };
export const files: FieldRule = { type: 'files' };
export const record: FieldRule = { type: 'key/value pair' };

export const agentRule: FieldRule = {
  type: 'Positive Integer',
  noun: 'agent',
  refers: (world, id) => isAgent(userOf(world, id)),
};

export const groupRule: FieldRule = {
  type: 'Positive Integer',
  noun: 'group',
  refers: (world, id) => world.state.groups.rows.has(id),
};

const shared = { key: 'sharedOwnership', as: 'shared_ownership' } as const;

/** In the order in which the recorded 400 lists its complaints. */
const fields: FieldRules = {
  status: {
    type: 'choice',
    oneOf: (world) => [...world.state.statuses.rows.keys()].sort((one, two) => one - two),
  },
  priority: { type: 'choice', oneOf: () => priorities },
  internal_group_id: { ...groupRule, feature: shared },
  internal_agent_id: { ...agentRule, feature: shared },
  source: { type: 'choice', oneOf: () => writableSources },
  parent_id: {
    type: 'Positive Integer',
    feature: { key: 'parentChild', as: 'parent_child_infra' },
    noun: 'ticket',
    refers: (world, id) => world.state.tickets.rows.get(id)?.deleted === false,
  },
  attachments: files,
  cc_emails: emails,
  tags: texts,
  custom_fields: record,
  unique_external_id: text,
  responder_id: agentRule,
  group_id: groupRule,
  subject: text,
  description: text,
  type: { type: 'choice', oneOf: (world) => world.state.ticketTypes },
  requester_id: {
    type: 'Positive Integer',
    noun: 'contact',
    refers: (world, id) => userOf(world, id)?.deleted === false,
  },
  name: text,
  email,
  phone: text,
  twitter_id: text,
  facebook_id: text,
  product_id: {
    type: 'Positive Integer',
    noun: 'product',
    refers: (world, id) => world.state.products.rows.has(id),
  },
  email_config_id: {
    type: 'Positive Integer',
    noun: 'email_config',
    refers: (world, id) => world.state.emailConfigs.rows.has(id),
  },
  company_id: {
    type: 'Positive Integer',
    feature: { key: 'multipleCompanies', as: 'multiple_user_companies' },
    noun: 'company',
    refers: (world, id) => world.state.companies.rows.has(id),
  },
  due_by: { type: 'DateTime' },
  fr_due_by: { type: 'DateTime' },
  structured_description: record,
  related_ticket_ids: {
    type: 'Array',
    feature: { key: 'linkedTickets', as: 'link_tickets' },
  },
  lookup_parameter: { type: 'choice', oneOf: () => ['display_id', 'primary_field_value'] },
};

/** Section 8.1: what `POST /tickets` takes. */
export const createRules: FieldRules = {
  ...fields,
  subject: { ...text, required: true },
  description: { ...text, required: true },
};

const clearable = [
  'type',
  'responder_id',
  'group_id',
  'product_id',
  'company_id',
  'internal_agent_id',
  'internal_group_id',
];

/** Section 8.5: the same fields without `cc_emails` and `related_ticket_ids`. */
export function updateRules(world: World): FieldRules {
  const { cc_emails: _copies, related_ticket_ids: _related, ...rest } = fields;
  const nullable = world.settings.unconfirmed.nullClearsOnUpdate;
  return Object.fromEntries(
    Object.entries(rest).map(([name, rule]) => [
      name,
      { ...rule, nullable: nullable && clearable.includes(name) },
    ]),
  );
}

/** Section 8.2. */
export const outboundRules: FieldRules = {
  status: fields['status'] ?? text,
  priority: fields['priority'] ?? text,
  attachments: files,
  cc_emails: emails,
  tags: texts,
  custom_fields: record,
  email: { ...email, required: true },
  subject: { ...text, required: true },
  description: text,
  name: text,
  type: fields['type'] ?? text,
  group_id: groupRule,
  email_config_id: { ...(fields['email_config_id'] ?? text), required: true },
  due_by: { type: 'DateTime' },
  fr_due_by: { type: 'DateTime' },
};
