import { toIsoDay, type WireBody, type WriteContext } from './common.ts';

/**
 * Custom fields as Freshdesk takes them, by name. Names that are not configured are taken as native
 * ones: Freshdesk refuses a name it does not know, so none gets lost. Dates are days (sheet
 * section 5).
 */
export function toCustomFields(
  fields: Readonly<Record<string, unknown>> | undefined,
  context: Pick<WriteContext, 'fields'>,
): WireBody {
  return Object.fromEntries(
    Object.entries(fields ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [context.fields.nativeIdOf(key), dayOf(value, `customFields.${key}`)]),
  );
}

/** Fields of contacts and companies, which have no configured keys. */
export const toKeyedFields = (
  fields: Readonly<Record<string, unknown>> | undefined,
): WireBody | undefined =>
  fields === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(fields)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, dayOf(value, `customFields.${key}`)]),
      );

const dayOf = (value: unknown, path: string): unknown =>
  value instanceof Date ? toIsoDay(value, path) : value;
