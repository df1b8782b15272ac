import { insertRow } from './memory-core.ts';
import type { LedgerMemory, Witness } from './memory-parts.ts';
import type { MemoryRow, MemoryRun } from './memory-rows.ts';
import { newerLedger } from './rules.ts';
import type { ItemKind, LedgerItem, LedgerSubject } from './types.ts';

/** What one change left behind. A line is there as a whole or not at all, and so is the change. */
export interface Line {
  /** Of the lines; the first has it. */
  readonly version?: number;
  readonly subject?: LedgerSubject;
  readonly last?: { readonly seq: number; readonly fence: number };
  readonly runs?: readonly MemoryRun[];
  readonly gone?: readonly number[];
  readonly rows?: readonly Packed[];
  readonly checkpoints?: Readonly<Record<string, string>>;
}

/** A row without the names of its values, which would be most of a file. */
type Packed = readonly [
  seq: number,
  rank: number,
  run: number,
  fence: number,
  until: number,
  isRaised: 0 | 1,
  kind: ItemKind,
  source: string,
  state: LedgerItem['state'],
  target: string | null,
  order: number,
  sourceVersion: number | null,
  writtenVersion: number | null,
  attempts: number,
  updatedAt: number,
  more: Partial<Pick<LedgerItem, 'reason' | 'error' | 'losses' | 'differences' | 'detail'>>,
];

const VERSION = 1;

/** Says what the file is. */
export const FIRST_LINE: Line = { version: VERSION };

function pack({ item, seq, rank, run, fence, until, isRaised }: MemoryRow): Packed {
  const { reason, error, losses, differences, detail } = item;
  const more = {
    ...(reason === null ? {} : { reason }),
    ...(error === null ? {} : { error }),
    ...(losses.length === 0 ? {} : { losses }),
    ...(differences.length === 0 ? {} : { differences }),
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  };
  const { kind, source, state, target, order, sourceVersion, writtenVersion } = item;
  const claim = [run, fence, until, isRaised ? 1 : 0] as const;
  const versions = [order, sourceVersion, writtenVersion, item.attempts, item.updatedAt] as const;
  return [seq, rank, ...claim, kind, source, state, target, ...versions, more];
}

function unpack(packed: Packed): MemoryRow {
  const [seq, rank, run, fence, until, isRaised, kind, source, state, target, order, ...rest] =
    packed;
  const [sourceVersion, writtenVersion, attempts, updatedAt, more] = rest;
  const empty = { reason: null, error: null, losses: [], differences: [], detail: {} };
  const item: LedgerItem = {
    ...{ kind, source, state, target, order, sourceVersion, writtenVersion, attempts },
    ...empty,
    ...more,
    updatedAt,
  };
  return { seq, item, rank, run, fence, until, isRaised: isRaised === 1 };
}

/**
 * Brings an empty memory to where the lines end; answers how many values they hold.
 *
 * @throws {ConfigurationError} for lines that a newer release wrote.
 */
export function restore(memory: LedgerMemory, lines: readonly Line[]): number {
  const rows = new Map<number, Packed>();
  let values = 0;
  for (const line of lines) {
    const { version = VERSION, subject, last, runs = [], gone = [], checkpoints = {} } = line;
    if (version > VERSION) throw newerLedger(version, VERSION);
    if (subject !== undefined) Object.assign(memory, { subject });
    if (last !== undefined) Object.assign(memory.last, last);
    for (const run of runs) {
      const number = memory.runNumbers.get(run.run.id) ?? memory.runs.size + 1;
      memory.runs.set(number, run);
      memory.runNumbers.set(run.run.id, number);
    }
    for (const seq of gone) rows.delete(seq);
    for (const packed of line.rows ?? []) rows.set(packed[0], packed);
    for (const [name, value] of Object.entries(checkpoints)) memory.checkpoints.set(name, value);
    values += sizeOf(line);
  }
  for (const packed of rows.values()) insertRow(memory, unpack(packed));
  return values;
}

/** How many values a line holds. */
export const sizeOf = ({ rows = [], gone = [], runs = [], checkpoints = {} }: Line): number =>
  rows.length + gone.length + runs.length + Object.keys(checkpoints).length + 1;

/** How many values a journal without a history would hold. */
export const liveSize = ({ rows, runs, checkpoints }: LedgerMemory): number =>
  rows.size + runs.size + checkpoints.size;

const ROWS_PER_LINE = 500;

/** A journal without a history. */
export function* linesOf(memory: LedgerMemory): Generator<Line> {
  const { subject, last, runs, checkpoints, rows } = memory;
  yield {
    ...FIRST_LINE,
    ...(subject === null ? {} : { subject }),
    last: { ...last },
    runs: [...runs.values()],
    checkpoints: Object.fromEntries(checkpoints),
  };
  let some: Packed[] = [];
  for (const row of rows.values()) {
    some.push(pack(row));
    if (some.length < ROWS_PER_LINE) continue;
    yield { rows: some };
    some = [];
  }
  if (some.length > 0) yield { rows: some };
}

/** Takes note of what changes. */
export interface Recorder extends Witness {
  /** The line for all that changed since the last one; `null` when nothing did. */
  flush(memory: LedgerMemory): Line | null;
}

/** Starts with nothing changed. */
export function createRecorder(): Recorder {
  const rows = new Set<MemoryRow>();
  const gone: number[] = [];
  const runs = new Map<string, MemoryRun>();
  const checkpoints = new Map<string, string>();
  let subject: LedgerSubject | null = null;
  return {
    row: (row) => void rows.add(row),
    gone(row) {
      rows.delete(row);
      gone.push(row.seq);
    },
    run: (run) => void runs.set(run.run.id, run),
    checkpoint: (name, value) => void checkpoints.set(name, value),
    subject(bound) {
      subject = bound;
    },
    flush({ last }) {
      const line: Line = {
        ...(subject === null ? {} : { subject }),
        ...(runs.size > 0 ? { runs: [...runs.values()] } : {}),
        ...(gone.length > 0 ? { gone: [...gone] } : {}),
        ...(rows.size > 0 ? { last: { ...last }, rows: [...rows].map(pack) } : {}),
        ...(checkpoints.size > 0 ? { checkpoints: Object.fromEntries(checkpoints) } : {}),
      };
      subject = null;
      gone.length = 0;
      for (const touched of [rows, runs, checkpoints]) touched.clear();
      return Object.keys(line).length === 0 ? null : line;
    },
  };
}
