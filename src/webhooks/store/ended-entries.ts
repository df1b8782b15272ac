import { createAging } from './aging.ts';
import type { Desk, Row } from './inbox-rows.ts';

/** How much is remembered of entries that ended. */
export interface EndedLimits {
  readonly keepDoneMs: number;
  /** Keys of handled events. */
  readonly maxDone: number;
  readonly maxDead: number;
}

/** What is left of a handled event. */
export interface Done {
  readonly desk: Desk;
  readonly endedAt: number;
}

/** Entries that ended: the keys of the handled, and the dead with all they have. */
export interface EndedEntries {
  readonly doneCount: number;
  isDone(key: string): boolean;
  addDone(key: string, desk: Desk, now: number): void;
  /** Answers the row that had to go for it, if one had. */
  addDead(row: Row): Row | undefined;
  takeDead(key: string): Row | undefined;
  /** Oldest first. */
  done(): Iterable<readonly [key: string, done: Done]>;
  /** Those that died first first, after a key or from the start. */
  dead(after: string | null): Iterable<readonly [key: string, row: Row]>;
}

/** Forgets the oldest first. */
export function createEndedEntries(limits: EndedLimits): EndedEntries {
  const done = createAging<Done>();
  const dead = createAging<Row>();
  const forget = (now: number): void => {
    for (let oldest = done.oldest(); oldest !== undefined; oldest = done.oldest()) {
      const { desk, endedAt } = oldest.value;
      if (done.size <= limits.maxDone && endedAt + limits.keepDoneMs > now) break;
      done.delete(oldest.key);
      desk.counts.done -= 1;
    }
  };
  return {
    get doneCount() {
      return done.size;
    },
    isDone: (key) => done.has(key),
    addDone(key, desk, now) {
      const { counts } = desk;
      counts.done += 1;
      done.set(key, { desk, endedAt: now });
      forget(now);
    },
    addDead(row) {
      dead.set(row.entry.key, row);
      const oldest = dead.oldest();
      return dead.size > limits.maxDead && oldest !== undefined
        ? dead.delete(oldest.key)
        : undefined;
    },
    takeDead: (key) => dead.delete(key),
    done: () => done.entries(),
    dead: (after) => dead.entries(after),
  };
}
