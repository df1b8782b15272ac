import { asList, asRecord, asText, integersOf } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  idOf,
  linkTo,
  noContent,
  ok,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { byId, listPage } from '../paging/lists.ts';
import { presentTicket } from '../present/tickets.ts';
import type { PlainRow } from '../records/settings.ts';
import type { TicketRow, UserRow } from '../records/tickets-and-people.ts';
import { createTicket, liveTicket } from '../tickets/write.ts';
import { newUser } from '../people.ts';
import { userByEmail } from '../world.ts';
import { listedTickets, ticketPage } from './tickets.ts';

const shownWith = (call: Call, path: string) => (row: PlainRow) => ({
  url: linkTo(call, `${path}/${row.id}`),
  ...row,
});

function plainPage(call: Call, key: string, path: string, rows: Iterable<PlainRow>): Reply {
  staffOf(call);
  return ok(
    listPage(call, {
      key,
      rows: [...rows],
      order: byId<PlainRow>(),
      present: shownWith(call, path),
    }),
  );
}

const active = (rows: Iterable<PlainRow>) => [...rows].filter((row) => row['active'] !== false);

/** What one macro action shows in the preview (section 20). */
type Preview = { ticket: Record<string, unknown>; comment: Record<string, unknown> };
const macroActions: Readonly<
  Record<
    string,
    (preview: Preview, value: unknown, actor: UserRow, ticket: TicketRow | null) => void
  >
> = {
  assignee_id: (preview, value, actor) => {
    preview.ticket['assignee_id'] = value === 'current_user' ? actor.id : Number(value);
  },
  group_id: (preview, value, actor) => {
    preview.ticket['group_id'] =
      value === 'current_groups' ? actor.default_group_id : Number(value);
  },
  comment_value: (preview, value) => {
    const text = Array.isArray(value) ? String(value[1]) : String(value);
    Object.assign(preview.comment, {
      body: text,
      html_body: `<p>${text}</p>`,
      scoped_body: [['channel:all', text]],
    });
  },
  comment_value_html: (preview, value) => {
    Object.assign(preview.comment, {
      html_body: String(value),
      body: String(value).replace(/<[^>]*>/g, ''),
    });
  },
  comment_mode_is_public: (preview, value) => {
    preview.comment['public'] = value === true || value === 'true';
  },
  set_tags: (preview, value) => {
    preview.ticket['tags'] = String(value).split(' ');
  },
  current_tags: (preview, value, _actor, ticket) => {
    preview.ticket['tags'] = [...new Set([...(ticket?.tags ?? []), ...String(value).split(' ')])];
  },
  remove_tags: (preview, value, _actor, ticket) => {
    const gone = String(value).split(' ');
    preview.ticket['tags'] = (ticket?.tags ?? []).filter((tag) => !gone.includes(tag));
  },
};

/** A preview: nothing is saved (section 20). */
function applyMacro(call: Call): Reply {
  const actor = staffOf(call);
  const macro = rowOf(call.world.state.macros.rows, call, 'macro_id');
  const ticket =
    call.params['ticket_id'] === undefined ? null : liveTicket(call.world, idOf(call, 'ticket_id'));
  const preview: Preview = { ticket: {}, comment: {} };
  for (const action of asList(macro['actions']).map(asRecord)) {
    const field = asText(action['field']) ?? '';
    const apply = macroActions[field];
    if (apply !== undefined) apply(preview, action['value'], actor, ticket);
    else preview.ticket[field] = action['value'];
  }
  const shown = ticket === null ? {} : presentTicket(call, ticket);
  const comment = Object.keys(preview.comment).length === 0 ? {} : { comment: preview.comment };
  return ok({ result: { ticket: { ...shown, ...preview.ticket, ...comment } } });
}

/** A view's rule is `{field, value}` pairs over plain ticket properties: enough to page one. */
function viewTickets(call: Call): readonly TicketRow[] {
  staffOf(call);
  const view = rowOf(call.world.state.views.rows, call, 'view_id');
  const rules = asList(asRecord(view['conditions'])['all']).map(asRecord);
  return listedTickets(call.world).filter((ticket) => rules.every((rule) => holds(ticket, rule)));
}

function holds(ticket: TicketRow, rule: Readonly<Record<string, unknown>>): boolean {
  const known: Readonly<Record<string, unknown>> = { ...ticket };
  const same = String(known[String(rule['field'])]) === String(rule['value']);
  return rule['operator'] === 'is_not' ? !same : same;
}

