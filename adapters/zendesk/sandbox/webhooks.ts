import { signSha256, toBase64 } from '../../../src/sandbox/kit/signature.ts';
import type { WebhookAttempt, WebhookMessage } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { WebhookRow } from './records/settings.ts';
import type { TicketRow } from './records/tickets-and-people.ts';
import { isoNow, isoSeconds, userOf, type World } from './world.ts';

/** The secret that signs the "test webhook" feature before a webhook exists (section 23). */
export const testSecret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';

export const conditional = 'conditional_ticket_events';

export interface EventToSend {
  /** Without its prefix: `ticket.created`. */
  readonly type: string;
  readonly subject: string;
  readonly version: string;
  readonly detail: object;
  readonly event: object;
  readonly id?: string;
}

/** Queues an event for every active webhook that subscribes to it (sections 22 and 24). */
export function enqueueEvent(world: World, event: EventToSend): void {
  const type = `zen:event-type:${event.type}`;
  let body: string | null = null;
  for (const webhook of world.state.webhooks.values()) {
    if (webhook.status !== 'active' || !webhook.subscriptions.includes(type)) continue;
    // One event keeps one id, however many webhooks it goes to.
    body ??= eventBody(world, type, event);
    enqueueMessage(world, webhook, type, body);
  }
}

function eventBody(world: World, type: string, event: EventToSend): string {
  return prettyPrint({
    account_id: world.state.account.id,
    detail: event.detail,
    event: event.event,
    id: event.id ?? world.random.uuid(),
    subject: event.subject,
    time: `${new Date(world.clock.now()).toISOString().slice(0, 23)}000000Z`,
    type,
    zendesk_event_version: event.version,
  });
}

/** Three spaces, a final newline and `{ }` for an empty object, as recorded (section 23). */
export function prettyPrint(body: object): string {
  const text = JSON.stringify(body, null, 3);
  // Every line break in the text is structural, so a line's end is never inside a string.
  return `${text.replace(/": \{\}(,?)$/gm, '": { }$1')}\n`;
}

export function enqueueMessage(
  world: World,
  webhook: WebhookRow,
  eventType: string,
  body: string,
): WebhookMessage {
  const now = world.clock.now();
  const message: WebhookMessage = {
    webhookId: webhook.id,
    invocationId: world.random.ulid(now),
    eventType,
    url: webhook.endpoint,
    method: webhook.http_method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Zendesk Webhook',
      'x-zendesk-account-id': String(world.state.account.id),
      ...authorizationOf(webhook),
      ...webhook.custom_headers,
    },
    body: webhook.http_method === 'GET' || webhook.http_method === 'DELETE' ? '' : body,
    secret: webhook.secret,
    createdAt: now,
  };
  world.webhooks.enqueue(message);
  return message;
}

/** What the receiver asked for when the webhook was made (section 22). */
function authorizationOf(webhook: WebhookRow): Record<string, string> {
  const authentication = webhook.authentication as {
    type?: string;
    data?: Record<string, string>;
  } | null;
  const data = authentication?.data ?? {};
  if (authentication?.type === 'bearer_token')
    return { authorization: `Bearer ${data['token'] ?? ''}` };
  if (authentication?.type === 'api_key')
    return { [data['name'] ?? 'x-api-key']: data['value'] ?? '' };
  if (authentication?.type !== 'basic_auth') return {};
  return { authorization: `Basic ${btoa(`${data['username'] ?? ''}:${data['password'] ?? ''}`)}` };
}

/** base64(HMAC-SHA256(secret as text, timestamp + raw body)), per attempt (section 23). */
export async function signAttempt(message: WebhookMessage, at: number) {
  const timestamp = isoSeconds(at);
  const signature = await signSha256(message.secret, timestamp + message.body);
  return {
    'x-zendesk-webhook-id': message.webhookId,
    'x-zendesk-webhook-invocation-id': message.invocationId,
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-signature': toBase64(signature),
  };
}

/**
 * Timeouts are retried up to 5 times, 409 up to 3, 429 and 503 only with a Retry-After below 60 s;
 * every other status is final (section 23).
 */
