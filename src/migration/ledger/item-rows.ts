import {
  type Difference,
  ITEM_KINDS,
  ITEM_STATES,
  type ItemError,
  type ItemKind,
  type ItemQuery,
  type ItemState,
  type LedgerCounts,
  type LedgerItem,
  type LedgerRun,
  type Loss,
} from './types.ts';
import type { QueueName } from './rules.ts';

/** Kinds as they are stored. These numbers never change. */
export const KIND_CODES: Readonly<Record<ItemKind, number>> = {
  organization: 0,
  contact: 1,
  ticket: 2,
  link: 3,
  section: 4,
  article: 5,
};

/** States as they are stored. These numbers never change. */
export const STATE_CODES: Readonly<Record<ItemState, number>> = {
  planned: 0,
  reading: 1,
  sent: 2,
  confirmed: 3,
  verified: 4,
  failed: 5,
  skipped: 6,
};

const VERIFY_QUEUE = 100;

/** A queue as it is stored; `null` for none. */
export const queueCode = (queue: QueueName | null): number | null => {
  if (queue === null) return null;
  return queue === 'verify' ? VERIFY_QUEUE : KIND_CODES[queue];
};

const KIND_OF = new Map(ITEM_KINDS.map((kind) => [KIND_CODES[kind], kind]));
const STATE_OF = new Map(ITEM_STATES.map((state) => [STATE_CODES[state], state]));

/** A row of the items' table. */
export interface ItemRow {
  readonly seq: number;
  readonly kind: number;
  readonly source: string;
  readonly state: number;
  readonly target: string | null;
  readonly position: number;
  readonly source_version: number | null;
  readonly written_version: number | null;
  readonly attempts: number;
  readonly reason: string | null;
  readonly error: string | null;
  readonly losses: string | null;
  readonly differences: string | null;
  readonly detail: string | null;
  readonly updated_at: number;
}

/** The state of a row. */
export const stateOf = (code: number): ItemState => STATE_OF.get(code) ?? 'planned';
const kindOf = (code: number): ItemKind => KIND_OF.get(code) ?? 'ticket';

const NOTHING: readonly never[] = [];

/** The item that a row holds; a claim of it changes what is `taken`. */
export const itemOf = (
  row: ItemRow,
  taken: Pick<ItemRow, 'state' | 'attempts' | 'updated_at'> = row,
): LedgerItem => ({
  kind: kindOf(row.kind),
  source: row.source,
  state: stateOf(taken.state),
  target: row.target,
  order: row.position,
  sourceVersion: row.source_version,
  writtenVersion: row.written_version,
  attempts: taken.attempts,
  reason: row.reason,
  // Safe: only ledgers write these four columns.
  error: row.error === null ? null : (JSON.parse(row.error) as ItemError),
  losses: row.losses === null ? NOTHING : (JSON.parse(row.losses) as readonly Loss[]),
  differences:
    row.differences === null ? NOTHING : (JSON.parse(row.differences) as readonly Difference[]),
  // Safe: as above.
  detail: row.detail === null ? {} : (JSON.parse(row.detail) as Readonly<Record<string, unknown>>),
  updatedAt: taken.updated_at,
});

/** JSON for a column; nothing for what is empty. */
export const jsonOf = (value: object | null): string | null => {
  if (value === null) return null;
  const isEmpty = Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
  return isEmpty ? null : JSON.stringify(value);
};

/** A row of the runs' table. */
export interface RunRow {
  readonly id: string;
  readonly phase: LedgerRun['phase'];
  readonly started_at: number;
  readonly heartbeat_at: number;
  readonly ended_at: number | null;
  readonly outcome: LedgerRun['outcome'];
}

/** The run that a row holds. */
export const runOf = (row: RunRow): LedgerRun => ({
  id: row.id,
  phase: row.phase,
  startedAt: row.started_at,
  heartbeatAt: row.heartbeat_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
});

/** Counts by kind and state, from rows that hold one each. */
export function countsOf(
  rows: readonly { readonly kind: number; readonly state: number; readonly number: number }[],
): LedgerCounts {
  const counts: Partial<Record<ItemKind, Partial<Record<ItemState, number>>>> = {};
  for (const { kind, state, number } of rows) {
    if (number <= 0) continue;
    const name = kindOf(kind);
    counts[name] = { ...counts[name], [stateOf(state)]: number };
  }
  return counts;
}

/** A query as the statements take it. */
export const askedOf = ({ kind, states, differing = false }: ItemQuery) => ({
  kind: kind === undefined ? null : KIND_CODES[kind],
  states: states === undefined ? null : JSON.stringify(states.map((state) => STATE_CODES[state])),
  differing: differing ? 1 : 0,
});

/** A page of rows, of which one more than the limit was asked for. */
export function pageOf(
  rows: readonly ItemRow[],
  limit: number,
): { readonly items: readonly LedgerItem[]; readonly cursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => itemOf(row)),
    cursor: last === undefined ? null : String(last.seq),
  };
}
