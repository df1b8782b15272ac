import type { VerifyOptions, WebhookDelivery } from '../../../src/adapter/contract.ts';
import { type WebhookRejection, WebhookVerificationError } from '../../../src/errors/classes.ts';
import { withoutStack } from '../../../src/errors/without-stack.ts';
import { bodyText, headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';
import { timingSafeEqual } from '../../../src/webhooks/timing-safe.ts';
import { isForeign } from './app-envelope.ts';

/**
 * How a rule proves that it is yours: a custom header that holds the secret, or HTTP Basic with the
 * secret for a password.
 */
export type FreshdeskWebhookAuthentication =
  | { readonly header: string; readonly basic?: never }
  | { readonly basic: string; readonly header?: never };

/** Where the secret stands when nothing is said. */
export const DEFAULT_SECRET_HEADER = 'x-webhook-secret';

/** What verification needs beside the delivery. */
export interface VerifyContext {
  readonly authentication: FreshdeskWebhookAuthentication;
  readonly account: string;
}

type Rejection = WebhookVerificationError;

const rejection = (reason: WebhookRejection, message: string): Rejection =>
  withoutStack(() => new WebhookVerificationError(message, { reason, provider: 'freshdesk' }));

const secretsOf = (secret: VerifyOptions['secret']): readonly string[] =>
  (typeof secret === 'string' ? [secret] : (secret ?? [])).filter(Boolean);

const missing = (name: string): Rejection =>
  rejection('missing_header', `The delivery has no ${name} header.`);

/** What the delivery shows, and how a secret would look there. */
interface Proof {
  readonly shown: string;
  readonly expected: (secret: string) => string;
}

function proofOf(delivery: WebhookDelivery, { authentication }: VerifyContext): Proof | Rejection {
  const { header, basic } = authentication;
  if (basic === undefined) {
    const shown = headerOf(delivery.headers, header);
    return shown ? { shown, expected: (secret) => secret } : missing(header);
  }
  const shown = headerOf(delivery.headers, 'authorization');
  if (!shown) return missing('authorization');
  const [, token] = /^basic\s+(\S+)$/i.exec(shown) ?? [];
  return token === undefined
    ? rejection('malformed_header', 'The authorization header is not of the Basic kind.')
    : { shown: token, expected: (secret) => base64(`${basic}:${secret}`) };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function judge(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  context: VerifyContext,
): Rejection | null {
  const body = rawBodyOf(delivery);
  const secrets = secretsOf(options.secret);
  if (secrets.length === 0) {
    return rejection(
      'secret_missing',
      'No secret is given, so nothing can be proven. Deliveries without one are never accepted.',
    );
  }
  const proof = proofOf(delivery, context);
  if (proof instanceof WebhookVerificationError) return proof;
  let proven = false;
  // No early exit: the answer takes as long whichever secret fits.
  for (const secret of secrets) {
    proven = timingSafeEqual(proof.expected(secret), proof.shown) || proven;
  }
  if (!proven) return mismatch(secrets);
  return isForeign(bodyText(body), context.account)
    ? rejection('account_mismatch', 'The delivery comes from another Freshdesk account.')
    : null;
}

const mismatch = (secrets: readonly string[]): Rejection =>
  rejection(
    'signature_mismatch',
    'The delivery shows another secret. Usual cause: the rule in Freshdesk still has an older one.' +
      (secrets.some((secret) => secret !== secret.trim())
        ? ' The secret starts or ends with white space.'
        : ''),
  );

/**
 * Proves that a delivery comes from a rule that knows the secret. Freshdesk signs nothing (sheet
 * section 20): neither body nor time is proven, so a delivery is a hint to read the ticket again.
 */
export function verifyDelivery(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  context: VerifyContext,
): Promise<void> {
  try {
    const problem = judge(delivery, options, context);
    return problem === null ? Promise.resolve() : Promise.reject(problem);
  } catch (error) {
    return Promise.reject(error);
  }
}
