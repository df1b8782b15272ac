import type { Admission, Claim, EventEntry, FailureNote, WebhookStore } from 'polydesk/webhooks';

interface Row {
  readonly entry: EventEntry;
  state: 'waiting' | 'running' | 'done' | 'dead';
  dueAt: number;
  leaseUntil: number;
  token: string;
  attempts: number;
  failure: FailureNote | null;
  diedAt: number;
}

/** The rules of `WebhookStore` in the plainest words: it looks at every row each time. */
export function createNaiveStore(
  options: { readonly durable?: boolean } = {},
): WebhookStore<undefined> {
  const rows = new Map<string, Row>();
  const kept = new Map<string, string>();
  const words = new Map<string, number>();
  let tokens = 0;

  const isOpen = (row: Row): boolean => row.state === 'waiting' || row.state === 'running';
  const claimRow = (row: Row, claimUntil: number): Claim => {
    row.state = 'running';
    row.leaseUntil = claimUntil;
    row.token = String((tokens += 1));
    row.attempts += 1;
    const { entry, token, attempts } = row;
    return { entry, token, attempt: attempts, record: kept.get(entry.stream) ?? null };
  };
  const held = ({ entry, token }: Claim, now: number): Row | null => {
    const row = rows.get(entry.key);
    const holds = row?.state === 'running' && row.token === token && row.leaseUntil > now;
    return holds ? row : null;
  };
  const newRow = (entry: EventEntry, now: number): Row => ({
    entry,
    state: 'waiting',
    dueAt: now,
    leaseUntil: 0,
    token: '',
    attempts: 0,
    failure: null,
    diedAt: 0,
  });
  const streamIs = (stream: string, is: (row: Row) => boolean): boolean =>
    [...rows.values()].some((row) => row.entry.stream === stream && is(row));
  const isRunning = (now: number) => (row: Row) => row.state === 'running' && row.leaseUntil > now;

  return {
    durable: options.durable ?? false,
    async add(entries, { now, claimUntil }) {
      return entries.map((entry): Admission => {
        const { key, stream } = entry;
        const known = rows.get(key);
        if (known !== undefined) return { key, result: 'known', state: known.state };
        const busy = streamIs(stream, isOpen);
        const row = newRow(entry, now);
        rows.set(key, row);
        if (claimUntil === null || busy) return { key, result: 'kept' };
        return { key, result: 'claimed', claim: claimRow(row, claimUntil) };
      });
    },
    async claim({ desks, keys, limit, now, claimUntil }) {
      const claims: Claim[] = [];
      for (const row of rows.values()) {
        const { key, stream, delivery } = row.entry;
        if (claims.length >= limit) break;
        if (!desks.includes(delivery.desk) || (keys !== undefined && !keys.includes(key))) continue;
        const isDue =
          (row.state === 'waiting' && row.dueAt <= now) ||
          (row.state === 'running' && row.leaseUntil <= now);
        if (!isDue || streamIs(stream, isRunning(now))) continue;
        claims.push(claimRow(row, claimUntil));
      }
      return claims;
    },
    async extend(claim, claimUntil, now) {
      const row = held(claim, now);
      if (row !== null) row.leaseUntil = claimUntil;
      return row !== null;
    },
    async complete(claim, { now, record, writes }) {
      if (held(claim, now) === null) return false;
      for (const write of writes) await write(undefined);
      const row = held(claim, now);
      if (row === null) return false;
      row.state = 'done';
      if (record !== null) kept.set(claim.entry.stream, record);
      return true;
    },
    async fail(claim, { now, retryAt, failure }) {
      const row = held(claim, now);
      if (row === null) return false;
      row.state = retryAt === null ? 'dead' : 'waiting';
      row.dueAt = retryAt ?? 0;
      row.failure = failure;
      row.diedAt = now;
      return true;
    },
    async bury(entries, { now, failure }) {
      for (const entry of entries) {
        if (!rows.has(entry.key)) {
          rows.set(entry.key, { ...newRow(entry, now), state: 'dead', failure, diedAt: now });
        }
      }
    },
    async nextDueAt(desks) {
      const times = [...rows.values()]
        .filter((row) => desks.includes(row.entry.delivery.desk) && isOpen(row))
        .map((row) => (row.state === 'waiting' ? row.dueAt : row.leaseUntil));
      return times.length === 0 ? null : Math.min(...times);
    },
    async dead({ desks, limit, after }) {
      const letters = [...rows.values()]
        .filter((row) => row.state === 'dead' && desks.includes(row.entry.delivery.desk))
        .sort((left, right) => left.diedAt - right.diedAt);
      const start = letters.findIndex(({ entry }) => entry.key === after) + 1;
      return letters
        .slice(start, start + limit)
        .flatMap(({ entry, attempts, failure, diedAt }) =>
          failure === null ? [] : [{ entry, attempts, failure, diedAt }],
        );
    },
    async revive(keys, now) {
      const found = keys
        .flatMap((key) => rows.get(key) ?? [])
        .filter(({ state }) => state === 'dead');
      for (const row of found) Object.assign(row, { state: 'waiting', dueAt: now, attempts: 0 });
      return found.length;
    },
    async discard(keys) {
      const found = keys
        .flatMap((key) => rows.get(key) ?? [])
        .filter(({ state }) => state === 'dead');
      for (const row of found) row.state = 'done';
      return found.length;
    },
    async states(keys) {
      return new Map(
        keys.flatMap((key) => {
          const row = rows.get(key);
          return row === undefined ? [] : [[key, row.state] as const];
        }),
      );
    },
    async records(streams) {
      return new Map(
        streams.flatMap((stream) => {
          const record = kept.get(stream);
          return record === undefined ? [] : [[stream, record] as const];
        }),
      );
    },
    async mark(marks, until) {
      for (const word of marks) words.set(word, Math.max(until, words.get(word) ?? 0));
    },
    async marked(marks, now) {
      return new Set(marks.filter((word) => (words.get(word) ?? 0) > now));
    },
    async counts(desks) {
      const counts = { waiting: 0, running: 0, done: 0, dead: 0 };
      for (const { state, entry } of rows.values()) {
        if (desks.includes(entry.delivery.desk)) counts[state] += 1;
      }
      return counts;
    },
    async close() {},
  };
}
