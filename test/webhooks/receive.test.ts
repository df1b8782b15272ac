import { expect, test } from 'vitest';
import { receiveWebhook, WebhookVerificationError, type WebhookParser } from 'polydesk/webhooks';

const now = new Date('2026-03-02T09:30:00Z');
const delivery = { rawBody: '{"a":1}', headers: {} };

function recordingParser(refuse: boolean) {
  const calls: string[] = [];
  const parser: WebhookParser = {
    async verify() {
      calls.push('verify');
      if (refuse) throw new WebhookVerificationError('no', { reason: 'signature_mismatch' });
    },
    parse() {
      calls.push('parse');
      return [];
    },
  };
  return { calls, parser };
}

test('a delivery is verified first and parsed then', async () => {
  const { calls, parser } = recordingParser(false);
  await expect(receiveWebhook(parser, delivery, { secret: 's', now })).resolves.toEqual([]);
  expect(calls).toEqual(['verify', 'parse']);
});

test('a delivery that is not proven is never parsed (field-defects row 2)', async () => {
  const { calls, parser } = recordingParser(true);
  await expect(receiveWebhook(parser, delivery, { secret: 's', now })).rejects.toMatchObject({
    reason: 'signature_mismatch',
  });
  expect(calls).toEqual(['verify']);
});

test('a body over the limit is refused before anything else', async () => {
  const { calls, parser } = recordingParser(false);
  const options = { secret: 's', now, maxBodyBytes: 6 };
  await expect(receiveWebhook(parser, delivery, options)).rejects.toMatchObject({
    code: 'webhook_unverified',
    reason: 'body_too_large',
  });
  expect(calls).toEqual([]);
});

test('the limit is one MiB unless set', async () => {
  const { parser } = recordingParser(false);
  const of = (size: number) =>
    receiveWebhook(parser, { rawBody: 'x'.repeat(size), headers: {} }, { secret: 's', now });
  await expect(of(1_048_576)).resolves.toEqual([]);
  await expect(of(1_048_577)).rejects.toMatchObject({ reason: 'body_too_large' });
});
