import { describe, expect, it } from 'vitest';
import { toSupportError } from '../../../adapters/freshdesk/errors.ts';
import type { HttpRefusal } from '../../../src/http/http-options.ts';
import { describeWithReference, readReferenceJson } from '../../support/reference.ts';

const refusal = (overrides: Partial<HttpRefusal> = {}): HttpRefusal => ({
  method: 'POST',
  path: '/api/v2/tickets',
  status: 400,
  headers: {},
  data: null,
  requestId: null,
  retryAfterMs: null,
  ...overrides,
});

const complaint = (field: string, message: string, code = 'invalid_value') => ({
  description: 'Validation failed',
  errors: [{ field, message, code }],
});

const issueOf = (data: unknown, path = '/api/v2/tickets') => {
  const error = toSupportError(refusal({ data, path }));
  return 'issues' in error ? error.issues : undefined;
};

describe('the four forms of an error body', () => {
  it('A: fields, all of them at once', () => {
    const error = toSupportError(
      refusal({
        data: {
          description: 'Validation failed',
          errors: [
            complaint('status', "It should be one of these values: '2,3,4,5'").errors[0],
            complaint(
              'tags',
              'Value set is of type Null.It should be a/an Array',
              'datatype_mismatch',
            ).errors[0],
          ],
        },
      }),
    );
    expect(error).toMatchObject({
      code: 'validation_failed',
      nativeCode: 'invalid_value',
      issues: [
        { path: 'status', message: 'must be one of 2,3,4,5', code: 'invalid_value' },
        { path: 'tags', message: 'cannot be emptied; must be Array', code: 'datatype_mismatch' },
      ],
      message: expect.stringContaining('status: must be one of 2,3,4,5'),
    });
  });

  it('B: a code and a sentence', () => {
    const data = { code: 'invalid_credentials', message: 'You have to be logged in.' };
    expect(toSupportError(refusal({ status: 401, data }))).toMatchObject({
      code: 'authentication_failed',
      nativeCode: 'invalid_credentials',
      message: expect.stringContaining('API key'),
      issues: [],
    });
  });

  it('C: errors without fields', () => {
    const data = {
      description: 'Access denied',
      errors: [{ message: 'Account has been suspended.', code: 'account_suspended' }],
    };
    expect(toSupportError(refusal({ status: 403, data }))).toMatchObject({
      code: 'permission_denied',
      nativeCode: 'account_suspended',
      issues: [{ path: '', code: 'account_suspended' }],
      message: expect.stringContaining('suspended'),
    });
  });

  it('D: those of custom objects', () => {
    const data = {
      error_type: 'INVALID_INPUT',
      message: 'Invalid input',
      errors: [{ type: 'schema', name: 'fields', message: 'secret' }],
    };
    expect(toSupportError(refusal({ data }))).toMatchObject({
      code: 'validation_failed',
      nativeCode: 'INVALID_INPUT',
      issues: [{ path: 'fields', code: 'schema' }],
    });
  });

  it.each([
    null,
    '',
    'Rate limit',
    '<html><h1>Oh</h1></html>',
    [],
    7,
    { errors: 'x' },
    { errors: [null, 1] },
  ])('takes %j for none of them', (data) => {
    const error = toSupportError(refusal({ status: 500, data }));
    expect(error).toMatchObject({ code: 'server_error', nativeCode: null, issues: [] });
  });
});

