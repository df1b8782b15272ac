import { describe, expect, it } from 'vitest';
import { createIntercomWebhooks } from 'polydesk/intercom/webhooks';
import { type WebhookParser, WebhookVerificationError } from 'polydesk/webhooks';
import { inspectDelivery } from 'polydesk/webhooks/inspect';
import { createZendeskWebhooks, ZENDESK_TEST_SECRET } from 'polydesk/zendesk/webhooks';
import {
  causesOf,
  freshdesk,
  inspect,
  intercom,
  NOW,
  SECRET,
  SENDERS,
  zendesk,
} from './genuine.ts';

const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('a delivery that verifies', () => {
  it.each(SENDERS)('of $name is told with its events', async (sender) => {
    const diagnosis = await inspect(sender, {});
    expect(diagnosis).toMatchObject({ verified: true, reason: null, findings: [] });
    expect(diagnosis.events).toHaveLength(
      sender.parser.parse({ rawBody: sender.body, headers: {} }).length,
    );
  });

  it.each([
    ['zendesk', zendesk, { body: true, time: true }],
    ['intercom', intercom, { body: true, time: false }],
    ['freshdesk', freshdesk, { body: false, time: false }],
  ] as const)('of %s is told with what its proof covers', async (_name, sender, proves) => {
    expect((await inspect(sender, {})).proves).toEqual(proves);
  });

  it('is described by length, hash and names of headers', async () => {
    const headers = { ...(await freshdesk.sign('{}')), 'X-Other': 'a' };
    const { delivery } = await inspect(freshdesk, { rawBody: '{}', headers });
    expect(delivery).toEqual({
      bodyBytes: 2,
      // sha256sum of two braces
      bodySha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      headerNames: ['content-type', 'x-other', 'x-webhook-secret'],
    });
  });

  it('may have any of several secrets, and headers of any form', async () => {
    const headers = new Headers(await zendesk.sign(zendesk.body));
    const options = { secret: ['older', SECRET], now: NOW };
    const rawBody = new TextEncoder().encode(zendesk.body);
    const diagnosis = await inspectDelivery(zendesk.parser, { rawBody, headers }, options);
    expect(diagnosis.verified).toBe(true);
  });
});

describe('a delivery that is believed, but not read', () => {
  const broken = async (body: string) => {
    const { verified, findings, events } = await inspect(zendesk, {
      rawBody: body,
      headers: await zendesk.sign(body),
    });
    expect({ verified, events }).toEqual({ verified: true, events: [] });
    return findings;
  };

  it.each([
    ['a quote in a text', '{\n "comment": "say "hi" to me"}', 'line 2, column 18'],
    ['a line break in a text', '{"comment": "one\ntwo"}', 'line 1, column 17'],
    ['an end that is missing', '{"comment": "one"', 'too early'],
  ])('because of %s that a trigger put in', async (_mistake, body, says) => {
    const [finding] = await broken(body);
    expect(finding).toMatchObject({ cause: 'malformed_json', certainty: 'certain' });
    expect(finding?.detail).toContain(says);
  });

  it('because its members are others than documented', async () => {
    const [finding] = await broken('{"type":"zen:event-type:ticket.created"}');
    expect(finding).toMatchObject({ cause: 'unexpected_body', certainty: 'certain' });
  });

  it('because it is still encoded, where the proof does not cover it', async () => {
    const rawBody = JSON.stringify(freshdesk.body);
    const diagnosis = await inspect(freshdesk, { rawBody });
    expect(diagnosis.verified).toBe(true);
    expect(causesOf(diagnosis)).toEqual(['double_encoded_body certain']);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    [6, 'timestamp_expired', '6 min before now'],
    [-7, 'timestamp_in_future', '7 min after now'],
    [120, 'timestamp_expired', 'a local time'],
    [3 * 24 * 60, 'timestamp_expired', '3 days before now'],
  ])('by %i minutes is measured', async (minutes, reason, says) => {
    const diagnosis = await inspect(zendesk, { now: minutesLater(minutes) });
    expect(diagnosis.reason).toBe(reason);
    expect(causesOf(diagnosis)).toEqual(['clock_skew certain']);
    expect(diagnosis.findings[0]?.detail).toContain('The signature is right');
    expect(diagnosis.findings[0]?.detail).toContain(says);
  });

  it('is told beside another mistake', async () => {
    const diagnosis = await inspect(zendesk, { now: minutesLater(6), secret: ` ${SECRET}` });
    expect(causesOf(diagnosis)).toEqual(['wrong_secret certain', 'clock_skew certain']);
  });

  it('is told first by a parser that looks at the time first', async () => {
    const impatient: WebhookParser = {
      ...zendesk.parser,
      async verify(delivery, options) {
        const { toleranceSeconds = 300, now } = options;
        if (Math.abs(now.getTime() - NOW.getTime()) > toleranceSeconds * 1000) {
          throw new WebhookVerificationError('old', { reason: 'timestamp_expired' });
        }
        await zendesk.parser.verify(delivery, options);
      },
    };
    const mistake = { now: minutesLater(6), rawBody: zendesk.body.trimEnd() };
    const diagnosis = await inspect({ ...zendesk, parser: impatient }, mistake);
    expect(causesOf(diagnosis)).toEqual(['clock_skew certain', 'body_changed certain']);
  });
});

