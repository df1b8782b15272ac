import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { ImportResource } from '../../../src/adapter/resources.ts';
import { ticketFromImport } from '../from-unified/tickets.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { runJobs, toJobCalls } from './jobs.ts';
import { mergeWarnings } from './ticket-bulk.ts';

/** Tickets with their history. No trigger runs and nobody is notified. */
export function importResource(core: ZendeskCore): ImportResource<ZendeskRaw, AnyFields> {
  return {
    async ticket(draft, options) {
      await core.ready(options);
      const { data, warnings } = await core.write(
        ticketFromImport(draft, core.writing),
        {
          method: 'POST',
          path: '/api/v2/imports/tickets',
          query: { archive_immediately: draft.archive === true ? true : undefined },
        },
        options,
      );
      return { value: ticketToUnified(data['ticket'], core.context()).value, warnings };
    },
    async tickets(drafts, options) {
      await core.ready(options);
      const mapped = drafts.map((draft) => ticketFromImport(draft, core.writing));
      const entries = drafts.map(({ archive }, index) => ({
        archive: archive === true ? true : undefined,
        body: mapped[index]?.value['ticket'],
      }));
      // Zendesk takes the wish for the archive once for a whole call.
      const calls = toJobCalls(
        entries,
        (part) => ({
          request: {
            method: 'POST',
            path: '/api/v2/imports/tickets/create_many',
            query: { archive_immediately: part[0]?.archive },
            body: { tickets: part.map(({ body }) => body) },
          },
        }),
        ({ archive }) => archive,
      );
      return { value: await runJobs(core, calls, options), warnings: mergeWarnings(mapped) };
    },
  };
}
