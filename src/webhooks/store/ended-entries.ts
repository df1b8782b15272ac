import type { Row } from './inbox-rows.ts';

/** How much is remembered of entries that ended. */
export interface EndedLimits {
  readonly keepDoneMs: number;
  /** Keys of handled events. */
  readonly maxDone: number;
  readonly maxDead: number;
}

/** Entries that ended: the keys of the handled, and the dead with all they have. */
export interface EndedEntries {
  readonly doneCount: number;
  readonly deadCount: number;
  isDone(key: string): boolean;
  addDone(key: string, now: number): void;
  /** Answers the row that had to go for it, if one had. */
  addDead(row: Row): Row | undefined;
  takeDead(key: string): Row | undefined;
  /** Keys of the handled and when they ended, oldest first. */
  done(): IterableIterator<[key: string, endedAt: number]>;
  /** Those that died first first. */
  dead(): IterableIterator<Row>;
}

/** Forgets the oldest first. */
export function createEndedEntries(limits: EndedLimits): EndedEntries {
  // Maps keep the order of insertion: the order of the endings.
  const done = new Map<string, number>();
  const dead = new Map<string, Row>();
  const addDone = (key: string, now: number): void => {
    done.set(key, now);
    for (const [oldest, endedAt] of done) {
      if (done.size <= limits.maxDone && endedAt + limits.keepDoneMs > now) break;
      done.delete(oldest);
    }
  };
  const takeDead = (key: string): Row | undefined => {
    const row = dead.get(key);
    dead.delete(key);
    return row;
  };
  return {
    get doneCount() {
      return done.size;
    },
    get deadCount() {
      return dead.size;
    },
    isDone: (key) => done.has(key),
    addDone,
    addDead(row) {
      dead.set(row.entry.key, row);
      const [oldest] = dead.keys();
      return dead.size > limits.maxDead && oldest !== undefined ? takeDead(oldest) : undefined;
    },
    takeDead,
    done: () => done.entries(),
    dead: () => dead.values(),
  };
}
