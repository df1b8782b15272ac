import { readState, type RecordState, writeState } from './record-state.ts';

/** Reads and writes what is remembered of records. */
export interface KnownStates {
  read(stream: string, json: string | null): RecordState;
  write(stream: string, state: RecordState): string;
}

/**
 * Remembers the states that were written last, so that the next event of a busy ticket need not read
 * them again. What the store has decides: a state counts only for the very text that it was written as.
 */
export function createKnownStates(max: number): KnownStates {
  const states = new Map<string, { readonly json: string; readonly state: RecordState }>();
  return {
    read(stream, json) {
      const known = states.get(stream);
      return known !== undefined && known.json === json ? known.state : readState(json);
    },
    write(stream, state) {
      const json = writeState(state);
      // A map keeps its order of insertion, so this moves the record to the young end.
      states.delete(stream);
      states.set(stream, { json, state });
      if (states.size > max) {
        const [oldest] = states.keys();
        if (oldest !== undefined) states.delete(oldest);
      }
      return json;
    },
  };
}
