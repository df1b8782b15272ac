import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { customStatusFor, type StatusMapping } from '../../../src/adapter/native-maps.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { TicketStatus } from '../../../src/model/enums.ts';
import type { TicketFieldsDraft } from '../../../src/model/ticket.ts';
import { STATUS_FROM_UNIFIED, STATUS_TO_UNIFIED } from '../enums.ts';
import { statusMappingOf } from '../to-unified/ticket-status.ts';
import { drop, readWholeNumber, type WriteContext } from './common.ts';

const THIRD_PARTY_STATUS = 7;

/**
 * The number of the status as Freshdesk takes it. A native status goes back as it is; a shade, or
 * a status that Freshdesk does not have, uses the custom status that the account's own table names for
 * it; the rest is the plain table, and what it cannot say is a warning.
 *
 * @throws {ConfigurationError} for a native status that is no number.
 */
export function statusToWire(
  draft: TicketFieldsDraft<AnyFields>,
  context: WriteContext,
  log: WarningLog,
): number | undefined {
  if (draft.nativeStatusId !== undefined) return nativeStatusOf(draft.nativeStatusId);
  const { status, statusDetail } = draft;
  if (status === undefined) {
    if (statusDetail == null) return undefined;
    return drop(log, 'statusDetail', 'A shade is written beside its status only.');
  }
  const native = STATUS_FROM_UNIFIED[status];
  const plain = readingOf(native, context);
  const custom = customStatusFor(
    context.statusMap,
    { status, statusDetail },
    { plain, idOf: (key) => statusIdOf(key, context) },
  );
  if (custom !== undefined) return custom;
  const isThirdParty = status === 'pending' && statusDetail === 'waiting_on_third_party';
  // An admin can remove this status, and a write that names a missing one is refused as a whole.
  if (isThirdParty && context.statusLabels().has(String(THIRD_PARTY_STATUS))) {
    return THIRD_PARTY_STATUS;
  }
  if (plain.status !== status) {
    log.add({
      type: 'coerced',
      field: 'status',
      reason: 'Freshdesk has no such status unless statusMap names a custom status for it.',
      from: status,
      to: plain.status,
    });
  } else if (statusDetail != null && plain.statusDetail !== statusDetail) {
    drop(
      log,
      'statusDetail',
      isThirdParty
        ? 'The account is not known to have a status for this wait; set discover to find out.'
        : 'Freshdesk cannot express this shade of the status.',
    );
  }
  return native;
}

/** How a status of Freshdesk's own reads in this account. */
const readingOf = (
  native: (typeof STATUS_FROM_UNIFIED)[TicketStatus],
  { statusMap, statusLabels }: WriteContext,
): StatusMapping =>
  statusMappingOf(String(native), statusLabels().get(String(native)), statusMap) ??
  STATUS_TO_UNIFIED[native];

/** Keys of `statusMap` are ids, or labels, whose ids are known where the account was discovered. */
function statusIdOf(key: string, { statusLabels }: WriteContext): number | null {
  const id = readWholeNumber(key);
  if (id !== null) return id;
  const [known] = [...statusLabels()].find(([, label]) => label === key) ?? [];
  return known === undefined ? null : readWholeNumber(known);
}

function nativeStatusOf(id: string): number {
  const value = readWholeNumber(id);
  if (value !== null) return value;
  throw new ConfigurationError('nativeStatusId must be the number of a Freshdesk status.');
}
