import type { Change, ChangeFeed, ChangeQuery } from '../../../src/adapter/changes.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { TicketResource } from '../../../src/adapter/resources.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import { cursorChanges } from './changes.ts';
import type { ZendeskCore } from './core.ts';
import { sideloaded, TICKET_INCLUDES } from './lookups.ts';

type Ticket = SupportTicket<ZendeskRaw['ticket'], AnyFields>;

/** Every ticket that changed, archived ones included; deleted ones come as tombstones. */
export function ticketHistory(
  core: ZendeskCore,
): Pick<TicketResource<ZendeskRaw, AnyFields>, 'changes'> {
  return { changes: (feed, options) => ticketChanges(core, feed, options) };
}

function ticketChanges(
  core: ZendeskCore,
  feed: ChangeQuery,
  options?: RequestOptions,
): ChangeFeed<Ticket> {
  return cursorChanges(core, {
    path: '/api/v2/incremental/tickets/cursor',
    key: 'tickets',
    query: { include: TICKET_INCLUDES },
    feed,
    options,
    async translate(items, data) {
      const context = core.context(sideloaded(data));
      return items.map((json): Change<Ticket> => {
        const ticket = ticketToUnified(json, context).value;
        const { id, externalId, updatedAt: at } = ticket;
        return ticket.isDeleted
          ? {
              kind: 'deleted',
              id,
              externalId,
              at,
              permanent: ticket.raw?.status === 'scrubbed' ? true : null,
            }
          : { kind: 'upsert', record: ticket, at };
      });
    },
  });
}
