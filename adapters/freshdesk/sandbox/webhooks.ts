import type { WebhookAttempt, WebhookMessage } from '../../../src/sandbox/kit/webhook-queue.ts';
import { asRecord } from '../../../src/sandbox/kit/json.ts';
import type { RuleRow } from './records/settings.ts';
import type { ConversationRow, TicketRow } from './records/tickets.ts';
import { withUnset } from './tickets/custom-fields.ts';
import { ianaZone } from './tickets/business-hours.ts';
import { type Actor, companyOf, userOf, type World } from './world.ts';

type Outgoing = Pick<
  WebhookMessage,
  'webhookId' | 'eventType' | 'url' | 'method' | 'headers' | 'body'
>;

const hourMs = 60 * 60_000;

/** Queues a message; beyond the hourly cap, where there is one, for the next hour (section 20). */
export function enqueue(world: World, message: Outgoing): void {
  const now = world.clock.now();
  const cap = world.settings.unconfirmed.webhooksPerHour;
  const recent =
    cap === null
      ? 0
      : world.webhooks.deliveries.filter((item) => item.message.createdAt > now - hourMs).length;
  world.webhooks.enqueue({
    ...message,
    invocationId: world.random.uuid(),
    // Nothing is signed (section 20).
    secret: '',
    createdAt: cap !== null && recent >= cap ? now + hourMs : now,
  });
}

/** After 5 minutes, then 30 and 60 more; then a mail to the admins (section 20). */
export function retryInMs(attempts: readonly WebhookAttempt[]): number | null {
  const minutes = [5, 30, 60][attempts.length - 1];
  return minutes === undefined ? null : minutes * 60_000;
}

/** One thing that happened to a ticket, as `triggered_event` tells it (section 20.1). */
export interface Happening {
  readonly name: string;
  readonly text: string;
}

export const happenings = {
  created: { name: 'ticket_action', text: '{ticket_action:created}' },
  deleted: { name: 'ticket_action', text: '{ticket_action:deleted}' },
  /** Plausible and unconfirmed. */
  replySent: { name: 'reply_sent', text: '{reply_sent:sent}' },
  note: (isPrivate: boolean): Happening => ({
    name: 'note_type',
    text: `{note_type:${isPrivate ? 'private' : 'public'}}`,
  }),
  /** Ids, where the other fields have labels. */
  changed: (name: string, from: unknown, to: unknown): Happening => ({
    name,
    text: `{${name}:{from:${String(from ?? '')},to:${String(to ?? '')}}}`,
  }),
} as const;

const performers: Readonly<Record<RuleRow['performer'], readonly Actor['kind'][]>> = {
  1: ['agent'],
  2: ['requester'],
  3: ['agent', 'requester'],
  4: ['system'],
};

/** Runs the admin's rules; of several happenings only the first that a rule waits for is told. */
export function runRules(
  world: World,
  actor: Actor,
  ticket: TicketRow,
  moment: 'create' | 'update',
  happened: readonly Happening[],
): void {
  if (!world.state.account.automations) return;
  for (const rule of world.state.rules.rows.values()) {
    if (!rule.active || rule.rule_type !== (moment === 'create' ? 1 : 4)) continue;
    if (moment === 'update' && !performers[rule.performer].includes(actor.kind)) continue;
    const first = happened.find(
      ({ name }) => rule.events.length === 0 || rule.events.includes(name),
    );
    if (first !== undefined) send(world, rule, ticket, first);
  }
}

function send(world: World, rule: RuleRow, ticket: TicketRow, event: Happening): void {
  const { action } = rule;
  const values = placeholdersOf(world, ticket, event);
  const content =
    action.content.kind === 'simple'
      ? simpleContent(action.content.placeholders, values, action.idAsText)
      : null;
  const template = action.content.kind === 'advanced' ? action.content.template : '';
  const types = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    xml: 'application/xml',
  };
  const { auth } = action;
  enqueue(world, {
    webhookId: `rule-${rule.id}`,
    eventType: event.text,
    url: action.url,
    method: action.method,
    headers: {
      'content-type': types[action.encoding],
      ...(auth === null
        ? {}
        : { authorization: `Basic ${btoa(`${auth.username}:${auth.password}`)}` }),
      ...action.headers,
    },
    body:
      content === null
        ? advanced(world, action.encoding, template, values)
        : encode(action.encoding, content),
  });
}

type Values = ReadonlyMap<string, string | number | null>;
type Content = Readonly<Record<string, string | number | null>>;

/** Keys are the placeholders' names with underscores (section 20.1). */
function simpleContent(names: readonly string[], values: Values, idAsText: boolean): Content {
  const content: Record<string, string | number | null> = {};
  for (const [dotted, value] of values) {
    const key = dotted.replaceAll('.', '_');
    if (!names.includes(key)) continue;
    content[key] = key === 'ticket_id' && idAsText ? String(value) : value;
  }
  return content;
}

function encode(encoding: RuleRow['action']['encoding'], content: Content): string {
  if (encoding === 'json') return JSON.stringify({ freshdesk_webhook: content });
  const entries = Object.entries(content);
  if (encoding === 'form') {
    const form = new URLSearchParams();
    for (const [key, value] of entries) form.set(`freshdesk_webhook[${key}]`, String(value ?? ''));
    return form.toString();
  }
  const escaped = (text: string) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const lines = entries.map(([key, value]) => `<${key}>${escaped(String(value ?? ''))}</${key}>`);
  return `<?xml version="1.0" encoding="UTF-8"?><freshdesk_webhook>${lines.join('')}</freshdesk_webhook>`;
}

