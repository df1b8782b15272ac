import type { HeadersLike, WebhookDelivery } from '../adapter/contract.ts';
import { SupportError } from '../errors/base.ts';
import { WebhookVerificationError } from '../errors/classes.ts';

const joined = (value: string | readonly string[] | undefined): string | null => {
  if (value === undefined) return null;
  // The same as `Headers` answers for a header that came more than once.
  return typeof value === 'string' ? value : value.join(', ');
};

const hasGet = (headers: HeadersLike): headers is { get(name: string): string | null } =>
  typeof headers.get === 'function';

/**
 * A header in any spelling of its name, from a `Headers` object or from a record such as Node's.
 *
 * @param name in lower case.
 * @example headerOf({ 'X-Request-Id': 'a1' }, 'x-request-id') //=> 'a1'
 */
export function headerOf(headers: HeadersLike, name: string): string | null {
  if (hasGet(headers)) return headers.get(name) ?? null;
  const direct = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (direct !== undefined) return joined(direct);
  for (const key of Object.keys(headers)) {
    if (key.length === name.length && key.toLowerCase() === name) return joined(headers[key]);
  }
  return null;
}

/**
 * The body as it came: bytes or text. A signature covers exact bytes, so a body that a framework
 * has already turned into an object cannot be checked any more. A framework handler that could not
 * read the body puts the error in its place, which is thrown here.
 *
 * @throws {WebhookVerificationError} `body_already_parsed`, with the way out for common frameworks.
 */
export function rawBodyOf(delivery: WebhookDelivery): string | Uint8Array {
  const body: unknown = delivery.rawBody;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (SupportError.isInstance(body)) throw body;
  throw new WebhookVerificationError(
    'The webhook body is not the raw text or bytes: something parsed it, or did not keep it. A ' +
      'signature covers the exact bytes. Express: express.raw({ type: "*/*" }) on this route, ' +
      'before express.json(), then req.body. Fastify: addContentTypeParser("application/json", ' +
      '{ parseAs: "buffer" }, …), then request.body. Next.js: await request.text() in a route ' +
      'handler, or bodyParser: false in pages/api.',
    { reason: 'body_already_parsed' },
  );
}

const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * The body as text.
 *
 * @example bodyText(new Uint8Array([123, 125])) //=> '{}'
 */
export function bodyText(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : decoder.decode(body);
}

/**
 * Whether a body takes more bytes than allowed. Text is only measured where its length leaves
 * doubt: a character takes one to three bytes.
 */
export function isLargerThan(body: string | Uint8Array, maxBytes: number): boolean {
  if (typeof body !== 'string' || body.length > maxBytes) return body.length > maxBytes;
  return body.length * 3 > maxBytes && new TextEncoder().encode(body).length > maxBytes;
}
