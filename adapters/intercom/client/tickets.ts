import { mapConcurrently } from '../../../src/adapter/map-concurrently.ts';
import { lazyResource } from '../../../src/adapter/lazy-resource.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import { metricsToUnified } from '../to-unified/ticket-metrics.ts';
import { readCase, type Ticket } from './cases.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';
import { listTickets } from './ticket-list.ts';

// The transport bounds how many calls run; this only bounds how many wait in its queue.
const READ_AT_ONCE = 10;

/** Tickets: conversations, or tickets of ticket types. */
export function ticketResource(core: IntercomCore): IntercomGroups['tickets'] {
  const find = async (id: string, options?: RequestOptions): Promise<Ticket | null> => {
    try {
      return await readCase(core, id, options);
    } catch (error) {
      if (hasCode(error, 'not_found')) return null;
      throw error;
    }
  };
  return {
    get: (id, options) => readCase(core, id, options),
    async getMany(ids, options) {
      const checked = ids.map((id) => core.path(id));
      const found = await mapConcurrently(checked, READ_AT_ONCE, (id) => find(id, options));
      return found.filter((ticket) => ticket !== null);
    },
    list: (query, options) => listTickets(core, query, options),
    ...lazyResource(async () => (await import('./more.ts')).ticketWrites(core), {
      calls: ['create', 'update', 'merge', 'convert', 'purge'],
    }),
    ...lazyResource(async () => (await import('./more.ts')).ticketHistory(core), {
      feeds: ['changes'],
    }),
    async metrics(id, options) {
      // Figures are with the conversation, also where the case is a ticket.
      const path = `/conversations/${core.path(id)}`;
      return metricsToUnified(await core.send({ method: 'GET', path }, options), core.context());
    },
  };
}
