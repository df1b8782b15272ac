import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Paginated } from '../../../src/adapter/page.ts';
import type { TicketQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { STATUS_TO_UNIFIED } from '../enums.ts';
import { toZendeskTime } from '../from-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { createPeopleReader, sideloaded } from './lookups.ts';
import { cursorList } from './paging.ts';

type Ticket = SupportTicket<ZendeskRaw['ticket'], AnyFields>;

/** What comes along with every ticket that is read: names, and Zendesk's own measurements. */
export const TICKET_INCLUDES = 'users,groups,metric_sets';

const SORTS = {
  newest: '-id',
  oldest: 'id',
  recently_updated: '-updated_at',
  least_recently_updated: 'updated_at',
} as const satisfies Record<NonNullable<TicketQuery['order']>, string>;

/**
 * Tickets by the shortest way there is: the plain list, the lists of one requester or
 * organization, or, for any other filter, the search export, which has no ceiling.
 */
export function listTickets(
  core: ZendeskCore,
  query: TicketQuery = {},
  options?: RequestOptions,
): Paginated<Ticket> {
  const words = searchWords(core, query);
  const isPlain = words.every(({ plain }) => plain);
  if (isPlain && words.length <= 1) return plainList(core, query, options);
  return exportTickets(core, words.map(({ word }) => word).join(' '), query, options);
}

/** All tickets that match a search, in the order of their creation. */
export function exportTickets(
  core: ZendeskCore,
  search: string,
  page: TicketQuery,
  options?: RequestOptions,
): Paginated<Ticket> {
  const readPeople = createPeopleReader(core);
  return cursorList(core, {
    path: '/api/v2/search/export',
    key: 'results',
    query: { query: search, 'filter[type]': 'ticket' },
    page,
    options,
    async translate(items) {
      const context = core.context(await readPeople(items, options));
      return items.map((json) => ticketToUnified(json, context).value);
    },
  });
}

function plainList(
  core: ZendeskCore,
  query: TicketQuery,
  options?: RequestOptions,
): Paginated<Ticket> {
  return cursorList(core, {
    path: plainPath(core, query),
    key: 'tickets',
    query: {
      include: TICKET_INCLUDES,
      external_id: query.callerKey,
      sort: query.order === undefined ? undefined : SORTS[query.order],
    },
    page: query,
    options,
    translate(items, data) {
      const context = core.context(sideloaded(data));
      return items.map((json) => ticketToUnified(json, context).value);
    },
  });
}

function plainPath(core: ZendeskCore, query: TicketQuery): string {
  if (query.requesterId !== undefined) {
    return `/api/v2/users/${core.path(query.requesterId)}/tickets/requested`;
  }
  if (query.organizationId !== undefined) {
    return `/api/v2/organizations/${core.path(query.organizationId)}/tickets`;
  }
  return '/api/v2/tickets';
}

interface SearchWord {
  readonly word: string;
  /** True when a list of its own answers this filter without a search. */
  readonly plain: boolean;
}

/** The filters in Zendesk's search language; repeated words of one kind are alternatives. */
function searchWords(core: ZendeskCore, query: TicketQuery): readonly SearchWord[] {
  const filter = (words: readonly string[]): SearchWord[] =>
    words.map((word) => ({ word, plain: false }));
  const statuses = new Set((query.status ?? []).flatMap((status) => nativeWordsFor(core, status)));
  return [
    ...filter([...statuses].map((status) => `status:${status}`)),
    ...filter((query.priority ?? []).map((priority) => `priority:${priority}`)),
    ...filter((query.tags ?? []).map((tag) => `tags:${quoted(tag)}`)),
    ...(query.assigneeId === undefined ? [] : filter([`assignee:${core.path(query.assigneeId)}`])),
    ...(query.groupId === undefined ? [] : filter([`group:${core.path(query.groupId)}`])),
    ...(query.createdSince === undefined
      ? []
      : filter([`created>=${toZendeskTime(query.createdSince)}`])),
    ...(query.updatedSince === undefined
      ? []
      : filter([`updated>=${toZendeskTime(query.updatedSince)}`])),
    ...(query.requesterId === undefined
      ? []
      : [{ word: `requester:${core.path(query.requesterId)}`, plain: true }]),
    ...(query.organizationId === undefined
      ? []
      : [{ word: `organization:${core.path(query.organizationId)}`, plain: true }]),
    ...(query.callerKey === undefined
      ? []
      : [{ word: `external_id:${quoted(query.callerKey)}`, plain: true }]),
  ];
}

const SEARCHABLE = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;

/** Every status word that reads as the unified status, after the account's own table. */
function nativeWordsFor(core: ZendeskCore, status: string): readonly string[] {
  return SEARCHABLE.filter(
    (word) => (core.settings.statusMap.get(word) ?? STATUS_TO_UNIFIED[word]).status === status,
  );
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, ' ').trim()}"`;
