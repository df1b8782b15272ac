import type { RateBudget } from '../adapter/observers.ts';

/** Name of the budget that every call draws on. */
export const ACCOUNT_BUDGET = 'account';

export type Lane = 'interactive' | 'bulk';

/** What one call takes of which budgets. */
export interface Draw {
  readonly buckets: readonly string[];
  /** Some providers count a call several times, for what comes along with it. */
  readonly cost: number;
}

/** The right to make one call. */
export interface Permit extends Draw {
  /** Position among all permits: tells which answers are newer for certain. */
  readonly order: number;
}

/** Why a call must wait. */
export interface Blocked {
  readonly budget: string;
  readonly waitMs: number;
  /** False when an answer on its way may free the budget earlier. */
  readonly certain: boolean;
}

/** The state of all budgets of one account. Deterministic: time comes in as a parameter. */
export interface RateLimit {
  /** Whether a call may start as far as the number of calls goes. */
  hasSlot(): boolean;
  /** Null when the call may start, else why not and for how long. */
  check(draw: Draw, lane: Lane, nowMs: number): Blocked | null;
  take(draw: Draw): Permit;
  /** A call has ended: with the budgets that its answer told; null when nothing was sent. */
  settle(permit: Permit, readings: readonly RateBudget[] | null, nowMs: number): void;
  /** The provider wants no calls on this budget before `untilMs`. */
  close(budget: string, untilMs: number): void;
  budgets(nowMs: number): readonly RateBudget[];
}

interface Bucket {
  readonly name: string;
  /** Calls that told no figures: their end, as count of permits given by then; oldest first. */
  readonly silent: { readonly endedAtOrder: number; readonly cost: number }[];
  limit: number | null;
  /** As the provider last said; null while unknown. */
  remaining: number | null;
  resetsAtMs: number | null;
  /** When the newest reading came in, as count of permits given by then. */
  readAtOrder: number;
  /** When the window is known to have begun at the latest: it ends a whole window after that, or before. */
  begunAtMs: number;
  /** Whether an answer of this window is in. */
  isSeen: boolean;
  /** How many permits had been given when the window was taken for new: answers to those may be of the old. */
  begunAtOrder: number;
  /** How many permits had been given by the first answer of all; null before it. */
  firstOrder: number | null;
  /** An answer of this window, to tell by that a later call finds more left only in the next. */
  readonly anchor: { remaining: number; order: number };
  /** What others have taken in this window, as far as is certain, and in how many steps that was seen. */
  readonly others: { began: number; own: number; steps: number };
  /** What the calls on their way cost. */
  inFlight: number;
  closedUntilMs: number;
}

// Where a provider names no reset, a minute is the longest usual window of the ones known to us.
const ASSUMED_WINDOW_MS = 60_000;
// Resets in whole seconds jitter by up to one second from answer to answer.
const SAME_WINDOW_MS = 1_500;
const BULK_RESERVE = 0.1;
// Clients that share the account are taken to be like this one; more of them are refused now and then.
const MOST_OTHERS = 4;
const MOST_BUCKETS = 1_000;
// More than can end while one call is on its way.
const MOST_SILENT = 200;

const windowEnd = (bucket: Bucket): number =>
  bucket.resetsAtMs ?? bucket.begunAtMs + ASSUMED_WINDOW_MS;

const reserveOf = (bucket: Bucket, lane: Lane): number =>
  lane === 'bulk' && bucket.limit !== null ? Math.floor(bucket.limit * BULK_RESERVE) : 0;

/** A call that costs more than a whole window has can still go once the window is full. */
const costIn = (bucket: Bucket, { cost }: Draw, reserve: number): number =>
  bucket.limit === null ? cost : Math.min(cost, Math.max(1, bucket.limit - reserve));

/** Now, as time and as count of permits given. */
interface Moment {
  readonly nowMs: number;
  readonly order: number;
}

function begin(bucket: Bucket, { nowMs, order }: Moment): void {
  bucket.begunAtMs = nowMs;
  bucket.begunAtOrder = order;
  bucket.isSeen = false;
  Object.assign(bucket.anchor, NO_ANCHOR);
  Object.assign(bucket.others, NOBODY);
}

