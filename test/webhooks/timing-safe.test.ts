import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timingSafeEqual } from 'polydesk/webhooks';

test('says the same as equality, for any two texts', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(timingSafeEqual(left, right)).toBe(left === right);
      expect(timingSafeEqual(left, left)).toBe(true);
    }),
  );
});

test('a difference anywhere is found', () => {
  for (let index = 0; index < 44; index += 1) {
    const text = 'a'.repeat(44);
    expect(timingSafeEqual(text, `${text.slice(0, index)}b${text.slice(index + 1)}`)).toBe(false);
  }
});

test('every character is looked at, also after the first difference (field-defects row 14)', () => {
  const read: number[] = [];
  // A stand-in for a string that notes which characters are read.
  const watched = {
    length: 4,
    charCodeAt: (index: number) => {
      read.push(index);
      return 120;
    },
  } as unknown as string;
  expect(timingSafeEqual(watched, 'abcd')).toBe(false);
  expect(read).toEqual([0, 1, 2, 3]);
});
