import type { AnyFields } from '../../../src/adapter/contract.ts';
import { isUploaded } from '../../../src/adapter/attachments.ts';
import { asImportRefusal, renamed } from '../../../src/adapter/import-refusal.ts';
import { mapConcurrently } from '../../../src/adapter/map-concurrently.ts';
import { hasCode, type Issue, ValidationError } from '../../../src/errors/classes.ts';
import type { MessageAttachment } from '../../../src/model/message.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { ImportDraft, ImportMessage, ImportResource } from '../../../src/adapter/resources.ts';
import { ticketFromImport } from '../from-unified/tickets.ts';
import { PROVIDER } from '../to-unified/common.ts';
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
  const issues: Issue[] = [];
  for (const [index, message] of draft.messages.entries()) {
    const path = `messages.${index}.attachments`;
    const attachments = await uploadAll(core, message.attachments ?? [], { path, issues, options });
    messages.push(attachments.length === 0 ? message : { ...message, attachments });
  }
  if (issues.length === 0) return { ...draft, messages };
  throw new ValidationError('Zendesk refused files of what is to be imported.', {
    issues,
    provider: PROVIDER,
  });
}

/** What says no to one file for good; the sheet does not tell all reasons. */
const REFUSALS = [
  'validation_failed',
  'limit_exceeded',
  'permission_denied',
  'conflict',
  'stale_write',
  'provider_rejected',
] as const;

/** The other files are tried as well, so that whoever imports hears of all that are refused at once. */
async function uploadAll(
  core: ZendeskCore,
  attachments: readonly MessageAttachment[],
  {
    path,
    issues,
    options,
  }: {
    readonly path: string;
    readonly issues: Issue[];
    readonly options: RequestOptions | undefined;
  },
): Promise<readonly MessageAttachment[]> {
  const uploaded: MessageAttachment[] = [];
  for (const [position, file] of attachments.entries()) {
    try {
      uploaded.push(isUploaded(file) ? file : await uploadFile(core, file, options));
    } catch (error) {
      const code = REFUSALS.find((one) => hasCode(error, one));
      if (code === undefined) throw error;
      issues.push({ path: `${path}.${position}`, message: 'was refused', code });
    }
  }
  return uploaded;
}

/** Zendesk names links and categories by its own fields (sheet section 6.2). */
const nameIn =
  ({ settings }: ZendeskCore) =>
  (path: string): string => {
    if (path === 'type') return 'category';
    if (path === 'problem' || path === 'problem_id') return 'links';
    const [, id] = /^custom_fields\.(\d+)$/.exec(path) ?? [];
    if (id === undefined) return path;
    return id === settings.categoryFieldId
      ? 'category'
      : `customFields.${settings.fieldMap.keyOf(id)}`;
  };

/** Tickets with their history. No trigger runs and nobody is notified. */
export function importResource(core: ZendeskCore): ImportResource<ZendeskRaw, AnyFields> {
  return {
    async ticket(draft, options) {
      await core.ready(options);
      const ready = await withFiles(core, draft, options);
      const mapped = ticketFromImport(ready, core.writing);
      const query = { archive_immediately: draft.archive === true ? true : undefined };
      const request = { method: 'POST', path: '/api/v2/imports/tickets', query } as const;
      const written = core.write(mapped, request, options).catch((error: unknown) => {
        throw asImportRefusal(error, 'Zendesk', ({ issues }) => renamed(issues, nameIn(core)));
      });
      const { data, warnings } = await written;
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
