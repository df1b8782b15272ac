import { ConfigurationError } from '../../errors/classes.ts';
import { type Journal, openJournal } from '../../storage/journal.ts';
import {
  createRecorder,
  FIRST_LINE,
  type Line,
  linesOf,
  liveSize,
  restore,
  sizeOf,
} from './journal-lines.ts';
import { createLedgerMemory, immediateOf, keyOf } from './memory-core.ts';
import type { Immediate, LedgerMemory } from './memory-parts.ts';
import { promised } from './memory-ledger.ts';
import type { Ledger, LedgerItem } from './types.ts';

/** A journal is read into memory as a whole; beyond this, a database is needed. */
export const MAX_ITEMS = 200_000;

const REWRITE_FROM = 10_000;

/**
 * A ledger in memory that writes down what changes, for one process. Each change is one line, and is
 * on the disk before anybody is told of it.
 *
 * @throws {ConfigurationError} while another process has it, or when the lines are not of a ledger.
 */
export function createJournalLedger(path: string): Ledger {
  const memory = createLedgerMemory();
  const recorder = createRecorder();
  const { journal, values } = openJournal(path);
  let size: number;
  try {
    size = restoreFrom(memory, values);
  } catch (error) {
    journal.close().catch(() => undefined);
    throw error;
  }
  const writer = createWriter(memory, journal, size);
  const immediate = immediateOf(memory, recorder);
  const { plan, claimOne } = immediate;
  const bounded: Immediate = {
    ...immediate,
    plan(items, now, checkpoint) {
      refuseTooMany(memory, items);
      return plan(items, now, checkpoint);
    },
    claimOne(item, request) {
      refuseTooMany(memory, [item]);
      return claimOne(item, request);
    },
  };
  let closing: Promise<void> | null = null;
  return {
    durable: true,
    ...promised(bounded, () => writer.write(recorder.flush(memory))),
    close() {
      closing ??= writer.idle().then(() => journal.close());
      return closing;
    },
  };
}

function restoreFrom(memory: LedgerMemory, values: readonly unknown[]): number {
  const [first] = values;
  const isLedger = typeof first === 'object' && first !== null && 'version' in first;
  if (values.length > 0 && !isLedger) {
    throw new ConfigurationError('The file is not a ledger. Name another one.');
  }
  // Safe: only a ledger writes lines after such a first one.
  return restore(memory, values as readonly Line[]);
}

function refuseTooMany(
  memory: LedgerMemory,
  items: readonly Pick<LedgerItem, 'kind' | 'source'>[],
): void {
  if (memory.rows.size + items.length <= MAX_ITEMS) return;
  const fresh = new Set(items.map(({ kind, source }) => keyOf(kind, source)));
  const known = [...fresh].filter((key) => memory.rows.has(key)).length;
  if (memory.rows.size + fresh.size - known <= MAX_ITEMS) return;
  throw new ConfigurationError(
    `A ledger without SQLite holds ${MAX_ITEMS} items. Install better-sqlite3, or use Node.js 22.13 ` +
      'or later, for more.',
    { code: 'limit_exceeded' },
  );
}

interface Writer {
  write(line: Line | null): Promise<void>;
  /** Resolves when nothing is on its way to the disk. */
  idle(): Promise<void>;
}

/** Writes lines, and the whole anew when most of it is history. */
function createWriter(memory: LedgerMemory, journal: Journal, start: number): Writer {
  let size = start;
  let failure: { readonly error: unknown } | null = null;
  const running = new Set<Promise<void>>();

  const append = async (lines: readonly Line[]): Promise<void> => {
    const work = journal.append(lines);
    running.add(work);
    try {
      await work;
    } catch (error) {
      // The memory is ahead of the file: nothing may be told that a crash would undo.
      failure = { error };
      throw error;
    } finally {
      running.delete(work);
    }
  };

  /** While a line is on its way the file must stay the one it is. */
  const shrink = (): void => {
    if (running.size > 0 || size < REWRITE_FROM || size < 3 * liveSize(memory)) return;
    journal.replace(linesOf(memory));
    size = liveSize(memory);
  };

  return {
    async write(line) {
      if (failure !== null) throw failure.error;
      if (line === null) return;
      const lines = journal.length === 0 ? [FIRST_LINE, line] : [line];
      for (const one of lines) size += sizeOf(one);
      await append(lines);
      shrink();
    },
    async idle() {
      await Promise.allSettled(running);
    },
  };
}
