import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import type { WriteContext } from '../../../../adapters/freshdesk/from-unified/common.ts';

/** What writing to the account `acme` depends on. */
export const writeContext = (overrides: Partial<WriteContext> = {}): WriteContext => ({
  provider: 'freshdesk',
  label: 'Freshdesk',
  account: 'acme',
  fields: createFieldMap(),
  statusMap: new Map(),
  statusLabels: () => new Map(),
  callerKeyField: null,
  categoryField: null,
  ...overrides,
});
