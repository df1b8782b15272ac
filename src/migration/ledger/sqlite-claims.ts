import { itemOf, type ItemRow, KIND_CODES, queueCode, STATE_CODES } from './item-rows.ts';
import type { Immediate } from './memory-parts.ts';
import { checkLimit, type QueueName, tokenOf } from './rules.ts';
import { advanceAll } from './sqlite-advance.ts';
import type { Count, LedgerFile } from './sqlite-file.ts';
import { planNew } from './sqlite-planning.ts';
import type { Claim } from './types.ts';

interface Request {
  readonly runId: string;
  readonly now: number;
  readonly until: number;
}

type Text = string | null;
type RowValues = readonly [
  ...item: [number, number, string, number, Text, number, number | null, number | null, number],
  ...place: [updatedAt: number, rank: number],
  ...texts: [reason?: Text, error?: Text, losses?: Text, differences?: Text, detail?: Text],
];

interface ClaimRow extends ItemRow {
  readonly rank: number;
  readonly queue: number | null;
}

/** Claims, and what becomes of them. */
export function claimingOf(
  file: LedgerFile,
): Pick<Immediate, 'claim' | 'claimForVerify' | 'claimOne' | 'advance'> {
  return {
    claim: ({ kinds, ...request }) =>
      claimFrom(file, [...new Set(kinds)], { ...request, before: Number.POSITIVE_INFINITY }),
    claimForVerify: (request) => claimFrom(file, ['verify'], request),
    claimOne: (planned, request) =>
      file.change((count) => {
        const { sql } = file;
        const run = aliveRun(file, request.runId);
        if (run === null) return null;
        planNew(file, planned, { now: request.now, count });
        const key = { kind: KIND_CODES[planned.kind], source: planned.source };
        // Safe: it is there, and the statements answer rows of the items' table.
        const row = sql.find.get(key.kind, key.source) as ClaimRow;
        if (row.queue !== row.kind) return { item: itemOf(row), token: null };
        const isFree = sql.freeOne.get({ ...key, now: request.now }) !== undefined;
        return isFree ? (take(file, [row], { ...request, run, count })[0] ?? null) : null;
      }),
    advance: (changes, now) => file.change((count) => advanceAll(file, changes, { now, count })),
  };
}

function aliveRun({ sql }: LedgerFile, runId: string): number | null {
  // Safe: the statement answers this column.
  const row = sql.aliveRun.get(runId) as { number: number } | undefined;
  return row?.number ?? null;
}

const byPlace = (left: ClaimRow, right: ClaimRow): number =>
  left.rank - right.rank || left.seq - right.seq;

function claimFrom(
  file: LedgerFile,
  queues: readonly QueueName[],
  { limit, before, ...request }: Request & { readonly limit: number; readonly before: number },
): readonly Claim[] {
  checkLimit(limit);
  return file.change((count) => {
    const run = aliveRun(file, request.runId);
    if (run === null) return [];
    const { now } = request;
    const found = queues.flatMap((queue) => {
      const code = queueCode(queue);
      const values = { queue: code, before, now, limit };
      // Safe: the statement answers this column.
      return readRows((file.sql.free.get(values) as { rows: string }).rows, code);
    });
    const first = queues.length === 1 ? found : found.toSorted(byPlace).slice(0, limit);
    return take(file, first, { ...request, run, count });
  });
}

/** Rows of a queue as lists of their values, without names. */
function readRows(text: string, queue: number | null): readonly ClaimRow[] {
  // Safe: the statement answers a list of these lists.
  const lists = JSON.parse(text) as readonly RowValues[];
  return lists.map((values) => ({
    seq: values[0],
    kind: values[1],
    source: values[2],
    state: values[3],
    target: values[4],
    position: values[5],
    source_version: values[6],
    written_version: values[7],
    attempts: values[8],
    updated_at: values[9],
    rank: values[10],
    reason: values[11] ?? null,
    error: values[12] ?? null,
    losses: values[13] ?? null,
    differences: values[14] ?? null,
    detail: values[15] ?? null,
    queue,
  }));
}

function take(
  { sql, handed }: LedgerFile,
  rows: readonly ClaimRow[],
  { now, until, run, count }: Request & { readonly run: number; readonly count: Count },
): readonly Claim[] {
  if (rows.length === 0) return [];
  // Safe: the statement answers this column.
  const fence = (sql.nextFence.get() as { value: number }).value;
  const numbers = rows.map(({ seq }) => seq);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (most - least === numbers.length - 1) sql.takeRange.run(run, fence, until, now, least, most);
  else sql.take.run(run, fence, until, now, JSON.stringify(numbers));
  return rows.map((row) => {
    const isPlanned = row.state === STATE_CODES.planned;
    const state = isPlanned ? STATE_CODES.reading : row.state;
    if (isPlanned) {
      count(row.kind, row.state, -1);
      count(row.kind, state, 1);
    }
    const { seq, kind, source, position, queue } = row;
    handed.set(seq, { seq, fence, run, kind, source, state, position, queue });
    const item = itemOf(row, { state, attempts: row.attempts + 1, updated_at: now });
    return { item, token: tokenOf(seq, fence) };
  });
}
