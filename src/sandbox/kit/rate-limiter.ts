import type { SandboxClock } from './clock.ts';

/** So many calls in so long a window. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
  /** What one call counts for. @default 1 */
  readonly cost?: number;
  /**
   * Windows are slots of the clock that begin this long after a whole multiple of their length;
   * left out, a window opens with its first call.
   */
  readonly slotOffsetMs?: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface RateLimiter {
  /** Counts one call against a bucket; a refused call counts nothing. */
  take(bucket: string, rate: RateLimit): RateDecision;
  /** What a bucket has left, without counting. */
  peek(bucket: string, rate: RateLimit): RateDecision;
  save(): unknown;
  load(saved: unknown): void;
}

interface Window {
  readonly opened: number;
  readonly used: number;
}

/**
 * Counts calls in fixed windows that open with a bucket's first call, or in slots of the clock.
 *
 * @example
 * const limiter = createRateLimiter(createClock());
 * limiter.take('account', { limit: 1, windowMs: 60_000 }).allowed; // true
 * limiter.take('account', { limit: 1, windowMs: 60_000 }).allowed; // false
 */
export function createRateLimiter(clock: SandboxClock): RateLimiter {
  let windows = new Map<string, Window>();
  const current = (bucket: string, rate: RateLimit): Window => {
    const window = windows.get(bucket);
    const now = clock.now();
    return window === undefined || now - window.opened >= rate.windowMs || now < window.opened
      ? { opened: openingOf(now, rate), used: 0 }
      : window;
  };
  const decide = (window: Window, rate: RateLimit, allowed: boolean): RateDecision => ({
    allowed,
    limit: rate.limit,
    remaining: Math.max(0, rate.limit - window.used),
    resetMs: Math.max(0, window.opened + rate.windowMs - clock.now()),
  });
  return {
    take: (bucket, rate) => {
      const window = current(bucket, rate);
      const cost = rate.cost ?? 1;
      if (window.used + cost > rate.limit) return decide(window, rate, false);
      const counted = { opened: window.opened, used: window.used + cost };
      windows.set(bucket, counted);
      return decide(counted, rate, true);
    },
    peek: (bucket, rate) => {
      const window = current(bucket, rate);
      return decide(window, rate, window.used + (rate.cost ?? 1) <= rate.limit);
    },
    save: () => [...windows],
    load: (saved) => {
      // Only values that save() made come back here.
      windows = new Map(saved as [string, Window][]);
    },
  };
}

function openingOf(now: number, { windowMs, slotOffsetMs }: RateLimit): number {
  if (slotOffsetMs === undefined) return now;
  const intoSlot = (((now - slotOffsetMs) % windowMs) + windowMs) % windowMs;
  return now - intoSlot;
}
