import type { MappingWarning } from '../../model/provenance.ts';
import type { Loss } from './report.ts';

/** Counts what translations could not carry over, by desk, field and kind. */
export interface LossLog {
  add(desk: string, direction: Loss['direction'], warnings: readonly MappingWarning[]): void;
  /** The most frequent first. */
  list(): readonly Loss[];
}

/** Starts an empty log. */
export function createLossLog(): LossLog {
  const losses = new Map<string, Loss>();
  return {
    add(desk, direction, warnings) {
      for (const { field, type, reason } of warnings) {
        const key = `${desk} ${direction} ${field} ${type} ${reason}`;
        const count = (losses.get(key)?.count ?? 0) + 1;
        losses.set(key, { desk, direction, field, type, reason, count });
      }
    },
    list: () =>
      [...losses.values()].sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1)),
  };
}
