import type { VerifyOptions, WebhookDelivery } from '../../../src/adapter/contract.ts';
import {
  ConfigurationError,
  WebhookVerificationError,
  type WebhookRejection,
} from '../../../src/errors/classes.ts';
import type { HmacSigner } from '../../../src/webhooks/hmac.ts';
import { headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';
import { timingSafeEqual } from '../../../src/webhooks/timing-safe.ts';

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

const reject = (reason: WebhookRejection, message: string): WebhookVerificationError =>
  new WebhookVerificationError(message, { reason, provider: 'zendesk' });

function usableSecrets(
  secret: VerifyOptions['secret'],
  allowTestSecret: boolean,
): readonly string[] {
  const given = (typeof secret === 'string' ? [secret] : (secret ?? [])).filter(Boolean);
  const usable = allowTestSecret ? given : given.filter((one) => one !== ZENDESK_TEST_SECRET);
  if (usable.length > 0) return usable;
  if (given.length > 0) {
    throw reject(
      'test_secret',
      'The secret is the public one of Zendesk’s "test webhook" button: anybody can sign with it. ' +
        'Use the secret of GET /api/v2/webhooks/{id}/signing_secret, or allowTestSecret in tests.',
    );
  }
  throw reject(
    'secret_missing',
    'No signing secret is given, so nothing can be proven. Unsigned deliveries are never accepted.',
  );
}

function headerRequired(delivery: WebhookDelivery, name: string): string {
  const value = headerOf(delivery.headers, name);
  if (value !== null && value !== '') return value;
  throw reject('missing_header', `The delivery has no ${name} header.`);
}

function checkAge(timestamp: string, options: VerifyOptions): void {
  const { now, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  const ageMs = now.getTime() - Date.parse(timestamp);
  if (Math.abs(ageMs) <= toleranceSeconds * 1000) return;
  if (Number.isNaN(now.getTime()) || !(toleranceSeconds >= 0)) {
    throw new ConfigurationError('`now` must be a valid date and toleranceSeconds 0 or more.');
  }
  if (Number.isNaN(ageMs)) throw reject('malformed_header', `The ${TIMESTAMP} header is no time.`);
  throw ageMs > 0
    ? reject('timestamp_expired', `The delivery was signed more than ${toleranceSeconds} s ago.`)
    : reject(
        'timestamp_in_future',
        `The delivery was signed more than ${toleranceSeconds} s ahead.`,
      );
}

function checkAccount(delivery: WebhookDelivery, accountId: string | null): void {
  if (accountId === null || headerRequired(delivery, ACCOUNT_ID) === accountId) return;
  throw reject('account_mismatch', 'The delivery comes from another Zendesk account.');
}

const mismatch = (secrets: readonly string[]): WebhookVerificationError =>
  reject(
    'signature_mismatch',
    'The signature does not belong to this body and secret. Usual causes: the body was parsed and ' +
      'serialised again, or the secret is that of another webhook.' +
      (secrets.some((secret) => secret !== secret.trim())
        ? ' The secret starts or ends with white space.'
        : ''),
  );

/**
 * Proves that Zendesk signed a delivery (sheet section 23): base64 of HMAC-SHA256 over timestamp
 * and raw body without a separator, keyed with the secret as text. The age counts from the
 * signature's time, which is new with every attempt, not from the event's.
 */
export async function verifyDelivery(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  context: VerifyContext,
): Promise<void> {
  const body = rawBodyOf(delivery);
  const secrets = usableSecrets(options.secret, context.allowTestSecret);
  const signature = headerRequired(delivery, SIGNATURE);
  const timestamp = headerRequired(delivery, TIMESTAMP);
  const parts = [timestamp, body];
  let proven = false;
  for (const secret of secrets) {
    const signed = context.sign(secret, parts);
    const expected = typeof signed === 'string' ? signed : await signed;
    // No early exit: the answer takes as long whichever secret fits.
    if (timingSafeEqual(expected, signature)) proven = true;
  }
  if (!proven) throw mismatch(secrets);
  checkAge(timestamp, options);
  checkAccount(delivery, context.accountId);
}
