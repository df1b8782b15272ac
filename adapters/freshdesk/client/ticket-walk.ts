import type { AnyFields } from '../../../src/adapter/contract.ts';
import { pageNumberOf, pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { type FetchPage, type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { PageQuery, TicketQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { SupportError } from '../../../src/errors/base.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { FreshdeskRaw } from '../wire/index.ts';
import { hasMore } from './answers.ts';
import type { FreshdeskCore } from './core.ts';
import {
  advance,
  BEGINNING,
  LAST_PAGE,
  perPageOf,
  readWindow,
  type Step,
  type Window,
  windowFrom,
  windowText,
} from './windows.ts';

export type Ticket = SupportTicket<FreshdeskRaw['ticket'], AnyFields>;

export const TICKETS = '/api/v2/tickets';

/** What comes along with every ticket of a list. */
const LIST_INCLUDES = 'requester,stats,description';

/** One walk over the list of tickets. */
export interface TicketWalk {
  /** Filters of the list itself. */
  readonly query: HttpQuery;
  readonly since: string;
  readonly keep: (ticket: Ticket) => boolean;
  readonly page: PageQuery | undefined;
  readonly options: RequestOptions | undefined;
}

/** Reads one page of a window, least recently updated first. */
export async function readTicketWindow(
  core: FreshdeskCore,
  window: Window,
  walk: Pick<TicketWalk, 'query' | 'options'> & {
    readonly size: number;
    readonly rememberFrom?: number;
  },
): Promise<Step<Ticket> & { readonly last: Ticket | undefined }> {
  await core.ready(walk.options);
  const perPage = perPageOf(window, walk.size);
  const readAt = Math.floor(core.now() / 1000);
  const answer = await core.list(
    TICKETS,
    {
      ...walk.query,
      updated_since: window.since,
      order_by: 'updated_at',
      order_type: 'asc',
      include: LIST_INCLUDES,
      per_page: perPage,
      page: Math.abs(window.page),
    },
    walk.options,
  );
  const context = core.context();
  const tickets = answer.items.map((json) => ticketToUnified(json, context).value);
  const { rememberFrom } = walk;
  const step = advance(window, tickets, {
    more: hasMore(answer, perPage),
    perPage,
    readAt,
    ...(rememberFrom === undefined ? {} : { rememberFrom }),
  });
  if (step.overflow) {
    const reason = `More than ${LAST_PAGE} pages of tickets changed in one second; the rest of them cannot be read.`;
    core.http.warn(`GET ${TICKETS}`, [{ type: 'dropped', field: 'tickets', reason }]);
  }
  return { ...step, last: tickets.at(-1) };
}

/** Pages of a walk: all tickets that changed since a date, however many. */
export function walkPages(core: FreshdeskCore, walk: TicketWalk): FetchPage<Ticket> {
  const size = pageSizeOf(walk.page, 100);
  return async (cursor) => {
    const window = cursor === null ? windowFrom(walk.since) : readWindow(cursor);
    const { fresh, next } = await readTicketWindow(core, window, { ...walk, size });
    return {
      items: fresh.filter(walk.keep),
      nextCursor: next === null ? null : windowText(next),
    };
  };
}

/** All tickets that changed since a date, least recently updated first; none is given twice. */
export const walkTickets = (core: FreshdeskCore, walk: TicketWalk): Paginated<Ticket> =>
  paginate(walkPages(core, walk), { ...startOf(walk.page), distinctBy: ({ id }) => id });

const ORDERS = {
  newest: { order_by: 'created_at', order_type: 'desc' },
  oldest: { order_by: 'created_at', order_type: 'asc' },
  recently_updated: { order_by: 'updated_at', order_type: 'desc' },
} as const;

/**
 * Tickets in another order, which only the list's own pages have: they end at the 300th.
 *
 * @throws {SupportError} `limit_exceeded` behind that page: there is more, and no way to it.
 */
export function orderedTickets(
  core: FreshdeskCore,
  order: Exclude<NonNullable<TicketQuery['order']>, 'least_recently_updated'>,
  walk: TicketWalk,
): Paginated<Ticket> {
  const perPage = pageSizeOf(walk.page, 100);
  return paginate(
    async (cursor) => {
      const page = pageNumberOf(cursor);
      if (page > LAST_PAGE) throw wallError();
      await core.ready(walk.options);
      const query = { ...walk.query, updated_since: walk.since, ...ORDERS[order] };
      const paging = { include: LIST_INCLUDES, per_page: perPage, page };
      const answer = await core.list(TICKETS, { ...query, ...paging }, walk.options);
      const context = core.context();
      return {
        items: answer.items.map((json) => ticketToUnified(json, context).value).filter(walk.keep),
        nextCursor: hasMore(answer, perPage) ? String(page + 1) : null,
      };
    },
    { ...startOf(walk.page), distinctBy: ({ id }) => id },
  );
}

const wallError = (): SupportError =>
  new SupportError(
    `Freshdesk ends an ordered list of tickets at page ${LAST_PAGE}, and there are more. Leave order out, or set it to least_recently_updated, to read all of them; or narrow the list with updatedSince.`,
    { code: 'limit_exceeded', provider: PROVIDER },
  );

export { BEGINNING };
