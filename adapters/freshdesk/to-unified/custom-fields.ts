import type { NativeFieldValue } from '../../../src/adapter/custom-fields.ts';

/** Fields of tickets by name. The levels of a nested field are fields of their own. */
export const namedFields = (
  fields: Readonly<Record<string, unknown>> | null | undefined,
): readonly NativeFieldValue[] =>
  Object.entries(fields ?? {}).map(([id, value]) => ({ id, value }));
