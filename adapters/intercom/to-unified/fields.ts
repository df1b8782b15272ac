import { isJson } from '../../../src/adapter/answers.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type {
  CustomFieldDefinition,
  CustomFieldOption,
  TicketForm,
} from '../../../src/model/custom-fields.ts';
import type { CustomFieldType } from '../../../src/model/enums.ts';
import { FIELD_TYPE_TO_UNIFIED } from '../enums.ts';
import { attributeWire, type IntercomAttribute, ticketTypeWire } from '../wire/fields.ts';
import { entryOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/** Which records carry an attribute, by what kind of attribute it is. */
const OBJECT_OF_TYPE: Readonly<Record<string, CustomFieldDefinition['object']>> = {
  conversation_attribute: 'conversation',
  ticket_type_attribute: 'ticket',
  contact: 'contact',
  company: 'organization',
};

/** The unified type of an attribute; `unknown` for types that Intercom adds later, and for files. */
export function fieldTypeOf(
  wire: Pick<IntercomAttribute, 'data_type' | 'multiline' | 'input_options'>,
): CustomFieldType {
  const type = entryOf<CustomFieldType>(FIELD_TYPE_TO_UNIFIED, wire.data_type) ?? 'unknown';
  const isMultiline = wire.multiline ?? wire.input_options?.multiline;
  return type === 'text' && isMultiline === true ? 'multiline' : type;
}

/**
 * An attribute of a ticket type, a conversation, a contact or a company. Records and writes know it
 * by its name; its number, which searches want, is in `raw`.
 *
 * @throws {WireFormatError} when the payload is not an attribute.
 */
export function fieldToUnified(json: unknown, context: TranslationContext): CustomFieldDefinition {
  const wire = parseWire(attributeWire, json, { provider: PROVIDER, what: 'attribute' });
  const nativeId = wire.name;
  return {
    key: context.fields.keyOf(nativeId),
    nativeId,
    object: entryOf(OBJECT_OF_TYPE, wire.model ?? wire.type) ?? 'ticket',
    label: wire.label ?? wire.name,
    type: fieldTypeOf(wire),
    nativeType: wire.data_type ?? 'unknown',
    options: optionsOf(wire),
    // When a conversation's attribute is required is not said; people are asked for it at the end.
    required:
      wire.required_to_create === true
        ? 'on_create'
        : wire.required === true
          ? 'on_solve'
          : 'never',
    editableByCustomer: wire.visible_to_contacts ?? false,
    active: wire.archived !== true,
    isSystem: wire.default === true || wire.custom === false,
    ...rawOf<unknown>(context, wire),
  };
}

function optionsOf(wire: IntercomAttribute): readonly CustomFieldOption[] {
  const inside = Object.values(wire.input_options ?? {}).find((value) => Array.isArray(value));
  const listed: readonly unknown[] = wire.options ?? (Array.isArray(inside) ? inside : []);
  return listed.flatMap((item) => optionOf(item) ?? []);
}

/** A word, or `{ id, label | name }`. Writes want the id where there is one (sheet section 11). */
function optionOf(item: unknown): CustomFieldOption | null {
  if (typeof item === 'string') return { value: item, label: item, nativeId: null, children: [] };
  if (!isJson(item)) return null;
  const { id, label, name, archived } = item;
  const text = label ?? name;
  if (typeof text !== 'string' || archived === true) return null;
  return {
    value: text,
    label: text,
    nativeId: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    children: [],
  };
}

/**
 * A ticket type: which attributes a ticket of it shows.
 *
 * @throws {WireFormatError} when the payload is not a ticket type.
 */
export function formToUnified(json: unknown, context: TranslationContext): TicketForm {
  const wire = parseWire(ticketTypeWire, json, { provider: PROVIDER, what: 'ticket type' });
  const attributes = wire.ticket_type_attributes;
  const listed = attributes?.data ?? attributes?.ticket_type_attributes ?? [];
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    fieldIds: listed.map(({ name }) => name),
    active: wire.archived !== true,
    isDefault: false,
    visibleToCustomer: wire.category === 'Customer' && wire.is_internal !== true,
    ...rawOf<unknown>(context, wire),
  };
}
