import { parseWire } from '../../../src/adapter/wire.ts';
import type { CustomFieldDefinition, TicketForm } from '../../../src/model/custom-fields.ts';
import type { CustomFieldType } from '../../../src/model/enums.ts';
import { FIELD_TYPE_TO_UNIFIED, SYSTEM_FIELD_TYPES } from '../enums.ts';
import { fieldWire, formWire } from '../wire/fields.ts';
import { PROVIDER, rawOf, type TranslationContext } from './common.ts';

const TYPES: Readonly<Record<string, CustomFieldType>> = FIELD_TYPE_TO_UNIFIED;

/** The unified type of a field; `unknown` for types that Zendesk adds later. */
export const fieldTypeOf = (native: string): CustomFieldType =>
  (Object.hasOwn(TYPES, native) ? TYPES[native] : undefined) ?? 'unknown';

/** A ticket field. Required fields block solving, not creating. */
export function fieldToUnified(json: unknown, context: TranslationContext): CustomFieldDefinition {
  const wire = parseWire(fieldWire, json, { provider: PROVIDER, what: 'ticket field' });
  const nativeId = String(wire.id);
  return {
    key: context.fields.keyOf(nativeId),
    nativeId,
    object: 'ticket',
    label: wire.title ?? nativeId,
    type: fieldTypeOf(wire.type),
    nativeType: wire.type,
    options: (wire.custom_field_options ?? wire.system_field_options ?? []).map((option) => ({
      value: option.value ?? '',
      label: option.name ?? option.value ?? '',
      nativeId: option.id == null ? null : String(option.id),
      children: [],
    })),
    required: wire.required === true ? 'on_solve' : 'never',
    editableByCustomer: wire.editable_in_portal ?? false,
    active: wire.active ?? true,
    isSystem: SYSTEM_FIELD_TYPES.has(wire.type),
    ...rawOf<unknown>(context, wire),
  };
}

/** A ticket form. */
export function formToUnified(json: unknown, context: TranslationContext): TicketForm {
  const wire = parseWire(formWire, json, { provider: PROVIDER, what: 'ticket form' });
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    fieldIds: (wire.ticket_field_ids ?? []).map(String),
    active: wire.active ?? true,
    isDefault: wire.default ?? false,
    visibleToCustomer: wire.end_user_visible ?? false,
    ...rawOf<unknown>(context, wire),
  };
}
