import type { PlannedItem } from '../../../src/migration/index.ts';

/** The desks of every ledger here. */
export const SUBJECT = { from: 'zendesk:acme', to: 'intercom:acme' };

/** A ticket as a scan finds it. */
export const ticket = (name: string | number, more: Partial<PlannedItem> = {}): PlannedItem => ({
  kind: 'ticket',
  source: `zendesk:acme:ticket:${name}`,
  order: 0,
  sourceVersion: null,
  ...more,
});
