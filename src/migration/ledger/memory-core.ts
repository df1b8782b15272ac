import { claimingOf } from './memory-claims.ts';
import { createItemQueues, type MemoryRow, type MemoryRun, UNCLAIMED } from './memory-rows.ts';
import type { Immediate, LedgerMemory, RowChanges, Witness } from './memory-parts.ts';
import { checkLimit, otherSubject, placeOf, readCursor, replan } from './rules.ts';
import type {
  ItemKind,
  ItemQuery,
  ItemState,
  LedgerCounts,
  LedgerItem,
  PlannedItem,
} from './types.ts';

/** Starts empty. */
export function createLedgerMemory(): LedgerMemory {
  const runs = new Map<number, MemoryRun>();
  /** When an item is free again; with its run it has always been. */
  const endOf = ({ run, until }: MemoryRow): number => {
    const known = runs.get(run);
    return known === undefined || known.run.endedAt !== null
      ? Number.NEGATIVE_INFINITY
      : Math.max(until, known.until);
  };
  return {
    rows: new Map(),
    bySeq: new Map(),
    runs,
    runNumbers: new Map(),
    checkpoints: new Map(),
    queues: createItemQueues(endOf),
    counts: new Map(),
    last: { seq: 0, fence: 0 },
    subject: null,
  };
}

/** What a row is found by. */
export const keyOf = (kind: ItemKind, source: string): string => `${kind}\n${source}`;

/** Puts a row into an empty place: a new one, or one that was kept elsewhere. */
export function insertRow(memory: LedgerMemory, row: MemoryRow): void {
  memory.rows.set(keyOf(row.item.kind, row.item.source), row);
  memory.bySeq.set(row.seq, row);
  count(memory, row.item, 1);
  if (row.run === 0) memory.queues.place(row);
  else memory.queues.hold(row);
}

/** Takes a row out. */
export function deleteRow(memory: LedgerMemory, row: MemoryRow): void {
  memory.rows.delete(keyOf(row.item.kind, row.item.source));
  memory.bySeq.delete(row.seq);
  count(memory, row.item, -1);
  memory.queues.drop(row);
}

function count({ counts }: LedgerMemory, { kind, state }: LedgerItem, by: number): void {
  const ofKind = counts.get(kind) ?? new Map<ItemState, number>();
  ofKind.set(state, (ofKind.get(state) ?? 0) + by);
  counts.set(kind, ofKind);
}

const newItem = ({ kind, source, order, sourceVersion }: PlannedItem, now: number): LedgerItem => ({
  kind,
  source,
  state: 'planned',
  target: null,
  order,
  sourceVersion,
  writtenVersion: null,
  attempts: 0,
  reason: null,
  error: null,
  losses: [],
  differences: [],
  detail: {},
  updatedAt: now,
});

function changesOf(memory: LedgerMemory, witness: Witness): RowChanges {
  return {
    find: (kind, source) => memory.rows.get(keyOf(kind, source)),
    set(row, change, effect) {
      count(memory, row.item, -1);
      Object.assign(row, change);
      count(memory, row.item, 1);
      if (effect === 'placed') memory.queues.place(row);
      if (effect === 'held') memory.queues.hold(row);
      witness.row(row);
    },
    add(planned, now) {
      Object.assign(memory.last, { seq: memory.last.seq + 1 });
      const item = newItem(planned, now);
      const row = { seq: memory.last.seq, item, rank: placeOf(item, now).rank, ...UNCLAIMED };
      insertRow(memory, row);
      witness.row(row);
      return row;
    },
    drop(row) {
      deleteRow(memory, row);
      witness.gone(row);
    },
  };
}

/** The rules of a ledger, at work in memory. */
export function immediateOf(memory: LedgerMemory, witness: Witness): Immediate {
  const changes = changesOf(memory, witness);
  return {
    open(subject) {
      if (memory.subject === null) {
        const { from, to } = subject;
        Object.assign(memory, { subject: { from, to } });
        witness.subject({ from, to });
      } else if (memory.subject.from !== subject.from || memory.subject.to !== subject.to) {
        throw otherSubject();
      }
    },
    ...runsOf(memory, witness),
    ...planningOf(memory, witness, changes),
    ...claimingOf(memory, changes),
    ...readingOf(memory, changes),
  };
}

