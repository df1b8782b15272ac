import type { CustomFieldType, FieldRequirement } from './enums.ts';

/** One value of a custom field, as it sits on a record. */
export interface CustomField<Value = CustomFieldValue> {
  /** `null` when unset, or when the value did not pass the schema configured for the field. */
  readonly value: Value | null;
  /** The id under which the provider knows the field; used on writes. */
  readonly nativeId: string;
  readonly label: string | null;
  readonly type: CustomFieldType;
}

/** What a custom field can hold when no schema narrows it. */
export type CustomFieldValue = string | number | boolean | readonly string[] | Date;

/**
 * Value types of an application's custom fields by key. Augment it to type every adapter of an
 * application at once, or pass schemas to one adapter's `customFields` option.
 *
 * @example
 * declare module 'polydesk' {
 *   interface CustomFieldTypes { plan: 'free' | 'pro' }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: an application fills it by augmentation
export interface CustomFieldTypes {}

/** The augmented `CustomFieldTypes`, or an open record when nothing was declared. */
export type DefaultFields = keyof CustomFieldTypes extends never
  ? Readonly<Record<string, CustomFieldValue>>
  : CustomFieldTypes;

/** The custom fields of a record by their stable key. */
export type CustomFields<Fields = DefaultFields> = {
  readonly [Key in keyof Fields]: CustomField<Fields[Key]>;
};

/** One choice of a select field. */
export interface CustomFieldOption {
  /** What is sent and received. */
  readonly value: string;
  /** What people see. */
  readonly label: string;
  /** The provider's id of the option, where it has one. */
  readonly nativeId: string | null;
  /** Choices that open up below this one, in dependent (nested) selects. */
  readonly children: readonly CustomFieldOption[];
}

/** What a provider knows about a custom field. */
export interface CustomFieldDefinition {
  /** The stable key: the configured one, else the provider's. */
  readonly key: string;
  readonly nativeId: string;
  /** What kind of record carries the field. */
  readonly object: 'ticket' | 'contact' | 'organization' | 'agent' | 'conversation';
  readonly label: string;
  readonly type: CustomFieldType;
  /** The provider's own word for the type. */
  readonly nativeType: string;
  readonly options: readonly CustomFieldOption[];
  readonly required: FieldRequirement;
  readonly editableByCustomer: boolean;
  readonly active: boolean;
  /** True for fields that the provider itself defines (subject, status …). */
  readonly isSystem: boolean;
  readonly raw?: unknown;
}

/** A form: which fields a ticket of this kind shows. */
export interface TicketForm {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly fieldIds: readonly string[];
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly visibleToCustomer: boolean;
  readonly raw?: unknown;
}
