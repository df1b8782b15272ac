import { describe, expect, test } from 'vitest';
import { createWarningLog, lossless, mapEnum } from '../../src/adapter/mapping.ts';

const table = { urgent: 'urgent', hoch: 'high' } as const;
const map = (value: string | null | undefined) => {
  const log = createWarningLog();
  const result = mapEnum<'urgent' | 'high' | 'normal'>(value, table, {
    field: 'priority',
    fallback: 'normal',
    log,
  });
  return { result, warnings: log.list() };
};

describe('mapEnum', () => {
  test('a known word is mapped without a warning', () => {
    expect(map('hoch')).toEqual({ result: 'high', warnings: [] });
  });

  test.each([null, undefined, ''])('%j becomes the fallback, marked as defaulted', (value) => {
    expect(map(value)).toMatchObject({
      result: 'normal',
      warnings: [{ type: 'defaulted', field: 'priority', to: 'normal' }],
    });
  });

  test.each(['Urgent', 'asap', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the unknown word %j becomes the fallback, marked as coerced',
    (value) => {
      expect(map(value)).toMatchObject({
        result: 'normal',
        warnings: [{ type: 'coerced', field: 'priority', from: value, to: 'normal' }],
      });
    },
  );
});

test('a log keeps its warnings in order, and logs do not share', () => {
  const one = createWarningLog();
  const other = createWarningLog();
  one.add({ type: 'dropped', field: 'a', reason: 'r' });
  one.add({ type: 'derived', field: 'b', reason: 'r' });
  expect(one.list().map(({ field }) => field)).toEqual(['a', 'b']);
  expect(other.list()).toEqual([]);
});

test('a lossless value has no warnings', () => {
  expect(lossless(7)).toEqual({ value: 7, warnings: [] });
});
