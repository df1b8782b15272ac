import { createDueQueue, type DueQueue } from '../../storage/due-queue.ts';
import { createEndedEntries, type EndedEntries, type EndedLimits } from './ended-entries.ts';
import { newRow, type Row } from './inbox-rows.ts';
import { createLeaseQueue, type LeaseQueue } from './lease-queue.ts';
import { createStreams, type Streams } from './streams.ts';
import type { EntryState, EventEntry, FailureNote } from './types.ts';

/** What a claim is known by. */
export interface Held {
  readonly key: string;
  readonly token: number;
}

/** What is to be claimed. */
export interface InboxClaim {
  readonly accepts: (entry: EventEntry) => boolean;
  readonly limit: number;
  readonly now: number;
  readonly claimUntil: number;
}

/** How an attempt ended that did not succeed. */
export interface InboxFailure {
  readonly now: number;
  readonly retryAt: number | null;
  readonly failure: FailureNote;
}

/** The entries of a store by the rules of `WebhookStore`, without waiting for anything. */
export interface Inbox {
  /** The row when it was admitted: running when it was claimed at once. `null` for a known key. */
  add(entry: EventEntry, now: number, claimUntil: number | null): Row | null;
  claim(options: InboxClaim): readonly Row[];
  holds(held: Held, now: number): boolean;
  extend(held: Held, claimUntil: number, now: number): boolean;
  /** Takes an entry in again that was open when the process ended. */
  restore(entry: EventEntry, known: Pick<Row, 'attempts' | 'dueAt'>): void;
  /** Ends an entry well. */
  finish(key: string, now: number): void;
  fail(held: Held, options: InboxFailure): boolean;
  bury(entry: EventEntry, now: number, failure: FailureNote): void;
  revive(key: string, now: number): boolean;
  discard(key: string, now: number): boolean;
  stateOf(key: string): EntryState | null;
  /** When something may be due next. */
  nextDueAt(): number | null;
  /** Those that are open or dead. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly ended: EndedEntries;
}

interface Parts {
  readonly rows: Map<string, Row>;
  readonly ended: EndedEntries;
  readonly streams: Streams;
  readonly leases: LeaseQueue;
  /** Waiting for their time. */
  readonly delayed: DueQueue<Row>;
  /** Due, in the order of their arrival. */
  readonly ready: DueQueue<Row>;
  readonly nextArrival: () => number;
  readonly nextToken: () => number;
}

/** Starts empty. */
export function createInbox(limits: EndedLimits): Inbox {
  const parts: Parts = {
    rows: new Map(),
    ended: createEndedEntries(limits),
    streams: createStreams(),
    leases: createLeaseQueue(),
    delayed: createDueQueue(),
    ready: createDueQueue(),
    nextArrival: counter(),
    nextToken: counter(),
  };
  const { rows, ended, leases, delayed, ready } = parts;
  return {
    rows,
    ended,
    add: (entry, now, claimUntil) => add(parts, entry, { now, claimUntil }),
    claim: (options) => claim(parts, options),
    holds: (held, now) => heldRow(parts, held, now) !== null,
    extend(held, claimUntil, now) {
      const row = heldRow(parts, held, now);
      if (row !== null) row.leaseUntil = claimUntil;
      return row !== null;
    },
    restore(entry, { attempts, dueAt }) {
      const row = { ...newRow(entry, parts.nextArrival(), dueAt), attempts };
      rows.set(entry.key, row);
      parts.streams.opened(entry.stream);
      wait(parts, row, dueAt);
    },
    finish(key, now) {
      const row = rows.get(key);
      if (row === undefined) return;
      rows.delete(key);
      close(parts, row);
      ended.addDone(key, now);
    },
    fail: (held, options) => fail(parts, held, options),
    bury(entry, now, failure) {
      if (stateOf(parts, entry.key) !== null) return;
      const row = newRow(entry, parts.nextArrival(), now);
      rows.set(entry.key, row);
      bury(parts, row, { now, failure });
    },
    revive(key, now) {
      const row = ended.takeDead(key);
      if (row === undefined) return false;
      row.attempts = 0;
      parts.streams.opened(row.entry.stream);
      wait(parts, row, now);
      return true;
    },
    discard(key, now) {
      if (ended.takeDead(key) === undefined) return false;
      rows.delete(key);
      ended.addDone(key, now);
      return true;
    },
    stateOf: (key) => stateOf(parts, key),
    nextDueAt() {
      const times = [delayed.peek()?.at, ready.peek()?.value.dueAt, leases.nextEnd() ?? undefined];
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? null : Math.min(...known);
    },
  };
}

