import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));

describeWithReference('refusals of Freshdesk, field by field', () => {
  it('error.400.validation.create-ticket (recorded): twelve fields at once', () => {
    const error = read('error.400.validation.create-ticket') as {
      readonly issues: readonly { readonly code: string }[];
    };
    expect(error).toMatchObject({ code: 'validation_failed', status: 400, retryable: false });
    expect(error.issues.map(({ code }) => code)).toEqual([
      'invalid_value',
      'invalid_value',
      'inaccessible_field',
      'inaccessible_field',
      'invalid_value',
      'inaccessible_field',
      'invalid_value',
      'datatype_mismatch',
      'datatype_mismatch',
      'datatype_mismatch',
      'datatype_mismatch',
      'datatype_mismatch',
    ]);
  });

  it('error.400.cannot_create_tracker (recorded): one condition, by its own code', () => {
    expect(read('error.400.cannot_create_tracker')).toMatchObject({
      status: 400,
      nativeCode: 'cannot_create_tracker',
    });
  });

  it('error.400.page-over-300 (quoted in an issue): the wall of the list', () => {
    expect(read('error.400.page-over-300')).toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'page', code: 'invalid_value' }],
    });
  });

  it('error.400.search-invalid-status and -page-over-10 (recorded): the search says which part', () => {
    expect(read('error.400.search-invalid-status')).toMatchObject({
      issues: [{ path: 'status', code: 'invalid_value' }],
    });
    expect(read('error.400.search-page-over-10')).toMatchObject({
      issues: [{ path: 'page', code: 'invalid_value' }],
    });
  });

  it('error.401.invalid_credentials (quoted in issues): the key is wrong', () => {
    expect(read('error.401.invalid_credentials')).toMatchObject({
      code: 'authentication_failed',
      status: 401,
      nativeCode: 'invalid_credentials',
    });
  });

  it('error.403 (quoted in issues; written by a client’s author): not allowed, or suspended', () => {
    expect(read('error.403.access_denied')).toMatchObject({
      code: 'permission_denied',
      nativeCode: 'access_denied',
    });
    expect(read('error.403.account_suspended')).toMatchObject({
      code: 'permission_denied',
      nativeCode: 'account_suspended',
    });
  });
});
