import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordedDelivery, recordDelivery } from 'polydesk/webhooks/inspect';
import { inspect, SENDERS } from './genuine.ts';

const bytesOf = (body: string | Uint8Array): readonly number[] => [
  ...(typeof body === 'string' ? new TextEncoder().encode(body) : body),
];

describe('recordDelivery', () => {
  it('gives JSON that reads back to the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'grapheme' })), (rawBody) => {
        const json = JSON.stringify(recordDelivery({ rawBody, headers: {} }));
        const back = readRecordedDelivery(JSON.parse(json));
        expect(bytesOf(back.rawBody)).toEqual(bytesOf(rawBody));
      }),
    );
  });

  it('keeps text as text, and everything else as base64', () => {
    const headers = { 'X-A': '1' };
    expect(recordDelivery({ rawBody: new Uint8Array([123, 125]), headers })).toEqual({
      headers: { 'x-a': '1' },
      body: '{}',
    });
    expect(recordDelivery({ rawBody: new Uint8Array([255]), headers })).toEqual({
      headers: { 'x-a': '1' },
      bodyBase64: '/w==',
    });
  });

  it('leaves out the values of headers that hold a secret, and keeps signatures', () => {
    const secret = 's3cret-value';
    const record = recordDelivery({
      rawBody: '{}',
      headers: new Headers({
        Authorization: `Basic ${secret}`,
        Cookie: `session=${secret}`,
        'X-Webhook-Secret': secret,
        'X-Api-Key': secret,
        'X-Auth-Token': secret,
        'X-Hub-Signature': 'sha1=abc',
        'X-Zendesk-Webhook-Signature-Timestamp': '2026-03-02T09:30:00Z',
        'Content-Type': 'application/json',
      }),
    });
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record.headers).toEqual({
      authorization: '[redacted]',
      'content-type': 'application/json',
      cookie: '[redacted]',
      'x-api-key': '[redacted]',
      'x-auth-token': '[redacted]',
      'x-hub-signature': 'sha1=abc',
      'x-webhook-secret': '[redacted]',
      'x-zendesk-webhook-signature-timestamp': '2026-03-02T09:30:00Z',
    });
  });

  it('keeps and leaves out what it is told to', () => {
    const headers = { 'X-Webhook-Secret': 'a', 'X-Customer': 'b' };
    const options = { keep: ['X-Webhook-Secret'], redact: ['X-Customer'] };
    expect(recordDelivery({ rawBody: '', headers }, options).headers).toEqual({
      'x-customer': '[redacted]',
      'x-webhook-secret': 'a',
    });
  });

  it('refuses what it cannot record', () => {
    const parsed = { rawBody: {} as string, headers: {} }; // What a body parser leaves behind.
    expect(() => recordDelivery(parsed)).toThrow(
      expect.objectContaining({ reason: 'body_already_parsed' }),
    );
    expect(() => recordDelivery({ rawBody: '', headers: { get: () => null } })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it.each(SENDERS)('keeps a delivery of $name provable, with its time', async (sender) => {
    const receivedAt = new Date('2026-03-02T09:31:00Z');
    const headers = await sender.sign(sender.body);
    const options = { receivedAt, keep: ['x-webhook-secret'] };
    const record = recordDelivery({ rawBody: sender.body, headers }, options);
    const back = readRecordedDelivery(JSON.parse(JSON.stringify(record)));
    expect(back.receivedAt).toEqual(receivedAt);
    // Safe: it answers headers as a record of texts.
    const sent = back.headers as Record<string, string>;
    const mistake = { rawBody: back.rawBody, headers: sent, now: receivedAt };
    expect(await inspect(sender, mistake)).toMatchObject({ verified: true });
  });
});

describe('readRecordedDelivery', () => {
  it.each([
    [null],
    [[]],
    [{ body: '{}' }],
    [{ headers: [], body: '{}' }],
    [{ headers: {} }],
    [{ headers: {}, bodyBase64: '%%' }],
    [{ headers: {}, body: '{}', receivedAt: 'yesterday' }],
  ])('refuses %j', (record) => {
    expect(() => readRecordedDelivery(record)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('leaves a body that was parsed as it is, so that it can be told', () => {
    expect(readRecordedDelivery({ headers: {}, body: { a: 1 } }).rawBody).toEqual({ a: 1 });
  });
});
