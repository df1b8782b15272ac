import type { NativeStatus } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { createWarningLog } from '../../../src/adapter/mapping.ts';
import { CONVERSATION_STATE_TO_UNIFIED } from '../enums.ts';
import { ticketStateWire } from '../wire/statuses.ts';
import { emptyToNull, nativeText, PROVIDER, rawOf, type TranslationContext } from './common.ts';
import { statusOf } from './ticket-status.ts';

type StatusContext = Pick<TranslationContext, 'statusMap' | 'keepRaw'>;

/**
 * A state that tickets of the account can be in.
 *
 * @throws {WireFormatError} when the payload is not a ticket state.
 */
export function statusToUnified(json: unknown, context: StatusContext): NativeStatus {
  const wire = parseWire(ticketStateWire, json, { provider: PROVIDER, what: 'ticket state' });
  const facet = {
    stateId: nativeText(wire.id),
    stateLabel: emptyToNull(wire.internal_label),
    stateCategory: emptyToNull(wire.category),
  };
  const { status, statusDetail } = statusOf('open', facet, context, createWarningLog());
  return {
    id: facet.stateId ?? '',
    label: facet.stateLabel ?? facet.stateCategory ?? '',
    status,
    statusDetail,
    active: wire.archived !== true,
    // Every ticket type has a first state of its own; none is the account's.
    isDefault: false,
    ...rawOf<unknown>(context, wire),
  };
}

/** The states that every conversation can be in, in the form of the account's own. */
export const conversationStatuses = (
  context: Pick<TranslationContext, 'statusMap'>,
): readonly NativeStatus[] =>
  Object.keys(CONVERSATION_STATE_TO_UNIFIED).map((state) => {
    const { status, statusDetail } = statusOf(state, null, context, createWarningLog());
    return {
      id: state,
      label: state,
      status,
      statusDetail,
      active: true,
      isDefault: state === 'open',
    };
  });
