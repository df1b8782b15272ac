import type { WriteContext } from '../../../../adapters/intercom/from-unified/common.ts';
import {
  type KnownPerson,
  type Lookups,
  NO_LOOKUPS,
  type TranslationContext,
} from '../../../../adapters/intercom/to-unified/common.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { htmlToText } from '../../../../src/adapter/html-text.ts';

/** What reading a record of the workspace `abc123de` depends on; no names, no overrides, no clock. */
export const readContext = (overrides: Partial<TranslationContext> = {}): TranslationContext => ({
  provider: 'intercom',
  apiVersion: '2.16',
  account: 'abc123de',
  idPrefix: 'intercom:abc123de:',
  inboxOrigin: 'https://app.intercom.com',
  keepRaw: true,
  fetchedAt: null,
  fields: createFieldMap(),
  statusMap: new Map(),
  priorityMap: new Map(),
  categoryAttribute: null,
  callerKeyAttribute: null,
  priorityAttribute: null,
  htmlToText,
  lookups: NO_LOOKUPS,
  ...overrides,
});

/** Names that were read before. */
export const lookups = (
  people: Readonly<Record<string, Partial<KnownPerson>>>,
  others: Partial<Lookups> = {},
): Lookups => ({
  ...NO_LOOKUPS,
  person: (id) => {
    const person = people[id];
    return person === undefined
      ? undefined
      : { name: null, email: null, kind: 'unknown', ...person };
  },
  ...others,
});

/** What writing to the workspace `abc123de` depends on; 2.16, no attributes named, no overrides. */
export const writeContext = (overrides: Partial<WriteContext> = {}): WriteContext => ({
  provider: 'intercom',
  label: 'Intercom',
  account: 'abc123de',
  version: 16,
  read: 'conversations',
  fields: createFieldMap(),
  statusMap: new Map(),
  priorityMap: new Map(),
  callerKeyAttribute: null,
  priorityAttribute: null,
  categoryAttribute: null,
  htmlToText,
  ...overrides,
});