/** A free template. Values go in as they are, so that a quote can break the JSON (section 20.2). */
function advanced(
  world: World,
  encoding: RuleRow['action']['encoding'],
  template: string,
  values: Values,
): string {
  const escapes = world.settings.unconfirmed.escapesPlaceholders;
  const filled = template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_match, name: string) => {
    const value = String(values.get(name) ?? '');
    return escapes ? JSON.stringify(value).slice(1, -1) : value;
  });
  if (encoding !== 'form') return filled;
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(parsed(filled))) form.set(key, String(value));
  return form.toString();
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

const priorityLabels: Readonly<Record<number, string>> = {
  1: 'Low',
  2: 'Medium',
  3: 'High',
  4: 'Urgent',
};

export const sourceLabels: Readonly<Record<number, string>> = {
  1: 'Email',
  2: 'Portal',
  3: 'Phone',
  4: 'Forum',
  5: 'Twitter',
  6: 'Facebook',
  7: 'Chat',
  8: 'MobiHelp',
  9: 'Feedback Widget',
  10: 'Outbound Email',
  11: 'Ecommerce',
  12: 'Bot',
  13: 'Whatsapp',
};

/** What the placeholders stand for, by their dotted names (sections 20.1 and 20.2). */
function placeholdersOf(world: World, ticket: TicketRow, event: Happening): Values {
  const { account, groups, statuses, ticketFields } = world.state;
  const site = `http://${account.subdomain}.freshdesk.com`;
  const agent = userOf(world, ticket.responder_id);
  const custom = withUnset(ticketFields, ticket.custom_fields);
  const helpdesk = { helpdesk_name: account.name, 'ticket.portal_name': account.name };
  return new Map<string, string | number | null>([
    ['triggered_event', event.text],
    ['ticket.id', ticket.id],
    ['ticket.subject', ticket.subject],
    ['ticket.description', ticket.description],
    ['ticket.url', `${site}/a/tickets/${ticket.id}`],
    ['ticket.public_url', `${site}/public/tickets/${ticket.id}`],
    ['ticket.portal_url', `${site}/support/tickets/${ticket.id}`],
    ['ticket.due_by_time', humanTime(world, ticket.due_by)],
    ['ticket.tags', ticket.tags.join(', ')],
    ['ticket.status', statuses.rows.get(ticket.status)?.label ?? null],
    ['ticket.priority', priorityLabels[ticket.priority] ?? null],
    ['ticket.source', sourceLabels[ticket.source] ?? null],
    ['ticket.type', ticket.type],
    ['ticket.ticket_type', ticket.type],
    ['ticket.group.name', groups.rows.get(ticket.group_id ?? 0)?.name ?? null],
    ['ticket.agent.name', agent?.name ?? ''],
    ['ticket.agent.email', agent?.email ?? ''],
    ['ticket.latest_public_comment', latest(world, ticket, false)],
    ['ticket.latest_private_comment', latest(world, ticket, true)],
    ['ticket.satisfaction_survey', ''],
    ['ticket.product_description', ''],
    ...personValues(world, ticket),
    ...companyValues(world, ticket),
    ...Object.entries(custom).map(
      ([name, value]) => [`ticket.${name}`, value === null ? null : String(value)] as const,
    ),
    ...Object.entries(helpdesk),
  ]);
}

type Entry = readonly [name: string, value: string | null];

function personValues(world: World, ticket: TicketRow): readonly Entry[] {
  const person = userOf(world, ticket.requester_id);
  const name = person?.name ?? '';
  const [first = '', ...rest] = name.split(' ');
  const common: readonly Entry[] = [
    ['name', name],
    ['firstname', first],
    ['lastname', rest.join(' ')],
    ['email', person?.email ?? ''],
    ['phone', person?.phone ?? ''],
    ['address', person?.address ?? ''],
  ];
  return [
    ['requester.name', name],
    ['requester.email', person?.email ?? ''],
    // The older and the newer spelling.
    ...common.map(([key, value]): Entry => [`ticket.requester.${key}`, value]),
    ...common.map(([key, value]): Entry => [`ticket.contact.${key}`, value]),
    ['ticket.contact.mobile', person?.mobile ?? ''],
    ['ticket.contact.unique_external_id', person?.unique_external_id ?? ''],
  ];
}

function companyValues(world: World, ticket: TicketRow): readonly Entry[] {
  const company = companyOf(world, ticket.company_id);
  const values = {
    name: company?.name ?? '',
    description: company?.description ?? '',
    note: company?.note ?? '',
    domains: company === null || company.domains.length === 0 ? null : company.domains.join(', '),
    health_score: company?.health_score ?? null,
    account_tier: company?.account_tier ?? null,
    renewal_date: company?.renewal_date ?? null,
    industry: company?.industry ?? null,
  };
  return Object.entries(values).map(([key, value]): Entry => [`ticket.company.${key}`, value]);
}

/** The author's name stands before the HTML (section 20.1). */
function latest(world: World, ticket: TicketRow, isPrivate: boolean): string | null {
  const found = ticket.conversations.findLast((row: ConversationRow) => row.private === isPrivate);
  if (found === undefined) return null;
  return `${userOf(world, found.user_id)?.name ?? ''} : ${found.body}`;
}

/** `March 23 2016 at 10:06 AM`, in the account's zone. */
function humanTime(world: World, due: string | null): string | null {
  if (due === null) return null;
  const timeZone = ianaZone(world.state.account.timeZone);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Date(due).toLocaleString('en-US', { timeZone, ...options }).replaceAll('\u202f', ' ');
  const day = `${part({ month: 'long' })} ${part({ day: '2-digit' })} ${part({ year: 'numeric' })}`;
  return `${day} at ${part({ hour: '2-digit', minute: '2-digit', hour12: true })}`;
}
