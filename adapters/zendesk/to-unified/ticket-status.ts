import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { NativeValue } from '../../../src/model/ticket.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import { FINAL_STATUSES, STATUS_TO_UNIFIED } from '../enums.ts';
import type { ZendeskTicket } from '../wire/tickets.ts';
import { entryOf, type TranslationContext } from './common.ts';

const TABLE: Readonly<Record<string, StatusMapping>> = STATUS_TO_UNIFIED;

/**
 * The unified status: the account's own table first (by custom status id, by its label, by status
 * word), then the category that Zendesk puts every custom status in. Of a ticket that is closed or
 * gone only the word counts. An unknown word becomes `open` and is recorded.
 */
export function statusOf(
  wire: ZendeskTicket,
  context: TranslationContext,
  log: WarningLog,
): StatusMapping {
  const customId =
    wire.custom_status_id == null || FINAL_STATUSES.has(wire.status)
      ? null
      : String(wire.custom_status_id);
  const known = customId === null ? undefined : context.customStatus(customId);
  if (context.statusMap.size > 0) {
    const override =
      (customId === null ? undefined : context.statusMap.get(customId)) ??
      (known === undefined ? undefined : context.statusMap.get(known.label)) ??
      context.statusMap.get(wire.status);
    if (override !== undefined) return override;
  }
  const found = entryOf(TABLE, wire.status);
  if (found === undefined) {
    log.add({
      type: 'coerced',
      field: 'status',
      reason: 'Zendesk gives a status that polydesk does not know.',
      from: wire.status,
      to: 'open',
    });
    return { status: 'open', statusDetail: null };
  }
  // A custom status of a category says more than the category; its name is in nativeStatus.
  if (known !== undefined && !known.isDefault) return { ...found, statusDetail: 'custom' };
  return found;
}

/** The status as Zendesk knows it: the custom status where there is one, with its category. */
export function nativeStatusOf(wire: ZendeskTicket, context: TranslationContext): NativeValue {
  if (wire.custom_status_id == null) {
    return { id: wire.status, label: null, category: wire.status };
  }
  const id = String(wire.custom_status_id);
  return { id, label: context.customStatus(id)?.label ?? null, category: wire.status };
}
