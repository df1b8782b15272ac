import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { errorFromStatus } from '../../../src/errors/index.ts';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/index.ts';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly bytes: Uint8Array;
}

export type Answerer = (
  seen: SeenRequest,
  response: ServerResponse,
  count: number,
  socket: Socket,
) => void;

/** A real server on the loopback interface that answers as the test says. */
export interface Loopback {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

export async function startLoopback(answer: Answerer): Promise<Loopback> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const bytes = new Uint8Array(Buffer.concat(chunks));
      const entry: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: new TextDecoder().decode(bytes),
        bytes,
      };
      seen.push(entry);
      answer(entry, response, seen.length, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const SECRET = 'Bearer s3cr3t-t0ken-value';

/** A transport for tests: quick retries, plain error mapping. */
export function createTestHttp(baseUrl: string, options: Partial<HttpOptions> = {}): Http {
  return createHttp({
    provider: 'testdesk',
    baseUrl,
    auth: () => SECRET,
    random: () => 0,
    onRefusal: ({ status, requestId, retryAfterMs }) =>
      errorFromStatus({
        provider: 'testdesk',
        status,
        message: `The provider answered ${status}.`,
        requestId: requestId ?? undefined,
        retryAfterMs,
      }),
    ...options,
  });
}

/** The error that a promise rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise resolved, although a rejection was expected.');
}
