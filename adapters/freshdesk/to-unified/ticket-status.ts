import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { NativeValue } from '../../../src/model/ticket.ts';
import { STATUS_TO_UNIFIED } from '../enums.ts';
import type { FreshdeskTicket } from '../wire/tickets.ts';
import { entryOf, type TranslationContext } from './common.ts';

const TABLE: Readonly<Record<string, StatusMapping>> = STATUS_TO_UNIFIED;

/** What a status means by its id: the account's own table first, then ours; else nothing is known. */
export function statusMappingOf(
  id: string,
  label: string | undefined,
  statusMap: ReadonlyMap<string, StatusMapping>,
): StatusMapping | undefined {
  return (
    statusMap.get(id) ??
    (label === undefined ? undefined : statusMap.get(label)) ??
    entryOf(TABLE, id)
  );
}

/**
 * The unified status. A status of the account's own that no map knows becomes `open` with detail
 * `custom`, and is recorded. Archive and spam say more than what the status was when it got there.
 */
export function statusOf(
  wire: FreshdeskTicket,
  context: TranslationContext,
  log: WarningLog,
): StatusMapping {
  const id = String(wire.status);
  const mapped = statusMappingOf(id, context.statusLabel(id), context.statusMap);
  if (mapped === undefined) {
    log.add({
      type: 'coerced',
      field: 'status',
      reason: 'A status of the account’s own that statusMap does not name.',
      from: wire.status,
      to: 'open',
    });
  }
  const { status, statusDetail } = mapped ?? ({ status: 'open', statusDetail: 'custom' } as const);
  if (wire.archived === true) return { status, statusDetail: 'archived' };
  return { status, statusDetail: wire.spam === true ? 'spam' : statusDetail };
}

/** The status as Freshdesk knows it; its label only where labels are discovered. */
export function nativeStatusOf(wire: FreshdeskTicket, context: TranslationContext): NativeValue {
  const id = String(wire.status);
  return { id, label: context.statusLabel(id) ?? null, category: null };
}
