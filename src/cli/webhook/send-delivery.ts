import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { performance } from 'node:perf_hooks';

/** A request that is ready to go. */
export interface Shipment {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What came of it. */
export interface Receipt {
  /** `null` when there was no answer. */
  readonly status: number | null;
  /** Why there was none: `ECONNREFUSED`, `timeout` … */
  readonly failure: string | null;
  readonly latencyMs: number;
}

/** These belong to one connection, or are worked out from what is sent. */
const HOP_BY_HOP = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers as they may travel again: without those of the first connection. */
export function endToEnd(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const connection = Object.entries(headers).find(([name]) => name.toLowerCase() === 'connection');
  const named = new Set((connection?.[1] ?? '').toLowerCase().split(/\s*,\s*/));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => {
      const key = name.toLowerCase();
      return !HOP_BY_HOP.has(key) && !named.has(key) && !key.startsWith(':');
    }),
  );
}

const CODE = /^[A-Z][A-Z0-9_]{2,40}$/;

/** A system code, without the address that Node's message has. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  const { code } = error as NodeJS.ErrnoException; // Safe: `code` is looked at before it is used.
  if (typeof code === 'string' && CODE.test(code)) return code;
  return 'failed';
}

/** Sends one request with exactly these bytes and follows no redirect. Never rejects. */
export function sendDelivery(
  url: URL,
  { method, headers, body }: Shipment,
  options: { readonly timeoutMs: number },
): Promise<Receipt> {
  const startedAt = performance.now();
  const took = (): number => Math.round((performance.now() - startedAt) * 10) / 10;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const fail = (error: unknown): void =>
      resolve({ status: null, failure: failureOf(error), latencyMs: took() });
    try {
      const signal = AbortSignal.timeout(options.timeoutMs);
      const length = { 'content-length': String(body.length) };
      const outgoing = send(url, { method, headers: { ...headers, ...length }, signal });
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? null;
        // Nobody reads the answer, but the time counts until its end.
        incoming.on('error', fail);
        incoming.on('end', () => resolve({ status, failure: null, latencyMs: took() }));
        incoming.resume();
      });
      outgoing.end(body);
    } catch (error) {
      // Node refuses headers that HTTP does not allow before it sends anything.
      fail(error);
    }
  });
}
