import { fieldToUnified, formToUnified } from '../to-unified/fields.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';

/** Ticket fields and forms. Both lists answer everything at once. */
export function fieldResource(core: FreshdeskCore): FreshdeskGroups['fields'] {
  return {
    async list(options) {
      const { items } = await core.list('/api/v2/ticket_fields', {}, options);
      return items.flatMap((json) => fieldToUnified(json, core.context()));
    },
    async forms(options) {
      const { items } = await core.list('/api/v2/ticket-forms', {}, options);
      return items.map((json) => formToUnified(json, core.context()));
    },
  };
}
