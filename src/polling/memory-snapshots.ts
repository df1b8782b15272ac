import { ConfigurationError } from '../errors/classes.ts';
import type { PollSnapshot, SnapshotStore } from './types.ts';

/**
 * Snapshots in memory, for one process. The tickets that changed longest ago are forgotten first.
 *
 * @throws {ConfigurationError} when the limit is not a whole number of 1 or more.
 * @example
 * const snapshots = createMemorySnapshots({ limit: 50_000 });
 * const source = createPollingSource({ adapter: desk, snapshots });
 */
export function createMemorySnapshots(
  options: {
    /** How many tickets are remembered. @default 10000 */
    readonly limit?: number;
  } = {},
): SnapshotStore {
  const { limit = 10_000 } = options;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new ConfigurationError('limit must be a whole number of tickets, 1 or more.');
  }
  const kept = new Map<string, PollSnapshot>();
  return {
    async get(ids) {
      const found = new Map<string, PollSnapshot>();
      for (const id of ids) {
        const snapshot = kept.get(id);
        if (snapshot !== undefined) found.set(id, snapshot);
      }
      return found;
    },
    async set(snapshots) {
      for (const [id, snapshot] of snapshots) {
        // A map keeps its order of insertion, so this moves the ticket to the young end.
        kept.delete(id);
        kept.set(id, snapshot);
      }
      for (const id of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(id);
      }
    },
  };
}
