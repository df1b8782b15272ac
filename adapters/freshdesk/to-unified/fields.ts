import { parseWire } from '../../../src/adapter/wire.ts';
import type { CustomFieldDefinition, TicketForm } from '../../../src/model/custom-fields.ts';
import type { CustomFieldType } from '../../../src/model/enums.ts';
import { FIELD_TYPE_TO_UNIFIED } from '../enums.ts';
import { type FreshdeskField, fieldWire, formWire } from '../wire/fields.ts';
import { entryOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';
import { optionsOf } from './field-options.ts';

const TYPES: Readonly<Record<string, CustomFieldType>> = FIELD_TYPE_TO_UNIFIED;

/** The unified type of a field. */
export function fieldTypeOf(type: string): CustomFieldType {
  // Spelled in several ways, all beginning like this.
  if (type.startsWith('custom_lookup')) return 'lookup';
  return entryOf(TYPES, type) ?? 'unknown';
}

/**
 * A ticket field as definitions: one, and one more for each lower level of a nested field, whose
 * values stand under names of their own. Values are keyed by name, so the name is the native id.
 *
 * @throws {WireFormatError} when the payload is not a ticket field.
 */
export function fieldToUnified(
  json: unknown,
  context: TranslationContext,
): readonly CustomFieldDefinition[] {
  const wire = parseWire(fieldWire, json, { provider: PROVIDER, what: 'ticket field' });
  const field: CustomFieldDefinition = {
    key: context.fields.keyOf(wire.name),
    nativeId: wire.name,
    object: 'ticket',
    label: wire.label ?? wire.name,
    type: fieldTypeOf(wire.type),
    nativeType: wire.type,
    options: optionsOf(wire.choices),
    required: requirementOf(wire),
    editableByCustomer: wire.customers_can_edit ?? false,
    active: wire.archived !== true,
    isSystem: wire.default ?? false,
    ...rawOf<unknown>(context, wire),
  };
  const levels = wire.nested_ticket_fields ?? wire.dependent_fields ?? [];
  return [
    field,
    ...levels.flatMap((level): readonly CustomFieldDefinition[] => {
      const name = level.name ?? null;
      if (name === null) return [];
      const label = level.label ?? name;
      // The choices of lower levels stand below those of the first.
      const own = { key: context.fields.keyOf(name), nativeId: name, label, options: [] };
      return [{ ...field, ...own, type: 'single_select', ...rawOf<unknown>(context, level) }];
    }),
  ];
}

const requirementOf = (wire: FreshdeskField): CustomFieldDefinition['required'] => {
  if (wire.required_for_agents === true) return 'on_create';
  return wire.required_for_closure === true ? 'on_solve' : 'never';
};

/**
 * A ticket form, as far as its undocumented payload goes.
 *
 * @throws {WireFormatError} when the payload has no id.
 */
export function formToUnified(json: unknown, context: TranslationContext): TicketForm {
  const wire = parseWire(formWire, json, { provider: PROVIDER, what: 'ticket form' });
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.title ?? wire.name ?? '',
    fieldIds: (wire.fields ?? []).flatMap(({ id, name }) => name ?? (id == null ? [] : String(id))),
    active: wire.active ?? true,
    isDefault: wire.default ?? false,
    visibleToCustomer: false,
    ...rawOf<unknown>(context, wire),
  };
}

/**
 * Names of agents by id from the ticket fields, for credentials that may not list agents (sheet
 * section 15).
 */
export function agentNamesOf(fields: readonly FreshdeskField[]): ReadonlyMap<string, string> {
  return namesOf(fields, 'agent');
}

/** Names of groups by id from the ticket fields. */
export function groupNamesOf(fields: readonly FreshdeskField[]): ReadonlyMap<string, string> {
  return namesOf(fields, 'group');
}

const namesOf = (fields: readonly FreshdeskField[], name: string): ReadonlyMap<string, string> =>
  new Map(
    optionsOf(fields.find((field) => field.name === name)?.choices).map(({ value, label }) => [
      value,
      label,
    ]),
  );
