import type { WebhookDelivery } from '../../adapter/contract.ts';
import type { Manifest } from '../../adapter/manifest.ts';
import { type WebhookRejection, WebhookVerificationError } from '../../errors/index.ts';
import { check, equal, rejected } from '../assert.ts';
import { type CaseContext, type CaseDefinition, SUITE_NOW } from '../case.ts';
import { deliver, webhooksOf } from '../deliver.ts';

const isSigned = ({ webhooks }: Manifest): boolean =>
  webhooks.events.length > 0 && webhooks.signature !== 'none';
/** A shared secret proves who sent a delivery, and nothing about its body. */
const isBodySigned = (manifest: Manifest): boolean =>
  isSigned(manifest) && manifest.webhooks.signature !== 'shared-secret';
const isTimed = (manifest: Manifest): boolean =>
  isSigned(manifest) && manifest.webhooks.replayWindow;

type Verify = (
  delivery: WebhookDelivery,
  options?: { readonly secret?: string | readonly string[]; readonly now?: Date },
) => Promise<void>;

async function verifier({ open, harness }: CaseContext): Promise<Verify> {
  const { adapter } = await open();
  const { secret } = webhooksOf(harness);
  return (delivery, options) =>
    adapter.webhooks.verify(delivery, { secret, now: SUITE_NOW, ...options });
}

async function refused(
  verify: () => Promise<void>,
  reasons: readonly WebhookRejection[],
  what: string,
): Promise<void> {
  const error = await rejected(verify, 'webhook_unverified', what);
  check(error instanceof WebhookVerificationError, `${what}: not a WebhookVerificationError.`);
  check(
    reasons.includes(error.reason),
    `${what} should be refused as ${reasons.join(' or ')}, not as ${error.reason}.`,
  );
}

async function checkGood(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  for (const fixture of webhooksOf(context.harness).deliveries) {
    await verify(await deliver(context.harness, fixture));
  }
}

async function checkHeaderCase(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { rawBody, headers } = await deliver(context.harness);
  const entries = Object.entries(headers);
  const lower = entries.map(([name, value]) => [name.toLowerCase(), value] as const);
  const upper = entries.map(([name, value]) => [name.toUpperCase(), value] as const);
  await verify({ rawBody, headers: Object.fromEntries(lower) });
  await verify({ rawBody, headers: Object.fromEntries(upper) });
  await verify({ rawBody, headers: new Headers(headers) });
  await verify({
    rawBody,
    headers: Object.fromEntries(lower.map(([name, value]) => [name, [value]])),
  });
}

async function checkBytes(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { rawBody, headers } = await deliver(context.harness);
  await verify({ rawBody: new TextEncoder().encode(rawBody), headers });
}

async function checkRotation(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { secret, otherSecret } = webhooksOf(context.harness);
  const signed = await deliver(context.harness);
  await verify(signed, { secret: [secret, otherSecret] });
  await verify(signed, { secret: [otherSecret, secret] });
  const mismatch = ['signature_mismatch'] as const;
  await refused(() => verify(signed, { secret: otherSecret }), mismatch, 'A foreign secret');
  await refused(() => verify(signed, { secret: [otherSecret] }), mismatch, 'A foreign secret');
}

async function checkMissingSecret(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const signed = await deliver(context.harness);
  for (const secret of ['', [], ['']]) {
    await refused(
      () => verify(signed, { secret }),
      ['secret_missing'],
      'A delivery without secret',
    );
  }
}

async function checkChangedBody(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { rawBody, headers } = await deliver(context.harness);
  const bytes = new TextEncoder().encode(rawBody);
  const step = Math.max(1, Math.floor(bytes.length / 12));
  for (let position = 0; position < bytes.length; position += step) {
    const changed = bytes.map((byte, at) => (at === position ? byte ^ 1 : byte));
    const run = () => verify({ rawBody: changed, headers });
    await refused(run, ['signature_mismatch'], `A body with byte ${position} changed`);
  }
  for (const body of [`${rawBody} `, rawBody.slice(0, -1), '']) {
    const run = () => verify({ rawBody: body, headers });
    await refused(run, ['signature_mismatch'], 'A body that is longer, shorter or empty');
  }
}

