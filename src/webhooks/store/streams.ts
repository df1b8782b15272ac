import type { Row } from './inbox-rows.ts';

interface Stream {
  /** Waiting and running entries. */
  open: number;
  running: Row | null;
  /** Due, and held up by the one that is running. */
  parked: Row[];
}

/** The records that have open entries: of each, one entry runs at a time. */
export interface Streams {
  /** Another entry of the stream is open. Answers how many are now. */
  opened(name: string): number;
  closed(name: string): void;
  runs(row: Row): void;
  /** Holds a row up until the one that is running stops. False when none is running. */
  park(row: Row): boolean;
  /** The row runs no more. Answers the rows that it held up. */
  stops(row: Row): readonly Row[];
}

const NONE: readonly Row[] = Object.freeze([]);

/** Forgets a record when its last entry closes. */
export function createStreams(): Streams {
  const streams = new Map<string, Stream>();
  return {
    opened(name) {
      const stream = streams.get(name);
      if (stream === undefined) {
        streams.set(name, { open: 1, running: null, parked: [] });
        return 1;
      }
      stream.open += 1;
      return stream.open;
    },
    closed(name) {
      const stream = streams.get(name);
      if (stream === undefined) return;
      stream.open -= 1;
      if (stream.open === 0) streams.delete(name);
    },
    runs(row) {
      const stream = streams.get(row.entry.stream);
      if (stream !== undefined) stream.running = row;
    },
    park(row) {
      const stream = streams.get(row.entry.stream);
      if (stream === undefined || stream.running === null) return false;
      stream.parked.push(row);
      return true;
    },
    stops(row) {
      const stream = streams.get(row.entry.stream);
      if (stream?.running !== row) return NONE;
      const { parked } = stream;
      stream.running = null;
      if (parked.length === 0) return NONE;
      stream.parked = [];
      return parked;
    },
  };
}
