/** Where a sandbox answers. A provider may use more hosts than one: its API and its file host. */
export type Origins = Readonly<Record<string, string>> & { readonly account: string };

/** A request with its body already read, so that handlers run in one go and stay atomic. */
export interface SandboxRequest {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The origin that absolute links of the answer use, per host. */
  readonly origins: Origins;
  /** Which of the hosts was asked. */
  readonly host: string;
}

/** What a handler answers. `body` is sent as JSON; `bytes` and `text` as they are. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

/** Thrown by handlers to answer with an error; the engine turns it into its reply. */
export class ProblemError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`The sandbox answers ${reply.status}`);
    this.name = 'ProblemError';
    this.reply = reply;
  }
}

const decoder = new TextDecoder();

export function textOf(request: SandboxRequest): string {
  return decoder.decode(request.bytes);
}

/** Reads a `Request`'s body and works out which host was asked. */
export async function readRequest(request: Request, origins: Origins): Promise<SandboxRequest> {
  const url = new URL(request.url);
  const host = Object.keys(origins).find((name) => origins[name] === url.origin) ?? 'account';
  return {
    method: request.method,
    url,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    bytes: request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer()),
    origins: host === 'account' ? { ...origins, account: url.origin } : origins,
    host,
  };
}

const bodiless = new Set([204, 205, 304]);

/** The text or bytes that a reply puts on the wire. */
export function payloadOf(reply: Reply): string | Uint8Array | null {
  if (bodiless.has(reply.status)) return null;
  if (reply.bytes !== undefined) return reply.bytes;
  if (reply.text !== undefined) return reply.text;
  return reply.body === undefined ? null : JSON.stringify(reply.body);
}

export function toResponse(reply: Reply): Response {
  const payload = payloadOf(reply);
  const headers = new Headers(reply.headers);
  if (reply.body !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json; charset=utf-8');
  }
  // A Uint8Array is a body for fetch everywhere; the DOM types want its buffer type spelled out.
  return new Response(payload as BodyInit | null, { status: reply.status, headers });
}
