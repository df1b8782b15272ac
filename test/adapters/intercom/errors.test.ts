import { inspect } from 'node:util';
import { SupportError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { otherContactOf, toSupportError } from '../../../adapters/intercom/errors.ts';

// The recorded refusals are read in fixtures-records.test.ts, pages of proxies in client/faults.test.ts.

interface Around {
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
  readonly requestId?: string | null;
}

const refuse = (status: number, data: unknown, around: Around = {}) =>
  toSupportError({
    method: 'PUT',
    path: '/conversations/7001',
    status,
    headers: around.headers ?? {},
    data,
    requestId: around.requestId === undefined ? 'req-1' : around.requestId,
    retryAfterMs: around.retryAfterMs ?? null,
  });

const listed = (code: string, message: string | null = null, field?: string) => ({
  type: 'error.list',
  request_id: '000cc1764nf6i2r1rlo0',
  errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
});

describe('the table of codes (sheet section 4)', () => {
  it.each([
    [400, 'parameter_invalid', 'ValidationError', 'validation_failed', false],
    [400, 'parameter_not_found', 'ValidationError', 'validation_failed', false],
    [400, 'missing_parameter', 'ValidationError', 'validation_failed', false],
    [400, 'parameter_missing', 'ValidationError', 'validation_failed', false],
    [400, 'parameter_mismatch', 'ValidationError', 'validation_failed', false],
    [400, 'ticket_state_id_invalid', 'ValidationError', 'validation_failed', false],
    [400, 'invalid_merge', 'ValidationError', 'validation_failed', false],
    [400, 'scroll_exists', 'ValidationError', 'validation_failed', false],
    [400, 'invalid_field', 'ValidationError', 'validation_failed', false],
    // A field that a search does not know is no record that is missing.
    [404, 'field_not_found', 'ValidationError', 'validation_failed', false],
    [401, 'unauthorized', 'AuthenticationError', 'authentication_failed', false],
    [401, 'token_revoked', 'AuthenticationError', 'authentication_failed', false],
    [403, 'token_suspended', 'AuthenticationError', 'authentication_failed', false],
    [400, 'missing_authorization', 'AuthenticationError', 'authentication_failed', false],
    // Seen for a custom attribute that the workspace does not have.
    [401, 'parameter_invalid', 'ValidationError', 'validation_failed', false],
    [402, 'api_plan_restricted', 'PermissionError', 'permission_denied', false],
    [403, 'forbidden', 'PermissionError', 'permission_denied', false],
    [401, 'action_forbidden', 'PermissionError', 'permission_denied', false],
    [404, 'not_found', 'NotFoundError', 'not_found', false],
    [400, 'tag_not_found', 'NotFoundError', 'not_found', false],
    [422, 'conversation_part_or_message_not_found', 'NotFoundError', 'not_found', false],
    [406, 'media_type_not_acceptable', 'ValidationError', 'validation_failed', false],
    [409, 'conflict', 'ConflictError', 'conflict', false],
    [422, 'resource_conflict', 'ConflictError', 'conflict', false],
    [410, 'contact_merged', 'NotFoundError', 'not_found', false],
    [415, 'type_mismatch', 'ValidationError', 'validation_failed', false],
    [422, 'data_invalid', 'ValidationError', 'validation_failed', false],
    [422, 'conversation_part_not_redactable', 'ValidationError', 'validation_failed', false],
    [429, 'rate_limit_exceeded', 'RateLimitError', 'rate_limited', true],
    [403, 'too_many_requests', 'RateLimitError', 'rate_limited', true],
    [408, 'request_timeout', 'ServerError', 'server_error', true],
    [500, 'server_error', 'ServerError', 'server_error', true],
    [503, 'service_unavailable', 'ServerError', 'server_error', true],
    // The server's fault, whatever it calls it.
    [500, 'not_found', 'ServerError', 'server_error', true],
  ])('%i %s is %s, %s', (status, nativeCode, name, code, retryable) => {
    const error = refuse(status, listed(nativeCode));
    expect(SupportError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ name, code, retryable, nativeCode, status });
    expect(error).toMatchObject({ provider: 'intercom', requestId: 'req-1' });
  });

  it.each([
    [400, 'ValidationError'],
    [401, 'AuthenticationError'],
    [402, 'PermissionError'],
    [403, 'PermissionError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [410, 'NotFoundError'],
    [422, 'ValidationError'],
    [429, 'RateLimitError'],
    [502, 'ServerError'],
  ])('%i decides where no code is known: %s', (status, name) => {
    expect(refuse(status, listed('something_new'))).toMatchObject({
      name,
      nativeCode: 'something_new',
    });
    for (const data of [null, '', '<html>', 42, [], { errors: 'x' }, { errors: [null, 1] }]) {
      expect(refuse(status, data)).toMatchObject({ name, nativeCode: null });
    }
  });

  it.each(['constructor', 'toString', '__proto__'])('a code named %s is only a code', (word) => {
    const error = refuse(400, listed(word));
    expect(error.message).not.toContain('function');
    expect(error).toMatchObject({ code: 'validation_failed', nativeCode: word });
  });

  it('knows the request by the header, and by the body where no header names it', () => {
    expect(refuse(404, listed('not_found'), { requestId: null })).toMatchObject({
      requestId: '000cc1764nf6i2r1rlo0',
    });
  });
});

describe('what a refusal advises', () => {
  it.each([
    ['token_revoked', 401, /uninstalled/],
    ['api_plan_restricted', 403, /plan/],
    ['intercom_version_invalid', 400, /apiVersion/],
    ['scroll_exists', 400, /one scroll/],
    ['conversation_part_not_redactable', 422, /blacked out/],
    ['admin_not_found', 404, /adminId/],
  ])('%s', (code, status, advice) => {
    expect(refuse(status, listed(code)).message).toMatch(advice);
  });

  it.each([
    [listed('unauthorized', 'Access Token Invalid'), /region/],
    [null, /region/],
  ])('a 401 points to the region, whose hosts answer so, too', (data, advice) => {
    expect(refuse(401, data).message).toMatch(advice);
  });

  it.each([
    ['Per Page is too big', 'the page is larger than Intercom gives here'],
    ['per page is too big', 'the page is larger than Intercom gives here'],
    ['Missing required ticket attributes', 'the ticket type requires an attribute that is missing'],
    [
      "Custom attribute 'nora@customer.example' does not exist",
      'the workspace has no such attribute',
    ],
    [
      'Extra attributes provided that are not found on ticket type: Nora',
      'the ticket type has no such attribute',
    ],
    [
      "Ticket custom state doesn't belong to the new ticket type",
      'the state does not belong to the ticket type',
    ],
    [
      'User replies are not allowed on Backoffice tickets',
      'customers cannot reply on tickets of this kind',
    ],
    ['Removing the last customer is not allowed', 'the last customer of a conversation stays'],
  ])('%s', (text, message) => {
    expect(refuse(400, listed('parameter_invalid', text, 'some_field'))).toMatchObject({
      issues: [{ path: 'some_field', code: 'parameter_invalid', message }],
    });
  });
});

describe('contacts in the way', () => {
  it.each([
    ['A contact matching those details already exists with id=6762f0dd1bb69f9f2193bb83', false],
    [
      'An archived contact matching those details already exists with id=6762f0dd1bb69f9f2193bb83',
      true,
    ],
  ])('%s', (text, isArchived) => {
    const error = refuse(409, listed('conflict', text));
    expect(otherContactOf(error)).toEqual({ id: '6762f0dd1bb69f9f2193bb83', isArchived });
    expect(error.message).toContain('6762f0dd1bb69f9f2193bb83');
    expect(error.message.includes('contacts.restore')).toBe(isArchived);
  });

  it('are not invented where a conflict names none', () => {
    const error = refuse(409, listed('conflict', 'Somebody else was faster.'));
    expect(error.code).toBe('conflict');
    expect(otherContactOf(error)).toBeNull();
  });

  it.each([
    ['</contacts/6762f0dd1bb69f9f2193bb83>; rel="canonical"'],
    ['<https://api.intercom.io/contacts/6762f0dd1bb69f9f2193bb83>; rel="canonical"'],
  ])('are named by the Link header after a merge: %s', (link) => {
    const error = refuse(410, listed('contact_merged', "See the 'Link' header"), {
      headers: { link },
    });
    expect(otherContactOf(error)).toEqual({ id: '6762f0dd1bb69f9f2193bb83', isArchived: false });
  });

  it('are unknown after a merge without that header', () => {
    const error = refuse(410, listed('contact_merged'));
    expect(otherContactOf(error)).toBeNull();
    expect(error.message).toContain('merged');
  });

  it.each([[new Error('id=1')], ['same_as'], [null], [refuse(404, listed('not_found', 'id=1'))]])(
    'are not read from %s',
    (error) => {
      expect(otherContactOf(error)).toBeNull();
    },
  );
});

describe('customers’ text', () => {
  const secret = 'nora@customer.example';
  it.each([
    [400, listed('parameter_invalid', `${secret} is odd`)],
    [400, listed(secret, secret, secret)],
    [400, { status: 400, error: `There was a problem in the JSON you submitted: ${secret}` }],
    [401, listed('parameter_invalid', `Custom attribute '${secret}' does not exist`)],
    [404, listed('not_found', `${secret} Not Found`)],
    [409, listed('conflict', `A contact matching ${secret} already exists with id=1`)],
    [422, { errors: [{ code: 'data_invalid', message: secret, field: `custom.${secret}` }] }],
    [500, `<html>${secret}</html>`],
  ])('in a %i never reaches message, JSON or inspection', (status, data) => {
    const error = refuse(status, data);
    expect(`${error.message}${JSON.stringify(error)}${inspect(error, { depth: 9 })}`).not.toContain(
      secret,
    );
  });
});

describe('waiting', () => {
  const at = (seconds: number): Around => ({
    headers: { date: 'Mon, 02 Mar 2026 09:30:00 GMT', 'x-ratelimit-reset': String(seconds) },
  });
  // 2026-03-02T09:30:00Z in seconds.
  const NOW = 1_772_443_800;

  it.each([
    [at(NOW + 7), 7_000],
    [at(NOW), 0],
    // A window that is over says nothing, and neither does half of the pair.
    [at(NOW - 1), null],
    [{}, null],
    [{ headers: { 'x-ratelimit-reset': String(NOW) } }, null],
    [{ ...at(NOW + 7), retryAfterMs: 2_000 }, 2_000],
  ])('a 429 lasts until its window ends by the server’s clock', (around, retryAfterMs) => {
    expect(refuse(429, listed('rate_limit_exceeded'), around)).toMatchObject({
      code: 'rate_limited',
      retryAfterMs,
    });
  });
});
