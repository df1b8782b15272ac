import type { EventResource } from '../../../src/adapter/resources.ts';
import { paginate } from '../../../src/adapter/page.ts';
import { historyToUnified } from '../to-unified/events.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { casePath, withTicket } from './cases.ts';
import type { IntercomCore } from './core.ts';

/** A case's history, from its parts: one answer holds what there is of it. */
export function eventResource(core: IntercomCore): EventResource<IntercomRaw> {
  return {
    list(ticketId, _query, options) {
      const path = casePath(core, core.path(ticketId));
      return paginate(async () => {
        await core.ready(options);
        const data = await core.send({ method: 'GET', path }, options);
        // Only the ticket says whether customers see what staff wrote.
        const context = core.context(await withTicket(core, data, options));
        return { items: historyToUnified(data, context), nextCursor: null };
      });
    },
  };
}
