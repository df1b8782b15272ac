import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { TicketFieldsDraft } from '../../../src/model/ticket.ts';
import { STATUS_FROM_UNIFIED, STATUS_TO_UNIFIED } from '../enums.ts';
import { drop, readWholeNumber, type WriteContext } from './common.ts';

const THIRD_PARTY_STATUS = 7;

/**
 * The number of the status as Freshdesk takes it. A native status goes back as it is; a status that
 * the account's own table maps to a custom status uses that one; the rest is the plain table, and
 * what it cannot say is a warning.
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
  if (status === undefined) return undefined;
  for (const [native, mapping] of context.statusMap) {
    const id = readWholeNumber(native);
    const sameDetail = (statusDetail ?? mapping.statusDetail) === mapping.statusDetail;
    if (id !== null && mapping.status === status && sameDetail) return id;
  }
  const isThirdParty = status === 'pending' && statusDetail === 'waiting_on_third_party';
  // An admin can remove this status, and a write that names a missing one is refused as a whole.
  if (isThirdParty && context.hasStatus(THIRD_PARTY_STATUS)) return THIRD_PARTY_STATUS;
  const native = STATUS_FROM_UNIFIED[status];
  if (status === 'in_progress') {
    log.add({
      type: 'coerced',
      field: 'status',
      reason: 'Freshdesk has no such status unless statusMap names a custom status for it.',
      from: status,
      to: 'open',
    });
  } else if (statusDetail != null && STATUS_TO_UNIFIED[native].statusDetail !== statusDetail) {
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

function nativeStatusOf(id: string): number {
  const value = readWholeNumber(id);
  if (value !== null) return value;
  throw new ConfigurationError('nativeStatusId must be the number of a Freshdesk status.');
}
