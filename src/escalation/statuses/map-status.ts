import { ConfigurationError } from '../../errors/index.ts';
import type { TicketPriority } from '../../model/enums.ts';
import { LIFECYCLE_STATUSES } from '../lifecycle/defaults.ts';
import { lifecycleOf } from '../lifecycle/lifecycle-of.ts';
import { LIFECYCLE_STATES, type LifecycleState } from '../lifecycle/types.ts';
import { PRIORITY_TABLES, type PriorityVocabulary, STATUS_TABLES } from './tables.ts';
import type {
  PriorityTable,
  StatusEvidence,
  StatusMapReason,
  StatusTable,
  StatusVocabulary,
  UnifiedStatus,
} from './types.ts';

/** A native status, read. */
export interface MappedStatus extends UnifiedStatus {
  readonly lifecycle: LifecycleState;
  /** False when the table does not have the word; the status is then `open`. */
  readonly known: boolean;
  readonly reasons: readonly StatusMapReason[];
}

/** A unified status, written. */
export interface NativeStatusWrite {
  readonly native: string;
  /** What the native status reads as again. */
  readonly readsAs: UnifiedStatus;
  /** True when the unified status does not come back. */
  readonly lossy: boolean;
  /** True when the status comes back and its detail does not. */
  readonly detailLossy: boolean;
  readonly reasons: readonly StatusMapReason[];
}

/** The desk, and what is known of the case. */
export interface MapStatusOptions extends StatusEvidence {
  /** One of the desks that are known, or a table of your own. */
  readonly table: StatusVocabulary | StatusTable;
}

const comparable = (word: string): string => word.trim().toLowerCase();

const lookUp = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined => {
  const wanted = comparable(word);
  return Object.entries(table).find(([key]) => comparable(key) === wanted)?.[1];
};

const tableOf = (table: StatusVocabulary | StatusTable): StatusTable => {
  const found = typeof table === 'string' ? STATUS_TABLES[table] : table;
  if (found?.read === undefined || found.write === undefined)
    throw new ConfigurationError(
      `\`table\` must be one of ${Object.keys(STATUS_TABLES).join(', ')}, or a table of your own.`,
    );
  const missing = LIFECYCLE_STATES.filter((state) => found.write[state] === undefined);
  if (missing.length > 0)
    throw new ConfigurationError(`The table has no native status for ${missing.join(', ')}.`);
  return found;
};

/**
 * What a native status means: its unified status, detail and station. At Zendesk, Freshdesk, Intercom's
 * conversations and Zoho an open case is `in_progress` once it is assigned and an agent has answered;
 * say so with `assigned` and `agentReplied`, else it is `open`. A word that the table does not have reads
 * as `open`, and a reason says so.
 *
 * @throws {ConfigurationError} for a table that does not exist or lacks a station.
 * @example mapStatus('hold', { table: 'zendesk' }).lifecycle //=> 'pending'
 */
export function mapStatus(native: string, options: MapStatusOptions): MappedStatus {
  const table = tableOf(options.table);
  const found = lookUp(table.read, native);
  const { workedOnWhenAnswered } = table;
  const answered = options.assigned === true && options.agentReplied === true;
  const workedOn =
    answered &&
    workedOnWhenAnswered !== undefined &&
    comparable(workedOnWhenAnswered) === comparable(native);
  const unified: UnifiedStatus = workedOn
    ? { status: 'in_progress', statusDetail: null }
    : (found ?? { status: 'open', statusDetail: null });
  const lifecycle = lifecycleOf({ ...unified, assignee: options.assigned === true ? {} : null });
  return {
    status: unified.status,
    statusDetail: unified.statusDetail,
    lifecycle,
    known: found !== undefined,
    reasons: [readReason(found !== undefined, workedOn)],
  };
}

