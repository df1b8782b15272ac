import { integersOf } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  adminOf,
  type Call,
  idOf,
  ok,
  refuseMoreThan100,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { problems } from '../errors.ts';
import { fireTicketEvent } from '../events.ts';
import { runItems, startJob } from '../jobs.ts';
import { byId, listPage } from '../paging/lists.ts';
import type { TicketRow } from '../records/tickets-and-people.ts';
import { isoNow, ticketChanged } from '../world.ts';

/** A soft-deleted ticket, until it is scrubbed (section 6.7). */
function deletedTicket(call: Call, id: number): TicketRow {
  const ticket = call.world.state.tickets.rows.get(id);
  if (ticket?.deleted === undefined || ticket.deleted === null || ticket.deleted.scrubbed)
    throw problems.notFound();
  return ticket;
}

function listDeleted(call: Call): Reply {
  staffOf(call);
  const rows = viewOf(call.world.state.tickets, 'deleted by id', (all) =>
    all.filter((row) => row.deleted !== null && !row.deleted.scrubbed),
  );
  const present = (row: TicketRow) => {
    const actor = call.world.state.users.rows.get(row.deleted?.by ?? 0);
    return {
      id: row.id,
      subject: row.subject,
      description: row.description,
      actor: { id: actor?.id ?? -1, name: actor?.name ?? '' },
      deleted_at: row.deleted?.at,
      previous_state: row.status,
    };
  };
  return ok(listPage(call, { key: 'deleted_tickets', rows, order: byId<TicketRow>(), present }));
}

function restoreOne(call: Call, id: number): void {
  const actor = staffOf(call);
  const ticket = deletedTicket(call, id);
  ticket.deleted = null;
  ticket.updated_at = isoNow(call.world);
  ticketChanged(call.world, ticket);
  fireTicketEvent(call.world, ticket, actor.id, 'undeleted');
}

function restore(call: Call): Reply {
  restoreOne(call, idOf(call, 'ticket_id'));
  return ok({});
}

function restoreMany(call: Call): Reply {
  const ids = integersOf(call.query.get('ids'));
  refuseMoreThan100(ids, '');
  for (const id of ids) restoreOne(call, id);
  return ok({});
}

/** Scrubbing keeps the id alone (section 6.7). */
function scrub(call: Call, id: number): void {
  const actor = adminOf(call);
  const ticket = deletedTicket(call, id);
  ticket.deleted = { at: isoNow(call.world), by: actor.id, scrubbed: true };
  Object.assign(ticket, { subject: 'SCRUBBED', description: 'SCRUBBED', comments: [], audits: [] });
  ticketChanged(call.world, ticket);
  fireTicketEvent(call.world, ticket, actor.id, 'permanently_deleted');
}

/** A job with a null total whose final results are an object (section 6.7). */
function destroyJob(call: Call, ids: readonly number[]): Reply {
  for (const id of ids) deletedTicket(call, id);
  return ok(
    startJob(call, () => {
      runItems(call.world, ids, 'TicketDeleteFailed', (id) => (scrub(call, Number(id)), {}));
      return { total: null, verb: 'Deleting ticket', results: { success: true } };
    }),
  );
}

export const deletedTicketRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/deleted_tickets', listDeleted],
  ['PUT', '/api/v2/deleted_tickets/restore_many', restoreMany],
  [
    'DELETE',
    '/api/v2/deleted_tickets/destroy_many',
    (call) => destroyJob(call, integersOf(call.query.get('ids'))),
  ],
  ['PUT', '/api/v2/deleted_tickets/{ticket_id}/restore', restore],
  [
    'DELETE',
    '/api/v2/deleted_tickets/{ticket_id}',
    (call) => destroyJob(call, [idOf(call, 'ticket_id')]),
  ],
];
