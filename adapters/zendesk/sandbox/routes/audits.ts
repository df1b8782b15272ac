import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, idOf, includesOf, ok, staffOf, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { byId, countBody, listPage, type Order, wholeList } from '../paging/lists.ts';
import { presentMetric } from '../present/metrics.ts';
import { presentUser } from '../present/people.ts';
import { presentAudit } from '../present/tickets.ts';
import type { AuditRow, TicketRow } from '../records/tickets-and-people.ts';
import { liveTicket } from '../tickets/write.ts';
import { isoNow, userOf } from '../world.ts';
import { listedTickets } from './tickets.ts';

/** By date, then as they came: audit ids are not monotonic either (section 1). */
function byDate(rows: readonly AuditRow[]): Order<AuditRow> {
  const positions = new Map(rows.map((row, position) => [row.id, position]));
  return {
    name: 'created_at,id',
    key: (row) => row.created_at,
    tie: (row) => positions.get(row.id) ?? 0,
  };
}

const ticketOf = (call: Call): TicketRow => {
  staffOf(call);
  return liveTicket(call.world, idOf(call, 'ticket_id'));
};

/** Side-loaded authors: each once, none for the system (section 21). */
function authorsOf(call: Call, rows: readonly AuditRow[]): Readonly<Record<string, unknown>> {
  if (!includesOf(call).has('users')) return {};
  const ids = new Set(rows.map((row) => row.author_id));
  const users = [...ids].flatMap((id) => userOf(call.world, id) ?? []);
  return { users: users.map((user) => presentUser(call, user)) };
}

/** Archived tickets answer without pagination (section 6.7). */
function listAudits(call: Call): Reply {
  const ticket = ticketOf(call);
  const present = (row: AuditRow) => presentAudit(call, row);
  const beside = (rows: readonly AuditRow[]) => authorsOf(call, rows);
  if (ticket.archived) {
    return ok({ ...wholeList('audits', ticket.audits.map(present)), ...beside(ticket.audits) });
  }
  const order = byDate(ticket.audits);
  return ok(listPage(call, { key: 'audits', rows: ticket.audits, order, present, beside }));
}

function showAudit(call: Call): Reply {
  const audit = ticketOf(call).audits.find((row) => row.id === idOf(call, 'ticket_audit_id'));
  if (audit === undefined) throw problems.notFound();
  return ok({ audit: presentAudit(call, audit) });
}

/** Account-wide, cursor only, without archived tickets (sections 6.7 and 7.2). */
function listAll(call: Call): Reply {
  staffOf(call);
  const rows = listedTickets(call.world)
    .flatMap((ticket) => ticket.audits)
    .sort((one, two) => one.created_at.localeCompare(two.created_at));
  return ok(
    listPage(call, {
      key: 'audits',
      rows,
      order: byDate(rows),
      family: 'cursor',
      present: (row) => presentAudit(call, row),
    }),
  );
}

function listMetrics(call: Call): Reply {
  staffOf(call);
  const rows = listedTickets(call.world);
  return ok(
    listPage(call, {
      key: 'ticket_metrics',
      rows,
      order: byId<TicketRow>(),
      present: (row) => presentMetric(call, row),
    }),
  );
}

function showMetric(call: Call): Reply {
  staffOf(call);
  const id = idOf(call, 'ticket_metric_id');
  const ticket = listedTickets(call.world).find((row) => row.metric.id === id);
  if (ticket === undefined) throw problems.notFound();
  return ok({ ticket_metric: presentMetric(call, ticket) });
}

export const auditRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/tickets/{ticket_id}/audits', listAudits],
  [
    'GET',
    '/api/v2/tickets/{ticket_id}/audits/count',
    (call) => ok(countBody(ticketOf(call).audits.length, isoNow(call.world))),
  ],
  ['GET', '/api/v2/tickets/{ticket_id}/audits/{ticket_audit_id}', showAudit],
  [
    'GET',
    '/api/v2/tickets/{ticket_id}/metrics',
    (call) => ok({ ticket_metric: presentMetric(call, ticketOf(call)) }),
  ],
  ['GET', '/api/v2/ticket_audits', listAll],
  ['GET', '/api/v2/ticket_metrics', listMetrics],
  ['GET', '/api/v2/ticket_metrics/{ticket_metric_id}', showMetric],
];
