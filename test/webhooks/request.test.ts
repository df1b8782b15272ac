import { describe, expect, test } from 'vitest';
import { bodyText, headerOf, isLargerThan, rawBodyOf } from 'polydesk/webhooks';

describe('headers', () => {
  test.each([
    ['a Headers object', new Headers({ 'X-Signature': 'abc' })],
    ['a record in lower case', { 'x-signature': 'abc' }],
    ['a record in mixed case', { 'X-Signature': 'abc' }],
    ['a record with a list of one', { 'X-SIGNATURE': ['abc'] }],
    ['a Map', new Map([['x-signature', 'abc']]) as unknown as Headers],
  ])('are found in %s', (_name, headers) => {
    expect(headerOf(headers, 'x-signature')).toBe('abc');
    expect(headerOf(headers, 'x-other')).toBeNull();
  });

  test('a header that came twice is both values, as Headers joins them', () => {
    expect(headerOf({ 'x-signature': ['abc', 'def'] }, 'x-signature')).toBe('abc, def');
  });

  test('names of Object.prototype are no headers', () => {
    expect(headerOf({}, 'constructor')).toBeNull();
    expect(headerOf({}, '__proto__')).toBeNull();
  });

  test('a record may hold a header called "get"', () => {
    expect(headerOf({ get: 'x', 'X-Signature': 'abc' }, 'x-signature')).toBe('abc');
  });
});

describe('bodies', () => {
  test('text and bytes pass as they are', () => {
    const bytes = new Uint8Array([123, 125]);
    expect(rawBodyOf({ rawBody: '{}', headers: {} })).toBe('{}');
    expect(rawBodyOf({ rawBody: bytes, headers: {} })).toBe(bytes);
    expect(bodyText(bytes)).toBe('{}');
    expect(bodyText('{}')).toBe('{}');
  });

  test('an ArrayBuffer counts as bytes', () => {
    const body = new Uint8Array([123, 125]).buffer as unknown as string;
    expect(rawBodyOf({ rawBody: body, headers: {} })).toEqual(new Uint8Array([123, 125]));
  });

  test.each([
    ['an object', { type: 'x' }],
    ['nothing', undefined],
    ['null', null],
  ])('%s instead of the raw body is refused with the way out', (_name, body) => {
    const call = () => rawBodyOf({ rawBody: body as unknown as string, headers: {} });
    expect(call).toThrowError(
      expect.objectContaining({
        code: 'webhook_unverified',
        reason: 'body_already_parsed',
        message: expect.stringMatching(/Express.*express\.raw.*Fastify.*Next\.js/s),
      }),
    );
  });

  test.each([
    ['abc', 3, false],
    ['abc', 2, true],
    ['ää', 4, false],
    ['ää', 3, true],
    ['€€', 5, true],
    ['€€', 6, false],
    [new Uint8Array(5), 5, false],
    [new Uint8Array(6), 5, true],
  ])('%j against %i bytes: larger is %s', (body, maxBytes, expected) => {
    expect(isLargerThan(body, maxBytes)).toBe(expected);
  });
});
