import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { readWholeNumber, toIsoDay, type WriteContext } from './common.ts';

/** Custom fields as Zendesk takes them: fields that are not named stay as they are. */
export function toCustomFields(
  fields: Readonly<Record<string, unknown>> | undefined,
  context: WriteContext,
  log: WarningLog,
): readonly { readonly id: number; readonly value: unknown }[] {
  return Object.entries(fields ?? {}).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const id = readWholeNumber(context.fields.nativeIdOf(key));
    if (id === null) {
      log.add({
        type: 'dropped',
        field: `customFields.${key}`,
        reason: 'No Zendesk field is configured for this key; add it to the customFields option.',
      });
      return [];
    }
    return [{ id, value: value instanceof Date ? toIsoDay(value, `customFields.${key}`) : value }];
  });
}
