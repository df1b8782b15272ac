import { ConfigurationError } from '../errors/classes.ts';
import {
  STATUS_DETAILS,
  type StatusDetail,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  type TicketPriority,
  type TicketStatus,
} from '../model/enums.ts';

/** A unified status with its shade. */
export interface StatusMapping {
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
}

/** What a native status means in an account: by its id, its label, or its word. */
export type StatusMapOption = Readonly<Record<string, TicketStatus | StatusMapping>>;

/** What a native priority means in an account. */
export type PriorityMapOption = Readonly<Record<string, TicketPriority>>;

/** @throws {ConfigurationError} that names the entry which is not a unified status. */
export function readStatusMap(map: StatusMapOption = {}): ReadonlyMap<string, StatusMapping> {
  return new Map(
    Object.entries(map).map(([native, target]) => {
      const mapping = typeof target === 'string' ? { status: target, statusDetail: null } : target;
      const option = `statusMap["${native}"]`;
      requireWord(mapping?.status, TICKET_STATUSES, option);
      if (mapping.statusDetail !== null && mapping.statusDetail !== undefined) {
        requireWord(mapping.statusDetail, STATUS_DETAILS, `${option}.statusDetail`);
      }
      return [native, mapping];
    }),
  );
}

/** @throws {ConfigurationError} that names the entry which is not a unified priority. */
export function readPriorityMap(map: PriorityMapOption = {}): ReadonlyMap<string, TicketPriority> {
  for (const [native, target] of Object.entries(map)) {
    requireWord(target, TICKET_PRIORITIES, `priorityMap["${native}"]`);
  }
  return new Map(Object.entries(map));
}

function requireWord(word: string, allowed: readonly string[], option: string): void {
  if (allowed.includes(word)) return;
  throw new ConfigurationError(`${option} must be one of ${allowed.join(', ')}.`);
}
