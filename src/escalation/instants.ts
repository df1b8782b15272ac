import { requireInstant } from '../numbers/instant.ts';
import type { Instant } from './types.ts';

const MINUTE_MS = 60_000;

/** @throws {ValidationError} naming the option when it is no point in time. */
export const toMs = (instant: Instant, name: string): number => requireInstant(name, instant);

export const plusMinutes = (ms: number, minutes: number): Date =>
  new Date(ms + minutes * MINUTE_MS);

export const minutesBetween = (from: number, to: number): number => (to - from) / MINUTE_MS;
