import type { AnyFields } from '../../../src/adapter/contract.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { TicketResource } from '../../../src/adapter/resources.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { MappingWarning } from '../../../src/model/provenance.ts';
import { toZendeskTags, type WireBody } from '../from-unified/common.ts';
import { ticketFromDraft, ticketFromPatch } from '../from-unified/tickets.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { runJobs, runOneJob, toJobCalls } from './jobs.ts';

type Bulk = Pick<
  TicketResource<ZendeskRaw, AnyFields>,
  'createMany' | 'updateMany' | 'deleteMany' | 'merge' | 'purge'
>;

const ticketOf = (mapped: Mapped<WireBody>): unknown => mapped.value['ticket'];

/** What runs as a job on Zendesk's side. */
export function ticketBulk(core: ZendeskCore): Bulk {
  return {
    async createMany(drafts, options) {
      await core.ready(options);
      const mapped = drafts.map((draft) => ticketFromDraft(draft, core.writing));
      const calls = toJobCalls(mapped.map(ticketOf), (tickets) => ({
        request: { method: 'POST', path: '/api/v2/tickets/create_many', body: { tickets } },
      }));
      return { value: await runJobs(core, calls, options), warnings: mergeWarnings(mapped) };
    },
    async updateMany(ids, patch, options) {
      const { tags, ifVersion, ...rest } = patch;
      if (ifVersion !== undefined) {
        throw new ConfigurationError(
          'updateMany takes no ifVersion: it names the version of one ticket.',
        );
      }
      await core.ready(options);
      const log = createWarningLog();
      const mapped = ticketFromPatch(rest, core.writing);
      // Safe: ticketFromPatch builds `{ ticket: {…} }`.
      const fields = ticketOf(mapped) as WireBody;
      const ticket = {
        ...fields,
        ...(tags?.add === undefined ? {} : { additional_tags: toZendeskTags(tags.add, log) }),
        ...(tags?.remove === undefined ? {} : { remove_tags: toZendeskTags(tags.remove, log) }),
      };
      const calls = toJobCalls(ids, (part) => {
        const native = part.map((id) => core.path(id));
        return {
          ids: native,
          request: {
            method: 'PUT',
            path: '/api/v2/tickets/update_many',
            query: { ids: native.join(',') },
            body: { ticket },
          },
        };
      });
      const warnings = [...mapped.warnings, ...log.list()];
      return { value: await runJobs(core, calls, options), warnings };
    },
    deleteMany(ids, options) {
      const calls = toJobCalls(ids, (part) => {
        const native = part.map((id) => core.path(id));
        return {
          ids: native,
          request: {
            method: 'DELETE',
            path: '/api/v2/tickets/destroy_many',
            query: { ids: native.join(',') },
            // Started again, it would call every ticket that is gone by then a failure.
            idempotent: false,
          },
        };
      });
      return runJobs(core, calls, options);
    },
    async merge(target, sources, options) {
      const { targetComment, sourceComment, ...rest } = options ?? {};
      await runOneJob(
        core,
        {
          method: 'POST',
          path: `/api/v2/tickets/${core.path(target)}/merge`,
          body: {
            ids: sources.map((id) => core.path(id)),
            ...commentPart('target', targetComment),
            ...commentPart('source', sourceComment),
          },
        },
        rest,
      );
    },
    async purge(id, options) {
      await runOneJob(
        core,
        {
          method: 'DELETE',
          path: `/api/v2/deleted_tickets/${core.path(id)}`,
          idempotent: false,
        },
        options,
      );
    },
  };
}

/** A merge comment, with its visibility spelled out: Zendesk's own default is not relied on. */
function commentPart(
  side: 'target' | 'source',
  comment: { readonly text: string; readonly visibility: 'public' | 'internal' } | undefined,
): WireBody {
  return {
    [`${side}_comment_is_public`]: comment?.visibility === 'public',
    ...(comment === undefined ? {} : { [`${side}_comment`]: comment.text }),
  };
}

/** Warnings of many drafts, with the position of each draft. */
export function mergeWarnings(mapped: readonly Mapped<unknown>[]): readonly MappingWarning[] {
  return mapped.flatMap(({ warnings }, index) =>
    warnings.map((warning) => ({ ...warning, field: `${index}.${warning.field}` })),
  );
}
