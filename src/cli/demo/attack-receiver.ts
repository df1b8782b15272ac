import type { WebhookDelivery } from '../../sandbox/kit/webhook-queue.ts';
import type { Receiver } from './receiver.ts';
import type { WebhookSummary } from './report.ts';

type Refusal = WebhookSummary['refused'][number];

interface Forgery {
  readonly attack: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What somebody could send who has seen one real delivery, but not the secret. */
function forgeriesOf(delivery: WebhookDelivery): readonly Forgery[] {
  const headers = delivery.attempts.at(-1)?.headers ?? {};
  const { body } = delivery.message;
  const unsigned = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.includes('signature')),
  );
  return [
    { attack: 'one digit changed', headers, body: body.replace(/\d(?=\D*$)/, nextDigit) },
    { attack: 'signature left out', headers: unsigned, body },
  ];
}

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);

async function attempt(receiver: Receiver, forgery: Forgery): Promise<readonly Refusal[]> {
  const before = receiver.receipts.length;
  const { headers, body } = forgery;
  await fetch(receiver.url, { method: 'POST', headers, body });
  return receiver.receipts
    .slice(before)
    .flatMap((receipt) =>
      receipt.outcome === 'refused' ? [{ attack: forgery.attack, reason: receipt.reason }] : [],
    );
}

/** Sends forgeries of a real delivery to the receiver, and answers how they were refused. */
export async function forgeDeliveries(
  receiver: Receiver,
  delivery: WebhookDelivery,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const forgery of forgeriesOf(delivery)) refusals.push(...(await attempt(receiver, forgery)));
  return refusals;
}

/** Sends an old delivery once more, as it was: its signature is good, its time is not. */
export function replayDelivery(
  receiver: Receiver,
  delivery: WebhookDelivery,
): Promise<readonly Refusal[]> {
  const headers = delivery.attempts.at(-1)?.headers ?? {};
  return attempt(receiver, {
    attack: 'old delivery replayed',
    headers,
    body: delivery.message.body,
  });
}
