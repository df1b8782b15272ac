import { askedOf, type ItemRow, itemOf, KIND_CODES, STATE_CODES } from './item-rows.ts';
import type { Immediate } from './memory-parts.ts';
import { replan } from './rules.ts';
import type { Count, LedgerFile } from './sqlite-file.ts';
import type { PlannedItem } from './types.ts';

/** Plans an item that is not known yet; answers whether it was not. */
export function planNew(
  { sql }: LedgerFile,
  { kind, source, order, sourceVersion }: PlannedItem,
  { now, count }: { readonly now: number; readonly count: Count },
): boolean {
  const code = KIND_CODES[kind];
  const { changes } = sql.insert.run(code, source, code, order, order, sourceVersion, now);
  if (Number(changes) === 0) return false;
  count(code, STATE_CODES.planned, 1);
  return true;
}

function planKnown(
  { sql }: LedgerFile,
  { kind, source, sourceVersion: found }: PlannedItem,
  { now, count }: { readonly now: number; readonly count: Count },
): boolean {
  // Safe: it is there, and the statement answers rows of the items' table.
  const row = sql.find.get(KIND_CODES[kind], source) as ItemRow;
  const next = replan(itemOf(row), found);
  if (next === null) return false;
  if (next.isAgain) {
    sql.again.run(next.sourceVersion, now, row.seq);
    count(row.kind, row.state, -1);
    count(row.kind, STATE_CODES.planned, 1);
  } else {
    sql.raise.run(next.sourceVersion, now, row.seq);
  }
  return true;
}

/** What decides which items there are to be carried. */
export function planningOf(
  file: LedgerFile,
): Pick<Immediate, 'plan' | 'reset' | 'remove' | 'saveCheckpoint'> {
  const { sql } = file;
  return {
    plan: (items, now, checkpoint) =>
      file.change((count) => {
        let added = 0;
        let changed = 0;
        for (const item of items) {
          if (planNew(file, item, { now, count })) added += 1;
          else if (planKnown(file, item, { now, count })) changed += 1;
        }
        if (checkpoint !== undefined) sql.saveCheckpoint.run(checkpoint.name, checkpoint.value);
        return { added, changed };
      }),
    reset: (query, to, now) =>
      file.change((count) => {
        const asked = askedOf(query);
        const state = STATE_CODES[to.state];
        // Safe: the statement answers these columns.
        const groups = sql.asked.all(asked) as readonly {
          kind: number;
          state: number;
          number: number;
        }[];
        for (const group of groups) {
          count(group.kind, group.state, -group.number);
          count(group.kind, state, group.number);
        }
        return Number(sql.reset.run({ ...asked, state, reason: to.reason, now }).changes);
      }),
    remove: (kind, sources) =>
      file.change((count) => {
        for (const source of sources) {
          // Safe: the statement answers rows of the items' table.
          const row = sql.find.get(KIND_CODES[kind], source) as ItemRow | undefined;
          if (row === undefined) continue;
          sql.remove.run(row.seq);
          count(row.kind, row.state, -1);
        }
      }),
    saveCheckpoint: (name, value) => void sql.saveCheckpoint.run(name, value),
  };
}
