import type { WebhookDelivery } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { rawBodyOf } from '../request.ts';
import { base64Of, bytesOfBase64, textOfBytes } from './encodings.ts';
import { knownHeaders } from './known-headers.ts';

/** A delivery as JSON, for files and tickets. */
export interface DeliveryRecord {
  /** When it came, as ISO 8601 in UTC. */
  readonly receivedAt?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, where it is UTF-8. */
  readonly body?: string;
  /** The body, where it is not. */
  readonly bodyBase64?: string;
}

/** How a delivery is recorded. */
export interface RecordOptions {
  /** When it came, so that its signed time can be judged later. @default not recorded */
  readonly receivedAt?: Date;
  /** Headers whose values are kept although they hold a secret. @default none */
  readonly keep?: readonly string[];
  /** Further headers whose values are left out. @default none */
  readonly redact?: readonly string[];
}

/** What stands for a value that was left out. */
export const REDACTED = '[redacted]';

/** Headers that hold a secret, by their names. Signatures are no secrets, and are kept. */
const SECRET_HEADER =
  /^(proxy-)?authorization$|^(set-)?cookie2?$|secret|token|passw|credential|api-?key|access-?key|session|private-?key/;

/**
 * Puts a delivery into JSON that reads back to the same bytes. The values of headers that hold a secret
 * (`authorization`, `cookie`, `x-webhook-secret`, whatever has `secret`, `token`, `api-key` … in its name)
 * become `[redacted]`. The body is kept as it is: it holds what customers wrote.
 *
 * @throws {WebhookVerificationError} `body_already_parsed`, since there are no bytes to record.
 * @throws {ConfigurationError} when the headers cannot be listed: pass `Headers` or a record.
 * @example
 * recordDelivery({ rawBody: '{}', headers: { 'X-Webhook-Secret': 's3' } })
 * //=> { headers: { 'x-webhook-secret': '[redacted]' }, body: '{}' }
 */
export function recordDelivery(
  delivery: WebhookDelivery,
  options: RecordOptions = {},
): DeliveryRecord {
  const headers = knownHeaders(delivery.headers);
  if (headers.names === null) {
    throw new ConfigurationError('Headers that cannot be listed cannot be recorded.');
  }
  const listed = (names: readonly string[] | undefined): ReadonlySet<string> =>
    new Set(names?.map((name) => name.toLowerCase()));
  const [keep, redact] = [listed(options.keep), listed(options.redact)];
  const isSecret = (name: string): boolean =>
    !keep.has(name) && (redact.has(name) || SECRET_HEADER.test(name));
  const entries = headers.names.map((name) => [
    name,
    isSecret(name) ? REDACTED : (headers.get(name) ?? ''),
  ]);
  const received = options.receivedAt;
  return {
    ...(received === undefined ? {} : { receivedAt: received.toISOString() }),
    headers: Object.fromEntries(entries),
    ...bodyMember(rawBodyOf(delivery)),
  };
}

function bodyMember(body: string | Uint8Array): Pick<DeliveryRecord, 'body' | 'bodyBase64'> {
  if (typeof body === 'string') return { body };
  const text = textOfBytes(body);
  return text === null ? { bodyBase64: base64Of(body) } : { body: text };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A delivery that was read back. */
export interface RecordedDelivery extends WebhookDelivery {
  readonly receivedAt: Date | null;
}

function recordedBody({ bodyBase64, body, rawBody }: Readonly<Record<string, unknown>>): unknown {
  if (bodyBase64 === undefined) return body ?? rawBody;
  const bytes =
    bodyBase64 === ''
      ? new Uint8Array()
      : bytesOfBase64(typeof bodyBase64 === 'string' ? bodyBase64 : '');
  if (bytes !== null) return bytes;
  throw new ConfigurationError('The bodyBase64 of the recorded delivery is not base64.');
}

/**
 * Reads a delivery that `recordDelivery` put into JSON, or one in the same form by other hands: an
 * event of AWS Lambda, for example, whose body stays as it is.
 *
 * @throws {ConfigurationError} when it has no `headers`, no body, or a time that is none.
 * @example readRecordedDelivery({ headers: {}, body: '{}' }) //=> { rawBody: '{}', headers: {}, receivedAt: null }
 */
export function readRecordedDelivery(record: unknown): RecordedDelivery {
  if (!isRecord(record) || !isRecord(record['headers'])) {
    throw new ConfigurationError('A recorded delivery is { headers: {…}, body: "…" } as JSON.');
  }
  const headers = knownHeaders(record['headers']);
  const rawBody = recordedBody(record);
  if (rawBody === undefined) {
    throw new ConfigurationError('The recorded delivery has neither body nor bodyBase64.');
  }
  const { receivedAt } = record;
  const time = typeof receivedAt === 'string' ? new Date(receivedAt) : null;
  if (time !== null && Number.isNaN(time.getTime())) {
    throw new ConfigurationError('The receivedAt of the recorded delivery is no time.');
  }
  return {
    // Safe: if it is neither text nor bytes, `rawBodyOf` says that it was parsed already.
    rawBody: rawBody as string | Uint8Array,
    headers: Object.fromEntries(
      (headers.names ?? []).map((name) => [name, headers.get(name) ?? '']),
    ),
    receivedAt: time,
  };
}
