import { askedOf, type ItemRow, itemOf, KIND_CODES, STATE_CODES } from './item-rows.ts';
import type { SqlValue } from '../../storage/sqlite.ts';
import type { Immediate } from './memory-parts.ts';
import { replan } from './rules.ts';
import type { Count, LedgerFile } from './sqlite-file.ts';
import { TOGETHER } from './sqlite-statements.ts';
import type { PlannedItem } from './types.ts';

interface Step {
  readonly now: number;
  readonly count: Count;
}

/** Plans an item that is not known yet; answers whether it was not. */
export function planNew(
  { sql }: LedgerFile,
  { kind, source, order, sourceVersion }: PlannedItem,
  { now, count }: Step,
): boolean {
  const code = KIND_CODES[kind];
  const { changes } = sql.insert.run(code, source, code, order, order, sourceVersion, now);
  if (Number(changes) === 0) return false;
  count(code, STATE_CODES.planned, 1);
  return true;
}

/**
 * Plans as many items as one statement takes, all of one kind; answers how many were new. Which of them is
 * not said, but what has just been planned is as it was found, so that nothing is to be changed.
 */
function planTogether(
  { sql }: LedgerFile,
  items: readonly PlannedItem[],
  { now, count }: Step,
): number {
  const values: SqlValue[] = [];
  let code = 0;
  for (const { kind, source, order, sourceVersion } of items) {
    code = KIND_CODES[kind];
    values.push(code, source, code, order, order, sourceVersion, now);
  }
  const added = Number(sql.insertTogether.run(...values).changes);
  if (added > 0) count(code, STATE_CODES.planned, added);
  return added;
}

function planKnown(
  { sql }: LedgerFile,
  { kind, source, sourceVersion: found }: PlannedItem,
  { now, count }: Step,
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

function planAll(
  file: LedgerFile,
  items: readonly PlannedItem[],
  step: Step,
): { readonly added: number; readonly changed: number } {
  let added = 0;
  let changed = 0;
  for (let from = 0; from < items.length; ) {
    const next = items.slice(from, from + TOGETHER);
    from += next.length;
    const isTogether = next.length === TOGETHER && next.every(({ kind }) => kind === next[0]?.kind);
    const together = isTogether ? planTogether(file, next, step) : 0;
    added += together;
    if (together === TOGETHER) continue;
    for (const item of next) {
      if (!isTogether && planNew(file, item, step)) added += 1;
      else if (planKnown(file, item, step)) changed += 1;
    }
  }
  return { added, changed };
}

/** What decides which items there are to be carried. */
export function planningOf(
  file: LedgerFile,
): Pick<Immediate, 'plan' | 'reset' | 'remove' | 'saveCheckpoint'> {
  const { sql } = file;
  return {
    plan: (items, now, checkpoint) =>
      file.change((count) => {
        const planned = planAll(file, items, { now, count });
        if (checkpoint !== undefined) sql.saveCheckpoint.run(checkpoint.name, checkpoint.value);
        return planned;
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