const counter = (): (() => number) => {
  let count = 0;
  return () => (count += 1);
};

const stateOf = ({ rows, ended }: Parts, key: string): EntryState | null =>
  rows.get(key)?.state ?? (ended.isDone(key) ? 'done' : null);

const makeReady = ({ ready }: Parts, row: Row): void => ready.push(row.order, row.order, row);

function take(parts: Parts, row: Row, claimUntil: number): Row {
  const attempts = row.attempts + 1;
  Object.assign(row, {
    state: 'running',
    token: parts.nextToken(),
    leaseUntil: claimUntil,
    attempts,
  } satisfies Partial<Row>);
  parts.streams.runs(row);
  parts.leases.push(row);
  return row;
}

function stop(parts: Parts, row: Row): void {
  Object.assign(row, { token: 0 } satisfies Partial<Row>);
  for (const parked of parts.streams.stops(row)) makeReady(parts, parked);
}

function close(parts: Parts, row: Row): void {
  stop(parts, row);
  parts.streams.closed(row.entry.stream);
}

function wait(parts: Parts, row: Row, dueAt: number): void {
  Object.assign(row, { state: 'waiting', dueAt } satisfies Partial<Row>);
  parts.delayed.push(dueAt, row.order, row);
}

function bury(
  parts: Parts,
  row: Row,
  death: { readonly now: number; readonly failure: FailureNote },
): void {
  const { now: diedAt, failure } = death;
  Object.assign(row, { state: 'dead', failure, diedAt } satisfies Partial<Row>);
  const forgotten = parts.ended.addDead(row);
  if (forgotten === undefined) return;
  parts.rows.delete(forgotten.entry.key);
  parts.ended.addDone(forgotten.entry.key, death.now);
}

/** Brings up to date what is due by now. */
function turn(parts: Parts, now: number): void {
  const { leases, delayed } = parts;
  for (let row = leases.popEnded(now); row !== undefined; row = leases.popEnded(now)) {
    row.state = 'waiting';
    stop(parts, row);
    makeReady(parts, row);
  }
  for (let head = delayed.peek(); head !== undefined && head.at <= now; head = delayed.peek()) {
    delayed.pop();
    makeReady(parts, head.value);
  }
}

function add(
  parts: Parts,
  entry: EventEntry,
  { now, claimUntil }: { readonly now: number; readonly claimUntil: number | null },
): Row | null {
  turn(parts, now);
  if (stateOf(parts, entry.key) !== null) return null;
  const row = newRow(entry, parts.nextArrival(), now);
  parts.rows.set(entry.key, row);
  const open = parts.streams.opened(entry.stream);
  if (claimUntil !== null && open === 1) return take(parts, row, claimUntil);
  makeReady(parts, row);
  return row;
}

function claim(parts: Parts, { accepts, limit, now, claimUntil }: InboxClaim): readonly Row[] {
  turn(parts, now);
  const claimed: Row[] = [];
  const others: Row[] = [];
  while (claimed.length < limit) {
    const row = parts.ready.pop();
    if (row === undefined) break;
    if (!accepts(row.entry)) others.push(row);
    else if (!parts.streams.park(row)) claimed.push(take(parts, row, claimUntil));
  }
  for (const row of others) makeReady(parts, row);
  return claimed;
}

function heldRow({ rows }: Parts, { key, token }: Held, now: number): Row | null {
  const row = rows.get(key);
  return row?.state === 'running' && row.token === token && row.leaseUntil > now ? row : null;
}

function fail(parts: Parts, held: Held, { now, retryAt, failure }: InboxFailure): boolean {
  const row = heldRow(parts, held, now);
  if (row === null) return false;
  if (retryAt === null) {
    close(parts, row);
    bury(parts, row, { now, failure });
    return true;
  }
  stop(parts, row);
  row.failure = failure;
  wait(parts, row, retryAt);
  return true;
}
