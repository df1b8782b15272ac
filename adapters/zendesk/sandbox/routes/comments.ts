import { asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { bodyOf, type Call, idOf, includesOf, ok, staffOf, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { fireTicketEvent } from '../events.ts';
import { countBody, listPage, type Order } from '../paging/lists.ts';
import { presentUser } from '../present/people.ts';
import { presentComment } from '../present/tickets.ts';
import type { CommentRow, TicketRow } from '../records/tickets-and-people.ts';
import { liveTicket, refuseClosed } from '../tickets/write.ts';
import { isoNow, nextEventId, ticketChanged } from '../world.ts';

/** By date, then as they came: ids do not say which comment is later (section 7.1). */
function orderOf(ticket: TicketRow): Order<CommentRow> {
  const positions = new Map(ticket.comments.map((row, position) => [row.id, position]));
  return {
    name: 'created_at,id',
    key: (row) => row.created_at,
    tie: (row) => positions.get(row.id) ?? 0,
  };
}

function listComments(call: Call): Reply {
  staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const order = orderOf(ticket);
  const wantsUsers = includesOf(call).has('users');
  return ok(
    listPage(call, {
      key: 'comments',
      rows: ticket.comments,
      order,
      sorts: { created_at: order },
      sortBy: { created_at: order.key },
      present: (row) => presentComment(call, row),
      beside: (rows) => (wantsUsers ? { users: authorsOf(call, rows) } : {}),
    }),
  );
}

function authorsOf(call: Call, rows: readonly CommentRow[]): object[] {
  const ids = new Set(rows.map((row) => row.author_id));
  return [...ids].flatMap((id) => {
    const user = call.world.state.users.rows.get(id);
    return user === undefined ? [] : [presentUser(call, user)];
  });
}

function countComments(call: Call): Reply {
  staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  return ok(countBody(ticket.comments.length, isoNow(call.world)));
}

function commentOf(ticket: TicketRow, id: number): CommentRow {
  const comment = ticket.comments.find((row) => row.id === id);
  if (comment === undefined) throw problems.notFound();
  return comment;
}

function makePrivate(call: Call): Reply {
  const actor = staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const comment = commentOf(ticket, idOf(call, 'ticket_comment_id'));
  refuseClosed(ticket);
  comment.public = false;
  ticket.is_public = ticket.comments.some((row) => row.public);
  ticket.updated_at = isoNow(call.world);
  addEvent(call, ticket, { type: 'CommentPrivacyChange', comment_id: comment.id, public: false });
  fireTicketEvent(call.world, ticket, actor.id, 'comment_made_private', {
    comment: { id: String(comment.id) },
  });
  return ok({});
}

/** Replaces a text by black boxes until the ticket is closed (section 7.1). */
function redact(call: Call): Reply {
  const actor = staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const comment = commentOf(ticket, idOf(call, 'ticket_comment_id'));
  refuseClosed(ticket);
  const text = asText(bodyOf(call)['text']);
  if (text === null || text === '') throw problems.parameterMissing('text');
  const boxes = '▇'.repeat(text.length);
  for (const part of ['body', 'html_body', 'plain_body'] as const) {
    comment[part] = comment[part].replaceAll(text, boxes);
  }
  addEvent(call, ticket, { type: 'CommentRedactionEvent', comment_id: comment.id });
  fireTicketEvent(call.world, ticket, actor.id, 'comment_redacted', {
    comment: { id: String(comment.id) },
  });
  return ok({ comment: presentComment(call, comment) });
}

function addEvent(
  call: Call,
  ticket: TicketRow,
  event: { readonly type: string; readonly [key: string]: unknown },
): void {
  ticket.audits.push({
    id: nextEventId(call.world),
    ticket_id: ticket.id,
    created_at: isoNow(call.world),
    author_id: staffOf(call).id,
    metadata: { system: {}, custom: {} },
    events: [{ id: nextEventId(call.world), ...event }],
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
  });
  ticketChanged(call.world, ticket);
}

export const commentRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/tickets/{ticket_id}/comments', listComments],
  ['GET', '/api/v2/tickets/{ticket_id}/comments/count', countComments],
  ['PUT', '/api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private', makePrivate],
  ['PUT', '/api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/redact', redact],
];
