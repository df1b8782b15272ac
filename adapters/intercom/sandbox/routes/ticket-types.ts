import { asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { type Call, type IntercomRoute, ok } from '../call.ts';
import { addTicketAttribute, addTicketType } from '../defaults.ts';
import { problems } from '../errors.ts';
import {
  presentDetailedState,
  presentTicketAttribute,
  presentTicketType,
} from '../present/tickets.ts';
import type { TicketAttributeRow, TicketCategory, TicketTypeRow } from '../records/settings.ts';
import { secondsNow } from '../world.ts';
import { since } from './versions.ts';

const answer = (call: Call, type: TicketTypeRow): Reply =>
  ok(presentTicketType(call, type, { states: true }));

/** Under `data` since 2.12, under `ticket_types` before (section 2). */
function list(call: Call): Reply {
  const types = [...call.world.state.ticketTypes.rows.values()].map((type) =>
    presentTicketType(call, type, { states: true }),
  );
  return ok({ type: 'list', [call.version >= 12 ? 'data' : 'ticket_types']: types });
}

function typeOf(call: Call): TicketTypeRow {
  const type = call.world.state.ticketTypes.rows.get(call.params['id'] ?? '');
  if (type === undefined) throw problems.notFound();
  return type;
}

const categories: readonly TicketCategory[] = ['Customer', 'Back-office', 'Tracker'];

function create(call: Call): Reply {
  const { body } = call;
  const name = nameOf(call);
  const category = categories.find((known) => known === body['category']);
  if (body['category'] !== undefined && category === undefined)
    throw problems.invalid('category is invalid');
  const icon = asText(body['icon']);
  const type = addTicketType(call.world, {
    name,
    category: category ?? 'Customer',
    description: asText(body['description']) ?? '',
    is_internal: body['is_internal'] === true,
    ...(icon === null ? {} : { icon }),
  });
  return answer(call, type);
}

function nameOf(call: Call): string {
  const name = asText(call.body['name']);
  if (name === null || name === '') throw problems.required('name');
  return name;
}

function update(call: Call): Reply {
  const type = typeOf(call);
  for (const key of ['name', 'description', 'icon'] as const) {
    const value = asText(call.body[key]);
    if (value !== null) type[key] = value;
  }
  for (const key of ['archived', 'is_internal'] as const) {
    const value = call.body[key];
    if (typeof value === 'boolean') type[key] = value;
  }
  type.updated_at = secondsNow(call.world);
  return answer(call, put(call.world.state.ticketTypes, type));
}

const dataTypes = ['string', 'list', 'integer', 'decimal', 'boolean', 'datetime', 'files'];
const flags = [
  'required_to_create',
  'required_to_create_for_contacts',
  'visible_on_create',
  'visible_to_contacts',
  'multiline',
  'allow_multiple_values',
  'archived',
] as const;

type Flags = { -readonly [Name in (typeof flags)[number]]?: boolean };

function flagsOf(call: Call): Flags {
  const given: Flags = {};
  for (const flag of flags) {
    const value = call.body[flag];
    if (typeof value === 'boolean') given[flag] = value;
  }
  return given;
}

/** Items come as one text with commas (section 11). */
const itemsOf = (call: Call): readonly string[] =>
  (asText(call.body['list_items']) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function createAttribute(call: Call): Reply {
  const type = typeOf(call);
  const data_type = asText(call.body['data_type']) ?? '';
  if (!dataTypes.includes(data_type)) throw problems.invalid('data_type is invalid');
  const attribute = addTicketAttribute(call.world, type, {
    name: nameOf(call),
    description: asText(call.body['description']) ?? '',
    data_type,
    list_items: itemsOf(call),
    ...flagsOf(call),
  });
  return ok(presentTicketAttribute(call.world, type, attribute));
}

function updateAttribute(call: Call): Reply {
  const type = typeOf(call);
  const attribute = type.attributes.find((row) => row.id === call.params['attribute_id']);
  if (attribute === undefined) throw problems.notFound();
  const changes: Partial<TicketAttributeRow> = flagsOf(call);
  const name = asText(call.body['name']);
  if (name !== null) changes.name = name;
  const description = asText(call.body['description']);
  if (description !== null) changes.description = description;
  if (call.body['list_items'] !== undefined) changes.list_items = keepIds(call, attribute);
  Object.assign(attribute, changes, { updated_at: secondsNow(call.world) });
  put(call.world.state.ticketTypes, type);
  return ok(presentTicketAttribute(call.world, type, attribute));
}

/** Items that stay keep their ids. */
function keepIds(call: Call, attribute: TicketAttributeRow) {
  return itemsOf(call).map(
    (name) =>
      attribute.list_items.find((item) => item.name === name) ?? {
        id: call.world.random.uuid(),
        name,
      },
  );
}

function listStates({ world }: Call): Reply {
  const data = [...world.state.ticketStates.rows.values()].map((state) =>
    presentDetailedState(world, state),
  );
  return ok({ type: 'list', data });
}

export const ticketTypeRoutes: readonly IntercomRoute[] = [
  ['GET', '/ticket_types', list],
  ['POST', '/ticket_types', create],
  ['GET', '/ticket_types/{id}', (call) => answer(call, typeOf(call))],
  ['PUT', '/ticket_types/{id}', update],
  ['POST', '/ticket_types/{id}/attributes', createAttribute],
  ['PUT', '/ticket_types/{id}/attributes/{attribute_id}', updateAttribute],
  ['GET', '/ticket_states', since(12, listStates)],
];
