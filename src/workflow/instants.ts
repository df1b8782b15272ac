import { ConfigurationError } from '../errors/index.ts';
import type { Instant } from '../numbers/instant.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** @throws {ConfigurationError} naming the option when it is no point in time. */
export function toMs(instant: Instant, name: string): number {
  const ms = typeof instant === 'number' ? instant : instant.getTime();
  if (!Number.isFinite(ms)) throw new ConfigurationError(`\`${name}\` is not a point in time.`);
  return ms;
}
