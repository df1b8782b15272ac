import { asList, asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove } from '../../../../src/sandbox/kit/table.ts';
import {
  adminOf,
  actorOf,
  type Call,
  checkedBody,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { addField } from '../defaults.ts';
import { fieldErrors, problems } from '../errors.ts';
import { presentAdminField, presentField } from '../present/fields.ts';
import type { FieldRow } from '../records/settings.ts';
import type { FieldRules } from '../records/rules.ts';
import { flag, text } from '../tickets/fields.ts';
import { isoNow } from '../world.ts';

const rules: FieldRules = {
  label: text,
  label_for_customers: text,
  description: text,
  type: text,
  position: { type: 'Positive Integer' },
  required_for_agents: flag,
  required_for_closure: flag,
  required_for_customers: flag,
  customers_can_edit: flag,
  displayed_to_customers: flag,
  choices: { type: 'Array' },
};

/** Every agent may read the fields, and by `type` only some (section 11). */
function list(call: Call): Reply {
  actorOf(call);
  const type = call.query.get('type');
  const rows = [...call.world.state.ticketFields.rows.values()].filter(
    (field) => type === null || field.type === type,
  );
  return ok(rows.map((field) => presentField(call.world, field)));
}

const adminList =
  (table: 'contactFields' | 'companyFields') =>
  (call: Call): Reply => {
    adminOf(call);
    const rows = [...call.world.state[table].rows.values()];
    return ok(rows.map((field) => presentField(call.world, field)));
  };

const fieldOf = (call: Call) => rowOf(call.world.state.ticketFields.rows, call, 'field_id');

/** Choices come as objects with a `value`, or as labels. */
const labelsOf = (value: unknown): readonly string[] =>
  asList(value).flatMap((item) => asText(isRecord(item) ? item['value'] : item) ?? []);

const flags = [
  'required_for_agents',
  'required_for_closure',
  'required_for_customers',
  'customers_can_edit',
  'displayed_to_customers',
] as const;

function changesFrom(values: JsonRecord): Partial<FieldRow> {
  const taken: Record<string, unknown> = {};
  for (const key of flags) if (values[key] !== undefined) taken[key] = values[key] === true;
  for (const key of ['label', 'label_for_customers', 'description'] as const)
    if (values[key] !== undefined) taken[key] = asText(values[key]);
  if (typeof values['position'] === 'number') taken['position'] = values['position'];
  if (values['choices'] !== undefined) taken['choices'] = labelsOf(values['choices']);
  return taken;
}

function create(call: Call): Reply {
  adminOf(call);
  const required = { ...text, required: true };
  const { values } = checkedBody(call, { ...rules, label: required, type: required });
  const type = asText(values['type']) ?? '';
  if (!type.startsWith('custom_')) {
    throw problems.invalid([fieldErrors.oneOf('type', ['custom_text', 'custom_dropdown'])]);
  }
  const field = addField(call.world, 'ticketFields', {
    ...changesFrom(values),
    label: asText(values['label']) ?? '',
    type,
  });
  return created(call, presentAdminField(call.world, field), `admin/ticket_fields/${field.id}`);
}

function update(call: Call): Reply {
  adminOf(call);
  const field = fieldOf(call);
  const { values } = checkedBody(call, rules);
  const changes = changesFrom(values);
  if (field.name === 'ticket_type' && changes.choices !== undefined)
    call.world.state.ticketTypes = labelsOf(values['choices']).slice();
  Object.assign(field, changes, { updated_at: isoNow(call.world) });
  return ok(presentAdminField(call.world, field));
}

function destroy(call: Call): Reply {
  adminOf(call);
  const field = fieldOf(call);
  // What deleting a built-in field answers is not on record.
  if (field.default) throw problems.methodNotAllowed('GET, PUT');
  remove(call.world.state.ticketFields, field.id);
  return noContent;
}

function adminView(call: Call): Reply {
  adminOf(call);
  return ok(presentAdminField(call.world, fieldOf(call)));
}

function adminListTicketFields(call: Call): Reply {
  adminOf(call);
  const rows = [...call.world.state.ticketFields.rows.values()];
  return ok(rows.map((field) => presentAdminField(call.world, field)));
}

function requireForms(call: Call): void {
  adminOf(call);
  if (!call.world.state.account.features.ticketForms) throw problems.requireFeature('ticket_forms');
}

export const fieldRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/ticket_fields', list],
  ['GET', '/api/v2/contact_fields', adminList('contactFields')],
  ['GET', '/api/v2/company_fields', adminList('companyFields')],
  ['GET', '/api/v2/admin/ticket_fields', adminListTicketFields],
  ['POST', '/api/v2/admin/ticket_fields', create],
  ['GET', '/api/v2/admin/ticket_fields/{field_id}', adminView],
  ['PUT', '/api/v2/admin/ticket_fields/{field_id}', update],
  ['DELETE', '/api/v2/admin/ticket_fields/{field_id}', destroy],
  [
    'GET',
    '/api/v2/ticket-forms',
    (call) => (requireForms(call), ok([...call.world.state.ticketForms.rows.values()])),
  ],
  [
    'GET',
    '/api/v2/ticket-forms/{form_id}',
    (call) => (requireForms(call), ok(rowOf(call.world.state.ticketForms.rows, call, 'form_id'))),
  ],
];
