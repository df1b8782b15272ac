import { createHmac, webcrypto } from 'node:crypto';
import { createZendeskWebhooks } from '../adapters/zendesk/webhook/index.ts';
import { receiveWebhook } from '../src/webhooks/index.ts';
import { describeTarget, type Measured, measure } from './support/ratio.ts';

// npx tsx bench/webhooks.ts: rows W1, W3 and W6 of the performance targets. The limit of W1 is what
// nobody can leave out: HMAC over the bytes, decoding them, JSON.parse. That of W6 is the HMAC.

const secret = 'a-signing-secret-of-the-usual-length-0123456789';
const timestamp = '2026-03-02T09:30:00Z';
const now = new Date(timestamp);

/** An event of about `size` bytes, printed as Zendesk prints: three spaces, final newline. */
function eventOf(size: number): Buffer {
  const event = {
    account_id: 10203040,
    detail: {
      actor_id: '9001001001001',
      assignee_id: '9001001001002',
      brand_id: '9001001001003',
      created_at: '2026-03-02T09:12:07Z',
      custom_status: '9001001001004',
      description: '',
      external_id: null,
      form_id: '9001001001005',
      group_id: '9001001001006',
      id: '7313',
      is_public: true,
      organization_id: '9001001001007',
      priority: 'HIGH',
      requester_id: '9001001001008',
      status: 'SOLVED',
      subject: 'Invoice shows the wrong address',
      submitter_id: '9001001001008',
      tags: ['billing', 'invoice', 'vip'],
      type: 'QUESTION',
      updated_at: '2026-03-02T09:29:58Z',
      via: { channel: 'web_service' },
    },
    event: { current: 'SOLVED', previous: 'OPEN' },
    id: '5f0c9d5e-2b53-4b39-8f1e-0d6f4f0a7b11',
    subject: 'zen:ticket:7313',
    time: '2026-03-02T09:29:58.104339871Z',
    type: 'zen:event-type:ticket.status_changed',
    zendesk_event_version: '2022-11-06',
  };
  const text = (description: string) =>
    `${JSON.stringify({ ...event, detail: { ...event.detail, description } }, null, 3)}\n`;
  const words = 'The invoice of March still shows the address that we left in January. ';
  const room = size - text('').length;
  return Buffer.from(text(words.repeat(Math.ceil(room / words.length)).slice(0, room)));
}

const find = (results: readonly Measured[], name: string) =>
  results.find((result) => result.name === name);

async function measureSize(size: number, targets: { readonly w1: number }): Promise<void> {
  const body = eventOf(size);
  const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  const headersWith = (value: string) => ({
    'content-type': 'application/json; charset=utf-8',
    'x-zendesk-account-id': '10203040',
    'x-zendesk-webhook-invocation-id': '01HANA2B5D5W9XSJS3NE5SQA1J',
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-signature': value,
  });
  const good = { rawBody: body, headers: headersWith(signature) };
  const bad = { rawBody: body, headers: headersWith(`A${signature.slice(1)}`) };
  const node = createZendeskWebhooks({ account: 'acme' });
  const hmac = () => createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  const results = await measure([
    {
      name: 'HMAC + decode + JSON.parse',
      run: () => {
        hmac();
        return JSON.parse(body.toString()) as unknown;
      },
    },
    { name: 'receive', run: () => receiveWebhook(node, good, { secret, now }) },
    { name: 'HMAC', run: hmac },
    { name: 'verify', run: () => node.verify(good, { secret, now }) },
    { name: 'parse', run: () => node.parse(good) },
    { name: 'reject', run: () => node.verify(bad, { secret, now }).catch(() => undefined) },
  ]);
  const kb = `${Math.round(size / 1024)} KB`;
  const row = (id: string, limit: string, ours: string, atLeast: number) =>
    console.log(
      describeTarget({
        id: `${id} ${kb}`,
        limit: find(results, limit),
        ours: find(results, ours),
        atLeast,
      }),
    );
  row('W1', 'HMAC + decode + JSON.parse', 'receive', targets.w1);
  row('W6', 'HMAC', 'reject', 0.95);
  for (const name of ['verify', 'parse']) {
    console.log(`           ${name} alone ${find(results, name)?.microseconds.toFixed(2)} us`);
  }
  await measureWeb(size);
}

/** The path of runtimes without node:crypto, on Node: the parser is made while it is hidden. */
function withoutNodeCrypto<T>(make: () => T): T {
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    return make();
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
}

async function measureWeb(size: number): Promise<void> {
  const body = new Uint8Array(eventOf(size));
  const digest = createHmac('sha256', secret).update(timestamp).update(body).digest();
  const headers = {
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-signature': digest.toString('base64'),
  };
  const delivery = { rawBody: body, headers };
  const web = withoutNodeCrypto(() => createZendeskWebhooks({ account: 'acme' }));
  const node = createZendeskWebhooks({ account: 'acme' });
  const raw = new TextEncoder().encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  const many = (run: () => Promise<unknown>) => async () => {
    await Promise.all(Array.from({ length: 64 }, run));
  };
  const results = await measure(
    [
      { name: '64 x node', run: many(() => receiveWebhook(node, delivery, { secret, now })) },
      { name: '64 x web', run: many(() => receiveWebhook(web, delivery, { secret, now })) },
    ],
    { calls: 20 },
  );
  const single = await measure(
    [
      { name: 'subtle.verify', run: () => webcrypto.subtle.verify('HMAC', key, digest, signed) },
      { name: 'web verify', run: () => web.verify(delivery, { secret, now }) },
    ],
    { calls: 500 },
  );
  const kb = `${Math.round(size / 1024)} KB`;
  const [limit, ours] = results;
  console.log(describeTarget({ id: `W3 ${kb}`, limit, ours, atLeast: 0.85 }));
  const added = (single[1]?.microseconds ?? 0) - (single[0]?.microseconds ?? 0);
  console.log(
    `W3 ${kb} one at a time: ${added.toFixed(1)} us more than subtle.verify (target <= 10) | ` +
      single.map((one) => `${one.name} ${one.microseconds.toFixed(1)} us`).join(' | '),
  );
}

await measureSize(2048, { w1: 0.7 });
await measureSize(10_240, { w1: 0.78 });
