import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/http/index.ts';

const NOW = Date.UTC(2015, 9, 21, 7, 28, 0);

describe('retryAfterMs', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Wed, 21 Oct 2015 07:28:05 GMT', 5_000],
    ['Wednesday, 21-Oct-15 07:28:05 GMT', 5_000],
    ['Wed Oct 21 07:28:05 2015', 5_000],
    ['Wed, 21 Oct 2015 07:27:00 GMT', 0],
  ])('reads %j', (text, expected) => {
    expect(retryAfterMs({ 'retry-after': text }, NOW)).toBe(expected);
  });

  it.each(['', 'soon', '-5', '0x10', '1e9', '2015-10-21T07:28:05Z'])(
    'does not guess at %j',
    (text) => {
      expect(retryAfterMs({ 'retry-after': text }, NOW)).toBeNull();
    },
  );

  it('counts a date from the clock of the answer', () => {
    const headers = {
      'retry-after': 'Wed, 21 Oct 2015 09:00:10 GMT',
      date: 'Wed, 21 Oct 2015 09:00:00 GMT',
    };
    expect(retryAfterMs(headers, NOW)).toBe(10_000);
  });
});
