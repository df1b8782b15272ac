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
  /** When the newest reading came in, as time and as count of permits given by then. */
  readAtMs: number;
  readAtOrder: number;
  /** What the calls on their way cost. */
  inFlight: number;
  closedUntilMs: number;
}

// Where a provider names no reset, a minute is the longest usual window of the ones known to us.
const ASSUMED_WINDOW_MS = 60_000;
// Resets in whole seconds jitter by up to one second from answer to answer.
const SAME_WINDOW_MS = 1_500;
const BULK_RESERVE = 0.1;
const MOST_BUCKETS = 1_000;
// More than can end while one call is on its way.
const MOST_SILENT = 200;

const windowEnd = (bucket: Bucket): number =>
  bucket.resetsAtMs ?? bucket.readAtMs + ASSUMED_WINDOW_MS;

const reserveOf = (bucket: Bucket, lane: Lane): number =>
  lane === 'bulk' && bucket.limit !== null ? Math.floor(bucket.limit * BULK_RESERVE) : 0;

/** A call that costs more than a whole window has can still go once the window is full. */
const costIn = (bucket: Bucket, { cost }: Draw, reserve: number): number =>
  bucket.limit === null ? cost : Math.min(cost, Math.max(1, bucket.limit - reserve));

/** A new window has begun: the budget is full, as far as is known. */
function roll(bucket: Bucket, nowMs: number): void {
  if (bucket.remaining === null || windowEnd(bucket) > nowMs) return;
  bucket.remaining = bucket.limit;
  bucket.silent.length = 0;
  bucket.resetsAtMs = null;
  bucket.readAtMs = nowMs;
}

/** A call ended without a word about this budget: it may have cost what such a call costs. */
function spend(bucket: Bucket, cost: number, endedAtOrder: number): void {
  if (bucket.remaining !== null) bucket.remaining -= cost;
  bucket.silent.push({ endedAtOrder, cost });
  if (bucket.silent.length > MOST_SILENT) bucket.silent.shift();
}

/**
 * Takes over a reading. A call that started after the newest reading was in is newer for certain
 * and replaces it; answers that overtook each other within one window leave the lower value.
 */
function absorb(
  bucket: Bucket,
  reading: RateBudget,
  order: number,
  at: Permit & { nowMs: number },
) {
  const resetsAtMs = reading.resetsAt?.getTime() ?? null;
  if (resetsAtMs !== null && resetsAtMs <= at.nowMs) return;
  const shift = (resetsAtMs ?? 0) - (bucket.resetsAtMs ?? resetsAtMs ?? 0);
  const newer = at.order > bucket.readAtOrder || shift > SAME_WINDOW_MS;
  if (!newer && shift < -SAME_WINDOW_MS) return;
  bucket.limit = reading.limit ?? bucket.limit;
  // A silent call that ended while this one was on its way may not be counted in its figure.
  const uncounted = bucket.silent.reduce(
    (sum, { endedAtOrder, cost }) => sum + (endedAtOrder >= at.order ? cost : 0),
    0,
  );
  const remaining = reading.remaining - uncounted;
  bucket.remaining =
    newer || bucket.remaining === null ? remaining : Math.min(bucket.remaining, remaining);
  bucket.resetsAtMs =
    newer || resetsAtMs === null ? resetsAtMs : Math.max(resetsAtMs, bucket.resetsAtMs ?? 0);
  bucket.readAtMs = at.nowMs;
  bucket.readAtOrder = order;
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
      readAtMs: 0,
      readAtOrder: 0,
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
    roll(bucket, nowMs);
    if (bucket.remaining === null) return null;
    const reserve = reserveOf(bucket, lane);
    const cost = costIn(bucket, draw, reserve);
    if (bucket.remaining - bucket.inFlight - cost >= reserve) return null;
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
      for (const name of permit.buckets) {
        const bucket = bucketFor(name, nowMs);
        bucket.inFlight -= permit.cost;
        roll(bucket, nowMs);
        const told = readings === null || readings.some((reading) => reading.name === name);
        if (!told) spend(bucket, permit.cost, order);
      }
      for (const reading of readings ?? []) {
        const bucket = bucketFor(reading.name, nowMs);
        absorb(bucket, reading, order, { ...permit, nowMs });
      }
    },
    close(name, untilMs) {
      const bucket = bucketFor(name, 0);
      bucket.closedUntilMs = Math.max(bucket.closedUntilMs, untilMs);
    },
    budgets(nowMs) {
      const known: RateBudget[] = [];
      for (const bucket of buckets.values()) {
        roll(bucket, nowMs);
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
