import { type Issue, ValidationError } from '../errors/index.ts';

/** A moment: a `Date` or milliseconds since 1970 in UTC. */
export type Instant = Date | number;

const MINUTE = 60_000;

/** Milliseconds of a moment; of an invalid one NaN. */
export const toMs = (instant: Instant): number =>
  typeof instant === 'number' ? instant : instant.getTime();

/** Milliseconds of a moment that may be absent. */
export const toMsOrNull = (instant: Instant | null | undefined): number | null =>
  instant == null ? null : toMs(instant);

/** Minutes from one moment to another. */
export const minutesBetween = (from: number, to: number): number => (to - from) / MINUTE;

/** Farther than this, in milliseconds from 1970, no `Date` goes. */
export const LAST_MS = 8.64e15;

/** Whether something is a moment. */
export function isInstant(instant: unknown): boolean {
  const ms = instant instanceof Date ? instant.getTime() : instant;
  return typeof ms === 'number' && Math.abs(ms) <= LAST_MS;
}

/** What is wrong with a moment, or nothing. */
export function instantIssues(path: string, instant: unknown): readonly Issue[] {
  return isInstant(instant)
    ? []
    : [{ path, message: 'must be a valid Date or milliseconds since 1970' }];
}

/** Milliseconds of `now` or another moment that the caller must give. */
export function requireInstant(name: string, instant: Instant | undefined): number {
  const issues = instantIssues(name, instant);
  if (issues.length > 0 || instant === undefined)
    throw new ValidationError(`\`${name}\` is not usable.`, { issues });
  return toMs(instant);
}

/** Milliseconds of the `now` of options, which a caller without types may have left out altogether. */
export const requireNow = (options: { readonly now: Instant } | undefined): number =>
  requireInstant('now', options?.now);
