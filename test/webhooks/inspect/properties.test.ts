import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inspectDelivery } from 'polydesk/webhooks/inspect';
import { causesOf, NOW, SENDERS, type Sender } from './genuine.ts';

const believes = (
  { parser }: Sender,
  delivery: Parameters<typeof parser.verify>[0],
  secret: string,
) =>
  parser.verify(delivery, { secret, now: NOW }).then(
    () => true,
    () => false,
  );

const NAMES = [
  'x-zendesk-webhook-signature',
  'x-zendesk-webhook-signature-timestamp',
  'x-hub-signature',
  'x-body-signature',
  'x-webhook-secret',
  'authorization',
  'content-length',
  'get',
  '__proto__',
];

const anyName = fc.oneof(fc.constantFrom(...NAMES), fc.string());
const anyHeaders = fc.oneof(
  fc.dictionary(anyName, fc.oneof(fc.string(), fc.array(fc.string()), fc.anything())),
  fc.anything(),
);
const anyBody = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array(), fc.anything());

it('never throws, and never believes what the parser does not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SENDERS),
      anyBody,
      anyHeaders,
      fc.string(),
      async (sender, rawBody, headers, secret) => {
        // Whatever a framework can hand over is to be borne.
        const delivery = { rawBody, headers } as Parameters<typeof inspectDelivery>[1];
        const options = { secret, now: NOW, suspects: SENDERS };
        const { verified, findings } = await inspectDelivery(sender.parser, delivery, options);
        if (verified) expect(await believes(sender, delivery, secret)).toBe(true);
        else expect(findings.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

it('agrees with the parser on genuine deliveries of which one byte moved', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SENDERS),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      async (sender, place, value) => {
        const bytes = new TextEncoder().encode(sender.body);
        bytes[place % bytes.length] = value;
        const delivery = { rawBody: bytes, headers: await sender.sign(sender.body, 'k') };
        const diagnosis = await inspectDelivery(sender.parser, delivery, { secret: 'k', now: NOW });
        expect(diagnosis.verified).toBe(await believes(sender, delivery, 'k'));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

it('holds no text of body, header or secret, whatever they are', async () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/).map((text) => `Canary${text}Q9`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SENDERS),
      word,
      word,
      fc.boolean(),
      async (sender, text, secret, isSigned) => {
        const body = `{"a":"${text}","b":["${text}"`;
        const headers = isSigned
          ? await sender.sign(body, secret)
          : {
              'x-hub-signature': text,
              'x-webhook-secret': text,
              'x-zendesk-webhook-signature': text,
            };
        const options = { secret: isSigned ? secret : `"${secret}"`, now: NOW, suspects: SENDERS };
        const diagnosis = await inspectDelivery(sender.parser, { rawBody: body, headers }, options);
        expect(causesOf(diagnosis)).not.toEqual([]);
        expect(JSON.stringify(diagnosis)).not.toContain('Canary');
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