describe('another account', () => {
  it('is told where a header names it', async () => {
    const parser = createZendeskWebhooks({ account: 'acme', accountId: 7 });
    const headers = { ...(await zendesk.sign(zendesk.body)), 'X-Zendesk-Account-Id': '8' };
    const diagnosis = await inspect({ ...zendesk, parser }, { headers });
    expect(diagnosis).toMatchObject({ verified: false, reason: 'account_mismatch' });
    expect(causesOf(diagnosis)).toEqual(['wrong_account certain']);
  });

  it('is told where only the body names it, and then nothing is verified', async () => {
    const parser = createIntercomWebhooks({ workspaceId: 'another' });
    const diagnosis = await inspect({ ...intercom, parser }, {});
    expect(diagnosis).toMatchObject({ verified: false, reason: 'account_mismatch', events: [] });
    expect(causesOf(diagnosis)).toEqual(['wrong_account certain']);
  });
});

describe('suspects', () => {
  const suspects = SENDERS.map(({ name, parser }) => ({ name, parser }));
  const publicSigner = {
    name: 'the public test secret',
    parser: createZendeskWebhooks({ account: 'acme', allowTestSecret: true }),
    publicSecret: ZENDESK_TEST_SECRET,
  };

  it.each([
    [zendesk, intercom],
    [intercom, freshdesk],
    [freshdesk, zendesk],
  ])('prove that it is of another provider', async (expected, actual) => {
    const mistake = { rawBody: actual.body, headers: await actual.sign(actual.body), suspects };
    const diagnosis = await inspect(expected, mistake);
    expect(causesOf(diagnosis)).toEqual(['wrong_provider certain']);
    expect(diagnosis.findings[0]?.detail).toContain(actual.name);
  });

  it('are likely when only their headers are there', async () => {
    const headers = await intercom.sign(intercom.body, 'another-secret');
    const diagnosis = await inspect(zendesk, { rawBody: intercom.body, headers, suspects });
    expect(causesOf(diagnosis)).toEqual(['wrong_provider likely', 'missing_header possible']);
  });

  it('are not thought of when the delivery is fine', async () => {
    expect(await inspect(zendesk, { suspects })).toMatchObject({ verified: true, findings: [] });
  });

  it('can have signed with a secret that is public', async () => {
    const headers = await zendesk.sign(zendesk.body, ZENDESK_TEST_SECRET);
    const diagnosis = await inspect(zendesk, { headers, suspects: [publicSigner] });
    expect(causesOf(diagnosis)).toEqual(['test_secret certain']);
  });

  it('need not exist to know that the given secret is the public one', async () => {
    const headers = await zendesk.sign(zendesk.body, ZENDESK_TEST_SECRET);
    const options = { secret: ZENDESK_TEST_SECRET, now: NOW };
    const delivery = { rawBody: zendesk.body, headers };
    const diagnosis = await inspectDelivery(zendesk.parser, delivery, options);
    expect(diagnosis.reason).toBe('test_secret');
    expect(causesOf(diagnosis)).toEqual(['test_secret certain']);
  });
});

describe('the limits', () => {
  it.each([
    ['one text', JSON.stringify({ text: 'é/'.repeat(340_000) })],
    ['many members', JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, a: [1] })))],
    ['many levels', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['no JSON', '"'.repeat(1_000_000)],
  ])('hold for a large body: %s', async (_kind, body) => {
    let hashed = 0;
    const counting: WebhookParser = {
      ...zendesk.parser,
      verify(delivery, options) {
        hashed += delivery.rawBody.length * options.secret.length;
        return zendesk.parser.verify(delivery, options);
      },
    };
    const headers = await zendesk.sign(body, 'another-secret');
    const diagnosis = await inspect({ ...zendesk, parser: counting }, { rawBody: body, headers });
    expect(causesOf(diagnosis)).toContain('wrong_secret likely');
    expect(hashed).toBeLessThan(256 * 1_048_576);
  });

  it('leave what is far too large unhashed', async () => {
    let calls = 0;
    const verify = async (): Promise<void> => void (calls += 1);
    const parser = { ...zendesk.parser, verify };
    const rawBody = new Uint8Array(17 * 1_048_576);
    const diagnosis = await inspect({ ...zendesk, parser }, { rawBody });
    expect(causesOf(diagnosis)).toEqual(['body_too_large certain']);
    expect(calls).toBe(0);
  });
});

it('refuses a time that is none, since nothing could be said then', async () => {
  const options = { secret: SECRET, now: new Date(Number.NaN) };
  const delivery = { rawBody: '{}', headers: {} };
  await expect(inspectDelivery(zendesk.parser, delivery, options)).rejects.toMatchObject({
    code: 'configuration_invalid',
  });
});

it('tells a check that breaks from one that refuses', async () => {
  const verify = (): Promise<void> => Promise.reject(new TypeError('oops'));
  const diagnosis = await inspect({ ...zendesk, parser: { ...zendesk.parser, verify } }, {});
  expect(diagnosis).toMatchObject({ verified: false, reason: null });
  expect(causesOf(diagnosis)).toEqual(['check_failed certain']);
});
