import { connect, type Socket } from 'node:net';

/** What goes over the wire, as it is spelt. */
export interface RawRequest {
  readonly method?: string;
  readonly headers: readonly (readonly string[])[];
  readonly body?: string;
}

/** A connection, and everything that came back on it so far. */
export interface RawConnection {
  readonly socket: Socket;
  readonly received: () => string;
  /** Resolves as soon as what came back holds the text; rejects when the connection ends before. */
  readonly until: (text: string) => Promise<string>;
  readonly closed: Promise<void>;
}

/** Connects to where a URL points. */
export async function openRaw(url: string): Promise<RawConnection> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  // A server that hangs up is what some of these tests want.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    received: () => text,
    closed,
    until: (part) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.includes(part)) resolve(text);
        };
        look();
        socket.on('data', look);
        socket.on('close', () => reject(new Error(`closed after: ${text}`)));
      }),
  };
}

/** The head of a request, with its final empty line. */
export function headOf(url: string, { method = 'POST', headers }: RawRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${new URL(url).pathname} HTTP/1.1`, 'Host: x', ...lines, '', ''].join('\r\n');
}

/** Sends one request on a connection of its own, and answers everything that came back. */
export async function sendRaw(url: string, request: RawRequest): Promise<string> {
  const { socket, received, closed } = await openRaw(url);
  const { body = '', headers } = request;
  const length = ['Content-Length', String(Buffer.byteLength(body))];
  const all = [...headers, length, ['Connection', 'close']];
  socket.write(headOf(url, { ...request, headers: all }) + body);
  await closed;
  return received();
}
