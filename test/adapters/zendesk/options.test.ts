import { ConfigurationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../adapters/zendesk/options.ts';

const credentials = { accessToken: 'secret-of-the-tests' };
// What a caller without types can pass.
const read = (options: Readonly<Record<string, unknown>> = {}) =>
  readOptions({ subdomain: 'acme', credentials, ...options });

describe('options', () => {
  it('fill in what was left out', () => {
    expect(read()).toMatchObject({
      account: 'acme',
      origin: 'https://acme.zendesk.com',
      statusMap: new Map(),
      priorityMap: new Map(),
      categoryFieldId: null,
      discover: false,
      keepRaw: true,
    });
  });

  it('the account is the same in every spelling', () => {
    for (const subdomain of ['acme.zendesk.com', 'https://ACME.zendesk.com/', ' acme.zendesk.com '])
      expect(read({ subdomain }).account).toBe('acme');
    expect(read({ subdomain: 'AcMe' })).toMatchObject({
      account: 'acme',
      origin: 'https://acme.zendesk.com',
    });
  });

  it.each([
    '',
    'https://acme',
    'a/b',
    'a@b',
    '-a',
    'a-',
    'http://acme.zendesk.com',
    'https://acme.zendesk.com/agent',
    'https://acme.zendesk.com@evil.example',
    'acme.zendesk.com.evil.example',
    'evil.example/acme.zendesk.com',
    'a.b.zendesk.com',
    undefined,
    7,
  ])('subdomain %o is refused', (subdomain) => {
    expect(() => read({ subdomain })).toThrow(/subdomain must be/);
  });

  it.each([
    ['http://localhost:8080/x', 'http://localhost:8080'],
    ['https://proxy.example/zendesk', 'https://proxy.example'],
  ])('baseUrl %s has the origin %s', (baseUrl, origin) => {
    expect(read({ baseUrl }).origin).toBe(origin);
  });

  it.each(['localhost:8080', '/api', 'ftp://x', 'mailto:a@b.example', ''])(
    'baseUrl %o is refused',
    (baseUrl) => {
      expect(() => read({ baseUrl })).toThrow(ConfigurationError);
    },
  );

  it.each([
    ['3001', '3001'],
    [3001, '3001'],
  ])('categoryFieldId %o', (categoryFieldId, expected) => {
    expect(read({ categoryFieldId }).categoryFieldId).toBe(expected);
  });

  it.each(['plan', '', ' 3001', -1, Number.NaN])('categoryFieldId %o is refused', (id) => {
    expect(() => read({ categoryFieldId: id })).toThrow(/categoryFieldId/);
  });

  it('a status by name stands for one without a shade', () => {
    const statusMap = {
      '4417': 'in_progress',
      hold: { status: 'pending', statusDetail: 'engineering' },
    };
    expect(read({ statusMap }).statusMap).toEqual(
      new Map([
        ['4417', { status: 'in_progress', statusDetail: null }],
        ['hold', { status: 'pending', statusDetail: 'engineering' }],
      ]),
    );
  });

  it.each([
    { statusMap: { '4417': 'waiting' } },
    { statusMap: { '4417': null } },
    { statusMap: { '4417': { status: 'open', statusDetail: 'angry' } } },
    { priorityMap: { critical: 'highest' } },
  ])('%o is refused by name', (options) => {
    expect(() => read(options)).toThrow(/(statusMap\["4417"\]|priorityMap\["critical"\])/);
  });
});

describe('credentials', () => {
  it.each([
    [{ email: 'a@acme.example', apiToken: 'b' }, `Basic ${btoa('a@acme.example/token:b')}`],
    [{ accessToken: 'abc' }, 'Bearer abc'],
    [{ tokens: { authorization: () => 'Bearer renewed' } }, 'Bearer renewed'],
  ])('%o log in', async (given, expected) => {
    const { auth } = read({ credentials: given });
    expect(await (typeof auth === 'function' ? auth() : auth.authorization({}))).toBe(expected);
  });

  it.each([
    undefined,
    {},
    { accessToken: '' },
    { accessToken: 'abc\n' },
    { email: 'a@acme.example', apiToken: ' ' },
    { email: '', apiToken: 'abc' },
    { tokens: undefined },
    { tokens: {} },
  ])('%o are refused without being quoted', (given) => {
    expect(() => read({ credentials: given })).toThrow(/credentials must be/);
    expect(() => read({ credentials: given })).not.toThrow(/abc/);
  });
});
