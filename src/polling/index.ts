export { createMemorySnapshots } from './memory-snapshots.ts';
export { createPollingSource } from './create-polling-source.ts';
export type {
  EventPage,
  JsonValue,
  PollingOptions,
  PollingSource,
  PollSnapshot,
  ReadOptions,
  SnapshotStore,
} from './types.ts';
