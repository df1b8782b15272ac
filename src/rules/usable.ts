import { ConfigurationError, type Issue } from '../errors/index.ts';
import { instantOf } from './conditions/compare-values.ts';
import type { Instant } from '../numbers/instant.ts';

/** @throws ConfigurationError with every issue and its place. */
export function requireNone(issues: readonly Issue[], sentence: string): void {
  if (issues.length === 0) return;
  const all = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ConfigurationError(`${sentence} ${all}`);
}

/** @throws ConfigurationError when it is no instant. */
export function requireNow(now: Instant): number {
  const ms = typeof now === 'string' ? null : instantOf(now);
  if (ms === null) throw new ConfigurationError('`now` must be a valid instant.');
  return ms;
}
