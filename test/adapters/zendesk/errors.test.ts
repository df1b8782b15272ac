import { inspect } from 'node:util';
import { RateLimitError, SupportError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { toSupportError } from '../../../adapters/zendesk/errors.ts';
import { describeWithReference } from '../../support/reference.ts';
import { deskAnswering } from './support/desk.ts';
import { fixture } from './support/reference-fixtures.ts';

const refuse = (status: number, data: unknown, retryAfterMs: number | null = null) =>
  toSupportError({
    method: 'PUT',
    path: '/api/v2/tickets/7001',
    status,
    headers: {},
    data,
    requestId: 'req-1',
    retryAfterMs,
  });

const SHAPE_C = { error: { title: 'Forbidden', message: 'You do not have access to this page.' } };
const invalid = (details: unknown) => ({
  error: 'RecordInvalid',
  description: 'Record validation errors',
  details,
});

describe('the table of status codes (sheet section 5.2)', () => {
  it.each([
    [
      400,
      { error: 'TooManyValues', max_count: 100 },
      'ValidationError',
      'validation_failed',
      false,
      'TooManyValues',
    ],
    [
      400,
      { error: 'IdempotentRequestError' },
      'ConflictError',
      'conflict',
      false,
      'IdempotentRequestError',
    ],
    [
      400,
      { errors: [{ code: 'InvalidPaginationDepth' }] },
      'ValidationError',
      'validation_failed',
      false,
      'InvalidPaginationDepth',
    ],
    [
      400,
      { errors: [{ code: 'InvalidPaginationParameter' }] },
      'ValidationError',
      'validation_failed',
      false,
      'InvalidPaginationParameter',
    ],
    [
      400,
      { error: 'ParameterMissing', description: 'Parameter brands is required' },
      'ValidationError',
      'validation_failed',
      false,
      'ParameterMissing',
    ],
    [
      401,
      { error: "Couldn't authenticate you" },
      'AuthenticationError',
      'authentication_failed',
      false,
      null,
    ],
    [
      401,
      { error: 'invalid_token' },
      'AuthenticationError',
      'authentication_failed',
      false,
      'invalid_token',
    ],
    [403, SHAPE_C, 'PermissionError', 'permission_denied', false, null],
    [
      403,
      { error: 'Forbidden', description: 'x' },
      'PermissionError',
      'permission_denied',
      false,
      'Forbidden',
    ],
    [
      404,
      { error: 'RecordNotFound', description: 'Not found' },
      'NotFoundError',
      'not_found',
      false,
      'RecordNotFound',
    ],
    [404, { error: 'InvalidEndpoint' }, 'NotFoundError', 'not_found', false, 'InvalidEndpoint'],
    [
      404,
      { error: { title: 'No help desk at acme.zendesk.com' } },
      'NotFoundError',
      'not_found',
      false,
      null,
    ],
    [
      409,
      { error: 'DatabaseConflict', description: 'Database collision' },
      'ConflictError',
      'conflict',
      true,
      'DatabaseConflict',
    ],
    [
      409,
      { error: 'UpdateConflict', description: 'Safe Update prevented the update' },
      'ConflictError',
      'stale_write',
      false,
      'UpdateConflict',
    ],
    [413, null, 'ProviderError', 'limit_exceeded', false, null],
    [422, invalid({}), 'ValidationError', 'validation_failed', false, 'RecordInvalid'],
    [
      422,
      { error: 'AttachmentUnprocessable' },
      'ValidationError',
      'validation_failed',
      false,
      'AttachmentUnprocessable',
    ],
    [
      422,
      { error: 'SourceInvalid' },
      'ValidationError',
      'validation_failed',
      false,
      'SourceInvalid',
    ],
    [
      429,
      { error: 'APIRateLimitExceeded' },
      'RateLimitError',
      'rate_limited',
      true,
      'APIRateLimitExceeded',
    ],
    [429, { error: 'TooManyRequests' }, 'RateLimitError', 'rate_limited', true, 'TooManyRequests'],
    [429, { error: 'TooManyJobs' }, 'RateLimitError', 'rate_limited', true, 'TooManyJobs'],
    [
      500,
      { status: 500, error: 'Internal Server Error' },
      'ServerError',
      'server_error',
      true,
      null,
    ],
    [502, '<html><h1>Bad gateway</h1></html>', 'ServerError', 'server_error', true, null],
    [503, null, 'ServerError', 'server_error', true, null],
    [504, '', 'ServerError', 'server_error', true, null],
  ])('%i %o is %s, %s', (status, data, name, code, retryable, nativeCode) => {
    const error = refuse(status, data);
    expect(SupportError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      name,
      code,
      retryable,
      nativeCode,
      status,
      provider: 'zendesk',
      requestId: 'req-1',
    });
  });

  it.each([404, 500])('%i without any readable body still has a class', (status) => {
    for (const data of [null, '', '<html>', 42, [], { error: null }, { errors: 'x' }]) {
      expect(refuse(status, data).code).toBe(status === 404 ? 'not_found' : 'server_error');
    }
  });

  it.each(['constructor', 'toString', '__proto__'])('a code named %s is only a code', (word) => {
    const error = refuse(422, { error: word, details: { base: [{ error: word }] } });
    expect(error.message).not.toContain('function');
    expect(error).toMatchObject({ nativeCode: word, issues: [{ path: '', code: word }] });
  });
});

