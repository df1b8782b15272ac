import { ConfigurationError } from '../../errors/classes.ts';
import { type Journal, openJournal } from '../../storage/journal.ts';
import { liveCount, type Line, linesOf, restore } from './journal-lines.ts';
import { createMemory, type Memory, storeOf } from './memory-store.ts';
import type { Admission, EventEntry, WebhookStore } from './types.ts';

/** Where a journal is, and how long it remembers. */
export interface JournalStoreOptions {
  readonly path: string;
  readonly keepDoneMs: number;
  readonly keepRecordsMs: number;
}

// A journal is read into memory as a whole.
const MAX_OPEN = 200_000;
const MAX_DONE = 200_000;
const REWRITE_FROM = 10_000;

/**
 * A store in memory that writes down what it does, for one process. It survives the end of the process
 * at any moment; writes of handlers have no transaction, and run when the event ends.
 */
export function createJournalStore({
  path,
  keepDoneMs,
  keepRecordsMs,
}: JournalStoreOptions): WebhookStore<undefined> {
  const limits = { maxDone: MAX_DONE, maxRecords: MAX_OPEN, maxDead: MAX_OPEN };
  const memory = createMemory({ keepDoneMs, keepRecordsMs, ...limits });
  const { journal, values } = openJournal(path);
  // Safe: only this store writes these lines.
  restore(memory, values as readonly Line[]);
  const write = createWriter(memory, journal);
  const inner = storeOf(memory);
  return {
    ...inner,
    durable: true,
    async add(entries, options) {
      if (memory.inbox.rows.size + entries.length > MAX_OPEN) throw tooMany();
      const admissions = await inner.add(entries, options);
      await write(addedLines(entries, admissions, options.now));
      return admissions;
    },
    async claim(options) {
      const claims = await inner.claim(options);
      // Nobody waits for the disk: when the process is killed, the line is there all the same.
      write(claims.map(({ entry }) => ['try', entry.key])).catch(() => undefined);
      return claims;
    },
    async complete(claim, completion) {
      if (!(await inner.complete(claim, completion))) return false;
      const { key, stream } = claim.entry;
      await write([['done', key, completion.now, stream, completion.record]]);
      return true;
    },
    async fail(claim, options) {
      if (!(await inner.fail(claim, options))) return false;
      const { now, retryAt, failure } = options;
      const { key } = claim.entry;
      await write([retryAt === null ? ['dead', key, now, failure] : ['wait', key, retryAt]]);
      return true;
    },
    async bury(entries, options) {
      const fresh = entries.filter(({ key }) => memory.inbox.stateOf(key) === null);
      await inner.bury(fresh, options);
      await write(fresh.map((entry) => ['bury', entry, options.now, options.failure, 0]));
    },
    async revive(keys, now) {
      const dead = keys.filter((key) => memory.inbox.stateOf(key) === 'dead');
      const count = await inner.revive(dead, now);
      await write(dead.map((key) => ['revive', key, now]));
      return count;
    },
    async discard(keys, now) {
      const dead = keys.filter((key) => memory.inbox.stateOf(key) === 'dead');
      const count = await inner.discard(dead, now);
      await write(dead.map((key) => ['discard', key, now]));
      return count;
    },
    async mark(words, until, now) {
      await inner.mark(words, until, now);
      await write(words.map((word) => ['mark', word, until, now]));
    },
    close: () => journal.close(),
  };
}

const tooMany = (): ConfigurationError =>
  new ConfigurationError(
    `The journal holds ${MAX_OPEN} events that have not ended. Install better-sqlite3, or use Node.js ` +
      '22.13 or later, for more.',
    { code: 'limit_exceeded' },
  );

function addedLines(
  entries: readonly EventEntry[],
  admissions: readonly Admission[],
  now: number,
): readonly Line[] {
  return entries.flatMap((entry, index): readonly Line[] => {
    const result = admissions[index]?.result ?? 'known';
    if (result === 'known') return [];
    return [['add', entry, now, result === 'claimed' ? 1 : 0]];
  });
}

/** Writes lines, and the whole anew when most of it is history. */
function createWriter(memory: Memory, journal: Journal): (lines: readonly Line[]) => Promise<void> {
  return async (lines) => {
    if (lines.length === 0) return;
    await journal.append(lines);
    if (journal.length < REWRITE_FROM || journal.length < 3 * liveCount(memory)) return;
    journal.replace(linesOf(memory));
  };
}
