import { MAX_BODY_BYTES } from '../body-limit.ts';
import type { VerifyOptions, WebhookDelivery, WebhookParser } from '../../adapter/contract.ts';
import { ConfigurationError, type WebhookRejection } from '../../errors/classes.ts';
import { isLargerThan, rawBodyOf } from '../request.ts';
import { unparsedBodies } from './body-variants.ts';
import { sortFindings } from './case.ts';
import { diagnose } from './diagnose.ts';
import { factsOf } from './facts.ts';
import { finding } from './fixes.ts';
import { type KnownHeaders, knownHeaders } from './known-headers.ts';
import { ask, createProbe, reasonOf } from './probe.ts';
import { type Reading, readEvents } from './read-events.ts';
import type { DeliveryDiagnosis, DeliveryFinding, InspectOptions } from './types.ts';

/** Larger bodies are not even hashed. */
const MAX_HASHED_BYTES = 16_777_216;
const A_CENTURY_MS = 3_155_760_000_000;

type Parser<Raw> = Pick<WebhookParser<Raw>, 'verify' | 'parse'>;

interface Inspection<Raw> {
  readonly parser: Parser<Raw>;
  readonly delivery: WebhookDelivery;
  readonly options: InspectOptions;
  readonly headers: KnownHeaders;
  /** `null` when it is neither text nor bytes. */
  readonly body: string | Uint8Array | null;
  readonly secrets: readonly string[];
}

function readOptions({ now, toleranceSeconds = 0 }: InspectOptions): void {
  const isTime = now instanceof Date && !Number.isNaN(now.getTime());
  if (isTime && toleranceSeconds >= 0) return;
  throw new ConfigurationError(
    'inspectDelivery needs a valid date as `now`, and toleranceSeconds of 0 or more.',
  );
}

const secretsOf = (secret: VerifyOptions['secret']): readonly string[] =>
  (typeof secret === 'string' ? [secret] : (secret ?? [])).filter(Boolean);

function bodyOf(delivery: WebhookDelivery): string | Uint8Array | null {
  try {
    return rawBodyOf(delivery);
  } catch {
    return null;
  }
}

/** What `verify` itself says of the delivery as it was given: `true`, or why not. */
async function isBelieved<Raw>({
  parser,
  delivery,
  options,
}: Inspection<Raw>): Promise<true | WebhookRejection | null> {
  try {
    await parser.verify(delivery, options);
    return true;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Some of what an object may have been before it was parsed, to say that it would verify. */
async function parsedBody<Raw>(inspection: Inspection<Raw>): Promise<DeliveryFinding> {
  const { parser, delivery, options, headers, secrets } = inspection;
  const kind = delivery.rawBody == null ? 'missing' : 'no text and no bytes: something parsed it';
  const probe = createProbe(parser, options);
  for (const { value, label } of unparsedBodies(delivery.rawBody)) {
    if (probe.exhausted()) break;
    if (!(await probe.fits({ headers, body: value, secrets }))) continue;
    const detail = `The body is ${kind}. It would verify as ${label}, but only by luck.`;
    return finding('body_already_parsed', 'certain', detail);
  }
  return finding('body_already_parsed', 'certain', `The body is ${kind}.`);
}

async function largeBody<Raw>(
  { parser, options, headers, secrets }: Inspection<Raw>,
  body: string | Uint8Array,
): Promise<DeliveryFinding> {
  const { maxBodyBytes = MAX_BODY_BYTES } = options;
  const isHashed = !isLargerThan(body, MAX_HASHED_BYTES);
  const fits = isHashed && (await createProbe(parser, options).fits({ headers, body, secrets }));
  const rest = fits ? ' Its proof is right.' : '';
  const detail = `The body is larger than ${maxBodyBytes} bytes.${rest}`;
  return finding('body_too_large', 'certain', detail);
}

async function provesOf<Raw>(
  { parser, options, headers, secrets }: Inspection<Raw>,
  body: string | Uint8Array,
): Promise<DeliveryDiagnosis['proves']> {
  const verify: WebhookParser['verify'] = (delivery, given) => parser.verify(delivery, given);
  const longer = typeof body === 'string' ? `${body} ` : new Uint8Array(body.length + 1);
  if (typeof longer !== 'string' && typeof body !== 'string') longer.set(body);
  const otherBody = await ask(verify, { headers, body: longer, secrets }, { ...options });
  const later = new Date(options.now.getTime() + A_CENTURY_MS);
  const otherTime = await ask(
    verify,
    { headers, body, secrets },
    { secret: '', now: later, toleranceSeconds: 0 },
  );
  return { body: !otherBody.passed, time: !otherTime.passed };
}

type Verdict<Raw> = Omit<DeliveryDiagnosis<Raw>, 'delivery'>;

const refused = (
  reason: WebhookRejection | null,
  findings: readonly DeliveryFinding[],
): Verdict<never> => ({
  verified: false,
  reason,
  findings: sortFindings(findings),
  events: [],
  proves: null,
});

async function judge<Raw>(inspection: Inspection<Raw>): Promise<Verdict<Raw>> {
  const { parser, delivery, options, headers, body, secrets } = inspection;
  if (body === null) return refused('body_already_parsed', [await parsedBody(inspection)]);
  if (isLargerThan(body, options.maxBodyBytes ?? MAX_BODY_BYTES)) {
    return refused('body_too_large', [await largeBody(inspection, body)]);
  }
  const believed = await isBelieved(inspection);
  if (believed === true) {
    const { events, refusal, findings }: Reading<Raw> = readEvents(parser, delivery);
    if (refusal !== null) return refused(refusal, findings);
    const proves = await provesOf(inspection, body);
    return { verified: true, reason: null, findings, events, proves };
  }
  const probe = createProbe(parser, options);
  const setup = { headers, body, secrets };
  const outcome = { ...(await probe.strict(setup)), reason: believed };
  return refused(believed, await diagnose({ probe, setup, outcome, options }));
}

/**
 * Says why a delivery does not verify, by trying what could be wrong through the parser's own
 * `verify`: other forms of secret, headers and body, other senders, another time. What passes is
 * proof. Pure, and bounded: a body of 1 MiB takes a few seconds at most. The answer holds neither the
 * secret nor text of the body, but `events` do.
 *
 * @throws {ConfigurationError} when `now` or `toleranceSeconds` make no sense. Nothing that a sender
 *   can do makes it throw.
 * @example
 * const { verified, findings } = await inspectDelivery(
 *   createZendeskWebhooks({ account: 'acme' }),
 *   { rawBody: JSON.stringify(request.body), headers: request.headers },
 *   { secret: signingSecret, now: new Date() },
 * );
 * //=> verified: false, findings: [{ cause: 'body_reserialized', certainty: 'certain', … }]
 */
export async function inspectDelivery<Raw>(
  parser: Parser<Raw>,
  delivery: WebhookDelivery,
  options: InspectOptions,
): Promise<DeliveryDiagnosis<Raw>> {
  readOptions(options);
  const headers = knownHeaders(delivery.headers);
  const body = bodyOf(delivery);
  const secrets = secretsOf(options.secret);
  const verdict = await judge({ parser, delivery, options, headers, body, secrets });
  return { ...verdict, delivery: await factsOf(headers, body) };
}
