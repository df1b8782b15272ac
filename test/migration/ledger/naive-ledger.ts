import {
  type Claim,
  ITEM_KINDS,
  type ItemKind,
  type ItemState,
  type Ledger,
  type LedgerItem,
  type LedgerRun,
  type PlannedItem,
} from '../../../src/migration/index.ts';

interface Row {
  item: LedgerItem;
  run: string | null;
  token: string | null;
  until: number;
  isRaised: boolean;
  verifiedAt: number;
}

const isOpen = (state: ItemState) => ['planned', 'reading', 'sent'].includes(state);
const isWritten = (state: ItemState) => ['confirmed', 'verified'].includes(state);
/** Whether the version was dealt with: carried, or left out by what it says. */
const isJudged = ({ state, writtenVersion }: Pick<LedgerItem, 'state' | 'writtenVersion'>) =>
  isWritten(state) || (state === 'skipped' && writtenVersion !== null);
const isNewer = (version: number | null, than: number | null) =>
  version !== null && (than === null || version > than);

/** The plain words of the rules, without any thought of speed: everything is looked for in one list. */
export function createNaiveLedger(): Ledger {
  let rows: Row[] = [];
  const runs: (LedgerRun & { until: number })[] = [];
  const checkpoints = new Map<string, string>();
  let tokens = 0;

  const find = (kind: ItemKind, source: string) =>
    rows.find(({ item }) => item.kind === kind && item.source === source);
  const alive = (id: string | null) => runs.find((run) => run.id === id && run.endedAt === null);
  const isTaken = (row: Row, now: number) => {
    const run = alive(row.run);
    return run !== undefined && Math.max(row.until, run.until) > now;
  };
  const free = (row: Row) => Object.assign(row, { run: null, token: null, isRaised: false });
  const update = (row: Row, change: Partial<LedgerItem>) =>
    Object.assign(row, { item: { ...row.item, ...change } });
  const take = (row: Row, { runId, now, until }: { runId: string; now: number; until: number }) => {
    tokens += 1;
    const token = `naive-${tokens}`;
    const state = row.item.state === 'planned' ? 'reading' : row.item.state;
    update(row, { state, attempts: row.item.attempts + 1, updatedAt: now });
    Object.assign(row, { run: runId, token, until, isRaised: false });
    return { item: row.item, token };
  };
  const addNew = ({ kind, source, order, sourceVersion }: PlannedItem, now: number): Row => {
    const nothing = { target: null, writtenVersion: null, reason: null, error: null, attempts: 0 };
    const item: LedgerItem = {
      ...{ kind, source, order, sourceVersion, ...nothing },
      ...{ state: 'planned', losses: [], differences: [], detail: {}, updatedAt: now },
    };
    const row = { item, run: null, token: null, until: 0, isRaised: false, verifiedAt: 0 };
    rows.push(row);
    return row;
  };
  const matches = ({ item }: Row, query: Parameters<Ledger['reset']>[0] | object) => {
    const { kind, states, differing } = query as Partial<Parameters<Ledger['reset']>[0]>;
    if (kind !== undefined && item.kind !== kind) return false;
    if (states !== undefined && !states.includes(item.state)) return false;
    return differing !== true || item.differences.length > 0;
  };

  return {
    durable: false,
    async open() {},
    async close() {},
    async startRun(phase, now) {
      const id = `naive-${runs.length}`;
      const run = { id, phase, startedAt: now, heartbeatAt: now, endedAt: null, outcome: null };
      runs.push({ ...run, until: Number.NEGATIVE_INFINITY });
      return run;
    },
    async heartbeat(runId, now, until) {
      const run = alive(runId);
      if (run === undefined) return false;
      Object.assign(run, { heartbeatAt: now, until: Math.max(run.until, until) });
      return true;
    },
    async endRun(runId, outcome, now) {
      Object.assign(alive(runId) ?? {}, { endedAt: now, outcome });
    },
    runs: async () => runs.map(({ until: _until, ...run }) => run).toReversed(),
    async plan(items, now, checkpoint) {
      const sum = { added: 0, changed: 0 };
      for (const planned of items) {
        const row = find(planned.kind, planned.source);
        if (row === undefined) {
          addNew(planned, now);
          sum.added += 1;
          continue;
        }
        const { sourceVersion, writtenVersion } = row.item;
        const isAgain = isJudged(row.item) && isNewer(planned.sourceVersion, writtenVersion);
        const isRaised = isNewer(planned.sourceVersion, sourceVersion);
        if (!isAgain && !isRaised) continue;
        sum.changed += 1;
        if (isRaised) update(row, { sourceVersion: planned.sourceVersion });
        update(row, { updatedAt: now });
        if (isAgain) update(free(row), { state: 'planned' });
        else Object.assign(row, { isRaised: row.token !== null });
      }
      if (checkpoint !== undefined) checkpoints.set(checkpoint.name, checkpoint.value);
      return sum;
    },
    async claim({ kinds, limit, ...request }) {
      if (alive(request.runId) === undefined) return [];
      return rows
        .filter(({ item }) => kinds.includes(item.kind) && isOpen(item.state))
        .filter((row) => !isTaken(row, request.now))
        .toSorted((left, right) => left.item.order - right.item.order)
        .slice(0, limit)
        .map((row): Claim => take(row, request));
    },
    async claimForVerify({ limit, before, ...request }) {
      if (alive(request.runId) === undefined) return [];
      const since = ({ item, verifiedAt }: Row) =>
        item.state === 'confirmed' ? Number.NEGATIVE_INFINITY : verifiedAt;
      return rows
        .filter((row) => isWritten(row.item.state) && since(row) < before)
        .filter((row) => !isTaken(row, request.now))
        .toSorted((left, right) =>
          since(left) < since(right) ? -1 : since(left) > since(right) ? 1 : 0,
        )
        .slice(0, limit)
        .map((row): Claim => take(row, request));
    },
    async claimOne(planned, request) {
      if (alive(request.runId) === undefined) return null;
      const row = find(planned.kind, planned.source) ?? addNew(planned, request.now);
      if (!isOpen(row.item.state)) return { item: row.item, token: null };
      return isTaken(row, request.now) ? null : take(row, request);
    },
    async advance(changes, now) {
      return changes.map(({ kind, source, token, release, ...told }) => {
        const row = find(kind, source);
        if (row === undefined || row.token !== token || alive(row.run) === undefined) return false;
        update(row, { ...told, updatedAt: now });
        const { state, sourceVersion, writtenVersion } = row.item;
        const isBehind =
          row.isRaised && isJudged(row.item) && isNewer(sourceVersion, writtenVersion);
        if (isBehind) update(row, { state: 'planned' });
        if (state === 'verified') row.verifiedAt = now;
        if (release === true || !isOpen(state)) free(row);
        return true;
      });
    },
    item: async (kind, source) => find(kind, source)?.item ?? null,
    async targets(kind, sources) {
      const known = sources.flatMap((source) => {
        const target = find(kind, source)?.item.target ?? null;
        return target === null ? [] : [[source, target] as const];
      });
      return new Map(known);
    },
    items: async (query) => ({
      items: rows.filter((row) => matches(row, query)).map(({ item }) => item),
      cursor: null,
    }),
    async counts() {
      const counts: Record<string, Record<string, number>> = {};
      for (const kind of ITEM_KINDS) {
        for (const { item } of rows.filter((row) => row.item.kind === kind)) {
          const { state } = item;
          counts[kind] = { ...counts[kind], [state]: (counts[kind]?.[state] ?? 0) + 1 };
        }
      }
      return counts;
    },
    async reset(query, to, now) {
      const found = rows.filter((row) => matches(row, query));
      for (const row of found) update(free(row), { ...to, updatedAt: now });
      return found.length;
    },
    async remove(kind, sources) {
      rows = rows.filter(({ item }) => item.kind !== kind || !sources.includes(item.source));
    },
    checkpoint: async (name) => checkpoints.get(name) ?? null,
    async saveCheckpoint(name, value) {
      checkpoints.set(name, value);
    },
  };
}
