import { requireFilters } from '../../../src/adapter/manifest.ts';
import { startOf } from '../../../src/adapter/page-options.ts';
import { type FetchPage, type Page, type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { TicketQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import { freshdeskCapabilities } from '../capabilities.ts';
import { PRIORITY_FROM_UNIFIED } from '../enums.ts';
import { toIsoSeconds } from '../from-unified/common.ts';
import { idOf } from '../to-unified/common.ts';
import { statusToUnified } from '../to-unified/statuses.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { FreshdeskCore } from './core.ts';
import { isQuotable, joinTerms, LONGEST_QUERY } from './query.ts';
import { searchPages } from './ticket-search.ts';
import {
  BEGINNING,
  orderedTickets,
  type Ticket,
  type TicketWalk,
  walkPages,
  walkTickets,
} from './ticket-walk.ts';

const SEARCH = '/api/v2/search/tickets';
const DAY_MS = 24 * 60 * 60_000;

/**
 * Tickets by the shortest way there is: the list, which knows requester, organization, date of
 * change, spam and trash; or the search, which knows the rest and nothing of those. Where both are
 * asked for, or an order, the list is read and looked through.
 */
export function listTickets(
  core: FreshdeskCore,
  query: TicketQuery = {},
  options?: RequestOptions,
): Paginated<Ticket> {
  requireFilters(freshdeskCapabilities, 'tickets.list', query);
  if (query.callerKey !== undefined && core.settings.callerKeyField === null) {
    throw new ConfigurationError(
      'Tickets have no callerKey to look for until callerKeyField names the field that holds it.',
    );
  }
  const walk = walkOf(core, query, options);
  if (!isSearchable(query)) {
    const { order = 'least_recently_updated' } = query;
    return order === 'least_recently_updated'
      ? walkTickets(core, walk)
      : orderedTickets(core, order, walk);
  }
  let pages: FetchPage<Ticket> | null = null;
  return paginate(
    async (cursor) => {
      // What can be searched for depends on the statuses that the account has.
      pages ??= await filteredPages(core, query, walk);
      return pages(cursor);
    },
    { ...startOf(query), distinctBy: ({ id }) => id },
  );
}

function walkOf(
  core: FreshdeskCore,
  query: TicketQuery,
  options: RequestOptions | undefined,
): TicketWalk {
  const { updatedSince, scope = 'live' } = query;
  return {
    query: {
      filter: scope === 'live' ? undefined : scope,
      requester_id: query.requesterId === undefined ? undefined : core.path(query.requesterId),
      company_id: query.organizationId === undefined ? undefined : core.path(query.organizationId),
    } satisfies HttpQuery,
    since: updatedSince === undefined ? BEGINNING : toIsoSeconds(updatedSince, 'updatedSince'),
    keep: matches(core, query),
    page: query,
    options,
  };
}

/** Whether the search alone can answer: it knows neither people nor scopes, and has no order. */
const isSearchable = ({
  requesterId,
  organizationId,
  scope = 'live',
  order,
  ...query
}: TicketQuery) =>
  requesterId === undefined &&
  organizationId === undefined &&
  scope === 'live' &&
  order === undefined &&
  SEARCHED.some((filter) => query[filter] !== undefined);

const SEARCHED = [
  'status',
  'priority',
  'tags',
  'assigneeId',
  'groupId',
  'callerKey',
  'createdSince',
] as const;

async function filteredPages(
  core: FreshdeskCore,
  query: TicketQuery,
  walk: TicketWalk,
): Promise<FetchPage<Ticket>> {
  const terms = await termsOf(core, query, walk.options);
  if (terms === 'nothing') return async () => ({ items: [], nextCursor: null });
  // What the search cannot express is looked for in the whole list.
  if (terms === null) return walkPages(core, walk);
  const searching = searchPages(core, {
    path: SEARCH,
    query: terms,
    options: walk.options,
    translate(items) {
      const context = core.context();
      return items.map((json) => ticketToUnified(json, context).value).filter(walk.keep);
    },
    onFullDay: (day) => walkOn(core, walk, day, null),
  });
  return (cursor) => {
    const [, day, window] = WALK.exec(cursor ?? '') ?? [];
    return day === undefined || window === undefined
      ? searching(cursor)
      : walkOn(core, walk, day, window);
  };
}

const WALK = /^walk~(\d{4}-\d\d-\d\d)~(.+)$/;

/**
 * The rest of a search as a walk, from a day on that has more tickets than a search gives: whatever
 * was created then or later has changed since then.
 */
async function walkOn(
  core: FreshdeskCore,
  walk: TicketWalk,
  day: string,
  window: string | null,
): Promise<Page<Ticket>> {
  // A day may begin earlier in the account's own time zone.
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS);
  const since = toIsoSeconds(from, 'createdSince');
  const pages = walkPages(core, {
    ...walk,
    since: since > walk.since ? since : walk.since,
    keep: (ticket) => ticket.createdAt >= from && walk.keep(ticket),
  });
  const { items, nextCursor } = await pages(window);
  return { items, nextCursor: nextCursor === null ? null : `walk~${day}~${nextCursor}` };
}

/**
 * The filters in the search language: `null` when it cannot express them, `nothing` when no ticket
 * can pass them. Each ticket is looked at again, so that a term may find more than was asked for.
 */
async function termsOf(
  core: FreshdeskCore,
  query: TicketQuery,
  options: RequestOptions | undefined,
): Promise<string | 'nothing' | null> {
  const { callerKeyField } = core.settings;
  const statuses =
    query.status === undefined ? undefined : await statusIds(core, query.status, options);
  if (statuses?.length === 0 || query.priority?.length === 0) return 'nothing';
  const { tags = [], callerKey, createdSince, updatedSince } = query;
  const texts = callerKey === undefined ? tags : [...tags, callerKey];
  if (statuses === null || !texts.every(isQuotable)) return null;
  const parts = [
    joinTerms({
      status: statuses,
      priority: query.priority?.map((word) => PRIORITY_FROM_UNIFIED[word]),
      agent_id: query.assigneeId === undefined ? undefined : core.path(query.assigneeId),
      group_id: query.groupId === undefined ? undefined : core.path(query.groupId),
      created_at: createdSince === undefined ? undefined : { since: dayBefore(createdSince) },
      updated_at: updatedSince === undefined ? undefined : { since: dayBefore(updatedSince) },
      ...(callerKeyField === null ? {} : { [callerKeyField]: callerKey }),
    }),
    ...tags.map((tag) => joinTerms({ tag })),
  ];
  const text = parts.filter((part) => part !== '').join(' AND ');
  return text === '' || text.length > LONGEST_QUERY - BOUNDS_LENGTH ? null : text;
}

// What a window of days adds.
const BOUNDS_LENGTH = 70;

// Days are those of the account's own time zone, which is not known.
const dayBefore = (date: Date): Date => new Date(date.getTime() - DAY_MS);

/**
 * The account's statuses that read as one of the wanted ones: a search for a status that the account
 * does not have is refused (sheet section 8.4). `null` where the statuses cannot be read.
 */
async function statusIds(
  core: FreshdeskCore,
  wanted: NonNullable<TicketQuery['status']>,
  options: RequestOptions | undefined,
): Promise<readonly number[] | null> {
  const statuses = await core.catalog.statuses(options);
  if (statuses === null || statuses.size === 0) return null;
  const context = core.context();
  return [...statuses]
    .filter(([id, label]) => wanted.includes(statusToUnified({ id, label }, context).status))
    .map(([id]) => Number(id));
}

/** Whether a ticket passes every filter, whatever found it. */
function matches(core: FreshdeskCore, query: TicketQuery): (ticket: Ticket) => boolean {
  const idFor = (id: string | undefined) =>
    id === undefined ? undefined : idOf(core.context(), core.path(id));
  const [assignee, group] = [idFor(query.assigneeId), idFor(query.groupId)];
  const [requester, organization] = [idFor(query.requesterId), idFor(query.organizationId)];
  const tags = (query.tags ?? []).map(lowerCase);
  const { status, priority, callerKey, createdSince, updatedSince } = query;
  return (ticket) =>
    (status === undefined || status.includes(ticket.status)) &&
    (priority === undefined || priority.includes(ticket.priority)) &&
    (assignee === undefined || ticket.assignee?.id === assignee) &&
    (group === undefined || ticket.groupId === group) &&
    (requester === undefined || ticket.requester.id === requester) &&
    (organization === undefined || ticket.organizationId === organization) &&
    (callerKey === undefined || ticket.callerKey === callerKey) &&
    (createdSince === undefined || ticket.createdAt >= createdSince) &&
    (updatedSince === undefined || ticket.updatedAt >= updatedSince) &&
    (tags.length === 0 || hasAll(ticket.tags.map(lowerCase), tags));
}

const lowerCase = (text: string): string => text.toLowerCase();
const hasAll = (all: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((tag) => all.includes(tag));
