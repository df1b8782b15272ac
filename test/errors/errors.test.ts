import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ERROR_CODES,
  errorFromStatus,
  hasCode,
  MigrationError,
  NotFoundError,
  PartialWriteError,
  PermissionError,
  ProviderError,
  RateLimitError,
  RequestError,
  ServerError,
  SupportError,
  UnsupportedError,
  ValidationError,
  WebhookVerificationError,
  WireFormatError,
} from 'polydesk/errors';

const status = 418;
const family: readonly SupportError[] = [
  new ConfigurationError('m'),
  new UnsupportedError('m', { operation: 'tickets.merge' }),
  new RequestError('m', { code: 'request_timeout' }),
  new PartialWriteError('m', { id: 'zendesk:acme:1', missing: ['tags'] }),
  new ProviderError('m', { status }),
  new AuthenticationError('m', { status }),
  new PermissionError('m', { status }),
  new NotFoundError('m', { status }),
  new ConflictError('m', { status }),
  new ValidationError('m'),
  new RateLimitError('m', { status, retryAfterMs: 1500 }),
  new ServerError('m', { status }),
  new WireFormatError('m', { issues: [] }),
  new WebhookVerificationError('m', { reason: 'signature_mismatch' }),
  new MigrationError('m'),
];

describe.each(family.map((error) => [error.constructor.name, error] as const))(
  '%s',
  (name, error) => {
    test('is one of the family, by class and by mark', () => {
      expect(error).toBeInstanceOf(SupportError);
      expect(error).toBeInstanceOf(Error);
      expect(SupportError.isInstance(error)).toBe(true);
      expect(error.name).toBe(name);
      expect(ERROR_CODES).toContain(error.code);
      expect(error.docs).toBe(`docs/errors.md#${error.code}`);
    });

    test('as JSON it says what it is, without cause and stack', () => {
      const secret = 'Bearer abc';
      const caused = Object.assign(Object.create(error) as SupportError, {
        cause: new Error(secret),
      });
      const json = JSON.stringify(caused);
      expect(JSON.parse(json)).toMatchObject({ name, code: error.code, message: error.message });
      expect(json).not.toContain(secret);
      expect(json).not.toContain('stack');
    });
  },
);

test('an error of another copy of the package is recognised', async () => {
  vi.resetModules();
  const copy = await import('../../src/errors/index.ts');
  const foreign = new copy.NotFoundError('m', { status: 404 });
  expect(foreign).not.toBeInstanceOf(SupportError);
  expect(SupportError.isInstance(foreign)).toBe(true);
  expect(hasCode(foreign, 'not_found')).toBe(true);
});

test.each([null, undefined, 'x', {}, new Error('x'), { code: 'not_found' }])(
  '%j is not of the family',
  (value) => {
    expect(SupportError.isInstance(value)).toBe(false);
    expect(hasCode(value, 'not_found')).toBe(false);
  },
);

test('the mark is not listed among the keys', () => {
  const error = new ConfigurationError('m');
  expect(Object.keys(error)).not.toContain('Symbol(polydesk.error)');
  expect(Object.getOwnPropertySymbols(error)).toEqual([]);
});

describe('errorFromStatus', () => {
  const of = (refusal: object) =>
    errorFromStatus({ provider: 'zendesk', status: 400, message: 'm', ...refusal });

  test.each([
    [{ status: 400 }, ValidationError, 'validation_failed', false],
    [{ status: 401 }, AuthenticationError, 'authentication_failed', false],
    [{ status: 402 }, PermissionError, 'permission_denied', false],
    [{ status: 403 }, PermissionError, 'permission_denied', false],
    [{ status: 404 }, NotFoundError, 'not_found', false],
    [{ status: 406 }, ValidationError, 'validation_failed', false],
    [{ status: 409 }, ConflictError, 'conflict', false],
    [{ status: 409, kind: 'stale_write' }, ConflictError, 'stale_write', false],
    [{ status: 409, kind: 'transient_conflict' }, ConflictError, 'conflict', true],
    [{ status: 410 }, NotFoundError, 'not_found', false],
    [{ status: 412 }, ConflictError, 'conflict', false],
    [{ status: 413 }, ProviderError, 'limit_exceeded', false],
    [{ status: 415 }, ValidationError, 'validation_failed', false],
    [{ status: 418 }, ProviderError, 'provider_rejected', false],
    [{ status: 422 }, ValidationError, 'validation_failed', false],
    [{ status: 429 }, RateLimitError, 'rate_limited', true],
    [{ status: 422, kind: 'job_limit' }, RateLimitError, 'rate_limited', true],
    [{ status: 500 }, ServerError, 'server_error', true],
    [{ status: 503 }, ServerError, 'server_error', true],
    [{ status: 503, retryAfterMs: 2000 }, ServerError, 'server_error', true],
  ] as const)('%j', (refusal, type, code, retryable) => {
    const error = of(refusal);
    expect(error.constructor).toBe(type);
    expect(error).toMatchObject({ code, retryable, status: refusal.status, provider: 'zendesk' });
  });

  test('what the provider told is carried along', () => {
    const issues = [{ path: 'email', message: 'is taken' }];
    const details = { nativeCode: 'DuplicateValue', requestId: 'r-1' };
    expect(of({ status: 422, issues, ...details })).toMatchObject({ issues, ...details });
    expect(of({ status: 429, retryAfterMs: 1500 })).toMatchObject({ retryAfterMs: 1500 });
    expect(of({ status: 429 })).toMatchObject({ retryAfterMs: null });
  });
});

test('many issues are cut short in the message and kept in full on the error', () => {
  const issues = Array.from({ length: 7 }, (_, index) => ({ path: `f${index}`, message: 'bad' }));
  const error = new WireFormatError('m', { issues });
  expect(error.message).toBe('m f0: bad; f1: bad; f2: bad; f3: bad; f4: bad; and 2 more');
  expect(error.issues).toHaveLength(7);
});

test('docs/errors.md has a section for every code, and for no other', () => {
  const path = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
  const headings = [...readFileSync(path, 'utf8').matchAll(/^## (\w+)$/gm)].map(([, code]) => code);
  expect(headings).toEqual([...ERROR_CODES]);
});
