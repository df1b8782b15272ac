import { signSha1, toHex } from '../../../src/sandbox/kit/signature.ts';
import type { WebhookAttempt, WebhookMessage } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { IntercomState } from './state.ts';
import { secondsNow, type World } from './world.ts';

/** Topics an endpoint can subscribe to here (section 18.1); `ping` comes without asking. */
export const webhookTopics = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.single.created',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.admin.noted',
  'conversation.operator.replied',
  'conversation.priority.updated',
  'conversation.rating.added',
  'conversation.read',
  'conversation.contact.attached',
  'conversation.contact.detached',
  'conversation.company.updated',
  'conversation.deleted',
  'conversation_part.tag.created',
  'conversation_part.redacted',
  'ticket.created',
  'ticket.state.updated',
  'ticket.note.created',
  'ticket.admin.assigned',
  'ticket.team.assigned',
  'ticket.contact.attached',
  'ticket.contact.detached',
  'ticket.attribute.updated',
  'ticket.admin.replied',
  'ticket.contact.replied',
  'ticket.closed',
  'ticket.resolved',
  'ticket.rating.provided',
  'ticket.admin.snoozed',
  'ticket.admin.unsnoozed',
  'contact.user.created',
  'contact.user.updated',
  'contact.user.tag.created',
  'contact.user.tag.deleted',
  'contact.lead.created',
  'contact.lead.updated',
  'contact.lead.added_email',
  'contact.lead.signed_up',
  'contact.lead.tag.created',
  'contact.lead.tag.deleted',
  'contact.email.updated',
  'contact.merged',
  'contact.archived',
  'contact.unarchive',
  'contact.deleted',
  'contact.subscribed',
  'contact.unsubscribed',
  'company.created',
  'company.updated',
  'company.deleted',
  'company.contact.attached',
  'company.contact.detached',
  'article.created',
  'article.updated',
  'article.published',
  'article.unpublished',
  'article.deleted',
  'job.completed',
] as const;

/** A topic that an app can subscribe to. */
export type WebhookTopic = (typeof webhookTopics)[number];

/** From which version of the app on a topic exists (section 2). */
const topicSince: Partial<Record<WebhookTopic, number>> = {
  'conversation.operator.replied': 14,
  'job.completed': 14,
  'conversation.company.updated': 15,
  'ticket.resolved': 15,
  'ticket.admin.snoozed': 16,
  'ticket.admin.unsnoozed': 16,
};

/** Topics whose notifications were recorded without an id (section 18). */
const withoutId: ReadonlySet<string> = new Set(['ping', 'conversation.read']);

/** Queues a notification, where the app's endpoint subscribes to its topic. */
export function enqueueNotification(
  world: World,
  topic: WebhookTopic,
  item: () => Readonly<Record<string, unknown>>,
): void {
  const { webhook } = world.state;
  if (webhook === null || webhook.status !== 'active' || !webhook.topics.includes(topic)) return;
  if ((topicSince[topic] ?? 0) > world.settings.appVersion) return;
  enqueue(world, webhook.url, topic, item());
}

/** The developer hub's test button; it is sent whatever the subscription says (section 18.1). */
export function enqueuePing(world: World): void {
  const { webhook } = world.state;
  if (webhook === null) throw new Error('The app has no webhook endpoint yet.');
  enqueue(world, webhook.url, 'ping', { type: 'ping', message: 'something something interzen' });
}

function enqueue(world: World, url: string, topic: string, item: object): void {
  const now = secondsNow(world);
  const notificationId = `notif_${world.random.uuid()}`;
  const body = {
    type: 'notification_event',
    app_id: world.state.workspace.id,
    data: { type: 'notification_event_data', item },
    links: {},
    id: withoutId.has(topic) ? null : notificationId,
    topic,
    delivery_status: topic === 'ping' ? null : 'pending',
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: now,
    created_at: now,
    self: null,
  };
  world.webhooks.enqueue({
    webhookId: 'developer-hub',
    invocationId: notificationId,
    eventType: topic,
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'intercom-parrot-service-client/1.0',
    },
    body: JSON.stringify(body),
    secret: world.settings.clientSecret,
    createdAt: world.clock.now(),
  });
}

/** A second attempt says so in its body, and is signed anew (recorded; section 18). */
export function bodyOfAttempt(message: WebhookMessage, attempt: number): string {
  if (attempt === 1) return message.body;
  // Only bodies that enqueue() made come here.
  const body = JSON.parse(message.body) as Record<string, unknown>;
  return JSON.stringify({ ...body, delivery_status: 'retry', delivery_attempts: attempt });
}

/** HMAC-SHA1 of the raw body with the app's client secret; no time in it (section 18). */
export async function signAttempt(message: WebhookMessage) {
  return { 'x-hub-signature': `sha1=${toHex(await signSha1(message.secret, message.body))}` };
}

const minuteMs = 60_000;

/**
 * One retry after a minute for any failure; 410 is final. 429 is throttled, from a minute doubling,
 * until two hours have gone (section 18).
 */
export function retryInMs(attempts: readonly WebhookAttempt[]): number | null {
  const last = attempts.at(-1);
  const first = attempts[0];
  if (last === undefined || first === undefined || last.status === 410) return null;
  if (last.status !== 429) {
    const failures = attempts.filter((attempt) => attempt.status !== 429).length;
    return failures < 2 ? minuteMs : null;
  }
  const wait = minuteMs * 2 ** (attempts.length - 1);
  return last.at + wait - first.at > 120 * minuteMs ? null : wait;
}

/** 410 disables the subscription; only the developer hub sets it live again (section 18). */
export function disableWhenGone(state: IntercomState, attempt: WebhookAttempt): void {
  if (attempt.status === 410 && state.webhook !== null) state.webhook.status = 'disabled';
}
