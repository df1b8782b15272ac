import * as z from 'zod/mini';
import type { MigrationConfig, PolydeskConfig } from '../../config/index.ts';
import type { Issue } from '../../errors/index.ts';
import type {
  Ledger,
  MigrationMapping,
  MigrationScope,
  PeopleMapping,
} from '../../migration/index.ts';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../../model/enums.ts';

// Every shape is held against the keys of its type, so that none is forgotten here when one is added.
type ShapeOf<T> = Readonly<Record<keyof T, z.ZodMiniType>>;

const text = z.string('must be text');
const names = z.array(text, 'must be a list of texts');
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);
const called = <T>(message: string) => z.custom<T>((value) => typeof value === 'function', message);
const recordOf = <T extends z.ZodMiniType>(value: T) =>
  z.record(z.string(), value, 'must be an object');
const object = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, { error: objectIssue });
const objectIssue: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys'
    ? `has keys that nobody reads: ${(issue['keys'] as readonly string[]).join(', ')}` // Safe: so zod says it.
    : 'must be an object';

const orNull = z.optional(recordOf(z.nullable(text)));
const whole = (least: number) =>
  z.optional(
    z
      .number('must be a number')
      .check(z.int('must be whole'), z.minimum(least, `must be ${least} or more`)),
  );

const people = {
  matchBy: z.optional(z.array(oneOf(['callerKey', 'email', 'phone']), 'must be a list')),
  agents: orNull,
} satisfies ShapeOf<PeopleMapping>;

const fieldTarget = z.union(
  [
    z.string(),
    z.null(),
    z.strictObject({
      to: z.string(),
      values: z.optional(
        z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      ),
    }),
  ],
  'must be a key of the target, { to, values }, or null',
);

const statusTarget = object({
  status: oneOf(TICKET_STATUSES),
  statusDetail: z.optional(oneOf(STATUS_DETAILS)),
  nativeStatusId: z.optional(text),
});

const mapping = {
  people: z.optional(object(people)),
  groups: orNull,
  statuses: z.optional(recordOf(statusTarget)),
  priorities: z.optional(
    z.partialRecord(oneOf(TICKET_PRIORITIES), oneOf(TICKET_PRIORITIES), 'must be an object'),
  ),
  categories: orNull,
  customFields: z.optional(recordOf(fieldTarget)),
  tags: z.optional(object({ rename: orNull, add: z.optional(names) })),
  articles: z.optional(
    object({
      locales: orNull,
      restricted: z.optional(oneOf(['draft', 'publish', 'skip'])),
      providerOptions: z.optional(recordOf(z.unknown())),
    }),
  ),
  merged: z.optional(oneOf(['carry', 'skip'])),
  spam: z.optional(oneOf(['carry', 'skip'])),
  deleted: z.optional(oneOf(['delete', 'keep'])),
  answeredAtTarget: z.optional(oneOf(['keep', 'overwrite'])),
  remainder: z.optional(oneOf(['note', 'drop'])),
} satisfies ShapeOf<MigrationMapping>;

const scope = {
  tickets: z.optional(called('must be a function that answers whether a ticket is carried')),
  people: z.optional(oneOf(['needed', 'all'])),
  articles: z.optional(oneOf(['all', 'none'])),
} satisfies ShapeOf<MigrationScope>;

const ledger = z.union(
  [z.string().check(z.minLength(1)), called<() => Ledger>('must be a function')],
  'must be the path of a file, or a function that makes a ledger',
);

const migration = {
  from: text,
  to: text,
  ledger,
  mapping: z.optional(object(mapping)),
  scope: z.optional(object(scope)),
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
