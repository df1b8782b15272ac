import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatId, nativeIdOf, parseId } from '../../src/model/ids.ts';

const part = fc.oneof(
  fc.string({ minLength: 1 }),
  fc
    .array(fc.constantFrom(':', '%', '%3A', '%25', 'a'), { minLength: 1 })
    .map((all) => all.join('')),
);

describe('ids', () => {
  test('any three parts come back, also with colons and percent signs', () => {
    fc.assert(
      fc.property(part, part, part, (provider, account, nativeId) => {
        const parts = { provider, account, nativeId };
        expect(parseId(formatId(parts))).toEqual(parts);
        expect(nativeIdOf(formatId(parts), { provider, account })).toBe(nativeId);
      }),
      { numRuns: 500 },
    );
  });

  test('different parts make different ids', () => {
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (left, right) => {
        const id = ([provider, account, nativeId]: readonly [string, string, string]) =>
          formatId({ provider, account, nativeId });
        expect(id(left) === id(right)).toBe(left.every((one, index) => one === right[index]));
      }),
    );
  });

  test('the documented form', () => {
    expect(formatId({ provider: 'zendesk', account: 'acme', nativeId: '35436' })).toBe(
      'zendesk:acme:35436',
    );
  });

  test.each(['', '35436', 'a:b', ':a:b', 'a::b', 'a:b:'])('%j is not a polydesk id', (id) => {
    expect(parseId(id)).toBeNull();
  });
});

describe('nativeIdOf', () => {
  const scope = { provider: 'zendesk', account: 'acme' };

  test('a native id passes', () => {
    expect(nativeIdOf('35436', scope)).toBe('35436');
  });

  test.each(['zendesk:other:1', 'freshdesk:acme:1'])('%s is refused: another desk', (id) => {
    expect(() => nativeIdOf(id, scope)).toThrowError(
      expect.objectContaining({ code: 'id_mismatch', message: expect.stringContaining('"acme"') }),
    );
  });

  test('an empty id is refused', () => {
    expect(() => nativeIdOf('', scope)).toThrowError(
      expect.objectContaining({ code: 'id_mismatch' }),
    );
  });
});
