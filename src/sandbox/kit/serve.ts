import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cutPayload, type Outcome, type Sandbox } from './engine.ts';
import { type Origins, payloadOf } from './messages.ts';

export interface ServeOptions {
  /** The API's port on 127.0.0.1; 0 lets the system choose. @default 0 */
  readonly port?: number;
}

/** A sandbox that answers on loopback. */
export interface ServedSandbox {
  /** The API's origin, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /** Every origin, per host of the provider. */
  readonly origins: Origins;
  /** Stops listening and ends connections that are kept alive. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP on 127.0.0.1. Each of the provider's hosts gets a port of its own, so
 * that a redirect to the file host crosses origins as it does in production.
 *
 * @example
 * const served = await serve(sandbox);
 * await fetch(`${served.url}/api/v2/tickets.json`, { headers });
 * await served.close();
 */
export async function serve(
  sandbox: Pick<Sandbox, 'exchange' | 'origins'>,
  options: ServeOptions = {},
): Promise<ServedSandbox> {
  const { createServer } = await import('node:http');
  const origins: Record<string, string> = {};
  const servers: Server[] = [];
  for (const host of Object.keys(sandbox.origins)) {
    const server = createServer((incoming, outgoing) => {
      // The account origin is filled in before the first connection can come.
      void answer(
        sandbox,
        { ...origins, account: origins['account'] ?? '' },
        host,
        incoming,
        outgoing,
      );
    });
    const port = await listen(server, host === 'account' ? (options.port ?? 0) : 0);
    origins[host] = `http://127.0.0.1:${port}`;
    servers.push(server);
  }
  const url = origins['account'] ?? '';
  return {
    url,
    port: Number(new URL(url).port),
    origins: { ...origins, account: url },
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A listening TCP server's address is an AddressInfo.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  sandbox: Pick<Sandbox, 'exchange'>,
  origins: Origins,
  host: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    const request = await toRequest(incoming, origins[host] ?? origins.account, gone.signal);
    send(await sandbox.exchange(request, origins), outgoing);
  } catch (error) {
    if (gone.signal.aborted) return;
    // A sandbox that breaks says so in the answer instead of ending the process.
    outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(error instanceof Error ? error.stack : 'sandbox failure');
  }
}

async function toRequest(
  incoming: IncomingMessage,
  origin: string,
  signal: AbortSignal,
): Promise<Request> {
  const chunks: Uint8Array[] = [];
  // Without an encoding set, a request's chunks are buffers.
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  // Safe: node's chunks are byte arrays, which is what a blob is made of.
  const body = new Blob(chunks as BlobPart[]);
  const withBody = body.size > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(incoming.url ?? '/', origin), {
    method,
    headers,
    signal,
    ...(withBody ? { body: await body.arrayBuffer() } : {}),
  });
}

function send(outcome: Outcome, outgoing: ServerResponse): void {
  if (outcome.kind === 'dropped') {
    outgoing.socket?.destroy();
    return;
  }
  const payload = payloadOf(outcome.reply);
  const length = payload === null ? 0 : Buffer.byteLength(payload);
  const json =
    outcome.reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const headers = { ...json, ...outcome.reply.headers };
  if (outcome.cut === null) {
    outgoing.writeHead(outcome.reply.status, { ...headers, 'content-length': length });
    outgoing.end(payload ?? undefined);
    return;
  }
  const kept = cutPayload(outcome.reply, outcome.cut);
  const announced = outcome.cut.clean ? kept.length : length;
  outgoing.writeHead(outcome.reply.status, { ...headers, 'content-length': announced });
  if (outcome.cut.clean) outgoing.end(kept);
  else outgoing.write(kept, () => outgoing.socket?.destroy());
}
