import { ConfigurationError } from '../../errors/classes.ts';
import { createInbox, type Held, type Inbox } from './create-inbox.ts';
import { createFading, type Fading } from './fading.ts';
import type { Row } from './inbox-rows.ts';
import { RETENTION } from './retention.ts';
import type { Admission, Claim, DeadLetter, RetentionOptions, WebhookStore } from './types.ts';

/** How much a memory store remembers. */
export interface MemoryStoreOptions extends RetentionOptions {
  /** Keys of handled events; the oldest are forgotten first. @default 100000 */
  readonly maxDone?: number;
  /** Records; those that were written longest ago are forgotten first. @default 10000 */
  readonly maxRecords?: number;
  /** Dead letters; the oldest are forgotten first, but for their keys. @default 1000 */
  readonly maxDead?: number;
}

const MAX_MARKS = 100_000;

/**
 * Keeps deliveries in the memory of this process: for tests, and for one process that relies on the
 * provider's retries. What was not handled is lost with the process; a receiver therefore asks the
 * provider to deliver again whenever handling fails.
 *
 * @throws {ConfigurationError} when a limit is not a whole number of 1 or more.
 * @example
 * const receiver = createWebhookReceiver({ parser, secret, store: createMemoryStore() });
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): WebhookStore<undefined> {
  const { keepDoneMs, keepRecordsMs } = { ...RETENTION, ...options };
  const { maxDone = 100_000, maxRecords = 10_000, maxDead = 1000 } = options;
  for (const [name, value] of Object.entries({ maxDone, maxRecords, maxDead })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new ConfigurationError(`${name} must be a whole number, 1 or more.`);
    }
  }
  return storeOf(createMemory({ keepDoneMs, keepRecordsMs, maxDone, maxRecords, maxDead }));
}

/** Everything that a store in memory holds. */
export interface Memory {
  readonly inbox: Inbox;
  readonly records: Fading<string>;
  readonly marks: Fading<number>;
}

/** Starts empty. */
export function createMemory(limits: Required<MemoryStoreOptions>): Memory {
  const { keepRecordsMs, maxRecords } = limits;
  return {
    inbox: createInbox(limits),
    records: createFading({ keepMs: keepRecordsMs, max: maxRecords }),
    marks: createFading({ keepMs: Number.POSITIVE_INFINITY, max: MAX_MARKS }),
  };
}

/** A store in front of a memory. */
export function storeOf({ inbox, records, marks }: Memory): WebhookStore<undefined> {
  const claimOf = (row: Row): Claim => ({
    entry: row.entry,
    token: String(row.token),
    attempt: row.attempts,
    record: records.get(row.entry.stream) ?? null,
  });
  return {
    ...entriesOf(inbox, claimOf),
    durable: false,
    async complete(claim, { now, record, writes }) {
      if (!inbox.holds(heldBy(claim), now)) return false;
      for (const write of writes) await write(undefined);
      if (writes.length > 0 && !inbox.holds(heldBy(claim), now)) return false;
      if (record !== null) records.set(claim.entry.stream, record, now);
      inbox.finish(claim.entry.key, now);
      return true;
    },
    async records(streams) {
      return new Map(
        streams.flatMap((stream) => {
          const record = records.get(stream);
          return record === undefined ? [] : [[stream, record] as const];
        }),
      );
    },
    async mark(words, until, now) {
      for (const word of words) marks.set(word, Math.max(until, marks.get(word) ?? 0), now);
    },
    async marked(words, now) {
      return new Set(words.filter((word) => (marks.get(word) ?? 0) > now));
    },
    async close() {},
  };
}

type Entries = Omit<
  WebhookStore<undefined>,
  'durable' | 'complete' | 'records' | 'mark' | 'marked' | 'close'
>;

const heldBy = ({ entry, token }: Claim): Held => ({ key: entry.key, token: Number(token) });

/** The part of a store that is about entries alone. */
function entriesOf(inbox: Inbox, claimOf: (row: Row) => Claim): Entries {
  return {
    async add(entries, { now, claimUntil }) {
      return entries.map((entry): Admission => {
        const { key } = entry;
        const row = inbox.add(entry, now, claimUntil);
        if (row === null) return { key, result: 'known', state: inbox.stateOf(key) ?? 'done' };
        if (row.state !== 'running') return { key, result: 'kept' };
        return { key, result: 'claimed', claim: claimOf(row) };
      });
    },
    async claim({ desks, keys, limit, now, claimUntil }) {
      const accepts = ({ key, delivery }: Row['entry']): boolean =>
        desks.includes(delivery.desk) && (keys === undefined || keys.includes(key));
      return inbox.claim({ accepts, limit, now, claimUntil }).map(claimOf);
    },
    extend: async (claim, claimUntil, now) => inbox.extend(heldBy(claim), claimUntil, now),
    fail: async (claim, options) => inbox.fail(heldBy(claim), options),
    async bury(entries, { now, failure }) {
      for (const entry of entries) inbox.bury(entry, now, failure);
    },
    nextDueAt: async () => inbox.nextDueAt(),
    dead: async ({ desks, limit, after }) => pageOf(inbox, { desks, limit, after }),
    revive: async (keys, now) => keys.filter((key) => inbox.revive(key, now)).length,
    discard: async (keys, now) => keys.filter((key) => inbox.discard(key, now)).length,
    async states(keys) {
      return new Map(
        keys.flatMap((key) => {
          const state = inbox.stateOf(key);
          return state === null ? [] : [[key, state] as const];
        }),
      );
    },
    async counts(desks) {
      const counts = { waiting: 0, running: 0, dead: 0, done: inbox.ended.doneCount };
      for (const { state, entry } of inbox.rows.values()) {
        if (desks.includes(entry.delivery.desk)) counts[state] += 1;
      }
      return counts;
    },
  };
}

function pageOf(
  { ended }: Inbox,
  { desks, limit, after }: Parameters<WebhookStore['dead']>[0],
): readonly DeadLetter[] {
  const letters: DeadLetter[] = [];
  let isAfter = after === null;
  for (const { entry, attempts, failure, diedAt } of ended.dead()) {
    if (letters.length >= limit) break;
    if (isAfter && desks.includes(entry.delivery.desk)) {
      letters.push({ entry, attempts, failure, diedAt });
    }
    isAfter ||= entry.key === after;
  }
  return letters;
}
