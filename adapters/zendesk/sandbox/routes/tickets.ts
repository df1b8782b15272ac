import { integersOf } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  bodyOf,
  type Call,
  created,
  idOf,
  linkTo,
  noContent,
  ok,
  payloadOf,
  refuseMoreThan100,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { fireTicketEvent } from '../events.ts';
import { runOnce } from '../tickets/idempotency.ts';
import { startJob } from '../jobs.ts';
import { byId, countBody, listPage, type Order, wholeList } from '../paging/lists.ts';
import {
  besideTickets,
  presentAudit,
  presentTicket,
  presentTicketInList,
} from '../present/tickets.ts';
import { presentUser } from '../present/people.ts';
import type { TicketRow } from '../records/tickets-and-people.ts';
import { readTags } from '../tickets/tags.ts';
import {
  createTicket,
  liveTicket,
  refuseClosed,
  refuseStale,
  ticketInput,
  updateTicket,
} from '../tickets/write.ts';
import { isoNow, ticketChanged, type World } from '../world.ts';

const niceId: Order<TicketRow> = { name: 'nice_id', key: (row) => row.id };
const statusRank = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/** `sort` of cursor pages (section 3.1). */
const sorts: Readonly<Record<string, Order<TicketRow>>> = {
  id: niceId,
  updated_at: { name: 'updated_at', key: (row) => row.updated_at },
  status: { name: 'status', key: (row) => statusRank.indexOf(row.status) },
};
const sortBy = {
  id: (row: TicketRow) => row.id,
  created_at: (row: TicketRow) => row.created_at,
  updated_at: (row: TicketRow) => row.updated_at,
  status: (row: TicketRow) => statusRank.indexOf(row.status),
  priority: (row: TicketRow) => row.priority ?? '',
  subject: (row: TicketRow) => row.subject ?? '',
};

/** Tickets that lists show: neither deleted nor archived (section 6.7). */
export function listedTickets(world: World): readonly TicketRow[] {
  return viewOf(world.state.tickets, 'listed by id', (rows) =>
    rows.filter((row) => row.deleted === null && !row.archived),
  );
}

export function ticketPage(call: Call, rows: readonly TicketRow[]): Reply {
  return ok(
    listPage(call, {
      key: 'tickets',
      rows,
      order: niceId,
      sorts,
      sortBy,
      present: (row) => presentTicketInList(call, row),
      beside: (shown) => besideTickets(call, shown),
    }),
  );
}

function listTickets(call: Call): Reply {
  staffOf(call);
  const externalId = call.query.get('external_id');
  if (externalId === null) return ticketPage(call, listedTickets(call.world));
  const ids = call.world.state.ticketsByExternalId.get(externalId) ?? [];
  const rows = ids.flatMap((id) => call.world.state.tickets.rows.get(id) ?? []);
  return ticketPage(
    call,
    rows.filter((row) => row.deleted === null && !row.archived),
  );
}

function countTickets(call: Call): Reply {
  staffOf(call);
  return ok(countBody(listedTickets(call.world).length, isoNow(call.world)));
}

function recentTickets(call: Call): Reply {
  staffOf(call);
  return ticketPage(call, listedTickets(call.world).slice(-50));
}

function showTicket(call: Call): Reply {
  staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  return ok({ ticket: presentTicket(call, ticket), ...besideTickets(call, [ticket]) });
}

/** Missing ids are simply absent; the envelope is the offset one (section 6.1). */
function showMany(call: Call): Reply {
  staffOf(call);
  const ids = integersOf(call.query.get('ids'));
  refuseMoreThan100(ids, '');
  const rows = ids
    .flatMap((id) => call.world.state.tickets.rows.get(id) ?? [])
    .filter((row) => row.deleted === null);
  const shown = rows.map((row) => presentTicket(call, row));
  return ok({ ...wholeList('tickets', shown), ...besideTickets(call, rows) });
}

function createOne(call: Call): Reply {
  const actor = staffOf(call);
  return runOnce(call, () => {
    const { ticket, audit } = createTicket(
      call.world,
      actor,
      payloadOf(call, 'ticket'),
      call.unpermitted,
    );
    if (call.query.get('async') === 'true') {
      const job = startJob(call, () => ({
        total: 1,
        verb: 'Creating ticket',
        results: [{ index: 0, id: ticket.id, account_id: call.world.state.account.id }],
      }));
      return { status: 202, body: { ticket: { id: ticket.id }, ...job } };
    }
    // A create answer shows a zero here (section 6.2).
    const shown = { ...presentTicket(call, ticket), generated_timestamp: 0 };
    return created(
      { ticket: shown, audit: audit === null ? null : presentAudit(call, audit) },
      linkTo(call, `tickets/${ticket.id}`),
    );
  });
}

function updateOne(call: Call): Reply {
  const actor = staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const written = updateTicket(call.world, actor, ticket, ticketInput(bodyOf(call)['ticket']), {
    unpermitted: call.unpermitted,
  });
  return ok({
    ticket: presentTicket(call, ticket),
    audit: written.audit === null ? null : presentAudit(call, written.audit),
  });
}

