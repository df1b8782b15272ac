import type { Immediate, LedgerMemory, RowChanges } from './memory-parts.ts';
import { type MemoryRow, UNCLAIMED } from './memory-rows.ts';
import {
  checkLimit,
  isRelease,
  placeOf,
  type QueueName,
  readToken,
  stateAfter,
  tokenOf,
} from './rules.ts';
import type { Advance, Claim, LedgerItem } from './types.ts';

interface Request {
  readonly runId: string;
  readonly now: number;
  readonly until: number;
}

/** Claims, and what becomes of them. */
export function claimingOf(
  memory: LedgerMemory,
  { find, set, add }: RowChanges,
): Pick<Immediate, 'claim' | 'claimForVerify' | 'claimOne' | 'advance'> {
  const { queues, runs, runNumbers, last } = memory;

  const aliveNumber = (runId: string): number | null => {
    const number = runNumbers.get(runId);
    return number === undefined || runs.get(number)?.run.endedAt !== null ? null : number;
  };

  const take = (row: MemoryRow, run: number, { now, until }: Request): Claim => {
    Object.assign(last, { fence: last.fence + 1 });
    const { state, attempts } = row.item;
    const item: LedgerItem = {
      ...row.item,
      state: state === 'planned' ? 'reading' : state,
      attempts: attempts + 1,
      updatedAt: now,
    };
    set(row, { item, run, until, fence: last.fence, isRaised: false }, 'held');
    return { item, token: tokenOf(row.seq, last.fence) };
  };

  const claimFrom = (
    names: readonly QueueName[],
    { limit, before, ...request }: Request & { readonly limit: number; readonly before?: number },
  ): readonly Claim[] => {
    checkLimit(limit);
    const run = aliveNumber(request.runId);
    const claims: Claim[] = [];
    while (run !== null && claims.length < limit) {
      const heads = names.flatMap((name) => queues.first(name, request.now) ?? []);
      const [first] = heads.toSorted(byPlace);
      if (first === undefined || (before !== undefined && first.rank >= before)) break;
      claims.push(take(first, run, request));
    }
    return claims;
  };

  const advanceOne = (change: Advance, now: number): boolean => {
    const token = readToken(change.token);
    const row = token === null ? undefined : memory.bySeq.get(token.seq);
    if (row === undefined || token === null || row.fence !== token.fence) return false;
    if (row.item.kind !== change.kind || row.item.source !== change.source) return false;
    if (runs.get(row.run)?.run.endedAt !== null) return false;
    const state = stateAfter(change, { ...row.item, isRaised: row.isRaised });
    const item = { ...row.item, ...toldBy(change), state, updatedAt: now };
    const { rank } = placeOf({ ...item, isChecked: change.checked === true }, now);
    if (isRelease(change, state) || state !== change.state) {
      set(row, { item, rank, ...UNCLAIMED }, 'placed');
    } else set(row, { item, rank }, 'held');
    return true;
  };

  return {
    claim: ({ kinds, ...request }) => claimFrom([...new Set(kinds)], request),
    claimForVerify: (request) => claimFrom(['verify'], request),
    claimOne(planned, request) {
      const run = aliveNumber(request.runId);
      if (run === null) return null;
      const row = find(planned.kind, planned.source) ?? add(planned, request.now);
      const { queue } = placeOf(row.item, 0);
      if (queue === null || queue === 'verify') return { item: row.item, token: null };
      return queues.isFree(row, request.now) ? take(row, run, request) : null;
    },
    advance: (changes, now) => changes.map((change) => advanceOne(change, now)),
  };
}

const byPlace = (left: MemoryRow, right: MemoryRow): number =>
  left.rank - right.rank || left.seq - right.seq;

/** The keys that an advance mentions. */
function toldBy(change: Advance): Partial<LedgerItem> {
  const { target, writtenVersion, reason, error, losses, differences, detail } = change;
  const told = { target, writtenVersion, reason, error, losses, differences, detail };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
