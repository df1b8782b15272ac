import { type Instant, requireInstant } from '../numbers/instant.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** @throws {ValidationError} naming the option when it is no point in time. */
export const toMs = (instant: Instant, name: string): number => requireInstant(name, instant);
