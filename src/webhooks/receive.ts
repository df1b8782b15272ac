import type { VerifyOptions, WebhookDelivery, WebhookParser } from '../adapter/contract.ts';
import { WebhookVerificationError } from '../errors/classes.ts';
import type { SupportEvent } from '../model/event.ts';
import { MAX_BODY_BYTES } from './body-limit.ts';
import { isLargerThan, rawBodyOf } from './request.ts';

/** What `receiveWebhook` needs. */
export interface ReceiveOptions extends VerifyOptions {
  /** Larger bodies are refused before anything is computed. @default 1048576 (1 MiB) */
  readonly maxBodyBytes?: number;
}

/**
 * Proves a delivery and reads it: verify, then parse. A body that is not proven is never parsed,
 * and there is no way to skip the proof.
 *
 * @throws {WebhookVerificationError} with a `reason`, when the delivery is not believed.
 * @throws {WireFormatError} when a proven body is not what the provider documents.
 * @example
 * const events = await receiveWebhook(
 *   createZendeskWebhooks({ account: 'acme' }),
 *   { rawBody: await request.text(), headers: request.headers },
 *   { secret: signingSecret, now: new Date() },
 * );
 * //=> [{ type: 'ticket.created', ticket: { externalId: '5158', … }, … }]
 */
export async function receiveWebhook<Raw>(
  parser: Pick<WebhookParser<Raw>, 'verify' | 'parse'>,
  delivery: WebhookDelivery,
  options: ReceiveOptions,
): Promise<readonly SupportEvent<Raw>[]> {
  const { maxBodyBytes = MAX_BODY_BYTES } = options;
  if (isLargerThan(rawBodyOf(delivery), maxBodyBytes)) {
    throw new WebhookVerificationError(
      `The webhook body is larger than ${maxBodyBytes} bytes. Raise maxBodyBytes if that is expected.`,
      { reason: 'body_too_large' },
    );
  }
  await parser.verify(delivery, options);
  return parser.parse(delivery);
}
