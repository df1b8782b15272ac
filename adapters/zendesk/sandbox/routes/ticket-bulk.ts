import { asIntegers, asText, integersOf } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  adminOf,
  bodyOf,
  type Call,
  idOf,
  linkTo,
  ok,
  refuseMoreThan100,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { problems } from '../errors.ts';
import { runItems, startJob } from '../jobs.ts';
import { presentTicket } from '../present/tickets.ts';
import { mergeTickets } from '../tickets/merge.ts';
import {
  createTicket,
  importTicket,
  liveTicket,
  ticketInput,
  updateTicket,
} from '../tickets/write.ts';
import { markAsSpam, softDelete } from './tickets.ts';

/** The tickets of a bulk body; more than 100 are refused (section 5.2). */
function ticketsOf(call: Call): readonly unknown[] {
  const tickets = bodyOf(call)['tickets'];
  if (!Array.isArray(tickets)) throw problems.parameterMissing('tickets');
  refuseMoreThan100(tickets, 'tickets');
  return tickets;
}

function idsOf(call: Call): readonly number[] {
  const ids = integersOf(call.query.get('ids'));
  if (ids.length === 0) throw problems.parameterMissing('ids');
  refuseMoreThan100(ids, '');
  return ids;
}

/** Runs rules and sends mail, unlike the import (section 6.1). */
function createMany(call: Call): Reply {
  const actor = staffOf(call);
  const tickets = ticketsOf(call);
  const account_id = call.world.state.account.id;
  return ok(
    startJob(call, () => ({
      total: tickets.length,
      verb: 'Creating ticket',
      results: runItems(
        call.world,
        tickets,
        'TicketCreateFailed',
        (item, index) => ({
          index,
          id: createTicket(call.world, actor, ticketInput(item)).ticket.id,
          account_id,
        }),
        { shuffled: true },
      ),
    })),
  );
}

/** `?ids=` makes one change to many tickets; `{tickets: [...]}` a change of its own to each. */
function updateMany(call: Call): Reply {
  const actor = staffOf(call);
  const ids = call.query.get('ids') === null ? null : idsOf(call);
  const items =
    ids === null
      ? ticketsOf(call)
      : ids.map((id) => ({ ...ticketInput(bodyOf(call)['ticket']), id }));
  return ok(
    startJob(call, () => ({
      total: items.length,
      verb: 'Updating ticket',
      results: runItems(call.world, items, 'TicketUpdateFailed', (item) => {
        const input = ticketInput(item);
        const ticket = liveTicket(call.world, input['id']);
        updateTicket(call.world, actor, ticket, input, { mode: 'bulk' });
        return { action: 'update', status: 'Updated', success: true, id: ticket.id };
      }),
    })),
  );
}

function destroyMany(call: Call): Reply {
  staffOf(call);
  const ids = idsOf(call);
  return ok(
    startJob(call, () => ({
      total: ids.length,
      verb: 'Deleting ticket',
      results: runItems(call.world, ids, 'TicketDeleteFailed', (id) => {
        softDelete(call, liveTicket(call.world, id));
        return { action: 'delete', id, status: 'Deleted', success: true };
      }),
    })),
  );
}

function markManyAsSpam(call: Call): Reply {
  staffOf(call);
  const ids = idsOf(call);
  return ok(
    startJob(call, () => ({
      total: ids.length,
      verb: 'Marking ticket as spam',
      results: runItems(call.world, ids, 'TicketUpdateFailed', (id) => {
        markAsSpam(call, liveTicket(call.world, id));
        return { action: 'update', id, status: 'Updated', success: true };
      }),
    })),
  );
}

/** Section 6.6. */
function merge(call: Call): Reply {
  const actor = staffOf(call);
  const target = liveTicket(call.world, idOf(call, 'ticket_id'));
  const body = bodyOf(call);
  const ids = asIntegers(body['ids']);
  if (ids.includes(target.id)) throw problems.unprocessable('SourceInvalid', 'Source is invalid');
  if (ids.length === 0) throw problems.parameterMissing('ids');
  const sources = ids.map((id) => liveTicket(call.world, id));
  mergeTickets(call.world, actor, target, sources, {
    targetComment: asText(body['target_comment']),
    sourceComment: asText(body['source_comment']),
    targetPublic: body['target_comment_is_public'] === true,
    sourcePublic: body['source_comment_is_public'] === true,
  });
  return ok(
    startJob(call, () => ({
      total: 1,
      verb: 'Merging ticket',
      results: [{ action: 'merge', status: 'Merged', success: true, id: target.id }],
    })),
  );
}

/** Section 13: 201 without an audit, admins only. */
function importOne(call: Call): Reply {
  const actor = adminOf(call);
  const archive = call.query.get('archive_immediately') === 'true';
  const unpermitted = call.unpermitted;
  const ticket = importTicket(call.world, actor, ticketInput(bodyOf(call)['ticket']), {
    archive,
    unpermitted,
  });
  return {
    status: 201,
    body: { ticket: presentTicket(call, ticket) },
    headers: { location: linkTo(call, `tickets/${ticket.id}`) },
  };
}

function importMany(call: Call): Reply {
  const actor = adminOf(call);
  const archive = call.query.get('archive_immediately') === 'true';
  const tickets = ticketsOf(call);
  const account_id = call.world.state.account.id;
  return ok(
    startJob(call, () => ({
      total: tickets.length,
      verb: 'Creating ticket',
      results: runItems(
        call.world,
        tickets,
        'TicketCreateFailed',
        (item, index) => ({
          index,
          id: importTicket(call.world, actor, ticketInput(item), { archive }).id,
          account_id,
        }),
        { shuffled: true },
      ),
    })),
  );
}

export const ticketBulkRoutes: readonly ZendeskRoute[] = [
  ['POST', '/api/v2/tickets/create_many', createMany],
  ['PUT', '/api/v2/tickets/update_many', updateMany],
  ['DELETE', '/api/v2/tickets/destroy_many', destroyMany],
  ['PUT', '/api/v2/tickets/mark_many_as_spam', markManyAsSpam],
  ['POST', '/api/v2/tickets/{ticket_id}/merge', merge],
  ['POST', '/api/v2/imports/tickets', importOne],
  ['POST', '/api/v2/imports/tickets/create_many', importMany],
];
