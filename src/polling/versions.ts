import type { TicketVersion } from '../model/ticket.ts';
import type { PollSnapshot } from './types.ts';

// Providers tell times in whole seconds; the rest is for clocks that differ a little.
const SETTLED_AFTER_MS = 5_000;

/** Below 0 when a version is older than what was told, 0 for the same one, above 0 for a newer. */
export function compareWithTold(version: TicketVersion, told: PollSnapshot): number {
  const apart = version.at.getTime() - Date.parse(told.at);
  if (apart !== 0 || version.sequence === null || told.sequence === null) return apart;
  return version.sequence - told.sequence;
}

/** Whether nothing more can happen under this version's time. */
export const isSettled = (at: Date, readAt: Date): boolean =>
  readAt.getTime() - at.getTime() >= SETTLED_AFTER_MS;

/**
 * Whether a ticket's thread must be read: it is new to us, it has moved on, or it was read too soon
 * the last time.
 */
export function needsThread(version: TicketVersion, told: PollSnapshot | undefined): boolean {
  if (told === undefined) return true;
  const compared = compareWithTold(version, told);
  return compared > 0 || (compared === 0 && !told.settled && told.deletion === null);
}
