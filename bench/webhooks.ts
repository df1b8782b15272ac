import { webcrypto } from 'node:crypto';
import {
  createMemoryStore,
  createWebhookReceiver,
  receiveWebhook,
  toFetchHandler,
  type WebhookEndpoint,
} from '../src/webhooks/index.ts';
import {
  deliveriesOf,
  NOW,
  type Provider,
  PROVIDERS,
  SECRET,
  type Signed,
} from './support/deliveries.ts';
import { asPublished } from './support/as-published.ts';
import { peersOf } from './support/peers.ts';
import { describeTarget, type Measured, measure, named, type Target } from './support/ratio.ts';

// npx tsx bench/webhooks.ts: rows W1 to W4 and W6 of the performance targets. The limit of W1 is what
// nobody can leave out: HMAC over the bytes, decoding them, JSON.parse. That of W6 is the HMAC.

const secret = SECRET;
const now = NOW;
const clock = { now: () => now.getTime(), sleep: () => new Promise<void>(() => undefined) };

const FLOOR = 'HMAC + decode + JSON.parse';
const POOL = 2000;

type Row = Omit<Target, 'limit' | 'ours'> & { readonly limit: string; readonly ours: string };

const tell = (results: readonly Measured[], { limit, ours, ...row }: Row): void =>
  console.log(describeTarget({ ...row, limit: named(results, limit), ours: named(results, ours) }));

/** The next delivery at each call, over and over. */
function inTurn(pool: readonly Signed[]): () => Signed {
  let index = 0;
  return () => {
    index = (index + 1) % pool.length;
    // Safe: the index is within the pool.
    return pool[index] as Signed;
  };
}

/** A receiver that remembers fewer keys than the pool has, so that no delivery is a repeat. */
function receiverOf(provider: Provider, options: { readonly snapshots: boolean }) {
  const receiver = createWebhookReceiver({
    parser: provider.parser(),
    secret,
    clock,
    store: createMemoryStore({ maxDone: POOL / 2 }),
    ...options,
  });
  receiver.on('*', () => undefined);
  return receiver;
}

interface Subject {
  readonly provider: Provider;
  readonly bytes: number;
  readonly pool: readonly Signed[];
  readonly label: string;
}

async function measureReceiving({ provider, pool, label }: Subject, w1: number): Promise<void> {
  const parser = provider.parser();
  const floorNext = inTurn(pool);
  const next = inTurn(pool);
  const [withState, without, repeated] = [
    receiverOf(provider, { snapshots: true }),
    receiverOf(provider, { snapshots: false }),
    receiverOf(provider, { snapshots: true }),
  ];
  const [stateNext, plainNext] = [inTurn(pool), inTurn(pool)];
  const same = floorNext();
  const results = await measure(
    [
      {
        name: FLOOR,
        run() {
          const { rawBody } = floorNext();
          provider.hmac(rawBody);
          return JSON.parse(rawBody.toString()) as unknown;
        },
      },
      { name: 'receiveWebhook', run: () => receiveWebhook(parser, next(), { secret, now }) },
      { name: 'receiver', run: () => withState.receive(stateNext()) },
      { name: 'receiver, no snapshots', run: () => without.receive(plainNext()) },
      { name: 'receiver, duplicate', run: () => repeated.receive(same) },
    ],
    { rounds: 31, calls: 1000 },
  );
  tell(results, { id: `W1 ${label}`, limit: FLOOR, ours: 'receiveWebhook', atLeast: w1 });
  for (const ours of ['receiver', 'receiver, no snapshots', 'receiver, duplicate']) {
    tell(results, { id: `   ${label}`, limit: FLOOR, ours });
  }
}

async function measureRejecting({ provider, pool, label }: Subject): Promise<void> {
  const parser = provider.parser();
  const next = inTurn(pool);
  const forged = inTurn(
    pool.map(({ rawBody }, number) => {
      const right = provider.name === 'Freshdesk' ? secret : provider.hmac(rawBody);
      return provider.deliver(rawBody, number, `A${right.slice(1)}`);
    }),
  );
  const results = await measure([
    { name: 'HMAC', run: () => provider.hmac(next().rawBody) },
    {
      name: 'reject',
      run: () => parser.verify(forged(), { secret, now }).catch(() => undefined),
    },
  ]);
  tell(results, { id: `W6 ${label}`, limit: 'HMAC', ours: 'reject', atLeast: 0.95 });
}

