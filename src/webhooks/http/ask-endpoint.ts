import type { HeadersLike } from '../../adapter/contract.ts';
import { headerOf } from '../request.ts';
import type { TakeOptions, WebhookAnswer, WebhookEndpoint } from '../types.ts';

/** What a server answers. */
export type HttpAnswer = Pick<WebhookAnswer, 'status' | 'headers' | 'body'>;

/** A request as a framework has it; whether the body is still raw is found out behind it. */
export interface HttpAsk {
  readonly rawBody: unknown;
  readonly headers: HeadersLike;
  /** Path, or path and query. */
  readonly url: string;
}

const plain = (status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  status,
  headers,
  body: null,
});

/** The body did not arrive in time. */
export const TOO_SLOW: HttpAnswer = plain(408, { connection: 'close' });
const UNREADABLE: HttpAnswer = plain(415);
const BROKEN: HttpAnswer = plain(500);

/** A signature covers the bytes of the body, and nobody documents which of a packed one. */
export function isPacked(headers: HeadersLike): boolean {
  const encoding = headerOf(headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  return encoding !== '' && encoding !== 'identity';
}

/** The path of a URL, without query and fragment. @example pathOf('/hooks/acme?a=1') //=> '/hooks/acme' */
export function pathOf(url: string): string {
  const start = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  const [path = ''] = url.slice(start).split(/[?#]/, 1);
  return path === '' ? '/' : path;
}

/** Asks the endpoint. Whatever goes wrong there, the sender learns a status and nothing else. */
export async function askEndpoint(
  endpoint: WebhookEndpoint,
  { rawBody, headers, url }: HttpAsk,
  options?: TakeOptions,
): Promise<HttpAnswer> {
  if (isPacked(headers)) return UNREADABLE;
  try {
    // Safe: an endpoint refuses, with the way out, what is neither text nor bytes.
    const delivery = { rawBody: rawBody as Uint8Array, headers, path: pathOf(url) };
    return await endpoint.receive(delivery, options);
  } catch {
    return BROKEN;
  }
}
