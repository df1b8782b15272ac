import { requireFilters } from '../../../src/adapter/manifest.ts';
import { type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { TicketQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { UnsupportedError } from '../../../src/errors/classes.ts';
import type { TicketPriority, TicketStatus } from '../../../src/model/enums.ts';
import { intercomCapabilities } from '../capabilities.ts';
import {
  CONVERSATION_STATE_TO_UNIFIED,
  PRIORITY_TO_UNIFIED,
  TICKET_CATEGORY_TO_UNIFIED,
} from '../enums.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { Ticket } from './cases.ts';
import { type IntercomCore, listOf } from './core.ts';
import { allOf, equals, oneOf, type SearchFilter, since } from './filters.ts';
import { cursorList, nextCursorOf, type SearchPlan, searchList, searchRequest } from './paging.ts';
import { tagIdsOf } from './tags.ts';

/**
 * Cases: the plain list of conversations, or the search for anything else. Tickets of ticket types
 * have no list of their own.
 */
export function listTickets(
  core: IntercomCore,
  query: TicketQuery = {},
  options?: RequestOptions,
): Paginated<Ticket> {
  requireFilters(intercomCapabilities, 'tickets.list', query);
  const isTyped = core.settings.read === 'tickets';
  if (isTyped && query.tags !== undefined) {
    throw new UnsupportedError('Intercom’s search for tickets knows no tags.', {
      operation: 'tickets.list',
      provider: PROVIDER,
    });
  }
  const filters = filtersOf(core, query);
  const { tags = [] } = query;
  const keep = matches(core, query);
  if (filters === null) return paginate(async () => ({ items: [], nextCursor: null }));
  if (tags.length > 0) return taggedList(core, { query, filters, keep }, options);
  if (!isTyped && filters.length === 0) {
    return cursorList(core, {
      path: '/conversations',
      key: 'conversations',
      page: query,
      options,
      translate: (items) => toTickets(core, items).filter(keep),
      distinctBy: idOf,
    });
  }
  const filter = filters.length === 0 ? EVERYTHING : allOf(filters);
  return searchCases(core, { filter, page: query, options, keep });
}

// A search needs a filter; this one leaves nothing out.
const EVERYTHING: SearchFilter = { field: 'created_at', operator: '>', value: 0 };

const idOf = ({ id }: Ticket): string => id;

/** Items of an answer as tickets. */
export const toTickets = (core: IntercomCore, items: readonly unknown[]): readonly Ticket[] => {
  const context = core.context();
  return items.map((json) => ticketToUnified(json, context).value);
};

/** Cases that a filter finds, in the form of the options. */
export function searchCases(
  core: IntercomCore,
  plan: {
    readonly filter: unknown;
    readonly page: TicketQuery;
    readonly options?: RequestOptions | undefined;
    readonly keep?: (ticket: Ticket) => boolean;
  },
): Paginated<Ticket> {
  const { keep = () => true, ...rest } = plan;
  return searchList(core, {
    ...rest,
    ...placeOf(core),
    translate: (items) => toTickets(core, items).filter(keep),
    distinctBy: idOf,
  });
}

/** Where cases are searched, and under which key they come. */
export const placeOf = (core: IntercomCore): Pick<SearchPlan<Ticket>, 'path' | 'key'> => ({
  path: `/${core.settings.read}/search`,
  key: core.settings.read,
});

/** Tags are searched by their ids, which have to be looked up once the list is read. */
function taggedList(
  core: IntercomCore,
  wanted: {
    readonly query: TicketQuery;
    readonly filters: readonly SearchFilter[];
    readonly keep: (ticket: Ticket) => boolean;
  },
  options?: RequestOptions,
): Paginated<Ticket> {
  const { query, filters, keep } = wanted;
  const { tags = [] } = query;
  const size = pageSizeOf(query, intercomCapabilities.limits.maxPageSize);
  const { path, key } = placeOf(core);
  return paginate(
    async (cursor) => {
      await core.ready(options);
      const ids = await core.memo(`tags:${JSON.stringify(tags)}`, () =>
        tagIdsOf(core, tags, options),
      );
      // Nothing carries a tag that does not exist.
      if (ids.includes(null)) return { items: [], nextCursor: null };
      const filter = allOf([...filters, ...ids.map((id) => equals('tag_ids', id ?? ''))]);
      const data = await core.send(searchRequest({ path, filter }, size, cursor), options);
      const items = toTickets(core, listOf(data, key)).filter(keep);
      return { items, nextCursor: nextCursorOf(data) };
    },
    { ...startOf(query), distinctBy: idOf },
  );
}

/**
 * What a search cannot tell, or tells from an index that is seconds old: only a look at the case
 * itself says whether it really matches.
 */
function matches(core: IntercomCore, query: TicketQuery): (ticket: Ticket) => boolean {
  const { status, priority, createdSince, updatedSince } = query;
  const requester =
    query.requesterId === undefined ? undefined : core.idOf(core.path(query.requesterId));
  return (ticket) =>
    (status === undefined || status.includes(ticket.status)) &&
    (priority === undefined || priority.includes(ticket.priority)) &&
    (requester === undefined || ticket.requester.id === requester) &&
    (createdSince === undefined || ticket.createdAt >= wholeSecond(createdSince)) &&
    (updatedSince === undefined || ticket.updatedAt >= wholeSecond(updatedSince));
}

// Intercom's times are whole seconds, and a second counts from its beginning.
const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

/** The filters in Intercom's search language; `null` where no case can match. */
function filtersOf(core: IntercomCore, query: TicketQuery): readonly SearchFilter[] | null {
  const { assigneeId, groupId, requesterId, createdSince, updatedSince } = query;
  const states =
    core.settings.read === 'tickets' ? openFilter(core, query) : stateFilter(core, query);
  const priorities = priorityFilter(core, query);
  if (states === null || priorities === null) return null;
  return [
    ...states,
    ...priorities,
    ...(assigneeId === undefined ? [] : [equals('admin_assignee_id', core.path(assigneeId))]),
    ...(groupId === undefined ? [] : [equals('team_assignee_id', core.path(groupId))]),
    ...(requesterId === undefined ? [] : [equals('contact_ids', core.path(requesterId))]),
    ...(createdSince === undefined ? [] : [since('created_at', createdSince, 'createdSince')]),
    ...(updatedSince === undefined ? [] : [since('updated_at', updatedSince, 'updatedSince')]),
  ];
}

type StatusTable = Readonly<Record<string, { readonly status: TicketStatus }>>;
const STATES: StatusTable = CONVERSATION_STATE_TO_UNIFIED;
const CATEGORIES: StatusTable = TICKET_CATEGORY_TO_UNIFIED;

/** Whether a native word reads as one of the statuses, after the account's own table. */
const readsAs = (core: IntercomCore, table: StatusTable, wanted: readonly TicketStatus[]) => {
  const { statusMap } = core.settings;
  return (word: string): boolean => {
    const status = statusMap.get(word)?.status ?? table[word]?.status;
    return status !== undefined && wanted.includes(status);
  };
};

/** Whether a ticket can stand at one of the statuses, by its category or a state of the account's. */
function canBeTicket(core: IntercomCore, wanted: readonly TicketStatus[]): boolean {
  const isOwn = [...core.settings.statusMap].some(
    ([native, { status }]) => !Object.hasOwn(STATES, native) && wanted.includes(status),
  );
  return isOwn || Object.keys(CATEGORIES).some(readsAs(core, CATEGORIES, wanted));
}

/** States that can read as a wanted status: an open conversation stands where its ticket stands. */
function stateFilter(
  core: IntercomCore,
  { status: wanted }: TicketQuery,
): readonly SearchFilter[] | null {
  if (wanted === undefined) return [];
  const reads = readsAs(core, STATES, wanted);
  const words = Object.keys(STATES);
  const can = words.filter((word) => reads(word) || (word === 'open' && canBeTicket(core, wanted)));
  if (can.length === 0) return null;
  return can.length === words.length ? [] : [oneOf('state', can)];
}

/** Tickets: a closed one reads as closed conversations do, whatever its state is. */
function openFilter(
  core: IntercomCore,
  { status: wanted }: TicketQuery,
): readonly SearchFilter[] | null {
  if (wanted === undefined) return [];
  const reads = readsAs(core, STATES, wanted);
  const canBeOpen = reads('open') || reads('snoozed') || canBeTicket(core, wanted);
  if (reads('closed')) return canBeOpen ? [] : [equals('open', false)];
  return canBeOpen ? [equals('open', true)] : null;
}

/** Words for priorities; where an attribute holds them, or on tickets, each case is looked at. */
function priorityFilter(
  core: IntercomCore,
  { priority: wanted }: TicketQuery,
): readonly SearchFilter[] | null {
  const { read, priorityAttribute, priorityMap } = core.settings;
  if (wanted === undefined || priorityAttribute !== null || read === 'tickets') return [];
  const table: Readonly<Record<string, TicketPriority>> = PRIORITY_TO_UNIFIED;
  const words = core.writing.version >= 16 ? NEW_WORDS : OLD_WORDS;
  const can = words.filter((word) => {
    const priority = priorityMap.get(word) ?? table[word];
    return priority !== undefined && wanted.includes(priority);
  });
  return can.length === 0 ? null : [oneOf('priority', can)];
}

// Both vocabularies of sheet section 2.
const NEW_WORDS: readonly string[] = ['none', 'low', 'medium', 'high', 'urgent'];
const OLD_WORDS: readonly string[] = ['priority', 'not_priority'];
