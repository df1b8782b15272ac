import { withUploads } from '../../../src/adapter/attachments.ts';
import type { AnyFields } from '../../../src/adapter/contract.ts';
import { lazyResource } from '../../../src/adapter/lazy-resource.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { NativeTicketMetrics } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import type { SupportTicket, TagChange, TicketPatch } from '../../../src/model/ticket.ts';
import { ticketFromDraft, ticketFromPatch, versionToWire } from '../from-unified/tickets.ts';
import { toZendeskTags, type WireBody } from '../from-unified/common.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import { idOf, NO_LOOKUPS, optionalDateOf, PROVIDER } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import { ticketMetricWire } from '../wire/tickets.ts';
import { type Json, listOf, type ZendeskCore, type ZendeskGroups } from './core.ts';
import { sideloaded, TICKET_INCLUDES } from './lookups.ts';
import { uploadFile } from './uploads.ts';
import { listTickets } from './ticket-list.ts';

type Ticket = SupportTicket<ZendeskRaw['ticket'], AnyFields>;

/** Tickets: reading, writing and their life cycle. */
export function ticketResource(core: ZendeskCore): ZendeskGroups['tickets'] {
  const get = async (id: string, options?: RequestOptions): Promise<Ticket> => {
    await core.ready(options);
    const data = await core.send(
      {
        method: 'GET',
        path: `/api/v2/tickets/${core.path(id)}`,
        query: { include: `${TICKET_INCLUDES},slas,comment_count` },
      },
      options,
    );
    return ticketToUnified(data['ticket'], core.context(sideloaded(data))).value;
  };
  const simple = async (
    method: 'DELETE' | 'PUT',
    path: string,
    options?: RequestOptions,
  ): Promise<void> => {
    // Each moves the ticket out of where the path finds it.
    await core.send({ method, path, goneMeansDone: true }, options);
  };
  return {
    get,
    async getMany(ids, options) {
      await core.ready(options);
      const tickets: Ticket[] = [];
      for (let start = 0; start < ids.length; start += 100) {
        const part = ids.slice(start, start + 100).map((id) => core.path(id));
        const query = { ids: part.join(','), include: TICKET_INCLUDES };
        const data = await core.send(
          { method: 'GET', path: '/api/v2/tickets/show_many', query },
          options,
        );
        const context = core.context(sideloaded(data));
        tickets.push(
          ...listOf(data, 'tickets').map((json) => ticketToUnified(json, context).value),
        );
      }
      return tickets;
    },
    list: (query, options) => listTickets(core, query, options),
    async create(draft, options) {
      await core.ready(options);
      const message = await withUploads(draft.message, (file) => uploadFile(core, file, options));
      const { data, warnings } = await core.write(
        ticketFromDraft({ ...draft, message }, core.writing),
        { method: 'POST', path: '/api/v2/tickets', dedupeKey: options?.idempotencyKey },
        options,
      );
      const { email } = draft.requester;
      // The answer names the requester by id only; the address is the one that was just sent.
      const person = email === undefined ? undefined : { name: null, email, role: 'end-user' };
      const requesterId = String(asTicket(data).requester_id);
      const lookups = {
        ...NO_LOOKUPS,
        person: (id: string) => (id === requesterId ? person : undefined),
      };
      return { value: ticketToUnified(data['ticket'], core.context(lookups)).value, warnings };
    },
    update: (id, patch, options) => updateTicket(core, id, patch, { ...options, get }),
    ...lazyResource(async () => (await import('./more.ts')).ticketBulk(core), {
      calls: ['createMany', 'updateMany', 'deleteMany', 'merge', 'purge'],
    }),
    ...lazyResource(async () => (await import('./more.ts')).ticketHistory(core), {
      feeds: ['changes'],
    }),
    delete: (id, options) => simple('DELETE', `/api/v2/tickets/${core.path(id)}`, options),
    restore: (id, options) =>
      simple('PUT', `/api/v2/deleted_tickets/${core.path(id)}/restore`, options),
    markAsSpam: (id, options) =>
      simple('PUT', `/api/v2/tickets/${core.path(id)}/mark_as_spam`, options),
    async metrics(id, options) {
      const data = await core.send(
        { method: 'GET', path: `/api/v2/tickets/${core.path(id)}/metrics` },
        options,
      );
      return metricsToUnified(data);
    },
  };
}

