import { ConfigurationError } from '../errors/index.ts';
import type { Instant } from './types.ts';

/** Farther than this no `Date` goes. */
export const LAST_MS = 8.64e15;

/**
 * Milliseconds since 1970 in UTC.
 *
 * @throws ConfigurationError for an instant that is none.
 */
export function instantMs(instant: Instant): number {
  const ms = typeof instant === 'number' ? instant : instant.getTime();
  if (Math.abs(ms) <= LAST_MS) return ms;
  throw new ConfigurationError('An instant must be a valid Date or a number of milliseconds.');
}