function countView(call: Call): Reply {
  const value = viewTickets(call).length;
  const view_id = idOf(call, 'view_id');
  return ok({
    view_count: {
      url: linkTo(call, `views/${view_id}/count`),
      view_id,
      value,
      pretty: String(value),
      fresh: true,
    },
  });
}

function executeView(call: Call): Reply {
  const rows = viewTickets(call).map((ticket) => ({
    ticket_id: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
  }));
  return ok({
    rows,
    columns: [{ id: 'subject', title: 'Subject' }],
    view: { id: idOf(call, 'view_id') },
    next_page: null,
    previous_page: null,
    count: rows.length,
  });
}

/** A recovered message becomes a ticket (section 20). */
function recoverOne(call: Call, row: PlainRow, requester: UserRow): TicketRow {
  const { ticket } = createTicket(call.world, requester, {
    subject: row['subject'],
    requester_id: requester.id,
    submitter_id: requester.id,
    comment: { body: row['content'], public: true },
  });
  remove(call.world.state.suspendedTickets, row.id);
  return ticket;
}

/** Recovered one by one, the requester becomes the calling agent (section 20). */
function recover(call: Call): Reply {
  const actor = staffOf(call);
  const ticket = recoverOne(call, rowOf(call.world.state.suspendedTickets.rows, call, 'id'), actor);
  return ok({ ticket: [presentTicket(call, ticket)] });
}

function recoverMany(call: Call): Reply {
  staffOf(call);
  const tickets = integersOf(call.query.get('ids')).flatMap((id) => {
    const row = call.world.state.suspendedTickets.rows.get(id);
    if (row === undefined) return [];
    const author = asRecord(row['author']);
    const email = asText(author['email']) ?? 'unknown@example.com';
    const known = userByEmail(call.world, email);
    const name = asText(author['name']) ?? email;
    const sender = known ?? newUser(call.world, { name, email }).keep({ silent: true });
    return [presentTicket(call, recoverOne(call, row, sender))];
  });
  return ok({ tickets });
}

function deleteSuspended(call: Call): Reply {
  staffOf(call);
  remove(
    call.world.state.suspendedTickets,
    rowOf(call.world.state.suspendedTickets.rows, call, 'id').id,
  );
  return noContent;
}

const state = (call: Call) => call.world.state;

export const workspaceRoutes: readonly ZendeskRoute[] = [
  [
    'GET',
    '/api/v2/macros',
    (call) => plainPage(call, 'macros', 'macros', state(call).macros.rows.values()),
  ],
  [
    'GET',
    '/api/v2/macros/active',
    (call) => plainPage(call, 'macros', 'macros', active(state(call).macros.rows.values())),
  ],
  [
    'GET',
    '/api/v2/macros/{macro_id}',
    (call) => (
      staffOf(call),
      ok({ macro: shownWith(call, 'macros')(rowOf(state(call).macros.rows, call, 'macro_id')) })
    ),
  ],
  ['GET', '/api/v2/macros/{macro_id}/apply', applyMacro],
  ['GET', '/api/v2/tickets/{ticket_id}/macros/{macro_id}/apply', applyMacro],
  [
    'GET',
    '/api/v2/views',
    (call) => plainPage(call, 'views', 'views', state(call).views.rows.values()),
  ],
  [
    'GET',
    '/api/v2/views/active',
    (call) => plainPage(call, 'views', 'views', active(state(call).views.rows.values())),
  ],
  [
    'GET',
    '/api/v2/views/{view_id}',
    (call) => (
      staffOf(call),
      ok({ view: shownWith(call, 'views')(rowOf(state(call).views.rows, call, 'view_id')) })
    ),
  ],
  ['GET', '/api/v2/views/{view_id}/tickets', (call) => ticketPage(call, viewTickets(call))],
  ['GET', '/api/v2/views/{view_id}/execute', executeView],
  ['GET', '/api/v2/views/{view_id}/count', countView],
  [
    'GET',
    '/api/v2/suspended_tickets',
    (call) =>
      plainPage(
        call,
        'suspended_tickets',
        'suspended_tickets',
        state(call).suspendedTickets.rows.values(),
      ),
  ],
  ['PUT', '/api/v2/suspended_tickets/recover_many', recoverMany],
  [
    'GET',
    '/api/v2/suspended_tickets/{id}',
    (call) => (
      staffOf(call),
      ok({
        suspended_ticket: shownWith(
          call,
          'suspended_tickets',
        )(rowOf(state(call).suspendedTickets.rows, call, 'id')),
      })
    ),
  ],
  ['PUT', '/api/v2/suspended_tickets/{id}/recover', recover],
  ['DELETE', '/api/v2/suspended_tickets/{id}', deleteSuspended],
];
