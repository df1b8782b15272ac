import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { customStatusFor } from '../../../src/adapter/native-maps.ts';
import type { TicketFieldsDraft } from '../../../src/model/ticket.ts';
import { STATUS_FROM_UNIFIED, STATUS_TO_UNIFIED } from '../enums.ts';
import { readWholeNumber, type WireBody, type WriteContext } from './common.ts';

/**
 * The status as Zendesk takes it. A native status goes back as it is; a shade, or a status that
 * Zendesk does not have, uses the custom status that the account's own table names for it; the rest is
 * the plain table, and what it cannot say is a warning.
 */
export function statusToWire(
  draft: TicketFieldsDraft<AnyFields>,
  context: WriteContext,
  mode: { readonly log: WarningLog; readonly isNew: boolean; readonly isImport?: boolean },
): WireBody {
  if (draft.nativeStatusId !== undefined) return nativeStatusToWire(draft.nativeStatusId);
  const { status, statusDetail } = draft;
  if (status === undefined) {
    if (statusDetail != null) {
      const reason = 'A shade is written beside its status only.';
      mode.log.add({ type: 'dropped', field: 'statusDetail', reason, from: statusDetail });
    }
    return {};
  }
  // Imports take a ticket at its end as it is; a custom status would leave it solved.
  if (status === 'closed' && mode.isImport === true) return { status: 'closed' };
  const native = STATUS_FROM_UNIFIED[status];
  const custom = customStatusFor(
    context.statusMap,
    { status, statusDetail },
    {
      plain: context.statusMap.get(native) ?? STATUS_TO_UNIFIED[native],
      idOf: (key) => readWholeNumber(key) ?? readWholeNumber(context.customStatusId(key) ?? ''),
    },
  );
  if (custom !== undefined) return { custom_status_id: custom };
  if (status === 'pending' && statusDetail === 'waiting_on_third_party') return { status: 'hold' };
  if (status === 'open' && statusDetail === 'new' && mode.isNew) return { status: 'new' };
  if (status === 'in_progress' || status === 'closed') {
    mode.log.add({
      type: 'coerced',
      field: 'status',
      reason:
        status === 'closed'
          ? 'Closing in Zendesk is final, so a solved ticket is left to Zendesk’s own automation.'
          : 'Zendesk has no such status unless statusMap names a custom status for it.',
      from: status,
      to: native,
    });
  } else if (statusDetail != null && STATUS_TO_UNIFIED[native].statusDetail !== statusDetail) {
    mode.log.add({
      type: 'dropped',
      field: 'statusDetail',
      reason: 'Zendesk cannot express this shade of the status.',
      from: statusDetail,
    });
  }
  return { status: native };
}

const nativeStatusToWire = (id: string): WireBody =>
  /^\d+$/.test(id) ? { custom_status_id: Number(id) } : { status: id };
