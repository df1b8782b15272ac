// A receiver of all three desks as a process of its own, to be killed at any moment. What it is to do
// comes as JSON in its first argument; it says its port, and goes on until it is killed, or until whoever
// started it is.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createFreshdesk } from '../../../adapters/freshdesk/index.ts';
import { createIntercom } from '../../../adapters/intercom/index.ts';
import { createZendesk } from '../../../adapters/zendesk/index.ts';
import { createHub, type SupportEvent } from '../../../src/index.ts';
import {
  createFileStore,
  createPostgresStore,
  toNodeHandler,
  type WebhookContext,
  type WebhookStore,
} from '../../../src/webhooks/index.ts';
import type { ReceiverConfig } from './config.ts';
import { applyToFile, applyToPostgres, type Effect } from './effects.ts';

// Safe: the test that starts this process wrote it.
const config = JSON.parse(process.argv[2] ?? '{}') as ReceiverConfig;
const { zendesk, intercom, freshdesk } = config.desks;

// The desks' time, which jumps by minutes: what Freshdesk's rules say is told apart by the minute of its
// arrival. Leases run out at every jump, too.
let ahead = 0;
const readClock = (): void => {
  ahead = Number(readFileSync(config.clockFile, 'utf8')) || ahead;
};
readClock();
setInterval(readClock, 2);
process.stdin.resume().once('end', () => process.exit(1));

const pool =
  config.store.kind === 'postgres'
    ? new pg.Pool({ connectionString: config.store.url, max: 6 })
    : null;
pool?.on('error', () => undefined);

// Weeks pass at the desks, and what they gave up is sent again at the end.
const KEEP_DONE_MS = 366 * 86_400_000;

function openStore(): WebhookStore<never> {
  if (config.store.kind === 'file') {
    // Safe: the writes below are made for the kind of store that this is.
    return createFileStore({ path: config.store.path, keepDoneMs: KEEP_DONE_MS });
  }
  const { schema } = config.store;
  return createPostgresStore({ client: pool ?? expectPool(), schema, keepDoneMs: KEEP_DONE_MS });
}

function expectPool(): never {
  throw new Error('no pool');
}

const hub = createHub({
  adapters: [
    createZendesk({ subdomain: 'acme', baseUrl: zendesk.url, credentials: zendesk.credentials }),
    createIntercom({
      workspaceId: intercom.workspaceId,
      baseUrl: intercom.url,
      credentials: intercom.credentials,
    }),
    createFreshdesk({
      subdomain: 'acme',
      baseUrl: freshdesk.url,
      credentials: freshdesk.credentials,
    }),
  ],
  webhooks: {
    secrets: {
      'zendesk:acme': zendesk.secret,
      'intercom:abc123de': intercom.secret,
      'freshdesk:acme': freshdesk.secret,
    },
    store: openStore(),
    clock: {
      now: () => Date.now() + ahead,
      // However far off a moment is, the desks' time may jump there meanwhile.
      sleep: (ms, signal) => setTimeout(Math.min(ms, 50), undefined, { signal }),
    },
    leaseMs: 1500,
    retryDelaysMs: Array.from({ length: 40 }, () => 150),
    // Deliveries are sent again hours later.
    toleranceSeconds: 10_000_000,
    complete: { needs: ['status', 'updatedAt'], windowMs: 2 },
    onReport: ({ kind, error }) => {
      if (kind === 'dead' || kind === 'store_failed')
        process.stderr.write(`${kind} ${String(error)}\n`);
    },
  },
});

let calls = config.seed;
/** A seeded coin, so that handlers fail every now and then. */
const fails = (): boolean => {
  calls = (Math.imul(calls, 1_103_515_245) + 12_345) >>> 0;
  return calls % 100 < config.failPercent;
};

function effectOf(event: SupportEvent): Effect {
  const ticket = 'ticket' in event ? event.ticket : null;
  const { status, priority, tags, assignee } = ticket ?? {};
  const fields = {
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags: [...tags].sort() }),
    ...(assignee === undefined ? {} : { assignee: assignee?.id ?? null }),
  };
  return { key: event.id, desk: event.provider, ticketId: ticket?.id ?? null, fields };
}

hub.on('*', async (event, { delivery }) => {
  process.stdout.write(`handles ${event.id}\n`);
  const effect = effectOf(event);
  // Written down blindly, whatever the order of the deliveries was.
  const { commitWith } = delivery as WebhookContext<never>;
  if (config.store.kind === 'file') commitWith((sql) => applyToFile(sql, effect));
  else {
    const { schema } = config.store;
    commitWith((client) => applyToPostgres(client, schema, effect));
  }
  if (fails()) throw new Error('the handler fails every now and then');
});

const handler = toNodeHandler(hub.webhooks);
const server = createServer((request, response) => void handler(request, response));
server.listen(0, '127.0.0.1', () => {
  hub.webhooks.start();
  // Safe: a TCP server's address is an AddressInfo.
  process.stdout.write(`listens ${(server.address() as AddressInfo).port}\n`);
});
