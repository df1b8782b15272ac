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

/** A status as a write asks for it; without a shade any will do. */
interface StatusWish {
  readonly status: TicketStatus;
  readonly statusDetail?: StatusDetail | null | undefined;
}

/**
 * The custom status that the account's own table names for a write; `undefined` where the plain table
 * serves. Without a shade a custom status stands in only for a status that the provider's own do not
 * have: an entry that says how to read one status must not take over every other write.
 */
export function customStatusFor<Id>(
  statusMap: ReadonlyMap<string, StatusMapping>,
  wish: StatusWish,
  account: {
    /** How the status that the plain table chooses reads in this account. */
    readonly plain: StatusMapping;
    /** The id for a key of the table, which can be a label; `null` when it is not known. */
    readonly idOf: (native: string) => Id | null;
  },
): Id | undefined {
  const detail = wish.statusDetail ?? null;
  if (detail === null && account.plain.status === wish.status) return undefined;
  const fits = [...statusMap].filter(([, { status }]) => status === wish.status);
  const exact = fits.filter(([, { statusDetail = null }]) => statusDetail === detail);
  for (const [native] of detail === null ? [...exact, ...fits] : exact) {
    const id = account.idOf(native);
    if (id !== null) return id;
  }
  return undefined;
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
