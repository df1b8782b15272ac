import type { WebhookDelivery } from '../../sandbox/kit/webhook-queue.ts';
import type { Desk } from './open-desks.ts';
import type { Receiver } from './receiver.ts';
import type { WebhookSummary } from './report.ts';

type Refusal = WebhookSummary['refused'][number];
type Headers = Readonly<Record<string, string>>;

interface Forgery {
  readonly attack: string;
  readonly headers: Headers;
  readonly body: string;
}

const headersOf = (delivery: WebhookDelivery): Headers => ({
  ...delivery.message.headers,
  ...delivery.attempts.at(-1)?.headers,
});

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);

/**
 * What somebody could send who has seen a delivery, but does not know the secret. Where the secret
 * itself travels in a header nothing covers the body, so that only the header can be wrong.
 */
function forgeriesOf({ kind, adapter }: Desk, delivery: WebhookDelivery): readonly Forgery[] {
  const headers = headersOf(delivery);
  const { body } = delivery.message;
  const isProof = (name: string): boolean => name.toLowerCase() === kind.proofHeader;
  const unproven = Object.fromEntries(Object.entries(headers).filter(([name]) => !isProof(name)));
  const bare = { attack: 'proof left out', headers: unproven, body };
  return adapter.manifest.webhooks.signature === 'shared-secret'
    ? [
        { attack: 'secret guessed', headers: { ...unproven, [kind.proofHeader]: 'letmein' }, body },
        bare,
      ]
    : [{ attack: 'a digit changed', headers, body: body.replace(/\d(?=\D*$)/, nextDigit) }, bare];
}

async function attempt(
  receiver: Receiver,
  url: string,
  { attack, headers, body }: Forgery,
): Promise<readonly Refusal[]> {
  const before = receiver.refusals.length;
  await fetch(url, { method: 'POST', headers, body });
  return receiver.refusals.slice(before).map((reason) => ({ attack, reason }));
}

/** Sends forgeries of a desk's latest delivery, and answers how they were refused. */
export async function forgeDeliveries(receiver: Receiver, desk: Desk): Promise<readonly Refusal[]> {
  const latest = desk.sandbox.webhooks.deliveries.at(-1);
  if (latest === undefined) return [];
  const refusals: Refusal[] = [];
  for (const forgery of forgeriesOf(desk, latest))
    refusals.push(...(await attempt(receiver, latest.message.url, forgery)));
  return refusals;
}

/**
 * Sends a desk's oldest delivery once more, as it was. Where the time is signed it is too old; where
 * it is not, only its id tells that it was handled.
 */
export async function replayDelivery(receiver: Receiver, desk: Desk): Promise<readonly Refusal[]> {
  const oldest = desk.sandbox.webhooks.deliveries[0];
  if (oldest === undefined) return [];
  const { url, body } = oldest.message;
  return attempt(receiver, url, { attack: 'old one replayed', headers: headersOf(oldest), body });
}
