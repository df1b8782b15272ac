import { createFreshdesk } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';
import { type FreshdeskOptions, readOptions } from '../../../adapters/freshdesk/options.ts';

const options = (overrides: Partial<FreshdeskOptions> = {}): FreshdeskOptions => ({
  subdomain: 'acme',
  credentials: { apiKey: 'abc' },
  ...overrides,
});

const authorizationOf = async (settings: FreshdeskOptions): Promise<string> => {
  const { auth } = readOptions(settings);
  return typeof auth === 'function' ? auth() : auth.authorization({});
};

describe('where the account is', () => {
  it.each([
    'acme',
    'ACME',
    'acme.freshdesk.com',
    'acme.freshdesk.com/',
    'acme.freshdesk.com//',
    'https://acme.freshdesk.com',
    'https://Acme.freshdesk.com/',
    ' acme.freshdesk.com ',
  ])('is understood from "%s"', (subdomain) => {
    const { account, origin } = readOptions(options({ subdomain }));
    expect([account, origin]).toEqual(['acme', 'https://acme.freshdesk.com']);
  });

  it.each([
    '',
    'acme.example',
    'help.acme.example',
    'http://acme.freshdesk.com',
    'https://acme.freshdesk.com/api/v2',
    'https://acme.freshdesk.com@evil.example',
    'evil.example/acme.freshdesk.com',
    'acme.freshdesk.com.evil.example',
    'a.b.freshdesk.com',
    'acme freshdesk',
  ])('is refused as "%s", with the form that it should have', (subdomain) => {
    expect(() => readOptions(options({ subdomain }))).toThrow(/"acme" for acme\.freshdesk\.com/);
  });

  it('can be a sandbox or a proxy, under the same ids', () => {
    const { account, origin } = readOptions(options({ baseUrl: 'http://127.0.0.1:8080/x' }));
    expect([account, origin]).toEqual(['acme', 'http://127.0.0.1:8080']);
  });
});

describe('the key', () => {
  it('is the user of basic authorization, with X for a password', async () => {
    expect(await authorizationOf(options())).toBe(`Basic ${btoa('abc:X')}`);
  });

  it.each(['', ' ', 'abc\n', 'a b', 'abc:X'])('is refused as %j without being quoted', (apiKey) => {
    const make = () => readOptions(options({ credentials: { apiKey } }));
    expect(make).toThrow(expect.objectContaining({ code: 'configuration_invalid' }));
    if (apiKey.trim() !== '') expect(make).not.toThrow(new RegExp(apiKey.trim()));
  });

  it('is missed when there is none at all', () => {
    // Callers without types can leave it out.
    const settings = JSON.parse('{"subdomain":"acme"}');
    expect(() => createFreshdesk(settings)).toThrow(/credentials must be \{ apiKey \}/);
  });
});

describe('the rest', () => {
  it('has defaults', () => {
    expect(readOptions(options())).toMatchObject({
      callerKeyField: null,
      categoryField: null,
      readProvenanceHeaders: false,
      discover: false,
      keepRaw: true,
    });
  });

  it.each(['callerKeyField', 'categoryField'] as const)('%s is the name of a field', (option) => {
    expect(readOptions(options({ [option]: 'cf_reference' }))[option]).toBe('cf_reference');
    for (const wrong of ['', 'Our key', 'cf-key', "cf' OR 1"]) {
      expect(() => readOptions(options({ [option]: wrong }))).toThrow(new RegExp(option));
    }
  });

  it('names the entry of a map that is none of ours', () => {
    // Callers without types can write anything.
    const statusMap = JSON.parse('{"8":"in_orbit"}');
    expect(() => readOptions(options({ statusMap }))).toThrow(/statusMap\["8"\]/);
    const priorityMap = JSON.parse('{"4":"cosmic"}');
    expect(() => readOptions(options({ priorityMap }))).toThrow(/priorityMap\["4"\]/);
  });

  it('says where rules show their secret', async () => {
    const desk = createFreshdesk(options({ webhookAuthentication: { header: 'x-ours' } }));
    const delivery = {
      rawBody: '{"freshdesk_webhook":{"ticket_id":1}}',
      headers: { 'X-Ours': 's3cret' },
    };
    await desk.webhooks.verify(delivery, { secret: 's3cret', now: new Date() });
    await expect(
      desk.webhooks.verify(
        { ...delivery, headers: { 'x-webhook-secret': 's3cret' } },
        {
          secret: 's3cret',
          now: new Date(),
        },
      ),
    ).rejects.toMatchObject({ code: 'webhook_unverified' });
  });
});
