import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/adapter/fingerprint.ts';

describe('fingerprint', () => {
  it('is the same in whichever order the keys come, at every depth', () => {
    expect(fingerprint({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(
      fingerprint({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  it('tells the order of lists, types and missing keys apart', () => {
    const values = [[1, 2], [2, 1], { a: 1 }, { a: '1' }, { a: null }, {}, [], null, '', 0, 'null'];
    expect(new Set(values.map(fingerprint)).size).toBe(values.length);
  });

  it('is 28 hexadecimal digits long, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fingerprint(value)).toMatch(/^[0-9a-f]{28}$/);
      }),
    );
  });

  it('finds no two alike among a hundred thousand counted bodies', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) seen.add(fingerprint({ ticket_id: index }));
    expect(seen.size).toBe(100_000);
  });
});
