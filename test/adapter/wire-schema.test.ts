import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as zod from 'zod/mini';
import * as wire from '../../src/adapter/wire-schema.ts';

/** The same schema in both libraries: ours and the one whose part it is. */
interface Twin {
  readonly ours: wire.Schema<unknown>;
  readonly theirs: zod.ZodMiniType;
}

const leaves: readonly Twin[] = [
  { ours: wire.string(), theirs: zod.string() },
  { ours: wire.number(), theirs: zod.number() },
  { ours: wire.boolean(), theirs: zod.boolean() },
  { ours: wire.optional(wire.unknown()), theirs: zod.optional(zod.unknown()) },
  {
    ours: wire.union([wire.number(), wire.string()]),
    theirs: zod.union([zod.number(), zod.string()]),
  },
];

const keys = ['a', 'b', 'c'] as const;

const twins = fc.letrec<{ twin: Twin }>((tie) => ({
  twin: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...leaves),
    tie('twin').map(({ ours, theirs }) => ({
      ours: wire.nullish(ours),
      theirs: zod.nullish(theirs),
    })),
    tie('twin').map(({ ours, theirs }) => ({
      ours: wire.nullable(ours),
      theirs: zod.nullable(theirs),
    })),
    tie('twin').map(({ ours, theirs }) => ({ ours: wire.array(ours), theirs: zod.array(theirs) })),
    tie('twin').map(({ ours, theirs }) => ({
      ours: wire.record(wire.string(), ours),
      theirs: zod.record(zod.string(), theirs),
    })),
    fc.tuple(tie('twin'), tie('twin'), tie('twin')).map((parts) => ({
      ours: wire.object(Object.fromEntries(parts.map(({ ours }, at) => [keys[at], ours]))),
      theirs: zod.looseObject(
        Object.fromEntries(parts.map(({ theirs }, at) => [keys[at], theirs])),
      ),
    })),
  ),
})).twin;

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, undefined, '', 'x', 0, 1.5, true, Number.NaN),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys, 'other'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('wire schemas', () => {
  it('accept and refuse exactly what zod/mini accepts and refuses', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(twins, values, ({ ours, theirs }, value) => {
        const answer = ours.safeParse(value).success;
        if (answer) accepted += 1;
        else refused += 1;
        expect(answer).toBe(theirs.safeParse(value).success);
      }),
      { numRuns: 5_000 },
    );
    // Both answers are common, or the comparison would prove little.
    expect(Math.min(accepted, refused)).toBeGreaterThan(500);
  });

  it('explain exactly the values that they refuse, and name every wrong path', () => {
    const schema = wire.object({
      id: wire.union([wire.number(), wire.string()]),
      tags: wire.nullish(wire.array(wire.string())),
      via: wire.nullish(wire.object({ channel: wire.string() })),
    });
    const result = schema.safeParse({ tags: ['a', 1], via: { channel: null } });
    expect(result).toEqual({
      success: false,
      error: {
        issues: [
          { code: 'invalid_type', expected: 'number or string', path: ['id'] },
          { code: 'invalid_type', expected: 'string', path: ['tags', 1] },
          { code: 'invalid_type', expected: 'string', path: ['via', 'channel'] },
        ],
      },
    });
  });

  it('give the value back by identity, with keys that nobody described', () => {
    const value = { id: '1', other: true };
    const result = wire.object({ id: wire.string() }).safeParse(value);
    expect(result.success && result.data).toBe(value);
  });

  it('infer the types that zod infers', () => {
    const ours = wire.object({ id: wire.string(), name: wire.nullish(wire.string()) });
    const theirs = zod.object({ id: zod.string(), name: zod.nullish(zod.string()) });
    expectTypeOf<wire.Infer<typeof ours>>().toExtend<zod.infer<typeof theirs>>();
    expectTypeOf<zod.infer<typeof theirs>>().toExtend<wire.Infer<typeof ours>>();
    expect([ours, theirs].every((schema) => schema.safeParse({ id: '1' }).success)).toBe(true);
  });
});
