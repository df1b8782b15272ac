import { type SqlDatabase, within } from '../../storage/sqlite.ts';
import {
  askedOf,
  countsOf,
  itemOf,
  type ItemRow,
  KIND_CODES,
  pageOf,
  runOf,
  type RunRow,
} from './item-rows.ts';
import type { Immediate } from './memory-parts.ts';
import { promised } from './memory-ledger.ts';
import { checkLimit, otherSubject, readCursor } from './rules.ts';
import { claimingOf } from './sqlite-claims.ts';
import { planningOf } from './sqlite-planning.ts';
import type { LedgerFile } from './sqlite-file.ts';
import { prepareLedger } from './sqlite-schema.ts';
import { createAdvances, statementsOf } from './sqlite-statements.ts';
import type { Ledger } from './types.ts';

/** A ledger in one file, shared by processes of one machine. */
export function createSqliteLedger(
  database: SqlDatabase,
  options: { readonly synchronous: 'normal' | 'full' },
): Ledger {
  prepareLedger(database, options);
  const sql = statementsOf(database);
  const file: LedgerFile = {
    sql,
    advance: createAdvances(database),
    handed: new Map(),
    change: (work) =>
      within(database, () => {
        const counted = new Map<number, number>();
        const result = work((kind, state, by) => {
          const key = kind * 16 + state;
          counted.set(key, (counted.get(key) ?? 0) + by);
        });
        for (const [key, by] of counted) {
          if (by !== 0) sql.count.run(key >> 4, key & 15, by);
        }
        return result;
      }),
  };
  let isOpen = true;
  return {
    durable: true,
    ...promised(immediateOf(file), async () => undefined),
    async close() {
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

const immediateOf = (file: LedgerFile): Immediate => ({
  open({ from, to }) {
    const { sql } = file;
    file.change(() => {
      const subject = JSON.stringify([from, to]);
      // Safe: the statement answers this column.
      const known = sql.meta.get('subject') as { value: string } | undefined;
      if (known === undefined) sql.saveMeta.run('subject', subject);
      else if (known.value !== subject) throw otherSubject();
    });
  },
  ...runsOf(file),
  ...planningOf(file),
  ...claimingOf(file),
  ...readingOf(file),
});

function runsOf({
  sql,
}: LedgerFile): Pick<Immediate, 'startRun' | 'heartbeat' | 'endRun' | 'runs'> {
  return {
    startRun(phase, now) {
      const id = globalThis.crypto.randomUUID();
      sql.startRun.run(id, phase, now, now);
      return { id, phase, startedAt: now, heartbeatAt: now, endedAt: null, outcome: null };
    },
    heartbeat: (runId, now, until) => Number(sql.heartbeat.run(now, until, runId).changes) > 0,
    endRun: (runId, outcome, now) => void sql.endRun.run(now, outcome, runId),
    // Safe: the statement answers rows of the runs' table.
    runs: () => sql.runs.all().map((row) => runOf(row as RunRow)),
  };
}

function readingOf({
  sql,
}: LedgerFile): Pick<Immediate, 'item' | 'targets' | 'items' | 'counts' | 'checkpoint'> {
  return {
    item(kind, source) {
      // Safe: the statement answers a row of the items' table.
      const row = sql.find.get(KIND_CODES[kind], source) as ItemRow | undefined;
      return row === undefined ? null : itemOf(row);
    },
    targets(kind, sources) {
      return new Map(
        sources.flatMap((source) => {
          // Safe: the statement answers this column.
          const row = sql.target.get(KIND_CODES[kind], source) as { target: string } | undefined;
          return row === undefined ? [] : [[source, row.target] as const];
        }),
      );
    },
    items({ limit, cursor, ...query }) {
      const after = readCursor(cursor);
      const values = { ...askedOf(query), after, limit: checkLimit(limit) + 1 };
      // Safe: the statement answers rows of the items' table.
      const rows = sql.page.all(values) as readonly ItemRow[];
      return pageOf(rows, limit);
    },
    // Safe: the statement answers these columns.
    counts: () => countsOf(sql.counts.all() as Parameters<typeof countsOf>[0]),
    checkpoint(name) {
      // Safe: the statement answers this column.
      const row = sql.checkpoint.get(name) as { value: string } | undefined;
      return row?.value ?? null;
    },
  };
}
