import { asList, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { type Call, type IntercomRoute, ok } from '../call.ts';
import { problems } from '../errors.ts';
import type { ConversationAttributeRow, DataAttributeRow } from '../records/settings.ts';
import { nextNumber, secondsNow } from '../world.ts';
import { since } from './versions.ts';

/** Attributes of contacts and companies (section 16). */
function presentData(call: Call, row: DataAttributeRow): object {
  const own = row.custom
    ? {
        id: Number(row.id),
        admin_id: call.admin.id,
        created_at: row.created_at,
        updated_at: row.updated_at,
      }
    : {};
  return {
    ...own,
    type: 'data_attribute',
    name: row.name,
    full_name: row.custom ? `custom_attributes.${row.name}` : row.name,
    label: row.label,
    description: row.description,
    data_type: row.data_type,
    ...(row.options.length > 0 ? { options: row.options } : {}),
    api_writable: true,
    ui_writable: false,
    messenger_writable: true,
    custom: row.custom,
    archived: row.archived,
    model: row.model,
  };
}

/** Those of conversations left for an endpoint of their own with 2.16 (section 2). */
function listData(call: Call): Reply {
  const { query, version, world } = call;
  const model = query.get('model');
  if (model === 'conversation' && version >= 16) {
    throw problems.invalid(
      'model=conversation is no longer supported. Use GET /conversations/attributes instead',
      422,
    );
  }
  const archived = query.get('include_archived') === 'true';
  const data = world.state.dataAttributes
    .filter((row) => (model === null || row.model === model) && (archived || !row.archived))
    .map((row) => presentData(call, row));
  return ok({ type: 'list', data });
}

const dataTypes = ['string', 'integer', 'float', 'boolean', 'date', 'datetime', 'options'];

function createData(call: Call): Reply {
  const { world, body } = call;
  const { model } = body;
  const name = asText(body['name']) ?? '';
  if (!/^[\p{L}\p{N}\p{Sc} _-]+$/u.test(name))
    throw problems.invalid(
      'Your name for this attribute must only contain alphanumeric characters, currency symbols, and hyphens',
    );
  if (model !== 'contact' && model !== 'company')
    throw problems.invalid('The Data Attribute model field must be either contact or company');
  const data_type = asText(body['data_type']) ?? '';
  if (!dataTypes.includes(data_type)) throw problems.invalid("Data Type isn't an option");
  const rival = world.state.dataAttributes.find((row) => row.name === name && row.custom);
  if (rival !== undefined) {
    const kind = model === 'contact' ? 'people' : 'company';
    throw problems.invalid(
      `You already have '${name}' in your ${rival.model} data. To save this as new ${kind} data, use a different name.`,
    );
  }
  const now = secondsNow(world);
  const row: DataAttributeRow = {
    id: nextNumber(world, 'record'),
    name,
    label: name,
    description: asText(body['description']) ?? '',
    model,
    // A list is a text with options (recorded by the description's examples).
    data_type: data_type === 'options' ? 'string' : data_type,
    custom: true,
    archived: false,
    options: optionsOf(body['options']),
    created_at: now,
    updated_at: now,
  };
  world.state.dataAttributes.push(row);
  return ok(presentData(call, row));
}

function optionsOf(given: unknown): readonly string[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw problems.invalid("Options isn't an array");
  return given.flatMap(
    (option: unknown) => asText(isRecord(option) ? option['value'] : option) ?? [],
  );
}

function updateData(call: Call): Reply {
  const { world, body, params } = call;
  const row = world.state.dataAttributes.find((candidate) => candidate.id === params['id']);
  if (row === undefined)
    throw problems.notFound("We couldn't find that data attribute to update", 'field_not_found');
  if (body['options'] !== undefined) row.options = optionsOf(body['options']);
  row.description = asText(body['description']) ?? row.description;
  if (typeof body['archived'] === 'boolean') row.archived = body['archived'];
  row.updated_at = secondsNow(world);
  return ok(presentData(call, row));
}

/** Attributes of conversations (section 7); ids are numbers here. */
function present(call: Call, row: ConversationAttributeRow): object {
  return {
    type: 'conversation_attribute',
    id: Number(row.id),
    name: row.name,
    description: row.description,
    data_type: row.data_type,
    required: row.required,
    visible_to_team_ids: [],
    archived: row.archived,
    created_at: row.created_at,
    updated_at: row.updated_at,
    admin_id: call.admin.id,
    ...(row.data_type === 'string' ? { multiline: row.multiline } : {}),
    ...(row.data_type === 'list' ? { options: row.options } : {}),
    ...(row.data_type === 'relationship' ? { reference: row.reference } : {}),
  };
}

function list(call: Call): Reply {
  const archived = call.query.get('include_archived') === 'true';
  const data = [...call.world.state.conversationAttributes.rows.values()]
    .filter((row) => archived || !row.archived)
    .map((row) => present(call, row));
  return ok({ type: 'list', data });
}

function attributeOf(call: Call): ConversationAttributeRow {
  const row = call.world.state.conversationAttributes.rows.get(call.params['id'] ?? '');
  if (row === undefined)
    throw problems.notFound('Conversation attribute not found', 'conversation_attribute_not_found');
  return row;
}

const types = 'string, integer, list, decimal, boolean, datetime, relationship, files';

function create(call: Call): Reply {
  const { world, body } = call;
  const name = asText(body['name']);
  if (name === null || name === '') throw problems.required('name');
  const data_type = asText(body['data_type']) ?? '';
  if (!types.split(', ').includes(data_type)) {
    throw problems.invalid(`data_type '${data_type}' is not valid. Allowed types: ${types}`, 422);
  }
  const now = secondsNow(world);
  const row: ConversationAttributeRow = {
    id: nextNumber(world, 'record'),
    name,
    description: asText(body['description']) ?? '',
    data_type,
    required: body['required'] === true,
    archived: false,
    multiline: body['multiline'] === true,
    options: asList(body['options'])
      .filter(isRecord)
      .flatMap(({ label }) => asText(label) ?? [])
      .map((label) => ({ id: world.random.uuid(), label, archived: false })),
    reference: isRecord(body['reference']) ? body['reference'] : null,
    created_at: now,
    updated_at: now,
  };
  return ok(present(call, put(world.state.conversationAttributes, row)));
}

function save(call: Call, row: ConversationAttributeRow): Reply {
  row.updated_at = secondsNow(call.world);
  return ok(present(call, put(call.world.state.conversationAttributes, row)));
}

function update(call: Call): Reply {
  const row = attributeOf(call);
  row.name = asText(call.body['name']) ?? row.name;
  row.description = asText(call.body['description']) ?? row.description;
  if (typeof call.body['required'] === 'boolean') row.required = call.body['required'];
  if (typeof call.body['multiline'] === 'boolean') row.multiline = call.body['multiline'];
  return save(call, row);
}

/** Archives: an attribute is never gone. */
function archive(call: Call): Reply {
  const row = attributeOf(call);
  row.archived = true;
  return save(call, row);
}

function listOf(call: Call): ConversationAttributeRow {
  const row = attributeOf(call);
  if (row.data_type !== 'list')
    throw problems.invalid('Options can only be managed on list attributes', 422);
  return row;
}

function labelOf(call: Call): string {
  const { label } = call.body;
  if (label === undefined) throw problems.invalid('label is required', 422);
  if (typeof label !== 'string') throw problems.invalid('label must be a string', 422);
  if (Object.keys(call.body).length > 1) throw problems.invalid("only 'label' is accepted", 422);
  return label;
}

function addOption(call: Call): Reply {
  const row = listOf(call);
  const option = { id: call.world.random.uuid(), label: labelOf(call), archived: false };
  row.options = [...row.options, option];
  return save(call, row);
}

function changeOption(
  change: (call: Call) => Partial<ConversationAttributeRow['options'][number]>,
) {
  return (call: Call): Reply => {
    const row = listOf(call);
    const changes = change(call);
    const known = row.options.find((option) => option.id === call.params['option_id']);
    if (known === undefined)
      throw problems.notFound('List option not found', 'conversation_attribute_not_found');
    const options = row.options.map((option) =>
      option === known ? { ...option, ...changes } : option,
    );
    if (options.filter((option) => !option.archived).length < 2)
      throw problems.invalid('A list attribute must have at least 2 active options', 422);
    row.options = options;
    return save(call, row);
  };
}

export const attributeRoutes: readonly IntercomRoute[] = [
  ['GET', '/data_attributes', listData],
  ['POST', '/data_attributes', createData],
  ['PUT', '/data_attributes/{id}', updateData],
  ['GET', '/conversations/attributes', since(16, list)],
  ['POST', '/conversations/attributes', since(16, create)],
  [
    'GET',
    '/conversations/attributes/{id}',
    since(16, (call) => ok(present(call, attributeOf(call)))),
  ],
  ['PUT', '/conversations/attributes/{id}', since(16, update)],
  ['DELETE', '/conversations/attributes/{id}', since(16, archive)],
  ['POST', '/conversations/attributes/{id}/options', since(16, addOption)],
  [
    'PUT',
    '/conversations/attributes/{id}/options/{option_id}',
    since(
      16,
      changeOption((call) => ({ label: labelOf(call) })),
    ),
  ],
  [
    'DELETE',
    '/conversations/attributes/{id}/options/{option_id}',
    since(
      16,
      changeOption(() => ({ archived: true })),
    ),
  ],
];
