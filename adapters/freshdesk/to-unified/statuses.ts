import type { NativeStatus } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { BUILT_IN_STATUSES } from '../enums.ts';
import { fieldWire } from '../wire/fields.ts';
import { PROVIDER, rawOf, type TranslationContext } from './common.ts';
import { optionsOf } from './field-options.ts';
import { statusMappingOf } from './ticket-status.ts';

/**
 * The statuses of an account, each under the status that polydesk reads it as. They are the choices
 * of the ticket field `status`, which come in no order; here they stand by number.
 *
 * @throws {WireFormatError} when the payload is not a ticket field.
 */
export function statusesToUnified(
  json: unknown,
  context: TranslationContext,
): readonly NativeStatus[] {
  const wire = parseWire(fieldWire, json, { provider: PROVIDER, what: 'ticket field' });
  return optionsOf(wire.choices)
    .map(({ value, label }) => statusToUnified({ id: value, label }, context))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

/** A status by its id and the label that agents see. */
export function statusToUnified(
  { id, label }: { readonly id: string; readonly label: string },
  context: TranslationContext,
): NativeStatus {
  const { status, statusDetail } = statusMappingOf(id, label, context.statusMap) ?? {
    status: 'open' as const,
    statusDetail: 'custom' as const,
  };
  return {
    id,
    label,
    status,
    statusDetail,
    active: true,
    isDefault: BUILT_IN_STATUSES.has(id),
    ...rawOf<unknown>(context, { id, label }),
  };
}
