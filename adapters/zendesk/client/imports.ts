import type { AnyFields } from '../../../src/adapter/contract.ts';
import { withUploads } from '../../../src/adapter/attachments.ts';
import { mapConcurrently } from '../../../src/adapter/map-concurrently.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { ImportDraft, ImportMessage, ImportResource } from '../../../src/adapter/resources.ts';
import { ticketFromImport } from '../from-unified/tickets.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { runJobs, toJobCalls } from './jobs.ts';
import { mergeWarnings } from './ticket-bulk.ts';
import { uploadFile } from './uploads.ts';

const UPLOADS_AT_ONCE = 4;

/** A draft whose files were uploaded: an import names uploads, as every comment does. */
async function withFiles(
  core: ZendeskCore,
  draft: ImportDraft<AnyFields>,
  options: RequestOptions | undefined,
): Promise<ImportDraft<AnyFields>> {
  const messages: ImportMessage[] = [];
  for (const message of draft.messages) {
    messages.push(await withUploads(message, (file) => uploadFile(core, file, options)));
  }
  return { ...draft, messages };
}

/** Tickets with their history. No trigger runs and nobody is notified. */
export function importResource(core: ZendeskCore): ImportResource<ZendeskRaw, AnyFields> {
  return {
    async ticket(draft, options) {
      await core.ready(options);
      const ready = await withFiles(core, draft, options);
      const { data, warnings } = await core.write(
        ticketFromImport(ready, core.writing),
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
      const ready = await mapConcurrently(drafts, UPLOADS_AT_ONCE, (draft) =>
        withFiles(core, draft, options),
      );
      const mapped = ready.map((draft) => ticketFromImport(draft, core.writing));
      const entries = ready.map(({ archive }, index) => ({
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
