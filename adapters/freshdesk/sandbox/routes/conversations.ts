import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  type Call,
  checkedBody,
  type CheckedBody,
  checkQuery,
  created,
  type FreshdeskRoute,
  idOf,
  noContent,
  ok,
} from '../call.ts';
import { fieldErrors, invalidValue, problems, refuseIfInvalid } from '../errors.ts';
import { fireConversation } from '../events.ts';
import { listPage } from '../paging/lists.ts';
import {
  presentConversation,
  presentForward,
  presentNote,
  presentReply,
} from '../present/conversations.ts';
import type { FieldRules } from '../records/rules.ts';
import type { ConversationRow, TicketRow } from '../records/tickets.ts';
import { maySee, refuseLocked, ticketOf, writableTicket } from '../tickets/access.ts';
import { fileErrors, keepFiles } from '../tickets/attachments.ts';
import { addConversation } from '../tickets/conversations.ts';
import { textsOf } from '../tickets/create.ts';
import { agentRule, emails, files, flag, record, text } from '../tickets/fields.ts';
import { toHtml, toText } from '../tickets/html.ts';
import { notify, send } from '../tickets/notify.ts';
import {
  agentActor,
  beforeChange,
  isAgent,
  isoNow,
  ticketChanged,
  userOf,
  type World,
} from '../world.ts';

const replyRules: FieldRules = {
  body: text,
  structured_body: record,
  from_email: text,
  user_id: agentRule,
  cc_emails: emails,
  bcc_emails: emails,
  attachments: files,
};

const noteRules: FieldRules = {
  body: text,
  structured_body: record,
  private: flag,
  incoming: flag,
  notify_emails: emails,
  user_id: {
    type: 'Positive Integer',
    noun: 'user',
    // Whether a contact may write a note is unconfirmed (section 23); a deleted one may not.
    refers: (world, id) => {
      const user = userOf(world, id);
      const may = isAgent(user) || world.settings.unconfirmed.contactNotes;
      return user !== null && !user.deleted && !user.blocked && may;
    },
  },
  attachments: files,
};

const forwardRules: FieldRules = {
  body: text,
  to_emails: { ...emails, required: true },
  cc_emails: emails,
  bcc_emails: emails,
  from_email: text,
  agent_id: agentRule,
  include_quoted_text: flag,
  include_original_attachments: flag,
  attachments: files,
};

/** Body and files of a message; one of the two bodies is needed. */
function readMessage(call: Call, ticket: TicketRow, rules: FieldRules): CheckedBody {
  const body = checkedBody(call, rules);
  const { values } = body;
  const hasBody = values['body'] !== undefined || values['structured_body'] !== undefined;
  refuseIfInvalid([
    ...(hasBody ? [] : [fieldErrors.missing('body', 'String')]),
    ...fileErrors(call.world, ticket, body.files),
  ]);
  return body;
}

function contentOf(call: Call, { values, files: sent }: CheckedBody) {
  const structured = isRecord(values['structured_body']) ? values['structured_body'] : null;
  return {
    body: asText(values['body']) ?? structuredText(structured),
    structured_body: structured,
    attachment_ids: keepFiles(call.world, sent),
  };
}

/** The texts of `{body_contents:[{type:'text',data:{content}}]}`. */
function structuredText(structured: JsonRecord | null): string {
  const contents = structured?.['body_contents'];
  if (!Array.isArray(contents)) return '';
  return contents
    .flatMap((item: unknown) => {
      const data = isRecord(item) ? item['data'] : null;
      return isRecord(data) ? (asText(data['content']) ?? []) : [];
    })
    .join('<br>');
}

interface Mailbox {
  readonly support_email: string;
  readonly from_email: string;
}

/** The mailbox that a message leaves by; an address that is none is refused (section 9.2). */
function mailboxOf(world: World, ticket: TicketRow, asked: string | null): Mailbox {
  const configs = [...world.state.emailConfigs.rows.values()];
  const config =
    asked === null
      ? (configs.find((row) => row.id === ticket.email_config_id) ?? configs[0])
      : configs.find((row) => row['reply_email'] === asked || row['to_email'] === asked);
  if (config === undefined)
    throw problems.invalid([
      fieldErrors.oneOf(
        'from_email',
        configs.map((row) => String(row['reply_email'])),
      ),
    ]);
  const support_email = String(config['reply_email']);
  return { support_email, from_email: `"${String(config['name'])}" <${support_email}>` };
}

/** Sends a mail to the requester; the status stays (section 9.2). */
function reply(call: Call): Reply {
  const { world } = call;
  const ticket = writableTicket(call);
  const body = readMessage(call, ticket, replyRules);
  const to = userOf(world, ticket.requester_id)?.email ?? null;
  // A customer without an address cannot be written to; that this is a 400 is a guess.
  if (to === null) throw problems.invalid([invalidValue('to_emails', 'There is no email address')]);
  const { values } = body;
  const mailbox = mailboxOf(world, ticket, asText(values['from_email']));
  const [cc, bcc] = [textsOf(values['cc_emails']), textsOf(values['bcc_emails'])];
  const author = Number(values['user_id'] ?? actorOf(call).id);
  const row = addConversation(world, agentActor(actorOf(call)), ticket, {
    ...contentOf(call, body),
    ...mailbox,
    source: 0,
    user_id: author,
    to_emails: [to],
    cc_emails: cc,
    bcc_emails: bcc,
  });
  ticket.reply_cc_emails = [...new Set([...(ticket.reply_cc_emails ?? []), ...cc])];
  send(world, 'reply', [to, ...cc, ...bcc], { ticketId: ticket.id, conversationId: row.id });
  return created(call, presentReply(call, row), `conversations/${row.id}`);
}

