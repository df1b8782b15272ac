import { runBulk, toBulkCalls } from '../../../src/adapter/bulk.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { BulkOptions, BulkResult } from '../../../src/adapter/request-options.ts';
import type { MergeOptions, TicketResource } from '../../../src/adapter/resources.ts';
import { ConfigurationError, ValidationError } from '../../../src/errors/classes.ts';
import type { MappingWarning } from '../../../src/model/provenance.ts';
import type { TicketPatch } from '../../../src/model/ticket.ts';
import { textToHtml } from '../../../src/adapter/html-text.ts';
import { requireVisibility, type WireBody } from '../from-unified/common.ts';
import { ticketFromPatch } from '../from-unified/tickets.ts';
import { idOf } from '../to-unified/common.ts';
import type { FreshdeskRaw } from '../wire/index.ts';
import type { FreshdeskCore } from './core.ts';
import { runJobs, toJobCalls } from './jobs.ts';
import { updateTicket } from './ticket-update.ts';
import { TICKETS } from './ticket-walk.ts';

type Bulk = Pick<TicketResource<FreshdeskRaw, AnyFields>, 'updateMany' | 'deleteMany' | 'merge'>;

const MOST_MERGED = 100;
const AT_ONCE = 3;

/** What concerns several tickets at once. */
export function ticketBulk(core: FreshdeskCore): Bulk {
  return {
    async updateMany(ids, patch, options) {
      if (patch.ifVersion !== undefined) {
        throw new ConfigurationError(
          'updateMany takes no ifVersion: it names the version of one ticket.',
        );
      }
      await core.ready(options);
      if (patch.tags !== undefined) return updateOneByOne(core, ids, patch, options);
      const mapped = ticketFromPatch(patch, core.writing);
      const native = ids.map((id) => core.path(id));
      // Nothing of it can be written: Freshdesk would refuse an empty change.
      if (Object.keys(mapped.value).length === 0) {
        core.http.warn(`POST ${TICKETS}/bulk_update`, mapped.warnings);
        return { value: untouched(core, native), warnings: mapped.warnings };
      }
      const calls = toJobCalls(native, (part) => ({
        method: 'POST',
        path: `${TICKETS}/bulk_update`,
        body: { bulk_action: { ids: part, properties: mapped.value } },
      }));
      core.http.warn(`POST ${TICKETS}/bulk_update`, mapped.warnings);
      return { value: await runJobs(core, calls, options), warnings: mapped.warnings };
    },
    deleteMany(ids, options) {
      const native = ids.map((id) => core.path(id));
      const calls = toJobCalls(native, (part) => ({
        method: 'POST',
        path: `${TICKETS}/bulk_delete`,
        body: { bulk_action: { ids: part } },
      }));
      return runJobs(core, calls, options);
    },
    async merge(target, sources, options) {
      await mergeTickets(core, target, sources, options);
    },
  };
}

function untouched(core: FreshdeskCore, ids: readonly number[]): BulkResult {
  const context = core.context();
  const items = ids.map((id, index) => ({ index, ok: true, id: idOf(context, id), error: null }));
  return { items, succeeded: items.length, failed: 0, jobIds: [] };
}

/** A job replaces all tags, the same for every ticket: with tags each ticket is changed alone. */
async function updateOneByOne(
  core: FreshdeskCore,
  ids: readonly string[],
  patch: TicketPatch<AnyFields>,
  options: BulkOptions = {},
): Promise<Mapped<BulkResult>> {
  const context = core.context();
  const native = ids.map((id) => core.path(id));
  const calls = toBulkCalls(native, { size: 1 }, ([id = 0]) => ({ id: String(id) }));
  const { onProgress, ...rest } = options;
  let warnings: readonly MappingWarning[] = [];
  const value = await runBulk(
    calls,
    async ({ id, positions }) => {
      // The same change to every ticket loses the same of it.
      ({ warnings } = await updateTicket(core, id, patch, rest));
      return positions.map((index) => ({ index, ok: true, id: idOf(context, id), error: null }));
    },
    { onProgress, atOnce: AT_ONCE },
  );
  return { value, warnings };
}

/**
 * Both notes are always sent, and private unless the caller says otherwise: who would see
 * Freshdesk's own is not documented.
 */
async function mergeTickets(
  core: FreshdeskCore,
  target: string,
  sources: readonly string[],
  options: MergeOptions = {},
): Promise<void> {
  const primary = core.path(target);
  const ids = [...new Set(sources.map((id) => core.path(id)))];
  requireSources(ids, primary);
  const { targetComment, sourceComment, onProgress: _, ...rest } = options;
  await core.send(
    {
      method: 'PUT',
      path: `${TICKETS}/merge`,
      body: {
        primary_id: primary,
        ticket_ids: ids,
        note_in_primary: noteOf(
          'targetComment',
          targetComment,
          `Merged into this ticket: ${ids.map((id) => `#${id}`).join(', ')}.`,
        ),
        note_in_secondary: noteOf(
          'sourceComment',
          sourceComment,
          `This ticket was merged into #${primary}.`,
        ),
      },
      // Sent twice, the notes would be there twice, or the merge refused.
      idempotent: false,
    },
    rest,
  );
}

function requireSources(ids: readonly number[], primary: number): void {
  const message =
    ids.length === 0
      ? 'at least one is required'
      : ids.length > MOST_MERGED
        ? `at most ${MOST_MERGED}`
        : ids.includes(primary)
          ? 'must not hold the target'
          : null;
  if (message === null) return;
  throw new ValidationError('These tickets cannot be merged.', {
    issues: [{ path: 'sources', message }],
  });
}

const noteOf = (
  path: 'targetComment' | 'sourceComment',
  comment: MergeOptions['targetComment'],
  usual: string,
): WireBody => ({
  body: textToHtml(comment?.text ?? usual),
  private:
    comment === undefined ||
    requireVisibility(comment.visibility, `${path}.visibility`) === 'internal',
});
