import type { MappingWarning } from '../../model/provenance.ts';
import type { Loss } from './report.ts';

/** Counts what translations could not carry over, by field and kind. */
export interface LossLog {
  add(direction: Loss['direction'], warnings: readonly MappingWarning[]): void;
  /** The most frequent first. */
  list(): readonly Loss[];
}

/** Starts an empty log. */
export function createLossLog(): LossLog {
  const losses = new Map<string, Loss>();
  return {
    add(direction, warnings) {
      for (const { field, type, reason } of warnings) {
        const key = `${direction} ${field} ${type} ${reason}`;
        const count = (losses.get(key)?.count ?? 0) + 1;
        losses.set(key, { direction, field, type, reason, count });
      }
    },
    list: () =>
      [...losses.values()].sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1)),
  };
}