/** Private unless it says otherwise; `incoming` makes it the customer's (section 9.2). */
function note(call: Call): Reply {
  const { world } = call;
  const ticket = writableTicket(call);
  const body = readMessage(call, ticket, noteRules);
  const { values } = body;
  const notified = textsOf(values['notify_emails']);
  const incoming = values['incoming'] === true;
  const isPrivate = values['private'] !== false;
  const row = addConversation(world, agentActor(actorOf(call)), ticket, {
    ...contentOf(call, body),
    source: 2,
    incoming,
    private: isPrivate,
    // Without a user it stays the agent's, whatever its direction (section 9.1).
    user_id: Number(values['user_id'] ?? actorOf(call).id),
    to_emails: notified,
  });
  send(world, 'note_notified', notified, { ticketId: ticket.id, conversationId: row.id });
  if (!isPrivate && !incoming) notify(world, 'public_note', ticket, row.id);
  return created(call, presentNote(call, row), `conversations/${row.id}`);
}

/** Both forwards are private and leave by mail (section 8.9). */
const forward =
  (category: number) =>
  (call: Call): Reply => {
    const { world } = call;
    const ticket = writableTicket(call);
    const body = checkedBody(call, forwardRules);
    const { values } = body;
    refuseIfInvalid(fileErrors(world, ticket, body.files));
    const mailbox = mailboxOf(world, ticket, asText(values['from_email']));
    const to = textsOf(values['to_emails']);
    const [cc, bcc] = [textsOf(values['cc_emails']), textsOf(values['bcc_emails'])];
    const original = values['include_original_attachments'] === false ? [] : ticket.attachment_ids;
    const content = contentOf(call, body);
    const row = addConversation(world, agentActor(actorOf(call)), ticket, {
      ...content,
      ...mailbox,
      attachment_ids: [...content.attachment_ids, ...original],
      source: 8,
      category,
      private: true,
      user_id: Number(values['agent_id'] ?? actorOf(call).id),
      to_emails: to,
      cc_emails: cc,
      bcc_emails: bcc,
      has_quoted_text: values['include_quoted_text'] !== false,
    });
    ticket.fwd_emails = [...new Set([...(ticket.fwd_emails ?? []), ...to])];
    send(world, 'forward', [...to, ...cc, ...bcc], {
      ticketId: ticket.id,
      conversationId: row.id,
    });
    return created(call, presentForward(call, row), `conversations/${row.id}`);
  };

function conversationOf(call: Call): { ticket: TicketRow; row: ConversationRow } {
  const { conversations, tickets } = call.world.state;
  const id = idOf(call, 'conversation_id');
  const ticket = tickets.rows.get(conversations.get(id) ?? 0);
  const row = ticket?.conversations.find((item) => item.id === id);
  if (ticket === undefined || row === undefined || ticket.archived) throw problems.notFound();
  if (!maySee(actorOf(call), ticket)) throw problems.forbidden();
  refuseLocked(ticket);
  return { ticket, row };
}

/** Only notes can be changed, and of them only body and files (section 9). */
function edit(call: Call): Reply {
  const { world } = call;
  const { ticket, row } = conversationOf(call);
  const body = checkedBody(call, { body: text, attachments: files });
  // What changing a reply answers is not on record; the verb is wrong for it.
  if (row.source !== 2) throw problems.methodNotAllowed('DELETE');
  refuseIfInvalid(fileErrors(world, ticket, body.files));
  const html = asText(body.values['body']);
  if (html !== null) {
    row.body = toHtml(html);
    row.body_text = toText(row.body);
  }
  row.attachment_ids = [...row.attachment_ids, ...keepFiles(world, body.files)];
  row.updated_at = isoNow(world);
  row.last_edited_at = row.updated_at;
  row.last_edited_user_id = actorOf(call).id;
  touched(world, ticket);
  fireConversation(world, agentActor(actorOf(call)), 'onConversationUpdate', row);
  return ok(presentConversation(call, row));
}

function remove(call: Call): Reply {
  const { world } = call;
  const { ticket, row } = conversationOf(call);
  ticket.conversations = ticket.conversations.filter((item) => item !== row);
  world.state.conversations.delete(row.id);
  touched(world, ticket);
  fireConversation(world, agentActor(actorOf(call)), 'onConversationDelete', row);
  return noContent;
}

/** Whether that moves the ticket's own date is unconfirmed (section 22). */
function touched(world: World, ticket: TicketRow): void {
  if (!world.settings.unconfirmed.noteEditsTouchTicket) return;
  beforeChange(world, ticket);
  ticketChanged(world, ticket);
}

const list =
  (find: (call: Call) => TicketRow) =>
  (call: Call): Reply => {
    checkQuery(call, []);
    const ticket = find(call);
    return listPage(call, ticket.conversations, (row) => presentConversation(call, row));
  };

function archivedOf(call: Call): TicketRow {
  const ticket = call.world.state.tickets.rows.get(idOf(call, 'ticket_id'));
  if (ticket?.archived !== true || ticket.deleted) throw problems.notFound();
  if (!maySee(actorOf(call), ticket)) throw problems.forbidden();
  return ticket;
}

export const conversationRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/tickets/{ticket_id}/conversations', list(ticketOf)],
  ['GET', '/api/v2/tickets/archived/{ticket_id}/conversations', list(archivedOf)],
  ['POST', '/api/v2/tickets/{ticket_id}/reply', reply],
  ['POST', '/api/v2/tickets/{ticket_id}/notes', note],
  ['POST', '/api/v2/tickets/{ticket_id}/forward', forward(2)],
  ['POST', '/api/v2/tickets/{ticket_id}/reply_to_forward', forward(6)],
  ['PUT', '/api/v2/conversations/{conversation_id}', edit],
  ['DELETE', '/api/v2/conversations/{conversation_id}', remove],
];
