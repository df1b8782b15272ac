import { statusesToUnified } from '../to-unified/statuses.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';

/** The account's statuses: the choices of the field `status`. */
export function statusResource(core: FreshdeskCore): FreshdeskGroups['statuses'] {
  return {
    async list(options) {
      const query = { type: 'default_status' };
      const { items } = await core.list('/api/v2/ticket_fields', query, options);
      return items.flatMap((json) => statusesToUnified(json, core.context()));
    },
  };
}