export function retryInMs(attempts: readonly WebhookAttempt[]): number | null {
  const last = attempts.at(-1);
  if (last === undefined) return null;
  const failures = (wanted: (attempt: WebhookAttempt) => boolean) => attempts.filter(wanted).length;
  if (last.timedOut) return failures((attempt) => attempt.timedOut) <= 5 ? 1000 : null;
  if (last.status === 409) return failures((attempt) => attempt.status === 409) <= 3 ? 1000 : null;
  if (last.status !== 429 && last.status !== 503) return null;
  const wait = last.retryAfterSeconds;
  return wait !== null && Number.isFinite(wait) && wait < 60 ? wait * 1000 : null;
}

/** Fires the rules that call webhooks (section 25). */
export function fireTriggers(world: World, ticket: TicketRow, moment: 'create' | 'update'): void {
  for (const trigger of world.state.triggers.rows.values()) {
    if (trigger.webhook_id === null || trigger.template === null) continue;
    if (trigger.on !== 'both' && trigger.on !== moment) continue;
    const webhook = world.state.webhooks.get(trigger.webhook_id);
    if (webhook?.status !== 'active' || !webhook.subscriptions.includes(conditional)) continue;
    enqueueMessage(world, webhook, conditional, renderTemplate(world, trigger.template, ticket));
  }
}

/** Placeholders become display strings; unset ones are empty (section 25). */
function renderTemplate(world: World, template: string, ticket: TicketRow): string {
  return template.replace(
    /\{\{\s*([\w.]+)\s*(\|\s*json)?\s*\}\}/g,
    (_match, name: string, json) => {
      const value = placeholderOf(world, ticket, name);
      return json === undefined ? value : JSON.stringify(value);
    },
  );
}

const capital = (text: string | null) =>
  text === null ? '' : text.charAt(0).toUpperCase() + text.slice(1);

function placeholderOf(world: World, ticket: TicketRow, name: string): string {
  const requester = userOf(world, ticket.requester_id);
  const assignee = userOf(world, ticket.assignee_id);
  const latest = ticket.comments.at(-1);
  const values: Readonly<Record<string, string | null | undefined>> = {
    'ticket.id': String(ticket.id),
    'ticket.title': ticket.subject,
    'ticket.description': ticket.description,
    'ticket.external_id': ticket.external_id,
    'ticket.status': capital(ticket.status),
    'ticket.priority': capital(ticket.priority),
    'ticket.ticket_type': capital(ticket.type),
    'ticket.tags': ticket.tags.join(' '),
    'ticket.requester.id': String(ticket.requester_id),
    'ticket.requester.email': requester?.email,
    'ticket.requester.name': requester?.name,
    'ticket.assignee.email': assignee?.email,
    'ticket.assignee.name': assignee?.name,
    'ticket.latest_comment': latest?.body,
    'ticket.latest_public_comment': ticket.comments.findLast((comment) => comment.public)?.body,
    'current_user.name': userOf(world, latest?.author_id ?? null)?.name,
  };
  const field = /^ticket\.ticket_field_(\d+)$/.exec(name)?.[1];
  const value = field === undefined ? values[name] : ticket.custom_fields[field];
  return value === null || value === undefined ? '' : String(value);
}

/** Webhook objects never echo secrets and leave absent keys out (section 22). */
export function presentWebhook(webhook: WebhookRow): object {
  const { type, add_position, data } = (webhook.authentication ?? {}) as {
    type?: string;
    add_position?: string;
    data?: { username?: string };
  };
  const shownData = type === 'basic_auth' ? { data: { username: data?.username } } : {};
  return {
    id: webhook.id,
    name: webhook.name,
    ...(webhook.description === null ? {} : { description: webhook.description }),
    status: webhook.status,
    subscriptions: webhook.subscriptions,
    created_at: webhook.created_at,
    created_by: webhook.created_by,
    ...(webhook.updated_at === null ? {} : { updated_at: webhook.updated_at }),
    ...(webhook.updated_by === null ? {} : { updated_by: webhook.updated_by }),
    endpoint: webhook.endpoint,
    http_method: webhook.http_method,
    request_format: webhook.request_format,
    ...(type === undefined
      ? {}
      : { authentication: { type, ...shownData, add_position: add_position ?? 'header' } }),
    ...(webhook.custom_headers === null ? {} : { custom_headers: webhook.custom_headers }),
  };
}

/** A new secret; it looks like base64 and is used as text (section 23). */
export function newSecret(world: World): string {
  return btoa(world.random.token(33));
}

export const stampWebhook = (world: World, webhook: WebhookRow, actorId: number): void => {
  webhook.updated_at = isoNow(world);
  webhook.updated_by = String(actorId);
};
