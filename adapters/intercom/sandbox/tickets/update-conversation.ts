import { asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import { type Call, idText } from '../call.ts';
import { problems } from '../errors.ts';
import { fireConversation, fireConversationRead } from '../events.ts';
import { type ConversationRow, priorities } from '../records/conversations.ts';
import type { ConversationAttributeRow } from '../records/settings.ts';
import { adminAuthor, botOf, conversationChanged, type World } from '../world.ts';
import { addPart } from './parts.ts';

/** `PUT /conversations/{id}` (section 7). Everything is checked before anything changes. */
export function updateConversation(call: Call, row: ConversationRow): void {
  const { world, body } = call;
  const attributes = readAttributes(world, body['custom_attributes']);
  const company = readCompany(call);
  const priority = readPriority(call);
  if (typeof body['read'] === 'boolean') {
    // Recorded: it does not touch `updated_at` (section 7.1).
    row.read = body['read'];
    conversationChanged(world, row);
    if (row.read) fireConversationRead(world, row);
  }
  const title = asText(body['title']);
  if (title !== null && title !== row.title) {
    row.title = title;
    addPart(world, row, { part_type: 'title_changed', author: adminAuthor(call.admin) });
  }
  for (const [name, value] of attributes) setAttribute(world, row, name, value);
  if (company !== undefined) {
    row.company_id = company;
    const part = addPart(world, row, { part_type: 'company_updated', author: bot(world) });
    fireConversation(world, 'conversation.company.updated', row, [part]);
  }
  if (priority !== null) setPriority(call, row, priority);
}

const bot = (world: World) => adminAuthor(botOf(world));

function setAttribute(world: World, row: ConversationRow, name: string, value: unknown): void {
  const previous = row.custom_attributes[name];
  row.custom_attributes = { ...row.custom_attributes, [name]: value };
  addPart(world, row, {
    part_type: 'conversation_attribute_updated_by_admin',
    author: bot(world),
    event_details: {
      attribute: { name },
      value: { name: value, ...(previous === undefined ? {} : { previous }) },
    },
  });
}

function setPriority(call: Call, row: ConversationRow, priority: ConversationRow['priority']) {
  const previous = row.priority;
  row.priority = priority;
  const part = addPart(call.world, row, {
    part_type: 'priority_changed',
    author: adminAuthor(call.admin),
    event_details: { current_priority: priority, previous_priority: previous },
  });
  fireConversation(call.world, 'conversation.priority.updated', row, [part]);
}

/** Writable under Preview alone; other versions drop it without a word (section 2). */
function readPriority(call: Call): ConversationRow['priority'] | null {
  const given = call.body['priority'];
  if (given === undefined || call.version !== 100) return null;
  const known = priorities.find((priority) => priority === given);
  if (known === undefined) throw problems.invalid('priority is invalid');
  return known;
}

/** Null removes the company; left out it stays (undefined). */
function readCompany({ world, body }: Call): string | null | undefined {
  const given = body['company_id'];
  if (given === undefined || given === null) return given;
  const id = idText(given);
  if (id === null || !world.state.companies.rows.has(id))
    throw problems.notFound('Company Not Found', 'company_not_found');
  return id;
}

/**
 * Values by attribute name. An attribute must have been created; two live ones of the same name are
 * refused, and a list takes its own labels only (section 2, unversioned changes).
 */
function readAttributes(world: World, given: unknown): (readonly [string, unknown])[] {
  if (given === undefined || given === null) return [];
  if (!isRecord(given)) throw problems.invalid('custom_attributes must be an object');
  return Object.entries(given).map(([name, value]) => {
    const [attribute, other] = [...world.state.conversationAttributes.rows.values()].filter(
      (candidate) => candidate.name === name && !candidate.archived,
    );
    if (attribute === undefined)
      throw problems.invalid(`Custom attribute '${name}' does not exist`);
    if (other !== undefined)
      throw problems.invalid(`More than one conversation attribute is named '${name}'`);
    return [name, attributeValue(attribute, value)] as const;
  });
}

function attributeValue(attribute: ConversationAttributeRow, value: unknown): unknown {
  const { data_type: type, name } = attribute;
  if (value === null) return null;
  if (type === 'list') {
    const known = attribute.options.find((option) => option.label === value || option.id === value);
    if (known === undefined) throw problems.invalid(`'${String(value)}' is no option of '${name}'`);
    return known.label;
  }
  const fits =
    type === 'boolean'
      ? typeof value === 'boolean'
      : type === 'string'
        ? typeof value === 'string' || typeof value === 'number'
        : !(type === 'integer' || type === 'decimal' || type === 'datetime') ||
          Number.isFinite(Number(value));
  if (!fits) throw problems.list(422, 'type_mismatch', `'${name}' takes a ${type}`);
  return value;
}
