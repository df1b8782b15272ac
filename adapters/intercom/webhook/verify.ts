import type { VerifyOptions, WebhookDelivery } from '../../../src/adapter/contract.ts';
import { WebhookVerificationError, type WebhookRejection } from '../../../src/errors/classes.ts';
import { withoutStack } from '../../../src/errors/without-stack.ts';
import { createHmacSigner, type HmacSigner, isSignedBy } from '../../../src/webhooks/hmac.ts';
import { headerOf, rawBodyOf } from '../../../src/webhooks/request.ts';

/** A way in which Intercom signs: the header, what stands before the digits, and who makes them. */
interface Scheme {
  readonly header: string;
  readonly prefix: string;
  readonly sign: HmacSigner;
}

/**
 * The three signatures of Intercom (sheet section 18), each over the raw body and keyed with the
 * app's client secret: of notifications, of callbacks about the installation, of Fin's own events.
 */
export function signatureSchemes(): readonly Scheme[] {
  const sha1 = createHmacSigner({ algorithm: 'sha1', encoding: 'hex' });
  const sha256 = createHmacSigner({ algorithm: 'sha256', encoding: 'hex' });
  return [
    { header: 'x-hub-signature', prefix: 'sha1=', sign: sha1 },
    { header: 'x-body-signature', prefix: '', sign: sha256 },
    { header: 'x-fin-agent-api-webhook-signature', prefix: 'sha256=', sign: sha256 },
  ];
}

type Rejection = WebhookVerificationError;

const rejection = (reason: WebhookRejection, message: string): Rejection =>
  withoutStack(() => new WebhookVerificationError(message, { reason, provider: 'intercom' }));

const usableSecrets = (secret: VerifyOptions['secret'] | undefined): readonly string[] =>
  (typeof secret === 'string' ? [secret] : (secret ?? [])).filter(Boolean);

const mismatch = (secrets: readonly string[]): Rejection =>
  rejection(
    'signature_mismatch',
    'The signature does not belong to this body and secret. Usual causes: the body was parsed and ' +
      'serialised again, or the secret is not the client secret of the app that the webhook is of.' +
      (secrets.some((secret) => secret !== secret.trim())
        ? ' The secret starts or ends with white space.'
        : ''),
  );

function judge(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  schemes: readonly Scheme[],
): Rejection | null | Promise<Rejection | null> {
  const body = rawBodyOf(delivery);
  const secrets = usableSecrets(options.secret);
  if (secrets.length === 0) {
    return rejection(
      'secret_missing',
      'No client secret is given, so nothing can be proven. Unsigned deliveries are never accepted.',
    );
  }
  for (const { header, prefix, sign } of schemes) {
    const sent = headerOf(delivery.headers, header);
    if (!sent) continue;
    if (!sent.startsWith(prefix)) {
      return rejection('malformed_header', `The ${header} header does not begin with ${prefix}.`);
    }
    const signature = sent.slice(prefix.length);
    const proven = isSignedBy({ sign, secrets, parts: [body], signature });
    const conclude = (found: boolean) => (found ? null : mismatch(secrets));
    return typeof proven === 'boolean' ? conclude(proven) : proven.then(conclude);
  }
  return rejection('missing_header', 'The delivery has no X-Hub-Signature header.');
}

const settle = (problem: Rejection | null): Promise<void> =>
  problem === null ? Promise.resolve() : Promise.reject(problem);

/**
 * Proves that Intercom signed a delivery. The signature covers no time, so an old delivery that
 * somebody recorded is as good as a new one: whoever must not act twice looks at the event's id.
 *
 * Rejections are values until the end: throwing one costs as much as the signature.
 */
export function verifyDelivery(
  delivery: WebhookDelivery,
  options: VerifyOptions,
  schemes: readonly Scheme[],
): Promise<void> {
  try {
    const problem = judge(delivery, options, schemes);
    return problem instanceof Promise ? problem.then(settle) : settle(problem);
  } catch (error) {
    return Promise.reject(error);
  }
}