/** Soft deletion (section 6.7). */
export function softDelete(call: Call, ticket: TicketRow): void {
  const actor = staffOf(call);
  ticket.deleted = { at: isoNow(call.world), by: actor.id, scrubbed: false };
  ticket.updated_at = isoNow(call.world);
  ticketChanged(call.world, ticket);
  fireTicketEvent(call.world, ticket, actor.id, 'soft_deleted');
}

function deleteOne(call: Call): Reply {
  staffOf(call);
  softDelete(call, liveTicket(call.world, idOf(call, 'ticket_id')));
  return noContent;
}

/** Also suspends the requester (section 6.1). */
export function markAsSpam(call: Call, ticket: TicketRow): void {
  const actor = staffOf(call);
  const requester = call.world.state.users.rows.get(ticket.requester_id);
  if (requester?.role === 'end-user') requester.suspended = true;
  softDelete(call, ticket);
  fireTicketEvent(call.world, ticket, actor.id, 'marked_as_spam');
}

function spam(call: Call): Reply {
  staffOf(call);
  markAsSpam(call, liveTicket(call.world, idOf(call, 'ticket_id')));
  return ok({});
}

function related(call: Call): Reply {
  staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const incidents = listedTickets(call.world).filter((row) => row.problem_id === ticket.id).length;
  const from = ticket.via.source.from['ticket_id'];
  return ok({
    ticket_related: {
      topic_id: null,
      jira_issue_ids: [],
      followup_source_ids: from === undefined ? [] : [String(from)],
      from_archive: ticket.archived,
      incidents,
    },
  });
}

const people =
  (read: (ticket: TicketRow) => readonly number[]) =>
  (call: Call): Reply => {
    staffOf(call);
    const ids = read(liveTicket(call.world, idOf(call, 'ticket_id')));
    const users = [...new Set(ids)].flatMap((id) => call.world.state.users.rows.get(id) ?? []);
    return ok({
      ...listPage(call, {
        key: 'users',
        rows: users,
        order: byId(),
        present: (row) => presentUser(call, row),
      }),
    });
  };

function incidents(call: Call): Reply {
  staffOf(call);
  const problem = liveTicket(call.world, idOf(call, 'ticket_id'));
  return ticketPage(
    call,
    listedTickets(call.world).filter((row) => row.problem_id === problem.id),
  );
}

function problemTickets(call: Call): Reply {
  staffOf(call);
  return ticketPage(
    call,
    listedTickets(call.world).filter((row) => row.type === 'problem' && row.status !== 'closed'),
  );
}

/** PUT adds, POST sets and answers 201, DELETE removes and answers 204 (section 6.5). */
function tagsRoute(change: 'show' | 'add' | 'set' | 'remove') {
  return (call: Call): Reply => {
    const actor = staffOf(call);
    const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
    if (change === 'show') return ok({ tags: ticket.tags });
    const body = bodyOf(call);
    refuseClosed(ticket);
    refuseStale(ticket, body);
    const named = readTags(body['tags'] ?? call.query.get('tags'));
    const tags = {
      add: [...new Set([...ticket.tags, ...named])],
      set: named,
      remove: ticket.tags.filter((tag) => !named.includes(tag)),
    }[change];
    updateTicket(call.world, actor, ticket, { tags });
    if (change === 'remove') return noContent;
    return { status: change === 'set' ? 201 : 200, body: { tags: ticket.tags } };
  };
}

export const ticketRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/tickets', listTickets],
  ['GET', '/api/v2/tickets/recent', recentTickets],
  ['GET', '/api/v2/tickets/count', countTickets],
  ['GET', '/api/v2/tickets/show_many', showMany],
  ['POST', '/api/v2/tickets', createOne],
  ['GET', '/api/v2/tickets/{ticket_id}', showTicket],
  ['PUT', '/api/v2/tickets/{ticket_id}', updateOne],
  ['DELETE', '/api/v2/tickets/{ticket_id}', deleteOne],
  ['PUT', '/api/v2/tickets/{ticket_id}/mark_as_spam', spam],
  ['GET', '/api/v2/tickets/{ticket_id}/related', related],
  [
    'GET',
    '/api/v2/tickets/{ticket_id}/collaborators',
    people((row) => [...row.email_cc_ids, ...row.follower_ids]),
  ],
  ['GET', '/api/v2/tickets/{ticket_id}/followers', people((row) => row.follower_ids)],
  ['GET', '/api/v2/tickets/{ticket_id}/email_ccs', people((row) => row.email_cc_ids)],
  ['GET', '/api/v2/tickets/{ticket_id}/incidents', incidents],
  ['GET', '/api/v2/tickets/{ticket_id}/tags', tagsRoute('show')],
  ['PUT', '/api/v2/tickets/{ticket_id}/tags', tagsRoute('add')],
  ['POST', '/api/v2/tickets/{ticket_id}/tags', tagsRoute('set')],
  ['DELETE', '/api/v2/tickets/{ticket_id}/tags', tagsRoute('remove')],
  ['GET', '/api/v2/problems', problemTickets],
];