/** Peers check the same bodies, signed in their own way, and parse them; they normalise nothing. */
async function measurePeers({ provider, pool, label }: Subject): Promise<void> {
  const parser = provider.parser();
  const peers = peersOf(pool.map(({ rawBody }) => rawBody));
  const next = inTurn(pool);
  const results = await measure(
    [
      ...peers,
      { name: 'receiveWebhook', run: () => receiveWebhook(parser, next(), { secret, now }) },
    ],
    { rounds: 21, calls: 500 },
  );
  const ours = 'receiveWebhook';
  tell(results, { id: `W2 ${label}`, limit: 'standardwebhooks', ours, atLeast: 2.3 });
  tell(results, { id: `   ${label}`, limit: '@octokit/webhooks', ours });
}

async function measureFetch({ provider, pool, label }: Subject): Promise<void> {
  const parser = provider.parser();
  // What the handler adds to W1 is wanted, so this endpoint does nothing else.
  const endpoint: WebhookEndpoint = {
    maxBodyBytes: 1_048_576,
    async receive(delivery) {
      const events = await receiveWebhook(parser, delivery, { secret, now });
      return { status: 200, headers: {}, body: null, result: 'handled', events, error: null };
    },
  };
  const handle = toFetchHandler(endpoint);
  const next = inTurn(pool);
  const request = ({ rawBody, headers }: Signed) =>
    new Request('https://example.com/webhooks', {
      method: 'POST',
      headers,
      body: new Uint8Array(rawBody),
    });
  const results = await measure(
    [
      {
        name: 'Request + arrayBuffer + receiveWebhook',
        async run() {
          const received = request(next());
          const rawBody = new Uint8Array(await received.arrayBuffer());
          return receiveWebhook(parser, { rawBody, headers: received.headers }, { secret, now });
        },
      },
      { name: 'fetch handler', run: () => handle(request(next())) },
    ],
    { rounds: 31, calls: 500 },
  );
  const limit = 'Request + arrayBuffer + receiveWebhook';
  tell(results, { id: `W4 ${label}`, limit, ours: 'fetch handler', atLeast: 0.9 });
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

async function measureWeb({ provider, pool, label }: Subject): Promise<void> {
  const [delivery] = pool;
  if (delivery === undefined) return;
  const web = withoutNodeCrypto(provider.parser);
  const node = provider.parser();
  const raw = new TextEncoder().encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const digest = Buffer.from(provider.hmac(delivery.rawBody), 'base64');
  const signed = Buffer.concat([Buffer.from('2026-03-02T09:30:00Z'), delivery.rawBody]);
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
  tell(results, { id: `W3 ${label}`, limit: '64 x node', ours: '64 x web', atLeast: 0.85 });
  const added = (single[1]?.microseconds ?? 0) - (single[0]?.microseconds ?? 0);
  console.log(
    `W3 ${label} one at a time: ${added.toFixed(1)} us more than subtle.verify (target <= 10) | ` +
      single.map((one) => `${one.name} ${one.microseconds.toFixed(1)} us`).join(' | '),
  );
}

await asPublished(import.meta.url, async () => {
  for (const { bytes, w1 } of [
    { bytes: 2048, w1: 0.7 },
    { bytes: 10_240, w1: 0.78 },
  ]) {
    for (const provider of PROVIDERS) {
      const label = `${provider.name} ${Math.round(bytes / 1024)} KB`;
      const subject = { provider, bytes, label, pool: deliveriesOf(provider, bytes, POOL) };
      await measureReceiving(subject, w1);
      await measurePeers(subject);
      await measureFetch(subject);
      await measureRejecting(subject);
      if (provider.name === 'Zendesk') await measureWeb(subject);
    }
  }
});
