import type { CompanyRow, UserRow } from './records/people.ts';
import type { AppRow } from './records/settings.ts';
import type { ConversationRow, TicketRow, TimeEntryRow } from './records/tickets.ts';
import { enqueue } from './webhooks.ts';
import { type Actor, userOf, type World } from './world.ts';

/** What changed: `[old, new]` by field (section 21). */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

type Shape = AppRow['shape'];

/** Sends an event to every app that subscribes to it, in the app's own shape (section 21). */
function fire(world: World, event: string, data: (shape: Shape) => object): void {
  for (const app of world.state.apps.rows.values()) {
    if (app.events.length > 0 && !app.events.includes(event)) continue;
    const now = world.clock.now();
    const { account } = world.state;
    const classic = app.shape === 'classic';
    const body = {
      ...(classic ? {} : { version: '1.0.0' }),
      data: data(app.shape),
      timestamp: classic ? now : now / 1000 + 0.0005,
      account_id: String(account.id),
      domain: `${account.subdomain}.freshdesk.com`,
      event,
      region: 'US',
    };
    enqueue(world, {
      webhookId: `app-${app.id}`,
      eventType: event,
      url: app.url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

function actorData(actor: Actor, shape: Shape): object {
  if (actor.user === null) return { id: 0, name: 'system', type: 'system' };
  const { id, name, email } = actor.user;
  if (shape === 'classic') return { id, name, email };
  const { agent, created_at, updated_at, language, time_zone, active } = actor.user;
  const more = { created_at, updated_at, language, time_zone, active };
  return { id, name, email, type: agent === null ? 'contact' : 'agent', ...more };
}

/** Texts above about 10 KB are cut, and a flag says so. */
const cutAt = 10_000;
const cut = (text: string) => text.slice(0, cutAt);

function attachmentData(world: World, ids: readonly number[]): readonly object[] {
  return ids.flatMap((id) => {
    const row = world.state.attachments.rows.get(id);
    if (row === undefined) return [];
    const { name, content_type, size, created_at, updated_at } = row;
    const attachment_url = `https://s3.amazonaws.com/cdn.freshdesk.com/data/helpdesk/attachments/production/${id}/original/${encodeURIComponent(name)}`;
    return [{ id, content_type, file_size: size, name, attachment_url, created_at, updated_at }];
  });
}

function ticketData(world: World, ticket: TicketRow, shape: Shape): object {
  return {
    subject: ticket.subject,
    description: cut(ticket.description),
    is_description_truncated: ticket.description.length > cutAt,
    description_text: cut(ticket.description_text),
    is_description_text_truncated: ticket.description_text.length > cutAt,
    due_by: ticket.due_by,
    fr_due_by: ticket.fr_due_by,
    fr_escalated: ticket.fr_escalated,
    is_escalated: ticket.is_escalated,
    fwd_emails: ticket.fwd_emails,
    reply_cc_emails: ticket.reply_cc_emails,
    email_config_id: ticket.email_config_id,
    id: ticket.id,
    group_id: ticket.group_id,
    product_id: ticket.product_id,
    company_id: ticket.company_id,
    requester_id: ticket.requester_id,
    responder_id: ticket.responder_id,
    tweet_id: null,
    status: ticket.status,
    priority: ticket.priority,
    type: ticket.type,
    tags: ticket.tags,
    spam: ticket.spam,
    source: ticket.source,
    cc_emails: ticket.cc_emails,
    to_emails: ticket.to_emails,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    attachments: attachmentData(world, ticket.attachment_ids),
    ...(shape === 'classic' ? {} : newerTicketData(ticket)),
  };
}

function newerTicketData(ticket: TicketRow): object {
  return {
    // The internal id is another than the one users see.
    model_id: modelId(ticket.id),
    nr_due_by: ticket.nr_due_by,
    nr_escalated: null,
    custom_fields: ticket.custom_fields,
    deleted: ticket.deleted,
    archive: ticket.archived,
    import_id: null,
    watchers: ticket.watcher_ids,
    association_type: ticket.association_type,
  };
}

const modelId = (id: number) => 500_000 + id;

function personData(user: UserRow | null): object | null {
  if (user === null) return null;
  const { id, name, email, mobile, phone, language, created_at } = user;
  // Digits alone arrive as numbers (section 21).
  const asNumber = (text: string | null) =>
    text !== null && /^\d{1,15}$/.test(text) ? Number(text) : text;
  return {
    id,
    name,
    email,
    mobile: asNumber(mobile),
    phone: asNumber(phone),
    language,
    created_at,
  };
}

/** `before` is the ticket as it was: classic updates still show it and tell the new values apart. */
export function fireTicket(
  world: World,
  actor: Actor,
  event: 'onTicketCreate' | 'onTicketUpdate',
  ticket: TicketRow,
  change?: { readonly before: TicketRow; readonly changes: Changes },
): void {
  fire(world, event, (shape) => ({
    ticket: {
      ...ticketData(world, shape === 'classic' ? (change?.before ?? ticket) : ticket, shape),
      ...(change === undefined ? {} : { changes: change.changes }),
    },
    requester: personData(userOf(world, ticket.requester_id)),
    actor: actorData(actor, shape),
  }));
}

/** The permanent deletion, which names the internal id alone. */
export function fireTicketDelete(world: World, actor: Actor, ticket: TicketRow): void {
  fire(world, 'onTicketDelete', (shape) => ({
    ticket: { model_id: modelId(ticket.id) },
    actor: actorData(actor, shape),
  }));
}

const categoryNames: Readonly<Record<number, string>> = {
  1: 'customer_response',
  2: 'agent_private_response',
  3: 'agent_public_response',
};

function conversationData(world: World, row: ConversationRow, shape: Shape): object {
  const { id, ticket_id, incoming, source, user_id, support_email, from_email } = row;
  return {
    body: cut(row.body),
    is_body_truncated: row.body.length > cutAt,
    body_text: cut(row.body_text),
    is_body_text_truncated: row.body_text.length > cutAt,
    id,
    from_email,
    bcc_emails: row.bcc_emails ?? [],
    support_email,
    user_id,
    ticket_id,
    private: row.private,
    incoming,
    source,
    cc_emails: row.cc_emails,
    to_emails: row.to_emails,
    created_at: row.created_at,
    updated_at: row.updated_at,
    attachments: attachmentData(world, row.attachment_ids),
    ...(shape === 'classic' ? {} : newerConversationData(row)),
  };
}

function newerConversationData(row: ConversationRow): object {
  const kind = row.source === 0 ? 'reply' : row.private ? 'private_note' : 'public_note';
  return {
    category: { id: row.category, name: categoryNames[row.category ?? 0] ?? null },
    deleted: false,
    archive: false,
    notable_id: modelId(row.ticket_id),
    notable_type: 'Helpdesk::Ticket',
    kind,
  };
}

export function fireConversation(
  world: World,
  actor: Actor,
  event: 'onConversationCreate' | 'onConversationUpdate' | 'onConversationDelete',
  row: ConversationRow,
): void {
  // Changed texts are masked.
  const changes = { body_html: [null, '*'], body: [null, '*'] };
  fire(world, event, (shape) => ({
    conversation: {
      ...conversationData(world, row, shape),
      ...(event === 'onConversationUpdate' ? { changes } : {}),
    },
    actor: actorData(actor, shape),
  }));
}

export function fireContact(
  world: World,
  actor: Actor,
  event: 'onContactCreate' | 'onContactUpdate' | 'onContactDelete',
  user: UserRow,
  changes: Changes = {},
): void {
  const { address, job_title, language, time_zone, twitter_id, company_id } = user;
  const { active, description, other_emails, tags, custom_fields, updated_at } = user;
  const more = { address, job_title, language, time_zone, twitter_id, company_id };
  const rest = { active, description, other_emails, tags, custom_fields, updated_at };
  fire(world, event, (shape) => ({
    contact:
      event === 'onContactDelete'
        ? { id: user.id }
        : {
            ...personData(user),
            ...more,
            ...rest,
            ...(event === 'onContactUpdate' ? { changes } : {}),
          },
    actor: actorData(actor, shape),
  }));
}

export function fireCompany(
  world: World,
  actor: Actor,
  event: 'onCompanyCreate' | 'onCompanyUpdate' | 'onCompanyDelete',
  company: CompanyRow,
  changes: Changes = {},
): void {
  const { id, name, description, note, domains, custom_fields } = company;
  // Neither a T nor a zone (section 21).
  const spaced = (text: string) => text.replace('T', ' ').replace('Z', '');
  const dates = {
    created_at: spaced(company.created_at),
    updated_at: spaced(company.updated_at),
  };
  fire(world, event, (shape) => ({
    company:
      event === 'onCompanyDelete'
        ? { id }
        : {
            ...{ id, name, description, note, domains, custom_fields, ...dates },
            ...(event === 'onCompanyUpdate' ? { changes } : {}),
          },
    actor: actorData(actor, shape),
  }));
}

export function fireTimeEntry(
  world: World,
  actor: Actor,
  event: 'onTimeEntryCreate' | 'onTimeEntryUpdate' | 'onTimeEntryDelete',
  row: TimeEntryRow,
  changes: Changes = {},
): void {
  const { time_spent_in_seconds: seconds, ...rest } = row;
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${pad(seconds / 3600)}:${pad((seconds % 3600) / 60)}`;
  const agent = userOf(world, row.agent_id);
  fire(world, event, (shape) => ({
    time_entry: {
      ...rest,
      time_spent: shape === 'classic' ? clock : seconds,
      ...(event === 'onTimeEntryUpdate' ? { changes } : {}),
    },
    actor: actorData(actor, shape),
    agent: { id: row.agent_id, name: agent?.name ?? null, email: agent?.email ?? null },
  }));
}