const NO_ANCHOR = { remaining: Number.POSITIVE_INFINITY, order: -1 };
const NOBODY = { began: 0, own: 0, steps: 0 };

/**
 * What others take while one call of ours is on its way: so much is left to them at the end of a window,
 * since nobody can know in time that they have taken it.
 */
function shareOfOthers({ others, remaining, inFlight }: Bucket): number {
  if (others.steps === 0 || remaining === null) return 0;
  const taken = others.began - remaining - others.own - inFlight;
  return taken <= 0 ? 0 : Math.ceil(taken / others.steps);
}

/** The window has ended: the next one is full, as far as is known. */
function roll(bucket: Bucket, moment: Moment): void {
  if (bucket.remaining === null || windowEnd(bucket) > moment.nowMs) return;
  bucket.remaining = bucket.limit;
  bucket.silent.length = 0;
  bucket.resetsAtMs = null;
  begin(bucket, moment);
}

/** A call ended without a word about this budget: it may have cost what such a call costs. */
function spend(bucket: Bucket, cost: number, endedAtOrder: number): void {
  if (bucket.remaining !== null) bucket.remaining -= cost;
  bucket.others.own += cost;
  bucket.silent.push({ endedAtOrder, cost });
  if (bucket.silent.length > MOST_SILENT) bucket.silent.shift();
}

/** What silent calls cost that ended while one was on its way: its figure may not have them yet. */
function silentSince({ silent }: Bucket, order: number): number {
  let sum = 0;
  for (let index = silent.length - 1; index >= 0; index -= 1) {
    const call = silent[index];
    if (call === undefined || call.endedAtOrder < order) break;
    sum += call.cost;
  }
  return sum;
}

/**
 * Whether an answer is of the window before: it was on its way when the new one began, and tells less than
 * all calls that the new one can have seen would leave.
 */
const isOfOldWindow = (
  bucket: Bucket,
  { remaining }: RateBudget,
  { order, cost }: Permit,
): boolean =>
  order <= bucket.begunAtOrder &&
  bucket.remaining !== null &&
  remaining < bucket.remaining - bucket.inFlight - cost;

/** A call that began after an answer was in finds more left: where no reset is told, that is a new window. */
const hasRisen = (
  { anchor }: Bucket,
  { resetsAt, remaining }: RateBudget,
  order: number,
): boolean => resetsAt === null && order > anchor.order && remaining > anchor.remaining;

/**
 * Takes over a reading. A call that started after the newest reading was in is newer for certain
 * and replaces it; answers that overtook each other within one window leave the lower value.
 */
function absorb(bucket: Bucket, reading: RateBudget, permit: Permit, moment: Moment): void {
  const { nowMs, order } = moment;
  const resetsAtMs = reading.resetsAt?.getTime() ?? null;
  if (resetsAtMs !== null && resetsAtMs <= nowMs) return;
  if (isOfOldWindow(bucket, reading, permit)) {
    bucket.others.own += permit.cost;
    return;
  }
  const shift = (resetsAtMs ?? 0) - (bucket.resetsAtMs ?? resetsAtMs ?? 0);
  const isNext = shift > SAME_WINDOW_MS || hasRisen(bucket, reading, permit.order);
  const newer = isNext || permit.order > bucket.readAtOrder;
  if (!newer && shift < -SAME_WINDOW_MS) return;
  if (isNext) begin(bucket, moment);
  bucket.limit = reading.limit ?? bucket.limit;
  const remaining = reading.remaining - silentSince(bucket, permit.order);
  bucket.remaining =
    newer || bucket.remaining === null ? remaining : Math.min(bucket.remaining, remaining);
  bucket.resetsAtMs =
    newer || resetsAtMs === null ? resetsAtMs : Math.max(resetsAtMs, bucket.resetsAtMs ?? 0);
  bucket.readAtOrder = order;
  keepAnchor(bucket, reading, permit, moment);
}

function keepAnchor(
  bucket: Bucket,
  { remaining }: RateBudget,
  permit: Permit,
  { nowMs, order }: Moment,
): void {
  const { anchor, others } = bucket;
  if (bucket.isSeen) {
    others.own += permit.cost;
    // The first answers of all may be of a window that has ended since: the last of them tells the latest
    // moment at which this one can have begun.
    if (bucket.firstOrder !== null && permit.order <= bucket.firstOrder) bucket.begunAtMs = nowMs;
  } else {
    bucket.isSeen = true;
    bucket.firstOrder ??= order;
    bucket.begunAtMs = nowMs;
    others.began = remaining;
  }
  if (permit.order <= anchor.order) return;
  anchor.remaining = remaining;
  anchor.order = order;
  others.steps += 1;
}

