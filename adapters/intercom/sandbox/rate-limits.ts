import type { RateLimit } from '../../../src/sandbox/kit/rate-limiter.ts';

/** Calls per minute of one app (section 3). */
export const defaultPerMinute = 10_000;

/** Recorded resets are all 6 modulo 10: slots of the clock, not windows that slide. */
const slotOffsetMs = 6000;

/**
 * The minute's budget is spread over slots of ten seconds (10 000 a minute are 1 667 in each). A
 * scale makes time run faster: slots shrink down to one second, the unit of `X-RateLimit-Reset`,
 * and from there on it is the budget that grows.
 */
export function slotOf(perMinute: number, scale: number): RateLimit {
  const windowMs = Math.max(1000, 10_000 / scale);
  const limit = Math.ceil((perMinute * scale * windowMs) / 60_000);
  return { limit, windowMs, slotOffsetMs };
}
