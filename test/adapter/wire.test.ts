import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { lazyCompiled, parseWire } from '../../src/adapter/wire.ts';

const schema = z.looseObject({
  id: z.number(),
  status: z.enum(['open', 'closed']),
  tags: z.array(z.string()),
  via: z.nullish(z.union([z.string(), z.number()])),
});
const context = { provider: 'paperdesk', what: 'ticket' };

describe('parseWire', () => {
  test('gives back what was passed, by identity, with unknown fields', () => {
    const json = { id: 1, status: 'open', tags: [], extra: { deep: true } };
    expect(parseWire(schema, json, context)).toBe(json);
  });

  test('names the payload and every wrong path', () => {
    expect(() => parseWire(schema, { id: 'x', status: 'open', tags: [1] }, context)).toThrowError(
      expect.objectContaining({
        code: 'wire_format',
        provider: 'paperdesk',
        issues: [
          { path: 'id', message: 'expected number', code: 'invalid_type' },
          { path: 'tags.0', message: 'expected string', code: 'invalid_type' },
        ],
      }),
    );
  });

  test('never quotes a value, whatever is wrong', () => {
    const secret = 'customer-said-this';
    const junk = fc.constantFrom<unknown>(secret, [secret], { [secret]: 1 }, { x: secret });
    fc.assert(
      fc.property(fc.constantFrom('id', 'status', 'tags', 'via'), junk, (key, value) => {
        const json = { id: 1, status: 'open', tags: [], [key]: value };
        try {
          parseWire(schema, json, context);
        } catch (error) {
          expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(secret);
        }
      }),
    );
  });

  test.each([null, undefined, 'x', 17, []])('%j is no ticket', (json) => {
    expect(() => parseWire(schema, json, context)).toThrowError(
      expect.objectContaining({ code: 'wire_format' }),
    );
  });
});

describe('lazyCompiled', () => {
  test('compiles on the first use, once', () => {
    const compile = vi.fn(() => z.compile(schema));
    const lazy = lazyCompiled(compile);
    expect(compile).not.toHaveBeenCalled();
    expect(lazy.safeParse({ id: 1, status: 'open', tags: [] }).success).toBe(true);
    expect(lazy.safeParse({}).success).toBe(false);
    expect(compile).toHaveBeenCalledTimes(1);
  });
});
