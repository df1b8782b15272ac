import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import type { WriteContext } from '../../../../adapters/zendesk/from-unified/common.ts';
import {
  type KnownPerson,
  type Lookups,
  NO_LOOKUPS,
  type TranslationContext,
} from '../../../../adapters/zendesk/to-unified/common.ts';

/** What reading a record of the account `acme` depends on; no names, no overrides, no clock. */
export const readContext = (overrides: Partial<TranslationContext> = {}): TranslationContext => ({
  provider: 'zendesk',
  apiVersion: 'v2',
  account: 'acme',
  idPrefix: 'zendesk:acme:',
  origin: 'https://acme.zendesk.com',
  keepRaw: true,
  fetchedAt: null,
  fields: createFieldMap(),
  statusMap: new Map(),
  priorityMap: new Map(),
  customStatus: () => undefined,
  categoryFieldId: null,
  lookups: NO_LOOKUPS,
  ...overrides,
});

/** What writing to the account `acme` depends on. */
export const writeContext = (overrides: Partial<WriteContext> = {}): WriteContext => ({
  provider: 'zendesk',
  label: 'Zendesk',
  account: 'acme',
  fields: createFieldMap(),
  statusMap: new Map(),
  customStatusId: () => undefined,
  categoryFieldId: null,
  ...overrides,
});

/** Names that came along with an answer. */
export const lookups = (
  people: Readonly<Record<string, Partial<KnownPerson>>>,
  groups: Readonly<Record<string, string>> = {},
): Lookups => ({
  ...NO_LOOKUPS,
  person: (id) => {
    const person = people[id];
    return person === undefined ? undefined : { name: null, email: null, role: null, ...person };
  },
  groupName: (id) => groups[id],
});

/** The same value with everything inside it frozen, so that a write to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** The record without one key. */
export const without = (
  record: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** What is said of fields that an answer without measurements does not tell; more when it is solved. */
export const unmeasured = (...more: readonly string[]) =>
  ['firstResponseAt', 'firstAssignedAt', 'reopenCount', 'replyCount', ...more].map((field) => ({
    type: 'dropped',
    field,
    reason:
      'This answer of Zendesk’s comes without its measurements; tickets.get and tickets.getMany bring them.',
  }));

/** What is said of a new ticket whose requester is an address: the customer cannot be its author. */
export const BY_STAFF = {
  type: 'defaulted',
  field: 'message.authorId',
  reason:
    'Zendesk takes the author of a first message by id only: this one is by whoever the credentials belong to. Give the requester by id (contacts.upsert tells it).',
};
