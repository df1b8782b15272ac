import { describe, expect, it } from 'vitest';
import { quoteLargeIntegers } from '../../src/http/body.ts';

describe('integers that a number cannot hold', () => {
  it.each([
    ['{"id":1824150771514184705}', { id: '1824150771514184705' }],
    ['[ -9007199254740993 , 9007199254740991]', ['-9007199254740993', 9_007_199_254_740_991]],
    [
      '{"a":"say \\"1824150771514184705\\", [1824150771514184705]"}',
      {
        a: 'say "1824150771514184705", [1824150771514184705]',
      },
    ],
    ['{"1824150771514184705":1}', { '1824150771514184705': 1 }],
    [
      '{"a":1.8241507715141847e25,"b":0.18241507715141847,"c":67042965499}',
      {
        a: 1.8241507715141847e25,
        b: 0.18241507715141847,
        c: 67_042_965_499,
      },
    ],
    ['1824150771514184705', '1824150771514184705'],
  ])('%s', (text, value) => {
    expect(JSON.parse(quoteLargeIntegers(text))).toEqual(value);
  });

  it('leaves what is no JSON to whoever reads it, however long it is', () => {
    const text = `"${'\\"1824150771514184705 '.repeat(100_000)}`;
    expect(quoteLargeIntegers(`${text}"`)).toBe(`${text}"`);
    expect(() => quoteLargeIntegers(text)).not.toThrow();
  });
});
