import * as z from 'zod/mini';
import type { MigrationConfig, PolydeskConfig } from '../../config/index.ts';
import type { Issue } from '../../errors/index.ts';
import type { Ledger } from '../../migration/index.ts';
import { CHOICES } from '../../migration/mapping/mapping-schema.ts';
import { called, object, recordOf, type ShapeOf, text } from '../../migration/mapping/shapes.ts';

const whole = (least: number) =>
  z.optional(
    z
      .number('must be a number')
      .check(z.int('must be whole'), z.minimum(least, `must be ${least} or more`)),
  );

const ledger = z.union(
  [z.string().check(z.minLength(1)), called<() => Ledger>('must be a function')],
  'must be the path of a file, or a function that makes a ledger',
);

const migration = {
  from: text,
  to: text,
  ledger,
  ...CHOICES,
  silence: z.optional(z.literal('confirmed', "must be 'confirmed', or left out")),
  concurrency: whole(1),
  leaseMs: whole(1000),
  fileBytes: whole(1),
} satisfies ShapeOf<MigrationConfig>;

const config = {
  desks: recordOf(called('must be a function that makes an adapter: () => createZendesk({ … })')),
  migration: z.optional(object(migration)),
} satisfies ShapeOf<PolydeskConfig>;

const schema = object(config);

/**
 * What is wrong with a configuration, by path; nothing when it is right. No issue quotes a value.
 *
 * @example configIssues({ desks: { old: 7 } })
 * //=> [{ path: 'desks.old', message: 'must be a function that makes an adapter: () => createZendesk({ … })' }]
 */
export function configIssues(value: unknown): readonly Issue[] {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  }
  // Safe: the schema has just proven it.
  return unknownDesks(value as PolydeskConfig);
}

function unknownDesks({ desks, migration: planned }: PolydeskConfig): readonly Issue[] {
  if (planned === undefined) return [];
  const known = Object.keys(desks);
  return (['from', 'to'] as const)
    .filter((side) => !known.includes(planned[side]))
    .map((side) => ({
      path: `migration.${side}`,
      message: `must be one of the desks: ${known.join(', ') || 'there are none'}`,
    }));
}