describe('the status', () => {
  it.each([
    [400, 'validation_failed'],
    [401, 'authentication_failed'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [405, 'conflict'],
    [406, 'validation_failed'],
    [409, 'conflict'],
    [415, 'validation_failed'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'server_error'],
    [504, 'server_error'],
  ])('%i is %s', (status, code) => {
    expect(toSupportError(refusal({ status })).code).toBe(code);
  });

  it('404 tells a missing record from a sub-domain that is nobody’s', () => {
    const message = (data: unknown) => toSupportError(refusal({ status: 404, data })).message;
    expect(message(null)).toContain('no such record');
    expect(message('<html></html>')).toContain('sub-domain');
  });

  it('409 names the contact that is in the way, where it does', () => {
    const conflict = (info: object) => ({
      description: 'Validation failed',
      errors: [
        {
          field: 'email',
          message: 'It should be a unique value',
          code: 'duplicate_value',
          ...info,
        },
      ],
    });
    const named = { additional_info: { user_id: 67_000_000_001 } };
    const error = (data: object) =>
      toSupportError(refusal({ status: 409, path: '/api/v2/contacts', data }));
    expect(error(conflict(named))).toMatchObject({
      existingId: '67000000001',
      issues: [{ path: 'email', message: 'is already in use' }],
    });
    expect(error(conflict({}))).toMatchObject({ existingId: null });
    expect(error(conflict({ additional_info: 'x' }))).toMatchObject({ existingId: null });
  });

  it('429 carries the wait, whatever its body is', () => {
    expect(
      toSupportError(refusal({ status: 429, data: 'text', retryAfterMs: 7_000 })),
    ).toMatchObject({ retryAfterMs: 7_000, retryable: true });
  });
});

describe('where a complaint belongs', () => {
  it.each([
    ['/api/v2/tickets', 'description', 'message.body'],
    ['/api/v2/tickets', 'type', 'category'],
    ['/api/v2/tickets/7', 'responder_id', 'assigneeId'],
    ['/api/v2/tickets/7', 'group_id', 'groupId'],
    ['/api/v2/tickets', 'company_id', 'organizationId'],
    ['/api/v2/tickets', 'email', 'requester.email'],
    ['/api/v2/tickets', 'cc_emails', 'cc'],
    ['/api/v2/tickets', 'due_by', 'dueAt'],
    ['/api/v2/tickets', 'subject', 'subject'],
    ['/api/v2/tickets/7/notes', 'user_id', 'authorId'],
    ['/api/v2/tickets/7/reply', 'body', 'body'],
    ['/api/v2/contacts', 'email', 'email'],
    ['/api/v2/contacts/7', 'unique_external_id', 'callerKey'],
    ['/api/v2/contacts', 'language', 'locale'],
    ['/api/v2/companies', 'name', 'name'],
    ['/api/v2/solutions/folders/7/articles', 'description', 'bodyHtml'],
    ['/api/v2/tickets/7/time_entries', 'time_spent', 'minutes'],
    ['/api/v2/tickets', 'cf_plan', 'customFields.cf_plan'],
    ['/api/v2/tickets', 'custom_fields.cf_plan', 'customFields.cf_plan'],
    ['/api/v2/tickets', 'custom_fields.plan', 'customFields.plan'],
    ['/api/v2/tickets', 'Ada <ada@example.org>', '(not named)'],
  ])('%s: %s is %s', (path, field, expected) => {
    expect(issueOf(complaint(field, 'x'), path)).toMatchObject([{ path: expected }]);
  });
});

describe('what is wrong', () => {
  it.each([
    ["It should be one of these values: '1,2,3,5,6,7,9,11'", 'must be one of 1,2,3,5,6,7,9,11'],
    [
      "It should be one of these values: 'Question,Adas Wünsche'",
      'must be one of the account’s own choices',
    ],
    [
      'Value set is of type Null.It should be a/an key/value pair',
      'cannot be emptied; must be key/value pair',
    ],
    [
      'Value set is of type String.It should be a/an Positive Integer',
      'must be Positive Integer, not String',
    ],
    ['It should be a/an String', 'must be String'],
    ['It should not be blank as this is a mandatory field', 'must not be blank'],
    ['It should contain elements of type valid file format only', 'must be files'],
    ['Unexpected/invalid field in request', 'is not taken here'],
    ['There is no company matching the given company_id', 'there is no such company'],
    [
      'The shared_ownership feature is required to support internal_group_id attribute in the request',
      'needs the feature shared_ownership',
    ],
    [
      'It should be a Positive Integer less than or equal to 10',
      'must be a whole number from 1 to 10',
    ],
    ['You cannot access tickets beyond the 300th page. Please', 'lists of tickets end at page 300'],
  ])('%s', (text, expected) => {
    expect(issueOf(complaint('field', text))).toMatchObject([{ message: expected }]);
  });

  it.each([
    ['missing_field', 'is required'],
    ['duplicate_value', 'is already in use'],
    ['datatype_mismatch', 'is of another type'],
    ['invalid_field', 'is not taken here'],
    ['readonly_field', 'cannot be written'],
    ['inaccessible_field', 'needs a feature or a right that is missing'],
    ['incompatible_field', 'does not go together with another field'],
    ['inconsistent_state', 'does not fit the state of the record'],
    ['require_feature', 'needs a feature that the account does not have'],
  ])('is said by the code %s where the words are not known', (code, expected) => {
    expect(issueOf(complaint('f', 'ada@example.org is odd', code))).toMatchObject([
      { message: expected },
    ]);
  });

  it('never quotes words that could be the customer’s', () => {
    const text = 'ada@example.org said "secret"';
    const error = toSupportError(
      refusal({ data: { ...complaint(text, text, text), code: text, message: text } }),
    );
    expect(JSON.stringify(error)).not.toMatch(/ada@|secret/);
    expect(error).toMatchObject({ nativeCode: null });
  });
});

describeWithReference('the recorded error bodies', () => {
  const read = (name: string, overrides: Partial<HttpRefusal> = {}) =>
    toSupportError(
      refusal({
        ...overrides,
        data: readReferenceJson('providers', 'freshdesk', 'fixtures', `${name}.json`),
      }),
    );

  it('give all twelve complaints about one ticket', () => {
    const error = read('error.400.validation.create-ticket');
    expect(error).toMatchObject({ code: 'validation_failed' });
    expect('issues' in error ? error.issues : []).toEqual([
      { path: 'status', message: 'must be one of 2,3,4,5', code: 'invalid_value' },
      { path: 'priority', message: 'must be one of 1,2,3,4', code: 'invalid_value' },
      {
        path: 'internal_group_id',
        message: 'needs the feature shared_ownership',
        code: 'inaccessible_field',
      },
      {
        path: 'internal_agent_id',
        message: 'needs the feature shared_ownership',
        code: 'inaccessible_field',
      },
      { path: 'source', message: 'must be one of 1,2,3,5,6,7,9,11', code: 'invalid_value' },
      {
        path: 'parent_id',
        message: 'needs the feature parent_child_infra',
        code: 'inaccessible_field',
      },
      { path: 'message.attachments', message: 'must not be blank', code: 'invalid_value' },
      { path: 'cc', message: 'cannot be emptied; must be Array', code: 'datatype_mismatch' },
      { path: 'tags', message: 'cannot be emptied; must be Array', code: 'datatype_mismatch' },
      {
        path: 'customFields',
        message: 'cannot be emptied; must be key/value pair',
        code: 'datatype_mismatch',
      },
      {
        path: 'requester.callerKey',
        message: 'cannot be emptied; must be String',
        code: 'datatype_mismatch',
      },
      {
        path: 'assigneeId',
        message: 'cannot be emptied; must be Positive Integer',
        code: 'datatype_mismatch',
      },
    ]);
  });

  it('tell the walls of lists and searches', () => {
    expect(read('error.400.page-over-300', { method: 'GET' })).toMatchObject({
      issues: [{ path: 'page', message: 'lists of tickets end at page 300' }],
    });
    expect(
      read('error.400.search-page-over-10', { method: 'GET', path: '/api/v2/search/tickets' }),
    ).toMatchObject({ issues: [{ path: 'page', message: 'must be a whole number from 1 to 10' }] });
    expect(
      read('error.400.search-invalid-status', { method: 'GET', path: '/api/v2/search/tickets' }),
    ).toMatchObject({ issues: [{ path: 'status', message: 'must be one of 2,3,4,5,6,7,8' }] });
  });

  it('tell refusals that have a name', () => {
    expect(read('error.400.cannot_create_tracker')).toMatchObject({
      code: 'validation_failed',
      nativeCode: 'cannot_create_tracker',
      message: expect.stringContaining('tracker'),
    });
    expect(read('error.401.invalid_credentials', { status: 401 })).toMatchObject({
      code: 'authentication_failed',
      nativeCode: 'invalid_credentials',
    });
    expect(read('error.403.access_denied', { status: 403 })).toMatchObject({
      code: 'permission_denied',
      nativeCode: 'access_denied',
    });
    expect(read('error.403.account_suspended', { status: 403 })).toMatchObject({
      code: 'permission_denied',
      nativeCode: 'account_suspended',
    });
  });
});