describe('issues', () => {
  it('each field says what is wrong with it', () => {
    const details = {
      name: [{ description: 'Name: cannot be blank', error: 'BlankValue' }],
      base: [
        {
          description: 'Category: is required when solving a ticket',
          error: null,
          ticket_field_id: 3001,
        },
        { description: 'User is requester on 3 ticket(s) that are not closed.' },
      ],
      status: [{ description: 'Status: closed prevents ticket update' }],
      'route.subdomain': [{ description: 'Subdomain: has already been taken' }],
    };
    expect(refuse(422, invalid(details))).toMatchObject({
      issues: [
        { path: 'name', message: 'must not be blank', code: 'BlankValue' },
        { path: 'custom_fields.3001', message: 'is required when solving a ticket' },
        { path: '', message: 'the user is the requester of tickets that are not closed' },
        { path: 'status', message: 'the ticket is closed, which is final' },
        { path: 'route.subdomain', message: 'is already in use' },
      ],
    });
  });
});

describe('customers’ text', () => {
  const secret = 'nora@customer.example';
  it.each([
    [
      422,
      invalid({
        email: [{ description: `Email: ${secret} is already being used`, error: 'DuplicateValue' }],
      }),
    ],
    [422, invalid({ base: [{ description: `${secret} did something nobody knows` }] })],
    [422, invalid({ [secret]: [{ description: 'x', error: secret }] })],
    [404, { error: 'RecordNotFound', description: secret }],
    [404, { error: { title: secret, message: secret } }],
    [400, { errors: [{ code: `${secret} is odd`, title: secret, detail: secret }] }],
    [401, { error: secret }],
    [500, `<html>${secret}</html>`],
  ])('in a %i never reaches message, JSON or inspection', (status, data) => {
    const error = refuse(status, data);
    expect(`${error.message}${JSON.stringify(error)}${inspect(error, { depth: 9 })}`).not.toContain(
      secret,
    );
  });
});

describe('waiting', () => {
  it('a 429 says how long', () => {
    const error = refuse(429, { error: 'APIRateLimitExceeded' }, 30_000);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 30_000 });
    expect(refuse(429, null)).toMatchObject({ retryAfterMs: null });
  });

  it('a 503 with Retry-After is a busy server, not a spent budget', () => {
    expect(refuse(503, null, 30_000)).toMatchObject({ name: 'ServerError', status: 503 });
  });

  it.each([
    ['7', 7_000],
    [null, null],
  ])('Retry-After %o comes from the answer itself', async (header, retryAfterMs) => {
    const headers = header === null ? {} : { 'retry-after': header };
    const desk = deskAnswering({ error: 'APIRateLimitExceeded' }, { status: 429, headers });
    await expect(desk.tickets.get('1')).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs,
    });
  });
});

describeWithReference('recorded refusals', () => {
  it.each([
    [
      'error.400.pagination_depth',
      400,
      'validation_failed',
      'InvalidPaginationDepth',
      /cursor pages/,
    ],
    ['error.400.too_many_values', 400, 'validation_failed', 'TooManyValues', /100/],
    ['error.404.no_help_desk', 404, 'not_found', null, /no Zendesk account at this sub-domain/],
    ['error.404.record_not_found', 404, 'not_found', 'RecordNotFound', /no such record/],
    [
      'error.422.closed_ticket',
      422,
      'validation_failed',
      'RecordInvalid',
      /status: the ticket is closed/,
    ],
    [
      'error.422.required_field',
      422,
      'validation_failed',
      'RecordInvalid',
      /custom_fields\.360000146094: is required when solving/,
    ],
    ['error.429.incremental', 429, 'rate_limited', 'APIRateLimitExceeded', /429/],
  ])('%s', (name, status, code, nativeCode, message) => {
    const error = refuse(status, fixture(name));
    expect(error).toMatchObject({ code, nativeCode });
    expect(error.message).toMatch(message);
  });
});
