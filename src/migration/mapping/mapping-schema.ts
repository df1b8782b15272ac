import * as z from 'zod/mini';
import type { Issue } from '../../errors/classes.ts';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../../model/enums.ts';
import type { MigrationMapping, MigrationScope, PeopleMapping } from '../types.ts';
import { called, names, object, oneOf, recordOf, type ShapeOf, text } from './shapes.ts';

const orNull = z.optional(recordOf(z.nullable(text)));

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

/** What a migration is told by its mapping and its scope, which nobody has checked where there are no types. */
export const CHOICES = {
  mapping: z.optional(object(mapping)),
  scope: z.optional(object(scope)),
};

const choices = z.object(CHOICES);

/**
 * What is wrong with a mapping and a scope, by path. No issue quotes a value.
 *
 * @example choiceIssues({ mapping: { spam: 'skp' } })
 * //=> [{ path: 'mapping.spam', message: 'must be one of carry, skip' }]
 */
export function choiceIssues(value: {
  readonly mapping?: unknown;
  readonly scope?: unknown;
}): readonly Issue[] {
  const { error } = choices.safeParse(value);
  const issues = error?.issues ?? [];
  return issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
