import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookParser } from '../../adapter/contract.ts';
import { type WebhookRejection, WebhookVerificationError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import { receiveWebhook } from '../../webhooks/index.ts';

/** What became of one delivery. */
export type Receipt =
  | { readonly outcome: 'accepted'; readonly event: SupportEvent }
  | { readonly outcome: 'duplicate'; readonly event: SupportEvent }
  | { readonly outcome: 'refused'; readonly reason: WebhookRejection };

/** A webhook endpoint on loopback, as an application would run it. */
export interface Receiver {
  readonly url: string;
  readonly receipts: readonly Receipt[];
  /** Events that wait to be handled; the caller takes them away. */
  takeEvents(): readonly SupportEvent[];
  /** From now on deliveries must be signed with this secret; before, all are refused. */
  trust(secret: string): void;
  close(): Promise<void>;
}

/** Starts the endpoint. Every delivery is proven on its raw bytes before it is read. */
export async function startReceiver(options: {
  readonly parser: WebhookParser;
  readonly now: () => Date;
}): Promise<Receiver> {
  const receipts: Receipt[] = [];
  const seen = new Set<string>();
  let waiting: SupportEvent[] = [];
  let secret = '';
  const record = (event: SupportEvent): void => {
    const isRepeat = seen.has(event.id);
    seen.add(event.id);
    receipts.push({ outcome: isRepeat ? 'duplicate' : 'accepted', event });
    if (!isRepeat) waiting.push(event);
  };
  const receive = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const delivery = { rawBody: await rawBodyOf(incoming), headers: incoming.headers };
      const settings = { secret, now: options.now() };
      for (const event of await receiveWebhook(options.parser, delivery, settings)) record(event);
      outgoing.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      receipts.push({ outcome: 'refused', reason: error.reason });
      outgoing.writeHead(401).end();
    }
  };
  const server = createServer((incoming, outgoing) => {
    receive(incoming, outgoing).catch(() => outgoing.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a server that listens on a host and port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/zendesk`,
    receipts,
    takeEvents() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    trust(newSecret) {
      secret = newSecret;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function rawBodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // Safe: without an encoding the chunks of a request are buffers.
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}
