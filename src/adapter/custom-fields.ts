import { ConfigurationError } from '../errors/classes.ts';
import type { CustomField, CustomFields, CustomFieldValue } from '../model/custom-fields.ts';
import type { CustomFieldType } from '../model/enums.ts';
import type { WarningLog } from './mapping.ts';

/**
 * The part of the Standard Schema interface (version 1) that is used here, so that any validator
 * that speaks it (zod, valibot, arktype …) can type and check custom fields.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** One custom field of an application: where the provider keeps it, and what it holds. */
export interface CustomFieldConfig<Output = unknown> {
  /** The provider's id of the field. */
  readonly id: string | number;
  /** Checks and types the value. It must answer synchronously. */
  readonly schema?: StandardSchema<Output>;
  readonly label?: string;
  /**
   * What the field holds. With `integer` or `decimal`, numbers that come as text read as numbers;
   * a schema gets them as they come.
   */
  readonly type?: CustomFieldType;
}

/** An application's custom fields by the keys it wants to use. */
export type CustomFieldsConfig = Readonly<Record<string, CustomFieldConfig>>;

/** The value types that a configuration declares. */
export type FieldsOf<Config> = {
  readonly [Key in keyof Config]: Config[Key] extends {
    readonly schema: StandardSchema<infer Output>;
  }
    ? Output
    : CustomFieldValue;
};

/** Translates custom fields between native ids and configured keys. */
export interface FieldMap {
  /** The configured key of a field, else its native id. */
  keyOf(nativeId: string): string;
  /** The native id of a configured key; any other key is taken as a native id. */
  nativeIdOf(key: string): string;
  /**
   * All fields of a record by their keys. A value that fails its schema becomes `null` and a
   * warning.
   */
  readAll(values: Iterable<NativeFieldValue>, log: WarningLog): CustomFields<OpenFields>;
}

/** The keys of fields that an adapter's options name, where they name one. */
export const keysOf = (map: FieldMap, nativeIds: readonly (string | null)[]): readonly string[] =>
  nativeIds.flatMap((id) => (id === null ? [] : [map.keyOf(id)]));

/** A field's value as a provider sends it. */
export interface NativeFieldValue {
  readonly id: string | number;
  readonly value?: unknown;
}

type OpenFields = Readonly<Record<string, CustomFieldValue>>;

/** What is known of fields beside the configuration, for example from the account itself. */
export type KnownField = { readonly label: string; readonly type: CustomFieldType };

/**
 * Builds the map between an application's field keys and the provider's.
 *
 * @throws {ConfigurationError} when two keys name the same field, or a schema answers with a promise.
 */
export function createFieldMap(
  config: CustomFieldsConfig = {},
  known?: (nativeId: string) => KnownField | undefined,
): FieldMap {
  const byNativeId = new Map<string, ConfiguredField>();
  for (const [key, entry] of Object.entries(config)) {
    const nativeId = String(entry.id);
    const other = byNativeId.get(nativeId);
    if (other !== undefined) {
      throw new ConfigurationError(
        `customFields.${key} and customFields.${other.key} both name the field ${nativeId}; give each field one key.`,
      );
    }
    byNativeId.set(nativeId, { key, entry });
  }
  const read = (nativeId: string, value: unknown, log: WarningLog): CustomField => {
    const configured = byNativeId.get(nativeId);
    const seen = known?.(nativeId);
    const type = configured?.entry.type ?? seen?.type ?? 'unknown';
    // A schema was written for what the provider sends, and may turn it into whatever it likes.
    const isNumber = configured?.entry.schema === undefined && NUMBERS.includes(type);
    const given = isNumber ? toNumber(value) : value;
    return {
      value: configured === undefined ? asValue(given) : checked(given, configured, log),
      nativeId,
      label: configured?.entry.label ?? seen?.label ?? null,
      type,
    };
  };
  const isPlain = byNativeId.size === 0 && known === undefined;
  return {
    keyOf: (nativeId) => byNativeId.get(nativeId)?.key ?? nativeId,
    nativeIdOf: (key) => String((Object.hasOwn(config, key) ? config[key]?.id : undefined) ?? key),
    readAll(values, log) {
      const fields: Record<string, CustomField> = {};
      for (const { id, value } of values) {
        const nativeId = String(id);
        // Most accounts have dozens of fields, most of them unset: where nothing is known of any,
        // looking each one up would be the larger part of translating a ticket.
        if (isPlain)
          fields[nativeId] = { value: asValue(value), nativeId, label: null, type: 'unknown' };
        else fields[byNativeId.get(nativeId)?.key ?? nativeId] = read(nativeId, value, log);
      }
      return fields;
    },
  };
}

const NUMBERS: readonly CustomFieldType[] = ['integer', 'decimal'];

/** Providers send numbers as text ("16", "124.0"); whatever is no number stays as it is. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;

// Safe: providers send text, numbers, booleans or lists of text in custom fields; an exotic value
// still reaches the caller unchanged.
const asValue = (value: unknown): CustomFieldValue | null =>
  (value ?? null) as CustomFieldValue | null;

interface ConfiguredField {
  readonly key: string;
  readonly entry: CustomFieldConfig;
}

function checked(
  value: unknown,
  { key, entry }: ConfiguredField,
  log: WarningLog,
): CustomFieldValue | null {
  if (value === null || value === undefined) return null;
  if (entry.schema === undefined) return asValue(value);
  const result = entry.schema['~standard'].validate(value);
  if (result instanceof Promise) {
    throw new ConfigurationError(
      `The schema of customFields.${key} validates asynchronously; use a synchronous one.`,
    );
  }
  // Safe: the schema's output type is what `FieldsOf` promises for this key.
  if (result.issues === undefined) return result.value as CustomFieldValue;
  log.add({
    type: 'dropped',
    field: `customFields.${key}`,
    reason: 'The value does not pass the schema that is configured for this field; see raw.',
  });
  return null;
}
