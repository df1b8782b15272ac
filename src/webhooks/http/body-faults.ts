import { WebhookFailedError, WebhookVerificationError } from '../../errors/classes.ts';

/** Something read the body and did not keep its bytes. */
export const parsedBody = (fix: string): WebhookVerificationError =>
  new WebhookVerificationError(
    'Something read the webhook body before this handler, and did not keep its bytes. A signature ' +
      `covers the exact bytes. ${fix}`,
    { reason: 'body_already_parsed' },
  );

/** There is more than is read. */
export const tooLargeBody = (maxBytes: number): WebhookVerificationError =>
  new WebhookVerificationError(
    `The webhook body is larger than ${maxBytes} bytes. Raise maxBodyBytes if that is expected.`,
    { reason: 'body_too_large' },
  );

/** The body is compressed, and no provider says whether it signs before or after. */
export const encodedBody = (): WebhookVerificationError =>
  new WebhookVerificationError(
    'The webhook body has a Content-Encoding. No provider is known to compress deliveries, so it is not ' +
      'known what a signature would cover either. If a proxy on the way compresses requests, stop it.',
    { reason: 'malformed_header' },
  );

/** The body takes too long. */
export const slowBody = (timeoutMs: number): WebhookFailedError =>
  new WebhookFailedError(`The webhook body did not arrive within ${timeoutMs} ms.`);

/** The sender or the connection is gone. */
export const brokenBody = (): WebhookFailedError =>
  new WebhookFailedError('The connection ended before the webhook body was complete.');