/** The headers that the signature consists of: those that a second delivery signs differently. */
async function signatureHeaders({ harness }: CaseContext): Promise<readonly string[]> {
  const { secret, otherSecret, deliveries, sign } = webhooksOf(harness);
  const body = deliveries[0]?.body ?? '';
  const first = await sign(body, secret, SUITE_NOW);
  const second = await sign(body, otherSecret, new Date(SUITE_NOW.getTime() - 60_000));
  return Object.keys(first).filter((name) => first[name] !== second[name]);
}

async function checkChangedHeaders(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { rawBody, headers } = await deliver(context.harness);
  const names = await signatureHeaders(context);
  check(names.length > 0, 'sign() returns no header that depends on the secret.');
  const wrong = ['signature_mismatch', 'malformed_header', 'timestamp_expired'] as const;
  for (const name of names) {
    const value = headers[name] ?? '';
    const last = value.slice(0, -2) + (value.endsWith('00') ? '11' : '00');
    for (const changed of [last, `${value}A`, value.slice(0, -1), 'nonsense', '\u00e9']) {
      const run = () => verify({ rawBody, headers: { ...headers, [name]: changed } });
      await refused(run, [...wrong, 'timestamp_in_future'], `A delivery with another ${name}`);
    }
    const others = Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
    await refused(() => verify({ rawBody, headers: others }), ['missing_header'], `No ${name}`);
    const empty = { ...headers, [name]: '' };
    const none = ['missing_header', 'malformed_header'] as const;
    await refused(() => verify({ rawBody, headers: empty }), none, `An empty ${name}`);
  }
}

const secondsLater = (seconds: number): Date => new Date(SUITE_NOW.getTime() + seconds * 1_000);

async function checkAge(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const signed = await deliver(context.harness);
  await verify(signed, { now: secondsLater(290) });
  const late = () => verify(signed, { now: secondsLater(310) });
  await refused(late, ['timestamp_expired'], 'A delivery signed 310 seconds ago');
  await verify(signed, { now: secondsLater(-290) });
  const early = () => verify(signed, { now: secondsLater(-310) });
  await refused(early, ['timestamp_in_future'], 'A delivery signed 310 seconds ahead');
}

async function checkTolerance({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { secret } = webhooksOf(harness);
  const signed = await deliver(harness);
  const options = { secret, toleranceSeconds: 30 };
  await adapter.webhooks.verify(signed, { ...options, now: secondsLater(25) });
  const late = () => adapter.webhooks.verify(signed, { ...options, now: secondsLater(35) });
  await refused(late, ['timestamp_expired'], 'A delivery older than toleranceSeconds');
}

async function checkParsedBody(context: CaseContext): Promise<void> {
  const verify = await verifier(context);
  const { rawBody, headers } = await deliver(context.harness);
  const parsed: unknown = JSON.parse(rawBody);
  // Safe: this is the mistake that JavaScript callers make; the case proves that it is diagnosed.
  const delivery = { rawBody: parsed as string, headers };
  await refused(() => verify(delivery), ['body_already_parsed'], 'A body that was parsed before');
}

async function checkOffline({ harness, open }: CaseContext): Promise<void> {
  const { adapter, requests } = await open();
  const signed = await deliver(harness);
  await adapter.webhooks.verify(signed, { secret: webhooksOf(harness).secret, now: SUITE_NOW });
  adapter.webhooks.parse(signed);
  equal(requests.length, 0, 'Requests sent to check and read a delivery');
}

/** Proof: nothing is believed that the provider did not sign, and everything that it did. */
export const webhookVerifyCases: readonly CaseDefinition[] = [
  { title: 'accept what the provider signed', when: isSigned, run: checkGood },
  { title: 'find their headers in any case and any form', when: isSigned, run: checkHeaderCase },
  { title: 'accept bytes as well as text', when: isSigned, run: checkBytes },
  { title: 'accept any of several secrets, and no other', when: isSigned, run: checkRotation },
  { title: 'refuse to work without a secret', when: isSigned, run: checkMissingSecret },
  {
    title: 'refuse a body with a single changed byte',
    when: isBodySigned,
    run: checkChangedBody,
  },
  {
    title: 'refuse changed, missing and empty signature headers',
    when: isSigned,
    run: checkChangedHeaders,
  },
  { title: 'refuse what was signed too long ago or ahead of time', when: isTimed, run: checkAge },
  { title: 'keep to the tolerance that is asked for', when: isTimed, run: checkTolerance },
  { title: 'say so when the body was parsed before', when: isSigned, run: checkParsedBody },
  { title: 'need no network', when: isSigned, run: checkOffline },
];
