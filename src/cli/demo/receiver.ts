import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebhookRejection, WebhookVerificationError } from '../../errors/classes.ts';
import type { Hub } from '../../hub/index.ts';

/** A webhook endpoint on loopback, as an application would run it for all of its desks. */
export interface Receiver {
  readonly url: string;
  /** Where a desk delivers to. */
  urlOf(desk: string): string;
  /** Everything that came, by desk. */
  readonly deliveries: ReadonlyMap<string, number>;
  /** Why deliveries were refused, in order. */
  readonly refusals: readonly WebhookRejection[];
  /** From now on deliveries of the desk must show this secret; before, all are refused. */
  trust(desk: string, secret: string): void;
  close(): Promise<void>;
}

/** Starts the endpoint. The hub proves every delivery on its raw bytes before it reads it. */
export async function startReceiver(options: {
  readonly hub: Hub;
  readonly now: () => Date;
}): Promise<Receiver> {
  const secrets = new Map<string, string>();
  const deliveries = new Map<string, number>();
  const refusals: WebhookRejection[] = [];
  const receive = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const desk = decodeURIComponent(incoming.url?.split('/').at(-1) ?? '');
    deliveries.set(desk, (deliveries.get(desk) ?? 0) + 1);
    try {
      const delivery = { rawBody: await rawBodyOf(incoming), headers: incoming.headers };
      await options.hub.receive(desk, delivery, {
        secret: secrets.get(desk) ?? '',
        now: options.now(),
      });
      outgoing.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      refusals.push(error.reason);
      outgoing.writeHead(401).end();
    }
  };
  const failures: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    receive(incoming, outgoing).catch((error: unknown) => {
      failures.push(error);
      outgoing.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a server that listens on a host and port has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/webhooks`;
  return {
    url,
    urlOf: (desk) => `${url}/${encodeURIComponent(desk)}`,
    deliveries,
    refusals,
    trust: (desk, secret) => void secrets.set(desk, secret),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      // What a desk would only deliver again must not be lost on whoever runs this.
      if (failures.length > 0) throw failures[0];
    },
  };
}

async function rawBodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // Safe: without an encoding the chunks of a request are buffers.
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}
