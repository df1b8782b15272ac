import { ConfigurationError } from '../errors/index.ts';
import type { Instant } from './types.ts';

const MINUTE_MS = 60_000;

/** @throws {ConfigurationError} naming the option when it is no point in time. */
export function toMs(instant: Instant, name: string): number {
  const ms = typeof instant === 'number' ? instant : instant.getTime();
  if (!Number.isFinite(ms)) throw new ConfigurationError(`\`${name}\` is not a point in time.`);
  return ms;
}

export const plusMinutes = (ms: number, minutes: number): Date =>
  new Date(ms + minutes * MINUTE_MS);

export const minutesBetween = (from: number, to: number): number => (to - from) / MINUTE_MS;
