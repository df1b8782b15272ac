import type { Memory } from './memory-store.ts';
import type { EventEntry, FailureNote } from './types.ts';

/** What a journal is made of. */
export type Line =
  | readonly ['add', entry: EventEntry, dueAt: number, attempts: number]
  | readonly ['try', key: string]
  | readonly ['wait', key: string, dueAt: number]
  | readonly ['done', key: string, now: number, stream: string, record: string | null]
  | readonly ['dead', key: string, now: number, failure: FailureNote]
  | readonly ['bury', entry: EventEntry, now: number, failure: FailureNote, attempts: number]
  | readonly ['revive', key: string, now: number]
  | readonly ['discard', key: string, now: number]
  | readonly ['record', stream: string, json: string, now: number]
  | readonly ['mark', word: string, until: number, now: number];

interface OpenEntry {
  readonly entry: EventEntry;
  readonly dueAt: number;
  readonly attempts: number;
}

interface DeadEntry extends OpenEntry {
  readonly now: number;
  readonly failure: FailureNote;
}

/** What is left of a history. */
interface Left {
  readonly open: Map<string, OpenEntry>;
  readonly dead: Map<string, DeadEntry>;
  readonly memory: Memory;
}

type LineOf<Name extends Line[0]> = Extract<Line, readonly [Name, ...unknown[]]>;

/** What each line does. */
const STEPS: { readonly [Name in Line[0]]: (left: Left, line: LineOf<Name>) => void } = {
  add: ({ open }, [, entry, dueAt, attempts]) =>
    void open.set(entry.key, { entry, dueAt, attempts }),
  try({ open }, [, key]) {
    const known = open.get(key);
    if (known !== undefined) open.set(key, { ...known, attempts: known.attempts + 1 });
  },
  wait({ open }, [, key, dueAt]) {
    const known = open.get(key);
    if (known !== undefined) open.set(key, { ...known, dueAt });
  },
  done({ open, memory }, [, key, now, stream, record]) {
    open.delete(key);
    memory.inbox.ended.addDone(key, now);
    if (record !== null) memory.records.set(stream, record, now);
  },
  dead({ open, dead }, [, key, now, failure]) {
    const known = open.get(key);
    open.delete(key);
    if (known !== undefined) dead.set(key, { ...known, now, failure });
  },
  bury: ({ dead }, [, entry, now, failure, attempts]) =>
    void dead.set(entry.key, { entry, dueAt: now, attempts, now, failure }),
  revive({ open, dead }, [, key, now]) {
    const known = dead.get(key);
    dead.delete(key);
    if (known !== undefined) open.set(key, { entry: known.entry, dueAt: now, attempts: 0 });
  },
  discard({ dead, memory }, [, key, now]) {
    dead.delete(key);
    memory.inbox.ended.addDone(key, now);
  },
  record: ({ memory }, [, stream, json, now]) => memory.records.set(stream, json, now),
  mark: ({ memory }, [, word, until, now]) => memory.marks.set(word, until, now),
};

/** Brings an empty memory to where the lines end. What was being handled waits to be handled again. */
export function restore(memory: Memory, lines: readonly Line[]): void {
  const left: Left = { open: new Map(), dead: new Map(), memory };
  for (const line of lines) {
    // Safe: each step gets the lines of its own name.
    const step = STEPS[line[0]] as (left: Left, line: Line) => void;
    step(left, line);
  }
  for (const { entry, dueAt, attempts } of left.open.values()) {
    memory.inbox.restore(entry, { attempts, dueAt });
  }
  for (const { entry, now, failure, attempts } of left.dead.values()) {
    memory.inbox.bury(entry, now, failure);
    Object.assign(memory.inbox.rows.get(entry.key) ?? {}, { attempts });
  }
}

/** How many lines a journal without a history would have. */
export const liveCount = ({ inbox, records, marks }: Memory): number =>
  inbox.rows.size + inbox.ended.doneCount + records.size + marks.size;

/** A journal without a history. */
export function* linesOf({ inbox, records, marks }: Memory): Generator<Line> {
  for (const { entry, state, dueAt, attempts } of inbox.rows.values()) {
    if (state !== 'dead') yield ['add', entry, dueAt, attempts];
  }
  for (const { entry, diedAt, failure, attempts } of inbox.ended.dead()) {
    yield ['bury', entry, diedAt, failure, attempts];
  }
  for (const [key, now] of inbox.ended.done()) yield ['done', key, now, '', null];
  for (const [stream, json, now] of records.entries()) yield ['record', stream, json, now];
  for (const [word, until, now] of marks.entries()) yield ['mark', word, until, now];
}