// Safe: read by key only; the translator checks the record itself.
const asTicket = (data: Json): { readonly requester_id?: unknown } => data['ticket'] ?? {};

/**
 * Fields go in one call, tags through calls that add and remove on Zendesk's side, so that nobody
 * else's tags are lost.
 *
 * @throws {PartialWriteError} when the fields got through and a call for the tags did not.
 */
async function updateTicket(
  core: ZendeskCore,
  id: string,
  patch: TicketPatch<AnyFields>,
  options: RequestOptions & {
    readonly get: (id: string, options?: RequestOptions) => Promise<Ticket>;
  },
): Promise<Mapped<Ticket>> {
  await core.ready(options);
  const nativeId = core.path(id);
  const path = `/api/v2/tickets/${nativeId}`;
  const { tags, ...rest } = patch;
  const mapped = ticketFromPatch(rest, core.writing);
  const fields = Object.keys(rest).filter((key) => key !== 'ifVersion');
  if (tags === undefined) {
    const { data, warnings } = await writeFields(core, path, { mapped, patch }, options);
    return { value: ticketToUnified(data['ticket'], core.context()).value, warnings };
  }
  const log = createWarningLog();
  const guard = fields.length > 0 ? {} : versionToWire(patch.ifVersion);
  const steps: WriteStep[] = tagSteps(core, path, tagsToWire(tags, log), { guard, options });
  let warnings = mapped.warnings;
  if (fields.length > 0) {
    const run = async (): Promise<void> => {
      ({ warnings } = await writeFields(core, path, { mapped, patch }, options));
    };
    steps.unshift({ fields, run });
  }
  await runWriteSteps(steps, {
    provider: PROVIDER,
    id: idOf(core.context(), nativeId),
    isWritten: false,
  });
  return { value: await options.get(id, options), warnings: [...warnings, ...log.list()] };
}

const writeFields = (
  core: ZendeskCore,
  path: string,
  { mapped, patch }: { readonly mapped: Mapped<WireBody>; readonly patch: TicketPatch<AnyFields> },
  options: RequestOptions,
) =>
  // Sent twice, a guarded write would take its own success for somebody else's change.
  core.write(mapped, { method: 'PUT', path, idempotent: patch.ifVersion === undefined }, options);

const tagsToWire = (tags: TagChange, log: WarningLog) =>
  ({
    PUT: toZendeskTags(tags.add ?? [], log),
    DELETE: toZendeskTags(tags.remove ?? [], log),
  }) as const;

/** The stamp goes with the first call, which moves the ticket on. */
function tagSteps(
  core: ZendeskCore,
  path: string,
  tags: ReturnType<typeof tagsToWire>,
  { guard, options }: { readonly guard: WireBody; readonly options: RequestOptions },
): WriteStep[] {
  const methods = (['PUT', 'DELETE'] as const).filter((method) => tags[method].length > 0);
  return methods.map((method, index) => {
    const stamp = index === 0 ? guard : {};
    const body = { tags: tags[method], ...stamp };
    const idempotent = !('safe_update' in stamp);
    const request = { method, path: `${path}/tags`, body, idempotent } as const;
    return { fields: ['tags'], run: () => core.send(request, options) };
  });
}

function metricsToUnified(data: Json): NativeTicketMetrics {
  const { ticket_metric: found } = parseWire(ticketMetricWire, data, {
    provider: PROVIDER,
    what: 'ticket metrics',
  });
  const wire = Array.isArray(found) ? found[0] : found;
  const seconds = (
    pair: { readonly calendar?: number | null | undefined } | null | undefined,
  ): number | null => (pair?.calendar == null ? null : pair.calendar * 60);
  return {
    firstReplySeconds:
      wire?.reply_time_in_seconds?.calendar ?? seconds(wire?.reply_time_in_minutes),
    firstResolutionSeconds: seconds(wire?.first_resolution_time_in_minutes),
    fullResolutionSeconds: seconds(wire?.full_resolution_time_in_minutes),
    requesterWaitSeconds: seconds(wire?.requester_wait_time_in_minutes),
    agentWaitSeconds: seconds(wire?.agent_wait_time_in_minutes),
    onHoldSeconds: seconds(wire?.on_hold_time_in_minutes),
    reopens: wire?.reopens ?? null,
    replies: wire?.replies ?? null,
    solvedAt: optionalDateOf(wire?.solved_at, 'solved_at'),
    raw: found,
  };
}
