import {
  itemOf,
  type ItemRow,
  jsonOf,
  KIND_CODES,
  queueCode,
  STATE_CODES,
  stateOf,
} from './item-rows.ts';
import type { Immediate } from './memory-core.ts';
import {
  checkLimit,
  isRelease,
  placeOf,
  type QueueName,
  readToken,
  stateAfter,
  tokenOf,
} from './rules.ts';
import type { Count, LedgerFile } from './sqlite-ledger.ts';
import { planNew } from './sqlite-planning.ts';
import type { Advance, Claim } from './types.ts';

interface Request {
  readonly runId: string;
  readonly now: number;
  readonly until: number;
}

interface ClaimRow extends ItemRow {
  readonly rank: number;
  readonly queue: number | null;
  readonly raised: number;
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
    advance: (changes, now) =>
      file.change((count) => changes.map((change) => advanceOne(file, change, { now, count }))),
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
      const values = { queue: queueCode(queue), before, now, limit };
      // Safe: the statement answers rows of the items' table.
      return file.sql.free.all(values) as readonly ClaimRow[];
    });
    const first = queues.length === 1 ? found : found.toSorted(byPlace).slice(0, limit);
    return take(file, first, { ...request, run, count });
  });
}

function take(
  { sql }: LedgerFile,
  rows: readonly ClaimRow[],
  { now, until, run, count }: Request & { readonly run: number; readonly count: Count },
): readonly Claim[] {
  if (rows.length === 0) return [];
  // Safe: the statement answers this column.
  const fence = (sql.nextFence.get() as { value: number }).value;
  return rows.map((row) => {
    sql.take.run(run, fence, until, now, row.seq);
    const isPlanned = row.state === STATE_CODES.planned;
    const state = isPlanned ? STATE_CODES.reading : row.state;
    if (isPlanned) {
      count(row.kind, row.state, -1);
      count(row.kind, state, 1);
    }
    const item = itemOf({ ...row, state, attempts: row.attempts + 1, updated_at: now });
    return { item, token: tokenOf(row.seq, fence) };
  });
}

/** A value that was told, or the one that is there. */
const toldOr = <Value>(told: Value | undefined, known: Value): Value =>
  told === undefined ? known : told;

const jsonToldOr = (told: object | null | undefined, known: string | null): string | null =>
  told === undefined ? known : jsonOf(told);

function advanceOne(
  { sql }: LedgerFile,
  change: Advance,
  { now, count }: { readonly now: number; readonly count: Count },
): boolean {
  const token = readToken(change.token);
  if (token === null) return false;
  const kind = KIND_CODES[change.kind];
  // Safe: the statement answers rows of the items' table.
  const row = sql.held.get(token.seq, token.fence, kind, change.source) as ClaimRow | undefined;
  if (row === undefined) return false;
  const state = stateAfter(change, {
    state: stateOf(row.state),
    sourceVersion: row.source_version,
    writtenVersion: row.written_version,
    isRaised: row.raised === 1,
  });
  const code = STATE_CODES[state];
  const outcome = [
    code,
    toldOr(change.target, row.target),
    toldOr(change.writtenVersion, row.written_version),
    toldOr(change.reason, row.reason),
    jsonToldOr(change.error, row.error),
    jsonToldOr(change.losses, row.losses),
    jsonToldOr(change.differences, row.differences),
    jsonToldOr(change.detail, row.detail),
    now,
  ] as const;
  const place = placeOf({ kind: change.kind, order: row.position, state }, now);
  const queue = queueCode(place.queue);
  const isReleased = isRelease(change, state) || state !== change.state;
  if (isReleased) sql.release.run(...outcome, queue, place.rank, row.seq);
  else if (queue !== row.queue) sql.move.run(...outcome, queue, place.rank, row.seq);
  else sql.advance.run(...outcome, row.seq);
  if (code !== row.state) {
    count(kind, row.state, -1);
    count(kind, code, 1);
  }
  return true;
}