const readReason = (known: boolean, workedOn: boolean): StatusMapReason => {
  if (workedOn)
    return {
      code: 'worked_on',
      message: 'An agent has the case and has answered: it is worked on.',
    };
  return known
    ? { code: 'table', message: 'The table says so.' }
    : {
        code: 'unknown_status',
        message: 'The table does not have this status; it counts as open.',
      };
};

/**
 * The native status of a station or of a unified status, and whether it comes back: `lossy` when the
 * status would read as another one, `detailLossy` when only its detail would.
 *
 * @throws {ConfigurationError} for a table that does not exist or lacks a station.
 * @example
 * nativeStatusOf('waiting', { table: 'salesforce' })
 * //=> { native: 'Working', readsAs: { status: 'in_progress', statusDetail: null },
 * //     lossy: true, detailLossy: false, reasons: [{ code: 'status_lost', … }] }
 */
export function nativeStatusOf(
  wish: LifecycleState | UnifiedStatus,
  options: MapStatusOptions,
): NativeStatusWrite {
  const table = tableOf(options.table);
  const assignee = options.assigned === true ? {} : null;
  const unified = typeof wish === 'string' ? LIFECYCLE_STATUSES[wish] : wish;
  const state = typeof wish === 'string' ? wish : lifecycleOf({ ...wish, assignee });
  const native = table.write[state];
  const { status, statusDetail } = mapStatus(native, options);
  const readsAs: UnifiedStatus = { status, statusDetail };
  const lossy = status !== unified.status;
  const detailLossy = !lossy && statusDetail !== unified.statusDetail;
  const reasons: StatusMapReason[] = [];
  if (lossy)
    reasons.push({
      code: 'status_lost',
      message: `${unified.status} reads as ${status} again.`,
      evidence: { wanted: unified.status, readsAs: status },
    });
  if (detailLossy)
    reasons.push({
      code: 'detail_lost',
      message: 'The status comes back, its detail does not.',
      evidence: { wanted: unified.statusDetail, readsAs: statusDetail },
    });
  if (table.final?.includes(native) === true)
    reasons.push({
      code: 'final_status',
      message: 'The desk lets nobody change a case after that; it may set it only by itself.',
    });
  if (reasons.length === 0) reasons.push({ code: 'table', message: 'The table says so.' });
  return { native, readsAs, lossy, detailLossy, reasons };
}

const priorityTableOf = (table: PriorityVocabulary | PriorityTable): PriorityTable => {
  const found = typeof table === 'string' ? PRIORITY_TABLES[table] : table;
  if (found?.read === undefined || found.write === undefined)
    throw new ConfigurationError(
      `\`table\` must be one of ${Object.keys(PRIORITY_TABLES).join(', ')}, or a table of your own.`,
    );
  return found;
};

/**
 * What a native priority means; a word that the table does not have is `normal`, and not `known`.
 *
 * @throws {ConfigurationError} for a table that does not exist.
 * @example mapPriority('4', { table: 'freshdesk' }).priority //=> 'urgent'
 */
export function mapPriority(
  native: string,
  options: { readonly table: PriorityVocabulary | PriorityTable },
): { readonly priority: TicketPriority; readonly known: boolean } {
  const found = lookUp(priorityTableOf(options.table).read, native);
  return { priority: found ?? 'normal', known: found !== undefined };
}

/**
 * The native priority, and whether it comes back.
 *
 * @throws {ConfigurationError} for a table that does not exist.
 * @example
 * nativePriorityOf('urgent', { table: 'intercom_flag' })
 * //=> { native: 'priority', readsAs: 'high', lossy: true }
 */
export function nativePriorityOf(
  priority: TicketPriority,
  options: { readonly table: PriorityVocabulary | PriorityTable },
): { readonly native: string; readonly readsAs: TicketPriority; readonly lossy: boolean } {
  const native = priorityTableOf(options.table).write[priority];
  const readsAs = mapPriority(native, options).priority;
  return { native, readsAs, lossy: readsAs !== priority };
}
