import type { EventResource } from '../../../src/adapter/resources.ts';
import { auditToUnified } from '../to-unified/events.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { sideloaded } from './lookups.ts';
import { cursorList } from './paging.ts';

/** A ticket's history, from its audits. */
export function eventResource(core: ZendeskCore): EventResource<ZendeskRaw> {
  return {
    list: (ticketId, query, options) =>
      cursorList(core, {
        path: `/api/v2/tickets/${core.path(ticketId)}/audits`,
        key: 'audits',
        query: { include: 'users' },
        page: query,
        options,
        translate: (items, data) => {
          const context = core.context(sideloaded(data));
          return items.flatMap((json) => auditToUnified(json, context));
        },
      }),
  };
}
