import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import {
  type KnownPerson,
  type Lookups,
  NO_LOOKUPS,
  type TranslationContext,
} from '../../../../adapters/freshdesk/to-unified/common.ts';

/** What reading a record of the account `acme` depends on; no names, no overrides, no clock. */
export const readContext = (overrides: Partial<TranslationContext> = {}): TranslationContext => ({
  provider: 'freshdesk',
  apiVersion: 'v2',
  account: 'acme',
  idPrefix: 'freshdesk:acme:',
  origin: 'https://acme.freshdesk.com',
  keepRaw: true,
  fetchedAt: null,
  fields: createFieldMap(),
  statusMap: new Map(),
  priorityMap: new Map(),
  statusLabel: () => undefined,
  categoryField: null,
  callerKeyField: null,
  readProvenanceHeaders: false,
  lookups: NO_LOOKUPS,
  ...overrides,
});

/** Names that came along with an answer. */
export const lookups = (
  people: Readonly<Record<string, Partial<KnownPerson>>>,
  groups: Readonly<Record<string, string>> = {},
): Lookups => ({
  person: (id) => {
    const person = people[id];
    return person === undefined
      ? undefined
      : { name: null, email: null, kind: 'contact', ...person };
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

/** What is said of fields that an answer without stats does not tell; more when it is resolved. */
export const withoutStats = (...more: readonly string[]) =>
  ['firstResponseAt', 'lastCustomerReplyAt', 'lastStaffReplyAt', ...more].map((field) => ({
    type: 'dropped',
    field,
    reason:
      'This answer of Freshdesk’s comes without its stats; tickets.get and tickets.getMany bring them.',
  }));
