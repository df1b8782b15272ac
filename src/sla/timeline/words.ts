import {
  STATUS_DETAILS,
  type StatusDetail,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  type TicketPriority,
  type TicketStatus,
} from '../../model/enums.ts';
import type { StatusWord, TimelineOptions } from './timeline-types.ts';

/** A status with its shade. */
export interface StatusReading {
  readonly status: TicketStatus;
  readonly detail: StatusDetail | null;
}

/** Words that desks commonly use beside our own. */
const USUAL_STATUSES: ReadonlyMap<string, StatusReading> = new Map<string, StatusReading>([
  ...TICKET_STATUSES.map((status) => [status, { status, detail: null }] as const),
  ['new', { status: 'open', detail: 'new' }],
  ['submitted', { status: 'open', detail: 'new' }],
  ['hold', { status: 'pending', detail: 'waiting_on_third_party' }],
  ['on_hold', { status: 'pending', detail: 'waiting_on_third_party' }],
  ['waiting_on_third_party', { status: 'pending', detail: 'waiting_on_third_party' }],
  ['waiting_on_customer', { status: 'pending', detail: 'waiting_on_customer' }],
  ['snoozed', { status: 'pending', detail: 'snoozed' }],
  ['solved', { status: 'resolved', detail: null }],
]);

const USUAL_PRIORITIES: ReadonlyMap<string, TicketPriority> = new Map<string, TicketPriority>([
  ...TICKET_PRIORITIES.map((priority) => [priority, priority] as const),
  ['medium', 'normal'],
  ['none', 'normal'],
  ['not_priority', 'normal'],
  ['priority', 'high'],
]);

const plain = (word: unknown): string =>
  String(word)
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/** Reads the words of a desk. */
export interface Words {
  statusOf(word: unknown): StatusReading | null;
  /** The status of the account's own with this id, if it is one. */
  ownStatusOf(id: unknown): StatusReading | null;
  priorityOf(word: unknown): TicketPriority | null;
  detailOf(word: unknown): StatusDetail | null;
}

export function createWords({ statuses = [], priorities = {} }: TimelineOptions): Words {
  const readingOf = ({ status, statusDetail }: StatusWord): StatusReading => ({
    status,
    detail: statusDetail,
  });
  const byId = new Map(statuses.map((word) => [plain(word.id), readingOf(word)]));
  const byLabel = new Map(statuses.map((word) => [plain(word.label), readingOf(word)]));
  const ownPriorities = new Map(
    Object.entries(priorities).map(([word, priority]) => [plain(word), priority]),
  );
  return {
    statusOf: (word) =>
      byId.get(plain(word)) ?? byLabel.get(plain(word)) ?? USUAL_STATUSES.get(plain(word)) ?? null,
    ownStatusOf: (id) => byId.get(plain(id)) ?? null,
    // A desk that tells no priority means the usual one.
    priorityOf: (word) =>
      word === null
        ? 'normal'
        : (ownPriorities.get(plain(word)) ?? USUAL_PRIORITIES.get(plain(word)) ?? null),
    detailOf: (word) => STATUS_DETAILS.find((detail) => detail === word) ?? null,
  };
}
