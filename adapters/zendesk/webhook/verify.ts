import type { VerifyOptions, WebhookDelivery } from '../../../src/adapter/contract.ts';
import {
  ConfigurationError,
  WebhookVerificationError,
  type WebhookRejection,
} from '../../../src/errors/classes.ts';
import { type HmacSigner, isSignedBy } from '../../../src/webhooks/hmac.ts';
import { headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';
import { withoutStack } from '../../../src/errors/without-stack.ts';
import { parseTime } from './time.ts';

const SIGNATURE = 'x-zendesk-webhook-signature';
const TIMESTAMP = 'x-zendesk-webhook-signature-timestamp';
const ACCOUNT_ID = 'x-zendesk-account-id';
const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * The secret behind Zendesk's "test webhook" button before a webhook exists. It is the same for
 * everybody, so whatever it signs is signed by anybody.
 */
export const ZENDESK_TEST_SECRET = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';

/** What verification needs beside the delivery. */
export interface VerifyContext {
  readonly sign: HmacSigner;
  readonly accountId: string | null;
  readonly allowTestSecret: boolean;
}

type Rejection = WebhookVerificationError;

const rejection = (reason: WebhookRejection, message: string): Rejection =>
  withoutStack(() => new WebhookVerificationError(message, { reason, provider: 'zendesk' }));

function usableSecrets(
  secret: VerifyOptions['secret'],
  { allowTestSecret }: VerifyContext,
): readonly string[] | Rejection {
  if (typeof secret === 'string' && secret !== '' && secret !== ZENDESK_TEST_SECRET)
    return [secret];
  const given = (typeof secret === 'string' ? [secret] : (secret ?? [])).filter(Boolean);
  const usable = allowTestSecret ? given : given.filter((one) => one !== ZENDESK_TEST_SECRET);
  if (usable.length > 0) return usable;
  return given.length > 0
    ? rejection(
        'test_secret',
        'The secret is the public one of Zendesk’s "test webhook" button: anybody can sign with ' +
          'it. Use the secret of GET /api/v2/webhooks/{id}/signing_secret, or allowTestSecret in tests.',
      )
    : rejection(
        'secret_missing',
        'No signing secret is given, so nothing can be proven. Unsigned deliveries are never accepted.',
      );
}

const missing = (name: string): Rejection =>
  rejection('missing_header', `The delivery has no ${name} header.`);

function ageProblem(timestamp: string, options: VerifyOptions): Rejection | null {
  const { now, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  const ageMs = now.getTime() - parseTime(timestamp);
  if (Math.abs(ageMs) <= toleranceSeconds * 1000) return null;
  if (Number.isNaN(now.getTime()) || !(toleranceSeconds >= 0)) {
    throw new ConfigurationError('`now` must be a valid date and toleranceSeconds 0 or more.');
  }
  if (Number.isNaN(ageMs))
    return rejection('malformed_header', `The ${TIMESTAMP} header is no time.`);
  const distance = `more than ${toleranceSeconds} s`;
  return ageMs > 0
    ? rejection('timestamp_expired', `The delivery was signed ${distance} ago.`)
    : rejection('timestamp_in_future', `The delivery was signed ${distance} ahead of now.`);
}

function accountProblem(delivery: WebhookDelivery, { accountId }: VerifyContext): Rejection | null {
  if (accountId === null) return null;
  const sent = headerOf(delivery.headers, ACCOUNT_ID);
  if (sent === null) return missing(ACCOUNT_ID);
  return sent === accountId
    ? null
    : rejection('account_mismatch', 'The delivery comes from another Zendesk account.');
}

const mismatch = (secrets: readonly string[]): Rejection =>
  rejection(
    'signature_mismatch',
    'The signature does not belong to this body and secret. Usual causes: the body was parsed and ' +
      'serialised again, or the secret is that of another webhook.' +
      (secrets.some((secret) => secret !== secret.trim())
        ? ' The secret starts or ends with white space.'
        : ''),
  );

interface Claim {
  readonly delivery: WebhookDelivery;
  readonly options: VerifyOptions;
  readonly context: VerifyContext;
  readonly secrets: readonly string[];
  readonly timestamp: string;
}

function conclude(proven: boolean, claim: Claim): Rejection | null {
  if (!proven) return mismatch(claim.secrets);
  return (
    ageProblem(claim.timestamp, claim.options) ?? accountProblem(claim.delivery, claim.context)
  );
}

function judge(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  context: VerifyContext,
): Rejection | null | Promise<Rejection | null> {
  const body = rawBodyOf(delivery);
  const secrets = usableSecrets(options.secret, context);
  if (secrets instanceof WebhookVerificationError) return secrets;
  const signature = headerOf(delivery.headers, SIGNATURE);
  if (!signature) return missing(SIGNATURE);
  const timestamp = headerOf(delivery.headers, TIMESTAMP);
  if (!timestamp) return missing(TIMESTAMP);
  const claim = { delivery, options, context, secrets, timestamp };
  const { sign } = context;
  const proven = isSignedBy({ sign, secrets, parts: [timestamp, body], signature });
  return typeof proven === 'boolean'
    ? conclude(proven, claim)
    : proven.then((found) => conclude(found, claim));
}

const settle = (problem: Rejection | null): Promise<void> =>
  problem === null ? Promise.resolve() : Promise.reject(problem);

/**
 * Proves that Zendesk signed a delivery (sheet section 23): base64 of HMAC-SHA256 over timestamp
 * and raw body without a separator, keyed with the secret as text. The age counts from the
 * signature's time, which is new with every attempt, not from the event's.
 *
 * Rejections are values until the end: throwing one costs as much as the signature.
 */
export function verifyDelivery(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  context: VerifyContext,
): Promise<void> {
  try {
    const problem = judge(delivery, options, context);
    return problem instanceof Promise ? problem.then(settle) : settle(problem);
  } catch (error) {
    return Promise.reject(error);
  }
}
