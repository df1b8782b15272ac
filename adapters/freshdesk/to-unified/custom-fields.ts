import type { NativeFieldValue } from '../../../src/adapter/custom-fields.ts';
import type { CustomField, CustomFieldValue } from '../../../src/model/custom-fields.ts';

type ByName = Readonly<Record<string, unknown>> | null | undefined;

/** Fields of tickets by name. The levels of a nested field are fields of their own. */
export const namedFields = (fields: ByName): readonly NativeFieldValue[] =>
  Object.entries(fields ?? {}).map(([id, value]) => ({ id, value }));

/** Fields of contacts and companies: an object by name, without types. */
export function keyedFields(
  fields: ByName,
): Readonly<Record<string, CustomField<CustomFieldValue>>> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([key, value]) => [
      key,
      {
        // Safe: Freshdesk sends text, numbers, booleans, lists of text or null here.
        value: (value ?? null) as CustomFieldValue | null,
        nativeId: key,
        label: null,
        type: 'unknown' as const,
      },
    ]),
  );
}
