import type { CustomField, CustomFieldValue } from '../../../src/model/custom-fields.ts';

/** Fields of users and organizations: an object by key, without types (sheet section 9). */
export function keyedFields(
  fields: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, CustomField<CustomFieldValue>>> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([key, value]) => [
      key,
      {
        // Safe: Zendesk sends text, numbers, booleans, lists of text or null here.
        value: (value ?? null) as CustomFieldValue | null,
        nativeId: key,
        label: null,
        type: 'unknown' as const,
      },
    ]),
  );
}
