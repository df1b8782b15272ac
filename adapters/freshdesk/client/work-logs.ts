import { workLogFromDraft } from '../from-unified/work-logs.ts';
import { workLogToUnified } from '../to-unified/work-logs.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

const ENTRIES = '/api/v2/time_entries';

/** Time spent on tickets: Freshdesk's time entries. */
export function workLogResource(core: FreshdeskCore): FreshdeskGroups['workLogs'] {
  const ofTicket = (id: string): string => `/api/v2/tickets/${core.path(id)}/time_entries`;
  return {
    list(ticketId, query, options) {
      const native = String(core.path(ticketId));
      return pageList(core, {
        path: ofTicket(ticketId),
        page: query,
        options,
        translate: (items) =>
          items.map((json) => workLogToUnified(json, { ...core.context(), ticketId: native })),
      });
    },
    async create(ticketId, draft, options) {
      const mapped = workLogFromDraft(draft, core.writing);
      const request = { method: 'POST', path: ofTicket(ticketId) } as const;
      const { data } = await core.write(mapped, request, options);
      return workLogToUnified(data, { ...core.context(), ticketId: String(core.path(ticketId)) });
    },
    async update(id, draft, options) {
      const mapped = workLogFromDraft(draft, core.writing);
      const request = { method: 'PUT', path: `${ENTRIES}/${core.path(id)}` } as const;
      const { data } = await core.write(mapped, request, options);
      return workLogToUnified(data, core.context());
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: `${ENTRIES}/${core.path(id)}` }, options);
    },
  };
}
