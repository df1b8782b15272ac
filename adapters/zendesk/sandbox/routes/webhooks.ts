import { asList, asRecord, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { WebhookDelivery } from '../../../../src/sandbox/kit/webhook-queue.ts';
import {
  adminOf,
  bodyOf,
  type Call,
  noContent,
  ok,
  payloadOf,
  type ZendeskRoute,
} from '../call.ts';
import { problems } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import type { WebhookRow } from '../records/settings.ts';
import {
  conditional,
  enqueueMessage,
  newSecret,
  prettyPrint,
  presentWebhook,
  stampWebhook,
  testSecret,
} from '../webhooks.ts';
import { isoNow } from '../world.ts';

function webhookOf(call: Call): WebhookRow {
  adminOf(call);
  const webhook = call.world.state.webhooks.get(call.params['webhook_id'] ?? '');
  if (webhook === undefined) throw problems.webhookNotFound();
  return webhook;
}

function listWebhooks(call: Call): Reply {
  adminOf(call);
  const name = call.query.get('filter[name_contains]') ?? '';
  const status = call.query.get('filter[status]');
  const rows = [...call.world.state.webhooks.values()].filter(
    (row) => row.name.includes(name) && (status === null || row.status === status),
  );
  rows.sort((one, two) => (one.id < two.id ? -1 : 1));
  // Safe: a cursor page has `meta`; listPage's own type covers numbered pages as well.
  const page = listPage(call, {
    key: 'webhooks',
    rows,
    // Ids are texts and all different: nothing is left for a tie to decide.
    order: { name: 'id', key: (row) => row.id, tie: () => 0 },
    family: 'cursor',
    present: presentWebhook,
  }) as { readonly meta: { readonly has_more: boolean; readonly after_cursor: string | null } };
  if (page.meta.has_more) return ok(page);
  // On the last page cursors and links are absent (section 3.1). The row type is listPage's own.
  return ok({
    webhooks: (page as unknown as { webhooks: unknown }).webhooks,
    meta: { has_more: false },
  });
}

const texts = (value: unknown) => asList(value).map(String);

/** Event types or `conditional_ticket_events`, never both; events need POST and JSON (section 22). */
function refuseBadWebhook(webhook: WebhookRow): void {
  const complaint = complaintOf(webhook);
  if (complaint !== null) throw problems.pagination('InvalidWebhook', complaint);
}

function complaintOf(webhook: WebhookRow): string | null {
  if (webhook.name.trim() === '') return 'name cannot be blank';
  if (!/^https?:\/\//.test(webhook.endpoint)) return 'endpoint must be an absolute URL';
  if (webhook.status !== 'active' && webhook.status !== 'inactive') return 'status is not valid';
  const events = webhook.subscriptions.filter((name) => name !== conditional);
  if (events.length > 0 && events.length < webhook.subscriptions.length)
    return 'subscriptions cannot be mixed';
  if (events.some((name) => !name.startsWith('zen:event-type:')))
    return 'subscription is not valid';
  const json = webhook.http_method === 'POST' && webhook.request_format === 'json';
  return events.length > 0 && !json ? 'event subscriptions need POST and json' : null;
}

function takeOver(webhook: WebhookRow, input: JsonRecord): void {
  webhook.name = asText(input['name']) ?? webhook.name;
  webhook.description = asText(input['description']) ?? webhook.description;
  webhook.endpoint = asText(input['endpoint']) ?? webhook.endpoint;
  webhook.http_method = asText(input['http_method']) ?? webhook.http_method;
  webhook.request_format = asText(input['request_format']) ?? webhook.request_format;
  if (input['status'] !== undefined) webhook.status = input['status'] as WebhookRow['status']; // checked by complaintOf
  if (input['subscriptions'] !== undefined) webhook.subscriptions = texts(input['subscriptions']);
  if (input['authentication'] !== undefined)
    webhook.authentication = { ...asRecord(input['authentication']) };
  if (input['custom_headers'] !== undefined) {
    const headers = Object.entries(asRecord(input['custom_headers']));
    webhook.custom_headers = Object.fromEntries(
      headers.map(([name, value]) => [name, String(value)]),
    );
  }
}

function blankWebhook(call: Call): WebhookRow {
  return {
    id: call.world.random.ulid(call.world.clock.now()),
    name: '',
    description: null,
    status: 'active',
    subscriptions: [],
    endpoint: '',
    http_method: '',
    request_format: '',
    authentication: null,
    custom_headers: null,
    secret: newSecret(call.world),
    created_at: isoNow(call.world),
    created_by: String(adminOf(call).id),
    updated_at: null,
    updated_by: null,
  };
}

function createWebhook(call: Call): Reply {
  const webhook = blankWebhook(call);
  takeOver(webhook, payloadOf(call, 'webhook'));
  refuseBadWebhook(webhook);
  call.world.state.webhooks.set(webhook.id, webhook);
  // Nanoseconds on create, seconds on read (section 1).
  const createdAt = `${new Date(call.world.clock.now()).toISOString().slice(0, 23)}000000Z`;
  return { status: 201, body: { webhook: { ...presentWebhook(webhook), created_at: createdAt } } };
}

/** PUT is full, PATCH partial; both answer 204, empty (section 22). */
function changeWebhook(call: Call): Reply {
  const webhook = webhookOf(call);
  const changed = { ...webhook };
  takeOver(changed, payloadOf(call, 'webhook'));
  refuseBadWebhook(changed);
  stampWebhook(call.world, changed, adminOf(call).id);
  call.world.state.webhooks.set(webhook.id, changed);
  return noContent;
}

function deleteWebhook(call: Call): Reply {
  call.world.state.webhooks.delete(webhookOf(call).id);
  return noContent;
}

const secretBody = (secret: string) => ({ signing_secret: { secret, algorithm: 'SHA256' } });

/** A new secret; the old one stops at once (section 22). */
function rotateSecret(call: Call): Reply {
  const webhook = webhookOf(call);
  webhook.secret = newSecret(call.world);
  return { status: 201, body: secretBody(webhook.secret) };
}

/**
 * Sends a test body: signed with the static secret where no webhook exists yet (section 23). The
 * receiver's own answer is only known after delivery, so the sandbox answers as if it accepted.
 */
function testWebhook(call: Call): Reply {
  adminOf(call);
  const id = call.query.get('webhook_id');
  const request = asRecord(bodyOf(call)['request']);
  const known = id === null ? null : (call.world.state.webhooks.get(id) ?? null);
  if (id !== null && known === null) throw problems.webhookNotFound();
  const webhook = known ?? { ...blankWebhook(call), secret: testSecret, http_method: 'POST' };
  const target = { ...webhook, endpoint: asText(request['endpoint']) ?? webhook.endpoint };
  const payload = asText(request['payload']) ?? prettyPrint({ name: 'test' });
  enqueueMessage(call.world, target, 'test', payload);
  return ok({ response: { status_code: 200, headers: [], payload: '' } });
}

const deliveriesOf = (call: Call, id: string) =>
  call.world.webhooks.deliveries.filter((delivery) => delivery.message.webhookId === id);

const statusWords = { delivered: 'success', failed: 'terminated', pending: 'accepted' } as const;

function presentInvocation(delivery: WebhookDelivery): object {
  const last = delivery.attempts.at(-1);
  return {
    id: delivery.message.invocationId,
    latest_completed_at: new Date(last?.at ?? delivery.message.createdAt).toISOString(),
    status: statusWords[delivery.state],
    // Missing when nothing came back (section 23).
    ...(last?.status === null || last === undefined ? {} : { status_code: last.status }),
  };
}

function invocations(call: Call): Reply {
  const rows = deliveriesOf(call, webhookOf(call).id);
  const order = { name: 'id', key: (row: WebhookDelivery) => row.message.invocationId };
  return ok(
    listPage(call, {
      key: 'invocations',
      rows,
      order,
      family: 'cursor',
      present: presentInvocation,
    }),
  );
}

function attempts(call: Call): Reply {
  const webhook = webhookOf(call);
  const delivery = deliveriesOf(call, webhook.id).find(
    (row) => row.message.invocationId === call.params['invocation_id'],
  );
  if (delivery === undefined) throw problems.notFound();
  return ok({
    attempts: delivery.attempts.map((attempt) => ({
      // The attempt's id equals the webhook's in recordings (section 23).
      id: webhook.id,
      invocation_id: delivery.message.invocationId,
      status: attempt.status !== null && attempt.status < 300 ? 'success' : 'failed',
      ...(attempt.status === null ? {} : { status_code: attempt.timedOut ? 504 : attempt.status }),
      completed_at: new Date(attempt.at).toISOString(),
      request: { headers: headerList(attempt.headers), payload: delivery.message.body },
      response: { headers: [], payload: attempt.responseBody },
    })),
    meta: { has_more: false },
  });
}

const headerList = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .filter(([name]) => name !== 'authorization')
    .map(([key, value]) => ({ key, value }));

export const webhookRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/webhooks', listWebhooks],
  ['POST', '/api/v2/webhooks', createWebhook],
  ['POST', '/api/v2/webhooks/test', testWebhook],
  [
    'GET',
    '/api/v2/webhooks/{webhook_id}',
    (call) => ok({ webhook: presentWebhook(webhookOf(call)) }),
  ],
  ['PUT', '/api/v2/webhooks/{webhook_id}', changeWebhook],
  ['PATCH', '/api/v2/webhooks/{webhook_id}', changeWebhook],
  ['DELETE', '/api/v2/webhooks/{webhook_id}', deleteWebhook],
  [
    'GET',
    '/api/v2/webhooks/{webhook_id}/signing_secret',
    (call) => ok(secretBody(webhookOf(call).secret)),
  ],
  ['POST', '/api/v2/webhooks/{webhook_id}/signing_secret', rotateSecret],
  ['GET', '/api/v2/webhooks/{webhook_id}/invocations', invocations],
  ['GET', '/api/v2/webhooks/{webhook_id}/invocations/{invocation_id}/attempts', attempts],
];
