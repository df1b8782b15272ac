import type { AnyFields } from '../../../src/adapter/contract.ts';
import { requireFilters } from '../../../src/adapter/manifest.ts';
import type { Paginated } from '../../../src/adapter/page.ts';
import type { TicketQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { UnsupportedError } from '../../../src/errors/classes.ts';
import type { TicketStatus } from '../../../src/model/enums.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { zendeskCapabilities } from '../capabilities.ts';
import { STATUS_TO_UNIFIED } from '../enums.ts';
import { toIsoSeconds } from '../from-unified/common.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { createPageReader, sideloaded, TICKET_INCLUDES } from './lookups.ts';
import { cursorList } from './paging.ts';

type Ticket = SupportTicket<ZendeskRaw['ticket'], AnyFields>;

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
  requireFilters(zendeskCapabilities, 'tickets.list', query);
  const words = searchWords(core, query);
  const isFiltered = query.status !== undefined || query.priority !== undefined;
  if (!isFiltered && words.every(({ plain }) => plain) && words.length <= 1) {
    return plainList(core, query, options);
  }
  if (query.order !== undefined) {
    throw new UnsupportedError(
      'Zendesk cannot order a list with these filters; leave order out and sort what you read.',
      { provider: PROVIDER, operation: 'tickets.list with order and filters' },
    );
  }
  const search = words.map(({ word }) => word).join(' ');
  return exportTickets(core, search === '' ? EVERYTHING : search, query, options);
}

// An export needs a query; this one leaves nothing out.
const EVERYTHING = 'created>1970-01-01T00:00:00Z';

/** All tickets that match a search, in the order of their creation. */
export function exportTickets(
  core: ZendeskCore,
  search: string,
  page: TicketQuery,
  options?: RequestOptions,
): Paginated<Ticket> {
  const readPage = createPageReader(core);
  const keep = matches(page);
  return cursorList(core, {
    path: '/api/v2/search/export',
    key: 'results',
    query: { query: search, 'filter[type]': 'ticket' },
    page,
    options,
    async translate(found) {
      const { items, lookups } = await readPage(found, options);
      const context = core.context(lookups);
      return items.map((json) => ticketToUnified(json, context).value).filter(keep);
    },
  });
}

/**
 * Ranges narrow the search down, and the index is minutes old: only a look at the ticket itself
 * tells whether it really matches.
 */
function matches(query: TicketQuery): (ticket: Ticket) => boolean {
  const { status, priority, tags = [] } = query;
  return (ticket) =>
    (status === undefined || status.includes(ticket.status)) &&
    (priority === undefined || priority.includes(ticket.priority)) &&
    tags.every((tag) => ticket.tags.includes(tag.toLowerCase()));
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

/** The filters in Zendesk's search language. */
function searchWords(core: ZendeskCore, query: TicketQuery): readonly SearchWord[] {
  const filter = (words: readonly string[]): SearchWord[] =>
    words.map((word) => ({ word, plain: false }));
  const statuses = query.status === undefined ? undefined : nativeWordsFor(core, query.status);
  return [
    ...filter(rangeOf('status', SEARCHABLE, statuses)),
    // A ticket without a priority reads as normal, but no search for a priority finds it.
    ...filter(
      query.priority?.includes('normal') ? [] : rangeOf('priority', PRIORITIES, query.priority),
    ),
    ...filter((query.tags ?? []).map((tag) => `tags:${quoted(tag)}`)),
    ...(query.assigneeId === undefined ? [] : filter([`assignee:${core.path(query.assigneeId)}`])),
    ...(query.groupId === undefined ? [] : filter([`group:${core.path(query.groupId)}`])),
    ...(query.createdSince === undefined
      ? []
      : filter([`created>=${toIsoSeconds(query.createdSince, 'createdSince')}`])),
    ...(query.updatedSince === undefined
      ? []
      : filter([`updated>=${toIsoSeconds(query.updatedSince, 'updatedSince')}`])),
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

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/**
 * A range over a ranked vocabulary that holds all wanted words. Whether several words of one kind
 * are alternatives is not documented; what < and > mean is.
 */
function rangeOf(
  key: string,
  ranks: readonly string[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (wanted === undefined) return [];
  const places = wanted.map((word) => ranks.indexOf(word)).filter((place) => place >= 0);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  if (places.length === 0) return [];
  if (low === high) return [`${key}:${ranks[low]}`];
  return [
    ...(low === 0 ? [] : [`${key}>${ranks[low - 1]}`]),
    ...(high === ranks.length - 1 ? [] : [`${key}<${ranks[high + 1]}`]),
  ];
}

const SEARCHABLE = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;

/**
 * Every status word that can read as one of the wanted statuses, after the account's own table.
 * Where that table speaks of custom statuses, any word can: those are told apart ticket by ticket.
 */
function nativeWordsFor(
  core: ZendeskCore,
  wanted: readonly TicketStatus[],
): readonly string[] | undefined {
  const { statusMap } = core.settings;
  const isWord = (native: string): boolean => SEARCHABLE.some((word) => word === native);
  const isCustom = [...statusMap].some(
    ([native, { status }]) => !isWord(native) && wanted.includes(status),
  );
  if (isCustom) return undefined;
  return SEARCHABLE.filter((word) =>
    wanted.includes((statusMap.get(word) ?? STATUS_TO_UNIFIED[word]).status),
  );
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, ' ').trim()}"`;