function runsOf(
  memory: LedgerMemory,
  witness: Witness,
): Pick<Immediate, 'startRun' | 'heartbeat' | 'endRun' | 'runs'> {
  const { runs, runNumbers, queues } = memory;
  const save = (number: number, run: MemoryRun): void => {
    runs.set(number, run);
    runNumbers.set(run.run.id, number);
    witness.run(run);
  };
  const alive = (id: string): { readonly number: number; readonly known: MemoryRun } | null => {
    const number = runNumbers.get(id) ?? 0;
    const known = runs.get(number);
    return known === undefined || known.run.endedAt !== null ? null : { number, known };
  };
  return {
    startRun(phase, now) {
      const id = globalThis.crypto.randomUUID();
      const run = { id, phase, startedAt: now, heartbeatAt: now, endedAt: null, outcome: null };
      save(runs.size + 1, { run, until: Number.MIN_SAFE_INTEGER });
      return run;
    },
    heartbeat(runId, now, until) {
      const found = alive(runId);
      if (found === null) return false;
      const { number, known } = found;
      save(number, {
        run: { ...known.run, heartbeatAt: now },
        until: Math.max(until, known.until),
      });
      return true;
    },
    endRun(runId, outcome, now) {
      const found = alive(runId);
      if (found === null) return;
      const { number, known } = found;
      save(number, { ...known, run: { ...known.run, endedAt: now, outcome } });
      queues.wake();
    },
    runs: () => [...runs.values()].map(({ run }) => run).reverse(),
  };
}

function planningOf(
  { rows, checkpoints }: LedgerMemory,
  witness: Witness,
  { find, set, add, drop }: RowChanges,
): Pick<Immediate, 'plan' | 'reset' | 'remove' | 'checkpoint' | 'saveCheckpoint'> {
  const saveCheckpoint = (name: string, value: string): void => {
    checkpoints.set(name, value);
    witness.checkpoint(name, value);
  };
  const planOne = (planned: PlannedItem, now: number): 'added' | 'changed' | 'known' => {
    const row = find(planned.kind, planned.source);
    if (row === undefined) {
      add(planned, now);
      return 'added';
    }
    const next = replan(row.item, planned.sourceVersion);
    if (next === null) return 'known';
    const { sourceVersion, isAgain } = next;
    const item: LedgerItem = { ...row.item, sourceVersion, updatedAt: now };
    if (isAgain) {
      const again: LedgerItem = { ...item, state: 'planned' };
      set(row, { item: again, rank: placeOf(again, now).rank, ...UNCLAIMED }, 'placed');
    } else {
      set(row, { item, isRaised: row.fence > 0 }, 'kept');
    }
    return 'changed';
  };
  return {
    plan(items, now, mark) {
      const results = items.map((item) => planOne(item, now));
      if (mark !== undefined) saveCheckpoint(mark.name, mark.value);
      const countOf = (wanted: string): number => results.filter((one) => one === wanted).length;
      return { added: countOf('added'), changed: countOf('changed') };
    },
    reset(query, to, now) {
      const found = [...rows.values()].filter(({ item }) => isAskedFor(item, query));
      for (const row of found) {
        const item: LedgerItem = { ...row.item, ...to, updatedAt: now };
        set(row, { item, rank: placeOf(item, now).rank, ...UNCLAIMED }, 'placed');
      }
      return found.length;
    },
    remove(kind, sources) {
      for (const source of sources) {
        const row = find(kind, source);
        if (row !== undefined) drop(row);
      }
    },
    checkpoint: (name) => checkpoints.get(name) ?? null,
    saveCheckpoint,
  };
}

const isAskedFor = (item: LedgerItem, { kind, states, differing = false }: ItemQuery): boolean =>
  (kind === undefined || item.kind === kind) &&
  (states === undefined || states.includes(item.state)) &&
  (!differing || item.differences.length > 0);

function readingOf(
  { bySeq, counts, last }: LedgerMemory,
  { find }: RowChanges,
): Pick<Immediate, 'item' | 'targets' | 'items' | 'counts'> {
  return {
    item: (kind, source) => find(kind, source)?.item ?? null,
    targets(kind, sources) {
      return new Map(
        sources.flatMap((source) => {
          const target = find(kind, source)?.item.target ?? null;
          return target === null ? [] : [[source, target] as const];
        }),
      );
    },
    items({ limit, cursor, ...query }) {
      checkLimit(limit);
      const found: MemoryRow[] = [];
      for (let seq = readCursor(cursor) + 1; seq <= last.seq && found.length <= limit; seq += 1) {
        const row = bySeq.get(seq);
        if (row !== undefined && isAskedFor(row.item, query)) found.push(row);
      }
      const page = found.slice(0, limit);
      const end = found.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(({ item }) => item),
        cursor: end === undefined ? null : String(end.seq),
      };
    },
    counts(): LedgerCounts {
      const named = [...counts].map(([kind, states]) => {
        const some = [...states].filter(([, number]) => number > 0);
        return [kind, Object.fromEntries(some)] as const;
      });
      return Object.fromEntries(named.filter(([, states]) => Object.keys(states).length > 0));
    },
  };
}
