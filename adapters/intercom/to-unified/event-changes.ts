import { isJson, type Json } from '../../../src/adapter/answers.ts';
import type { FieldChange } from '../../../src/model/event.ts';
import { STATE_AFTER_PART } from '../enums.ts';
import type { IntercomPart } from '../wire/messages.ts';
import { assignedId, entryOf, type TranslationContext } from './common.ts';

const inside = (value: unknown, key: string): Json => {
  const part = isJson(value) ? value[key] : undefined;
  return isJson(part) ? part : {};
};

/** What a part says that moved, in Intercom's own words. Details are missing from older versions. */
export function changesOf(
  wire: IntercomPart,
  { fields }: Pick<TranslationContext, 'fields'>,
): readonly FieldChange[] {
  return [
    ...assignmentOf(wire),
    ...stateChangeOf(wire),
    ...attributeChangeOf(wire, fields),
    ...detailsOf(wire.event_details ?? {}),
  ];
}

/** `nobody_admin` and `nobody_team` say which of the two assignments was taken away. */
function assignmentOf({ assigned_to: target }: IntercomPart): readonly FieldChange[] {
  if (!target) return [];
  const isTeam = target.type === 'team' || target.type === 'nobody_team';
  const isAdmin = target.type === 'admin' || target.type === 'nobody_admin';
  if (!isTeam && !isAdmin) return [];
  return [{ field: isTeam ? 'groupId' : 'assignee.id', to: assignedId(target.id) }];
}

function stateChangeOf(wire: IntercomPart): readonly FieldChange[] {
  const state = entryOf<string>(STATE_AFTER_PART, wire.part_type);
  if (state !== undefined) return [{ field: 'status', to: state }];
  const { ticket_state: to, previous_ticket_state: from } = wire;
  if (!to) return [];
  return [from ? { field: 'status', from, to } : { field: 'status', to }];
}

/** Attributes of tickets are told apart from those of conversations (sheet 8.4, 11). */
function attributeChangeOf(
  wire: IntercomPart,
  fields: TranslationContext['fields'],
): readonly FieldChange[] {
  const ticket = wire.updated_attribute_data;
  const named = inside(ticket, 'attribute')['label'];
  if (typeof named === 'string') {
    const value = inside(ticket, 'value');
    return [{ field: pathOf(named, fields), to: value['label'] ?? value['id'] ?? null }];
  }
  const details = wire.event_details;
  const name = inside(details, 'attribute')['name'];
  if (typeof name !== 'string') return [];
  const value = inside(details, 'value');
  const to = value['name'] ?? null;
  const field = pathOf(name, fields);
  return ['previous' in value ? { field, from: value['previous'] ?? null, to } : { field, to }];
}

const pathOf = (name: string, fields: TranslationContext['fields']): string =>
  `customFields.${fields.keyOf(name)}`;

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function detailsOf(details: Json): readonly FieldChange[] {
  const changes: FieldChange[] = [
    ...textsIn(details['tags_removed']).map((tag) => ({ field: 'tags', from: tag, to: null })),
    ...textsIn(details['tags_added']).map((tag) => ({ field: 'tags', from: null, to: tag })),
  ];
  const priority = details['current_priority'];
  if (typeof priority === 'string') {
    changes.push({
      field: 'priority',
      from: details['previous_priority'] ?? null,
      to: priority,
    });
  }
  const sla = details['sla_name'];
  if (typeof sla === 'string') changes.push({ field: 'sla.policy.name', to: sla });
  const until = details['until'];
  if (typeof until === 'number' || typeof until === 'string') {
    changes.push({ field: 'snoozedUntil', to: until });
  }
  return changes;
}
