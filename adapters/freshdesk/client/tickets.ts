import type { AnyFields } from '../../../src/adapter/contract.ts';
import { lazyResource } from '../../../src/adapter/lazy-resource.ts';
import { requireMessageVisibility } from '../../../src/adapter/manifest.ts';
import { mapConcurrently } from '../../../src/adapter/map-concurrently.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import type { TicketDraft } from '../../../src/model/ticket.ts';
import { freshdeskCapabilities } from '../capabilities.ts';
import { ticketFromDraft } from '../from-unified/tickets.ts';
import { metricsToUnified, ticketToUnified } from '../to-unified/tickets.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { listTickets } from './ticket-list.ts';
import { updateTicket } from './ticket-update.ts';
import { archivePath, getTicket, viewTicket } from './ticket-view.ts';
import { type Ticket, TICKETS } from './ticket-walk.ts';

const AT_ONCE = 5;

/** Tickets: reading, writing and their life cycle. */
export function ticketResource(core: FreshdeskCore): FreshdeskGroups['tickets'] {
  return {
    get: (id, options) => getTicket(core, id, options),
    async getMany(ids, options) {
      const found = await mapConcurrently(ids, AT_ONCE, (id) =>
        getTicket(core, id, options).catch((error: unknown) => {
          if (hasCode(error, 'not_found')) return null;
          throw error;
        }),
      );
      return found.filter((ticket) => ticket !== null);
    },
    list: (query, options) => listTickets(core, query, options),
    create: (draft, options) => createTicket(core, draft, options),
    update: (id, patch, options) => updateTicket(core, id, patch, options),
    ...lazyResource(async () => (await import('./more.ts')).ticketBulk(core), {
      calls: ['updateMany', 'deleteMany', 'merge'],
    }),
    ...lazyResource(async () => (await import('./more.ts')).ticketHistory(core), {
      feeds: ['changes'],
    }),
    delete: (id, options) => deleteTicket(core, id, options),
    async restore(id, options) {
      const path = `${TICKETS}/${core.path(id)}/restore`;
      // On a repeat the ticket is no longer in the trash.
      await core.send({ method: 'PUT', path, goneMeansDone: true }, options);
    },
    async metrics(id, options) {
      const data = await viewTicket(core, id, { options, include: 'stats' });
      return metricsToUnified(data, core.context());
    },
  };
}

/** Freshdesk has no keys against double creation: a create is sent once. */
async function createTicket(
  core: FreshdeskCore,
  draft: TicketDraft<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  requireMessageVisibility(freshdeskCapabilities, 'tickets.create', draft.message.visibility);
  await core.ready(options);
  const mapped = ticketFromDraft(draft, core.writing);
  const { data, warnings } = await core.write(mapped, { method: 'POST', path: TICKETS }, options);
  const { email, name } = draft.requester;
  const { requester_id: requesterId } = data;
  const lookups = {
    // The answer names the requester by id only; the address is the one that was just sent.
    person: (id: string) =>
      email !== undefined && id === String(requesterId)
        ? { kind: 'contact' as const, name: name ?? null, email }
        : undefined,
  };
  return { value: ticketToUnified(data, core.context(lookups)).value, warnings };
}

/** Into the trash; an archived ticket has a path of its own (sheet section 8.8). A second time is refused (sheet section 4.1), but what was asked for is done. */
async function deleteTicket(
  core: FreshdeskCore,
  id: string,
  options?: RequestOptions,
): Promise<void> {
  const path = `${TICKETS}/${core.path(id)}`;
  try {
    await core.send({ method: 'DELETE', path }, options);
  } catch (error) {
    if (hasCode(error, 'not_found')) return deleteArchived(core, id, { error, options });
    if (!(hasCode(error, 'conflict') && (await core.get(path, options))['deleted'] === true)) {
      throw error;
    }
  }
}

async function deleteArchived(
  core: FreshdeskCore,
  id: string,
  first: { readonly error: unknown; readonly options: RequestOptions | undefined },
): Promise<void> {
  try {
    await core.send(
      { method: 'DELETE', path: archivePath(core.path(id)), goneMeansDone: false },
      first.options,
    );
  } catch (error) {
    // It is nowhere: the first answer speaks of the path that the caller knows.
    throw hasCode(error, 'not_found') ? first.error : error;
  }
}
