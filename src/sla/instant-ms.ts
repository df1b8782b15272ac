import { LAST_MS, requireInstant } from '../numbers/instant.ts';
import type { Instant } from './types.ts';

/**
 * Milliseconds since 1970 in UTC: `requireInstant` for long lists, which makes no path until it needs one.
 *
 * @param place of a list at `path`, whose item has it as `at`
 * @throws ValidationError for an instant that is none, naming where it is.
 */
export function instantMs(instant: Instant | undefined, path: string, place?: number): number {
  const ms = instant instanceof Date ? instant.getTime() : instant;
  if (typeof ms === 'number' && Math.abs(ms) <= LAST_MS) return ms;
  return requireInstant(place === undefined ? path : `${path}.${place}.at`, instant);
}
