import type { DeliveryCause, DeliveryFinding } from './types.ts';

const RAW_BODY =
  'Take the bytes before any parser does: express.raw({ type: "*/*" }) on this route, ' +
  'addContentTypeParser(…, { parseAs: "buffer" }, …) in Fastify, await request.text() for a Request.';

/** What to do, by cause. A function, since a bundler keeps texts that are put together at once. */
const fixes = () =>
  ({
    secret_missing:
      'Set the secret. An environment variable that is not set where the server runs is the usual reason.',
    wrong_secret: 'Copy the secret of this very webhook anew, as the provider shows it.',
    test_secret:
      'Save the webhook at the provider and use its own signing secret. Whatever a public secret signs is signed by anybody.',
    body_reserialized: RAW_BODY,
    body_changed: `${RAW_BODY} Keep files with recorded bodies from editors that change line ends.`,
    double_encoded_body:
      'Undo that encoding before the delivery is verified, and nothing more. In AWS Lambda: Buffer.from(event.body, "base64") when event.isBase64Encoded is true.',
    body_already_parsed: RAW_BODY,
    body_too_large: 'Raise maxBodyBytes, if deliveries of this size are expected.',
    empty_body: `Something read the body before. ${RAW_BODY}`,
    missing_header:
      'Let proxies, gateways and rewrites pass these headers on under their own names, and hand all headers to the receiver.',
    malformed_header: 'Pass the header on as it came, once, without quotes or another encoding.',
    redacted_header:
      'Record the delivery with { keep: [name] }, and treat the recording as a secret; or put the value back in.',
    clock_skew:
      'For a recorded delivery, give the time at which it came as `now`. Otherwise set the clock of the server by NTP, and verify before a queue, not behind it.',
    wrong_provider:
      'Send this address to the parser of that provider, or correct the address there.',
    wrong_account:
      'Give the account that the delivery comes from, or correct the address at the provider.',
    malformed_json:
      'Leave free text out of the template, or escape it where the provider can (a JSON filter). The trigger and automation templates of polydesk do so.',
    unexpected_body: 'Use the body that the provider documents, or a template of polydesk.',
    check_failed: 'Read the error that `verify` throws for this delivery; it is no refusal.',
  }) as const satisfies Readonly<Record<DeliveryCause, string>>;

/** A finding with the fix that belongs to its cause. */
export const finding = (
  cause: DeliveryCause,
  certainty: DeliveryFinding['certainty'],
  detail: string,
): DeliveryFinding => ({ cause, certainty, detail, fix: fixes()[cause] });
