import { ValidationError } from '../errors/index.ts';
import type { Instant } from './types.ts';

/** Farther than this no `Date` goes. */
export const LAST_MS = 8.64e15;

/**
 * Milliseconds since 1970 in UTC.
 *
 * @param place of a list at `path`, whose item has it as `at`
 * @throws ValidationError for an instant that is none, naming where it is.
 */
export function instantMs(instant: Instant | undefined, path: string, place?: number): number {
  const ms = instant instanceof Date ? instant.getTime() : instant;
  if (typeof ms === 'number' && Math.abs(ms) <= LAST_MS) return ms;
  const where = place === undefined ? path : `${path}.${place}.at`;
  throw new ValidationError('The moment is not usable.', {
    issues: [{ path: where, message: 'must be a valid Date or milliseconds since 1970' }],
  });
}
