import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { WriteContext } from './common.ts';

/** Custom fields as Zendesk takes them: fields that are not named stay as they are. */
export function toCustomFields(
  fields: Readonly<Record<string, unknown>> | undefined,
  context: WriteContext,
  log: WarningLog,
): readonly { readonly id: number; readonly value: unknown }[] {
  return Object.entries(fields ?? {}).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const id = Number(context.fields.nativeIdOf(key));
    if (!Number.isSafeInteger(id)) {
      log.add({
        type: 'dropped',
        field: `customFields.${key}`,
        reason: 'No Zendesk field is configured for this key; add it to the customFields option.',
      });
      return [];
    }
    // Zendesk date fields hold a day without a time.
    return [{ id, value: value instanceof Date ? value.toISOString().slice(0, 10) : value }];
  });
}
