import type { NativeStatus } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { STATUS_TO_UNIFIED } from '../enums.ts';
import { customStatusWire } from '../wire/statuses.ts';
import { entryOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

const TABLE: Readonly<Record<string, StatusMapping>> = STATUS_TO_UNIFIED;

/** A custom status, under the status that polydesk reads it as. */
export function customStatusToUnified(json: unknown, context: TranslationContext): NativeStatus {
  const wire = parseWire(customStatusWire, json, { provider: PROVIDER, what: 'custom status' });
  const id = String(wire.id);
  const label = wire.agent_label ?? id;
  const isDefault = wire.default ?? false;
  const category = entryOf(TABLE, wire.status_category) ?? { status: 'open', statusDetail: null };
  const { status, statusDetail } = context.statusMap.get(id) ??
    context.statusMap.get(label) ?? {
      ...category,
      statusDetail: isDefault ? category.statusDetail : ('custom' as const),
    };
  return {
    id,
    label,
    status,
    statusDetail,
    active: wire.active ?? true,
    isDefault,
    ...rawOf<unknown>(context, wire),
  };
}
