import type { MappingWarning } from '../../model/provenance.ts';
import type { Loss } from '../ledger/types.ts';

/** Collects what a translation loses; the same loss of the same field once. */
export interface LossLog {
  add(loss: MappingWarning, message?: string | null): void;
  dropped(field: string, reason: string, message?: string | null): void;
  coerced(field: string, reason: string, message?: string | null): void;
  list(): readonly Loss[];
}

/** An empty one. */
export function createLossLog(): LossLog {
  const losses = new Map<string, Loss>();
  const add: LossLog['add'] = (loss, message = null) => {
    losses.set(`${loss.type} ${loss.field} ${message ?? ''} ${loss.reason}`, { ...loss, message });
  };
  return {
    add,
    dropped: (field, reason, message) => add({ type: 'dropped', field, reason }, message),
    coerced: (field, reason, message) => add({ type: 'coerced', field, reason }, message),
    list: () => [...losses.values()],
  };
}
