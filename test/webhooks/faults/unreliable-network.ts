import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What went wrong on the way. */
export interface NetworkCounts {
  passed: number;
  /** Dropped before the receiver saw them. */
  dropped: number;
  /** The receiver saw them, and its answer was lost. */
  answersLost: number;
  doubled: number;
  delayed: number;
  /** Nobody listened there: the receiver had been killed. */
  unreachable: number;
}

/** Between the desks and the receivers. */
export interface UnreliableNetwork {
  readonly url: string;
  readonly counts: NetworkCounts;
  close(): Promise<void>;
}

/**
 * A proxy on loopback that loses, delays and doubles what goes through it.
 *
 * @param random from 0 to 1.
 * @param ports of the receivers that are alive.
 */
export async function openNetwork(
  random: () => number,
  ports: () => readonly number[],
): Promise<UnreliableNetwork> {
  const counts = { passed: 0, dropped: 0, answersLost: 0, doubled: 0, delayed: 0, unreachable: 0 };
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing, { random, ports, counts }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passing {
  readonly random: () => number;
  readonly ports: () => readonly number[];
  readonly counts: NetworkCounts;
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { random, ports, counts }: Passing,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const choice = random();
  if (choice < 0.04) {
    counts.dropped += 1;
    outgoing.destroy();
    return;
  }
  if (choice < 0.14) {
    counts.delayed += 1;
    await new Promise((resolve) => setTimeout(resolve, random() * 15));
  }
  const send = (): Promise<number | null> => forward(incoming, body, pick(ports(), random));
  const doubled = choice >= 0.14 && choice < 0.24;
  if (doubled) counts.doubled += 1;
  const [status] = await Promise.all(doubled ? [send(), send()] : [send()]);
  if (status === null || status === undefined) {
    counts.unreachable += 1;
    outgoing.destroy();
    return;
  }
  if (choice > 0.96) {
    counts.answersLost += 1;
    outgoing.destroy();
    return;
  }
  counts.passed += 1;
  outgoing.writeHead(status);
  outgoing.end();
}

const pick = (ports: readonly number[], random: () => number): number =>
  ports[Math.floor(random() * ports.length)] ?? 0;

/** The status of the answer; `null` when there was none. */
export function forward(
  { url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  body: Buffer,
  port: number,
): Promise<number | null> {
  return new Promise((resolve) => {
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      path: url,
      method: 'POST',
      headers,
      agent: false,
    });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? null));
      response.on('error', () => resolve(null));
    });
    request.on('error', () => resolve(null));
    request.end(body);
  });
}
