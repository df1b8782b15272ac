import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/adapter/fingerprint.ts';

// Stored by applications as part of event ids: what version 0.1 made of this value.
const KNOWN = '19117c4c65217d0555316a8e24ed';

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

  it('takes values of any depth', () => {
    const nested = (depth: number, inner: string): unknown =>
      JSON.parse(`${'[{"a":'.repeat(depth)}${inner}${'}]'.repeat(depth)}`);
    expect(fingerprint(nested(20_000, '1'))).toMatch(/^[0-9a-f]{28}$/);
    expect(fingerprint(nested(20_000, '1'))).not.toBe(fingerprint(nested(20_000, '2')));
  });

  it('is made of JSON with its keys in order', () => {
    // Every id of an event without one of its own is made this way: it must stay what it is.
    const text = (value: unknown): string => JSON.stringify(value) ?? 'null';
    const ordered = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`;
      if (typeof value !== 'object' || value === null) return text(value);
      const keys = Object.keys(value).sort();
      const record = value as Readonly<Record<string, unknown>>;
      return `{${keys.map((key) => `${text(key)}:${ordered(record[key])}`).join(',')}}`;
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sorted: unknown = JSON.parse(ordered(value));
        expect(fingerprint(value)).toBe(fingerprint(sorted));
      }),
    );
    expect(fingerprint({ b: [1, 'x', null, {}], a: { d: [], c: true } })).toBe(KNOWN);
  });

  it('finds no two alike among a hundred thousand counted bodies', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) seen.add(fingerprint({ ticket_id: index }));
    expect(seen.size).toBe(100_000);
  });
});
