import type { AnySupportAdapter } from '../adapter/contract.ts';
import type { Paginated } from '../adapter/page.ts';
import type { TicketQuery } from '../adapter/queries.ts';
import { type Desks, nameOf } from './desks.ts';
import type { Enricher } from './enrich.ts';
import { desksOfList } from './list-desks.ts';
import { mergeLists } from './merge-lists.ts';
import type { HubListOptions, HubTicket } from './types.ts';

/** The most tickets that a page of the merged list holds, unless the query says otherwise. */
const PAGE_SIZE = 100;

/** The tickets of all desks in one lazy list. */
export function listTickets(
  adapters: readonly AnySupportAdapter[],
  parts: { readonly desks: Desks; readonly enricher: Enricher },
  query: TicketQuery,
  options: HubListOptions,
): Paginated<HubTicket> {
  const { unsupported = 'refuse', onSkipped = () => undefined, ...requestOptions } = options;
  const { cursor = null, pageSize = PAGE_SIZE, ...filters } = query;
  const chosen = desksOfList(adapters, parts.desks, filters, { unsupported, onSkipped });
  const sources = chosen.map((adapter) => ({
    desk: nameOf(adapter),
    list: (from: string | null) =>
      adapter.tickets.list(
        {
          ...filters,
          // Without a wish each desk's own size is best: some lists have smaller pages than others.
          ...(query.pageSize === undefined
            ? {}
            : { pageSize: Math.min(query.pageSize, adapter.manifest.limits.maxPageSize) }),
          ...(from === null ? {} : { cursor: from }),
        },
        requestOptions,
      ),
  }));
  const finish = (tickets: readonly HubTicket[]) => parts.enricher.tickets(tickets);
  return mergeLists(sources, { order: query.order, cursor, pageSize, finish });
}
