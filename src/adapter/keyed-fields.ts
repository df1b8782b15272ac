import type { CustomField, CustomFieldValue } from '../model/custom-fields.ts';

/**
 * Custom fields that a provider sends as an object by key, without saying their types: what people
 * and companies carry nearly everywhere.
 */
export function keyedFields(
  fields: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, CustomField<CustomFieldValue>>> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([key, value]) => [
      key,
      {
        // Safe: providers send text, numbers, booleans, lists of text or null here; an exotic value
        // still reaches the caller unchanged.
        value: (value ?? null) as CustomFieldValue | null,
        nativeId: key,
        label: null,
        type: 'unknown' as const,
      },
    ]),
  );
}
