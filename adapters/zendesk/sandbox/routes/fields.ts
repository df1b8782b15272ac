import { asList, asRecord, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  adminOf,
  type Call,
  created,
  linkTo,
  noContent,
  ok,
  payloadOf,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { addTicketField } from '../defaults.ts';
import { invalidField, problems } from '../errors.ts';
import { byId, countBody, listPage, wholeList } from '../paging/lists.ts';
import {
  presentBrand,
  presentCustomStatus,
  presentForm,
  presentOption,
  presentTicketField,
} from '../present/fields.ts';
import type {
  BrandRow,
  CustomStatusRow,
  FieldOption,
  TicketFieldRow,
} from '../records/settings.ts';
import { isoNow, nextId } from '../world.ts';

/** All fields by position; with `page[size]`, pages by id. End users see them too (section 8). */
function listFields(call: Call): Reply {
  actorOf(call);
  const rows = [...call.world.state.ticketFields.rows.values()];
  const present = (row: TicketFieldRow) => presentTicketField(call, row);
  if (call.query.has('page[size]'))
    return ok(
      listPage(call, { key: 'ticket_fields', rows, order: byId<TicketFieldRow>(), present }),
    );
  rows.sort((one, two) => one.position - two.position);
  return ok(wholeList('ticket_fields', rows.map(present)));
}

const fieldOf = (call: Call) => rowOf(call.world.state.ticketFields.rows, call, 'ticket_field_id');

const optionsOf = (value: unknown) =>
  asList(value).map((item) => {
    const option = asRecord(item);
    return { name: asText(option['name']) ?? '', value: asText(option['value']) ?? '' };
  });

function createField(call: Call): Reply {
  adminOf(call);
  const input = payloadOf(call, 'ticket_field');
  const type = asText(input['type']);
  const title = asText(input['title']);
  if (type === null) throw invalidField('type', 'Type: cannot be blank', 'BlankValue');
  if (title === null) throw invalidField('title', 'Title: cannot be blank', 'BlankValue');
  const field = addTicketField(call.world, {
    ...propertiesOf(input),
    type,
    title,
    options: optionsOf(input['custom_field_options']),
  });
  return created(
    { ticket_field: presentTicketField(call, field) },
    linkTo(call, `ticket_fields/${field.id}`),
  );
}

function propertiesOf(
  input: JsonRecord,
): Partial<
  Pick<
    TicketFieldRow,
    'title' | 'description' | 'required' | 'active' | 'tag' | 'regexp_for_validation'
  >
> {
  const set: Record<string, unknown> = {};
  for (const key of ['title', 'description', 'tag', 'regexp_for_validation']) {
    if (input[key] !== undefined) set[key] = asText(input[key]);
  }
  for (const key of ['required', 'active'])
    if (typeof input[key] === 'boolean') set[key] = input[key];
  return set; // the keys set above are those of the type, with their kinds
}

/** The whole option list is resent; an omitted option goes from the tickets too (section 8). */
function updateField(call: Call): Reply {
  adminOf(call);
  const field = fieldOf(call);
  const input = payloadOf(call, 'ticket_field');
  Object.assign(field, propertiesOf(input), { updated_at: isoNow(call.world) });
  if (input['custom_field_options'] !== undefined)
    setOptions(call, field, optionsOf(input['custom_field_options']));
  return ok({ ticket_field: presentTicketField(call, field) });
}

function setOptions(
  call: Call,
  field: TicketFieldRow,
  options: readonly { name: string; value: string }[],
): void {
  field.options = options.map((option) => {
    const known = field.options.find((row) => row.value === option.value);
    return { id: known?.id ?? nextId(call.world), ...option };
  });
  const values = new Set(options.map((option) => option.value));
  for (const ticket of call.world.state.tickets.rows.values()) {
    const value = ticket.custom_fields[field.id];
    if (typeof value === 'string' && !values.has(value)) ticket.custom_fields[field.id] = null;
  }
}

function listOptions(call: Call): Reply {
  staffOf(call);
  const rows = fieldOf(call).options;
  return ok(
    listPage(call, {
      key: 'custom_field_options',
      rows,
      order: byId<FieldOption>(),
      present: (row) => presentOption(row),
    }),
  );
}

function saveOption(call: Call): Reply {
  adminOf(call);
  const field = fieldOf(call);
  const { name, value } = payloadOf(call, 'custom_field_option');
  const known = field.options.find((row) => row.value === value);
  const option = known ?? { id: nextId(call.world), name: '', value: asText(value) ?? '' };
  option.name = asText(name) ?? option.name;
  if (known === undefined) field.options.push(option);
  return {
    status: known === undefined ? 201 : 200,
    body: { custom_field_option: presentOption(option) },
  };
}

function deleteField(call: Call): Reply {
  adminOf(call);
  const field = fieldOf(call);
  if (!field.removable) throw problems.forbidden();
  call.world.state.ticketFields.rows.delete(field.id);
  for (const ticket of call.world.state.tickets.rows.values())
    delete ticket.custom_fields[field.id];
  return noContent;
}

function listForms(call: Call): Reply {
  actorOf(call);
  const rows = [...call.world.state.ticketForms.rows.values()];
  return ok(
    wholeList(
      'ticket_forms',
      rows.map((row) => presentForm(call, row)),
    ),
  );
}

function listStatuses(call: Call): Reply {
  staffOf(call);
  const active = call.query.get('active');
  const categories = call.query.get('status_categories')?.split(',');
  const rows = [...call.world.state.customStatuses.rows.values()].filter(
    (row) =>
      (active === null || String(row.active) === active) &&
      (categories?.includes(row.status_category) ?? true),
  );
  return ok(
    wholeList(
      'custom_statuses',
      rows.map((row) => presentCustomStatus(call, row)),
    ),
  );
}

const categories = ['new', 'open', 'pending', 'hold', 'solved'] as const;

function createStatus(call: Call): Reply {
  adminOf(call);
  const input = payloadOf(call, 'custom_status');
  const category = categories.find((name) => name === input['status_category']);
  const label = asText(input['agent_label']);
  if (category === undefined)
    throw invalidField('status_category', 'Status category: is invalid', 'InvalidValue');
  if (label === null)
    throw invalidField('agent_label', 'Agent label: cannot be blank', 'BlankValue');
  const row: CustomStatusRow = {
    id: nextId(call.world),
    status_category: category,
    agent_label: label,
    end_user_label: asText(input['end_user_label']) ?? label,
    description: asText(input['description']) ?? '',
    end_user_description: asText(input['end_user_description']) ?? '',
    active: input['active'] !== false,
    default: false,
    created_at: isoNow(call.world),
    updated_at: isoNow(call.world),
  };
  call.world.state.customStatuses.rows.set(row.id, row);
  return created(
    { custom_status: presentCustomStatus(call, row) },
    linkTo(call, `custom_statuses/${row.id}`),
  );
}

const statusOf = (call: Call) =>
  rowOf(call.world.state.customStatuses.rows, call, 'custom_status_id');

/** Changing the category is silently ignored (section 8). */
function updateStatus(call: Call): Reply {
  adminOf(call);
  const row = statusOf(call);
  const input = payloadOf(call, 'custom_status');
  for (const key of [
    'agent_label',
    'end_user_label',
    'description',
    'end_user_description',
  ] as const) {
    row[key] = asText(input[key]) ?? row[key];
  }
  if (typeof input['active'] === 'boolean') row.active = input['active'];
  row.updated_at = isoNow(call.world);
  return ok({ custom_status: presentCustomStatus(call, row) });
}

function listBrands(call: Call): Reply {
  staffOf(call);
  const rows = [...call.world.state.brands.rows.values()];
  return ok(
    listPage(call, {
      key: 'brands',
      rows,
      order: byId<BrandRow>(),
      present: (row) => presentBrand(call, row),
    }),
  );
}

const brandOf = (call: Call) => {
  staffOf(call);
  return rowOf(call.world.state.brands.rows, call, 'brand_id');
};

export const fieldRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/ticket_fields', listFields],
  ['POST', '/api/v2/ticket_fields', createField],
  [
    'GET',
    '/api/v2/ticket_fields/count',
    (call) => (
      actorOf(call), ok(countBody(call.world.state.ticketFields.rows.size, isoNow(call.world)))
    ),
  ],
  [
    'GET',
    '/api/v2/ticket_fields/{ticket_field_id}',
    (call) => (actorOf(call), ok({ ticket_field: presentTicketField(call, fieldOf(call)) })),
  ],
  ['PUT', '/api/v2/ticket_fields/{ticket_field_id}', updateField],
  ['DELETE', '/api/v2/ticket_fields/{ticket_field_id}', deleteField],
  ['GET', '/api/v2/ticket_fields/{ticket_field_id}/options', listOptions],
  ['POST', '/api/v2/ticket_fields/{ticket_field_id}/options', saveOption],
  ['GET', '/api/v2/ticket_forms', listForms],
  [
    'GET',
    '/api/v2/ticket_forms/{ticket_form_id}',
    (call) => (
      actorOf(call),
      ok({
        ticket_form: presentForm(
          call,
          rowOf(call.world.state.ticketForms.rows, call, 'ticket_form_id'),
        ),
      })
    ),
  ],
  ['GET', '/api/v2/custom_statuses', listStatuses],
  ['POST', '/api/v2/custom_statuses', createStatus],
  [
    'GET',
    '/api/v2/custom_statuses/{custom_status_id}',
    (call) => (staffOf(call), ok({ custom_status: presentCustomStatus(call, statusOf(call)) })),
  ],
  ['PUT', '/api/v2/custom_statuses/{custom_status_id}', updateStatus],
  ['GET', '/api/v2/brands', listBrands],
  ['GET', '/api/v2/brands/{brand_id}', (call) => ok({ brand: presentBrand(call, brandOf(call)) })],
];
