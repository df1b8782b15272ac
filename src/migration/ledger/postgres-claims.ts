import type { PgClient, PgResult } from '../../storage/postgres.ts';
import {
  itemOf,
  type ItemRow,
  jsonOf,
  KIND_CODES,
  queueCode,
  STATE_CODES,
  stateOf,
} from './item-rows.ts';
import type { LedgerDatabase } from './postgres-database.ts';
import { checkLimit, isRelease, placeOf, readToken, stateAfter, tokenOf } from './rules.ts';
import type { Advance, Claim, Ledger } from './types.ts';

interface ClaimRow extends ItemRow {
  readonly queue: number | null;
  readonly rank: number;
  readonly fence: number;
}

interface HeldRow extends ClaimRow {
  readonly raised: boolean;
}

interface Request {
  readonly runId: string;
  readonly now: number;
  readonly until: number;
}

// Safe: the statements that are read with it answer these columns.
const claimRows = ({ rows }: PgResult): readonly ClaimRow[] =>
  rows as unknown as readonly ClaimRow[];

const byPlace = (left: ClaimRow, right: ClaimRow): number =>
  left.rank - right.rank || left.seq - right.seq;

const claimOf = (row: ClaimRow): Claim => ({
  item: itemOf(row),
  token: tokenOf(row.seq, row.fence),
});

/** Claims, and what becomes of them. */
export function claimingOf(
  database: LedgerDatabase,
): Pick<Ledger, 'claim' | 'claimForVerify' | 'claimOne' | 'advance'> {
  const { sql, ask, change } = database;

  const claimFrom = async (
    client: Pick<PgClient, 'query'>,
    queue: number | null,
    { limit, before, runId, now, until }: Request & { limit: number; before: number },
  ): Promise<readonly ClaimRow[]> =>
    claimRows(await client.query(sql.claim, [runId, queue, before, now, until, limit]));

  const inDatabase = { query: ask };

  return {
    async claim({ kinds, ...request }) {
      const { now, limit } = request;
      const queues = [...new Set(kinds)].map((kind) => KIND_CODES[kind]);
      const asked = { ...request, before: Number.POSITIVE_INFINITY, limit: checkLimit(limit) };
      const [only] = queues;
      if (only === undefined) return [];
      if (queues.length === 1) {
        return (await claimFrom(inDatabase, only, asked)).toSorted(byPlace).map(claimOf);
      }
      return claimOfSeveral(database, { queues, now, limit }, (client, queue, some) =>
        claimFrom(client, queue, { ...asked, limit: some }),
      );
    },
    async claimForVerify(request) {
      checkLimit(request.limit);
      const rows = await claimFrom(inDatabase, queueCode('verify'), request);
      return rows.toSorted(byPlace).map(claimOf);
    },
    claimOne: ({ kind, source, order, sourceVersion }, { runId, now, until }) =>
      change(async (client) => {
        const { rows: alive } = await client.query(sql.aliveRun, [runId]);
        if (alive[0] === undefined) return null;
        const code = KIND_CODES[kind];
        const found = [[code], [source], [order], [sourceVersion], now];
        await client.query(sql.insert, found);
        const locked = await client.query(sql.lockOne, [code, source, now]);
        const [row] = claimRows(locked);
        if (row === undefined) return null;
        if (row.queue !== row.kind) return { item: itemOf(row), token: null };
        if (locked.rows[0]?.['free'] !== true) return null;
        const values = [row.seq, alive[0]['number'], until, now];
        const [taken] = claimRows(await client.query(sql.takeOne, values));
        return taken === undefined ? null : claimOf(taken);
      }),
    async advance(changes, now) {
      if (changes.length === 0) return [];
      return change((client) => advanceAll({ client, sql }, changes, now));
    },
  };
}

/**
 * Looks whose turn it is, then claims as many of each kind. What somebody else takes in between is
 * missing from the answer, unless nothing is left of it: then it looks again.
 */
async function claimOfSeveral(
  { sql, change }: LedgerDatabase,
  {
    queues,
    now,
    limit,
  }: { readonly queues: number[]; readonly now: number; readonly limit: number },
  claim: (client: PgClient, queue: number, limit: number) => Promise<readonly ClaimRow[]>,
): Promise<readonly Claim[]> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { heads, rows } = await change(async (client) => {
      const { rows: first } = await client.query(sql.heads, [queues, now, limit]);
      const claimed: ClaimRow[] = [];
      for (const queue of queues) {
        const some = first.filter((head) => head['queue'] === queue).length;
        if (some > 0) claimed.push(...(await claim(client, queue, some)));
      }
      return { heads: first.length, rows: claimed };
    });
    if (rows.length > 0 || heads === 0) return rows.toSorted(byPlace).map(claimOf);
  }
  return [];
}

async function advanceAll(
  { client, sql }: Pick<LedgerDatabase, 'sql'> & { readonly client: PgClient },
  changes: readonly Advance[],
  now: number,
): Promise<readonly boolean[]> {
  const tokens = changes.map(({ token }) => readToken(token));
  const numbers = tokens.flatMap((token) => token?.seq ?? []);
  const { rows } = await client.query(sql.lockHeld, [numbers]);
  // Safe: the statement answers these columns.
  const held = new Map((rows as unknown as readonly HeldRow[]).map((row) => [row.seq, row]));
  const made = new Map<number, Made>();
  const answers = changes.map((change, index) => {
    const token = tokens[index] ?? null;
    const row = token === null ? undefined : held.get(token.seq);
    if (row === undefined || row.fence !== token?.fence) return false;
    if (row.kind !== KIND_CODES[change.kind] || row.source !== change.source) return false;
    const next = advanceOne(row, change, now);
    made.set(row.seq, next);
    if (next.released) held.delete(row.seq);
    else held.set(row.seq, next);
    return true;
  });
  if (made.size > 0) await client.query(sql.advance, [JSON.stringify([...made.values()]), now]);
  return answers;
}

interface Made extends HeldRow {
  readonly released: boolean;
}

const toldOr = <Value>(told: Value | undefined, known: Value): Value =>
  told === undefined ? known : told;

const jsonToldOr = (told: object | null | undefined, known: string | null): string | null =>
  told === undefined ? known : jsonOf(told);

function advanceOne(row: HeldRow, change: Advance, now: number): Made {
  const state = stateAfter(change, {
    state: stateOf(row.state),
    sourceVersion: row.source_version,
    writtenVersion: row.written_version,
    isRaised: row.raised,
  });
  const isChecked = change.checked === true;
  const place = placeOf({ kind: change.kind, order: row.position, state, isChecked }, now);
  return {
    ...row,
    state: STATE_CODES[state],
    target: toldOr(change.target, row.target),
    written_version: toldOr(change.writtenVersion, row.written_version),
    reason: toldOr(change.reason, row.reason),
    error: jsonToldOr(change.error, row.error),
    losses: jsonToldOr(change.losses, row.losses),
    differences: jsonToldOr(change.differences, row.differences),
    detail: jsonToldOr(change.detail, row.detail),
    queue: queueCode(place.queue),
    rank: place.rank,
    released: isRelease(change, state) || state !== change.state,
  };
}
