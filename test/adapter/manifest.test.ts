import { describe, expect, test } from 'vitest';
import { type Manifest, requireOperation, supports } from '../../src/adapter/manifest.ts';

const manifest = {
  provider: 'paperdesk',
  label: 'Paper Desk',
  apiVersion: null,
  resources: {
    tickets: { operations: { get: {}, list: { filters: ['status'] }, create: { dedupe: 'none' } } },
  },
  webhooks: { signature: 'none', replayWindow: false, events: [] },
  limits: {
    pagination: 'offset',
    maxPageSize: 30,
    bulkSize: null,
    attachmentBytes: null,
    messageBodyBytes: null,
    tagLength: null,
  },
} as const satisfies Manifest;

describe('supports', () => {
  test.each([
    ['tickets.get', true],
    ['tickets.merge', false],
    ['articles.list', false],
    ['tickets.constructor', false],
    ['tickets.__proto__', false],
  ] as const)('%s: %s', (operation, expected) => {
    expect(supports(manifest, operation)).toBe(expected);
  });
});

describe('requireOperation', () => {
  test('gives what the manifest says of the operation', () => {
    expect(requireOperation(manifest, 'tickets.list')).toEqual({ filters: ['status'] });
  });

  test('a missing operation names what the group can do', () => {
    expect(() => requireOperation(manifest, 'tickets.merge')).toThrowError(
      expect.objectContaining({
        code: 'unsupported_operation',
        operation: 'tickets.merge',
        provider: 'paperdesk',
        message: 'Paper Desk has no tickets.merge. Its tickets can: get, list, create.',
      }),
    );
  });

  test('a missing group says so and names the check', () => {
    expect(() => requireOperation(manifest, 'articles.list')).toThrowError(
      /Paper Desk has no articles\.list\. It has no articles at all; check supports\(/,
    );
  });

  test('words of Object.prototype are no operations', () => {
    expect(() => requireOperation(manifest, 'tickets.constructor')).toThrowError(
      expect.objectContaining({ code: 'unsupported_operation' }),
    );
  });
});
