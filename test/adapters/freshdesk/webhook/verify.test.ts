import { ConfigurationError, WebhookVerificationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createFreshdeskWebhooks } from '../../../../adapters/freshdesk/webhook/index.ts';
import type { HeadersLike } from '../../../../src/adapter/contract.ts';
import { webhookBody } from '../support/rest-fixtures.ts';
import { now, parser, secret } from './deliveries.ts';

const rawBody = webhookBody('automation.advanced');
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

async function refusal(
  headers: HeadersLike,
  options: { readonly secret?: string | readonly string[]; readonly body?: string } = {},
  subject = parser(),
): Promise<WebhookVerificationError> {
  const delivery = { rawBody: options.body ?? rawBody, headers };
  const given = options.secret ?? secret;
  const error: unknown = await subject
    .verify(delivery, { secret: given, now })
    .then(() => null)
    .catch((caught: unknown) => caught);
  if (!(error instanceof WebhookVerificationError)) throw new Error('it was believed');
  return error;
}

describe('a secret in a header', () => {
  it('is believed in any case of the name, as text and as bytes, in any form of headers', async () => {
    for (const headers of [
      { 'x-webhook-secret': secret },
      { 'X-Webhook-Secret': secret },
      { 'X-WEBHOOK-SECRET': [secret] },
      new Headers({ 'X-Webhook-Secret': secret }),
    ]) {
      await parser().verify({ rawBody, headers }, { secret, now });
      await parser().verify(
        { rawBody: new TextEncoder().encode(rawBody), headers },
        { secret, now },
      );
    }
  });

  it('can be any of several while they are rotated, and no other', async () => {
    const headers = { 'x-webhook-secret': secret };
    await parser().verify({ rawBody, headers }, { secret: ['other', secret], now });
    await parser().verify({ rawBody, headers }, { secret: [secret, 'other'], now });
    expect((await refusal(headers, { secret: ['other', 'another'] })).reason).toBe(
      'signature_mismatch',
    );
  });

  it('is refused when it is wrong, longer, shorter or of another case', async () => {
    for (const shown of [`${secret}x`, secret.slice(1), secret.toUpperCase(), 'é', ' ']) {
      const error = await refusal({ 'x-webhook-secret': shown });
      expect(error.reason).toBe('signature_mismatch');
      expect(JSON.stringify(error) + error.message).not.toContain(secret);
    }
  });

  it('is refused when it is missing or empty, or stands somewhere else', async () => {
    for (const headers of [{}, { 'x-webhook-secret': '' }, { authorization: secret }]) {
      expect((await refusal(headers)).reason).toBe('missing_header');
    }
  });

  it('can stand in a header of the caller’s choice', async () => {
    const own = parser({ authentication: { header: 'X-Acme-Token' } });
    await own.verify({ rawBody, headers: { 'x-acme-token': secret } }, { secret, now });
    expect((await refusal({ 'x-webhook-secret': secret }, {}, own)).reason).toBe('missing_header');
  });

  it('with white space around it is told as a likely mistake', async () => {
    const error = await refusal({ 'x-webhook-secret': secret }, { secret: `${secret}\n` });
    expect(error.message).toContain('white space');
  });
});

describe('a secret as a password', () => {
  const subject = parser({ authentication: { basic: 'freshdesk' } });

  it('is believed with its user, whatever letters it has', async () => {
    for (const password of [secret, 'pässwörd ✓', 'with:colon']) {
      const headers = { authorization: basic('freshdesk', password) };
      await subject.verify({ rawBody, headers }, { secret: password, now });
      await subject.verify(
        { rawBody, headers: { Authorization: headers.authorization.replace('Basic', 'basic') } },
        { secret: password, now },
      );
    }
  });

  it('is refused with another user, another password, or without either', async () => {
    const reasonOf = async (authorization: string | undefined) =>
      (await refusal(authorization === undefined ? {} : { authorization }, {}, subject)).reason;
    expect(await reasonOf(basic('somebody', secret))).toBe('signature_mismatch');
    expect(await reasonOf(basic('freshdesk', 'guess'))).toBe('signature_mismatch');
    expect(await reasonOf('Basic !!!')).toBe('signature_mismatch');
    expect(await reasonOf(`Bearer ${secret}`)).toBe('malformed_header');
    expect(await reasonOf('')).toBe('missing_header');
    expect(await reasonOf(undefined)).toBe('missing_header');
  });
});

describe('whatever the header', () => {
  it('nothing is believed without a secret to compare with', async () => {
    for (const none of ['', [], [''] as const]) {
      const error = await refusal({ 'x-webhook-secret': '' }, { secret: none });
      expect(error.reason).toBe('secret_missing');
    }
  });

  it('a body that a framework has parsed is told', async () => {
    // Safe: the mistake that JavaScript callers make.
    const body = JSON.parse(rawBody) as string;
    const error = await refusal({ 'x-webhook-secret': secret }, { body });
    expect(error.reason).toBe('body_already_parsed');
  });

  it('an app’s event of another account is refused, one of this account is not', async () => {
    const headers = { 'x-webhook-secret': secret };
    const own = webhookBody('app.onContactDelete');
    await parser().verify({ rawBody: own, headers }, { secret, now });
    const body = own.replace('acme.freshdesk.com', 'globex.freshdesk.com');
    expect((await refusal(headers, { body })).reason).toBe('account_mismatch');
    // A domain of the account's own says nothing, and neither does a flat body's key of that name.
    const cname = own.replace('acme.freshdesk.com', 'help.acme.example.com');
    await parser().verify({ rawBody: cname, headers }, { secret, now });
    const flat = '{"ticket_id": 1, "domain": "globex.freshdesk.com"}';
    await parser().verify({ rawBody: flat, headers }, { secret, now });
    await parser().verify({ rawBody: '{"domain"', headers }, { secret, now });
  });
});

describe('options of the parser', () => {
  it.each([
    ['no account', { account: '' }],
    ['an empty header', { account: 'acme', authentication: { header: '' } }],
    ['a header with a blank', { account: 'acme', authentication: { header: 'x secret' } }],
    ['a user with a colon', { account: 'acme', authentication: { basic: 'a:b' } }],
    ['neither header nor user', { account: 'acme', authentication: {} as never }],
    ['a status of no name', { account: 'acme', statusMap: { '8': 'parked' as never } }],
    ['a priority of no name', { account: 'acme', priorityMap: { '1': 'tiny' as never } }],
  ])('%s is refused with a sentence', (_name, options) => {
    expect(() => createFreshdeskWebhooks(options)).toThrow(ConfigurationError);
  });

  it('the account counts in lower case, as in the adapter', () => {
    const [event] = createFreshdeskWebhooks({ account: 'ACME' }).parse({ rawBody, headers: {} });
    expect(event?.account).toBe('acme');
  });
});