/**
 * The bookkeeping behind the limiter: budgets as the provider's headers tell them, less the calls
 * that are on their way.
 */
export function createRateLimit(options: { readonly concurrency: number }): RateLimit {
  const buckets = new Map<string, Bucket>();
  let inFlight = 0;
  let order = 0;

  function forget(nowMs: number): void {
    for (const [name, bucket] of buckets) {
      const idle = bucket.inFlight === 0 && bucket.closedUntilMs <= nowMs;
      if (idle && windowEnd(bucket) <= nowMs) buckets.delete(name);
    }
  }

  function bucketFor(name: string, nowMs: number): Bucket {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    if (buckets.size >= MOST_BUCKETS) forget(nowMs);
    const fresh: Bucket = {
      name,
      silent: [],
      limit: null,
      remaining: null,
      resetsAtMs: null,
      readAtOrder: 0,
      begunAtMs: 0,
      isSeen: false,
      begunAtOrder: 0,
      firstOrder: null,
      anchor: { ...NO_ANCHOR },
      others: { ...NOBODY },
      inFlight: 0,
      closedUntilMs: 0,
    };
    buckets.set(name, fresh);
    return fresh;
  }

  function checkBucket(bucket: Bucket, draw: Draw, lane: Lane, nowMs: number): Blocked | null {
    if (bucket.closedUntilMs > nowMs) {
      return { budget: bucket.name, waitMs: bucket.closedUntilMs - nowMs, certain: true };
    }
    roll(bucket, { nowMs, order });
    if (bucket.remaining === null) return null;
    const reserve = reserveOf(bucket, lane);
    const cost = costIn(bucket, draw, reserve);
    const left = bucket.remaining - bucket.inFlight - cost - reserve;
    const others = Math.min(shareOfOthers(bucket), MOST_OTHERS * options.concurrency);
    if (left >= Math.max(0, others)) return null;
    return {
      budget: bucket.name,
      waitMs: Math.max(1, windowEnd(bucket) - nowMs),
      certain: bucket.remaining - cost < reserve,
    };
  }

  return {
    hasSlot: () => inFlight < options.concurrency,
    check(draw, lane, nowMs) {
      let longest: Blocked | null = null;
      for (const name of draw.buckets) {
        const bucket = buckets.get(name);
        const blocked = bucket === undefined ? null : checkBucket(bucket, draw, lane, nowMs);
        if (blocked !== null && blocked.waitMs > (longest?.waitMs ?? 0)) longest = blocked;
      }
      return longest;
    },
    take({ buckets: names, cost }) {
      inFlight += 1;
      order += 1;
      for (const name of names) bucketFor(name, 0).inFlight += cost;
      return { order, buckets: names, cost };
    },
    settle(permit, readings, nowMs) {
      inFlight -= 1;
      const moment = { nowMs, order };
      for (const name of permit.buckets) {
        const bucket = bucketFor(name, nowMs);
        bucket.inFlight -= permit.cost;
        roll(bucket, moment);
        const told = readings === null || readings.some((reading) => reading.name === name);
        if (!told) spend(bucket, permit.cost, order);
      }
      for (const reading of readings ?? []) {
        const bucket = bucketFor(reading.name, nowMs);
        absorb(bucket, reading, permit, moment);
      }
    },
    close(name, untilMs) {
      const bucket = bucketFor(name, 0);
      bucket.closedUntilMs = Math.max(bucket.closedUntilMs, untilMs);
    },
    budgets(nowMs) {
      const known: RateBudget[] = [];
      for (const bucket of buckets.values()) {
        roll(bucket, { nowMs, order });
        if (bucket.remaining === null) continue;
        known.push({
          name: bucket.name,
          limit: bucket.limit,
          remaining: Math.max(0, bucket.remaining),
          resetsAt: bucket.resetsAtMs === null ? null : new Date(bucket.resetsAtMs),
        });
      }
      return known;
    },
  };
}
