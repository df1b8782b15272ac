import type { StatusResource } from '../../../src/adapter/resources.ts';
import { conversationStatuses, statusToUnified } from '../to-unified/statuses.ts';
import { type IntercomCore, listOf } from './core.ts';

/**
 * The states of ticket types, and before them the three of every conversation where conversations
 * are read. Versions before 2.12 name no ticket states.
 */
export function statusResource(core: IntercomCore): StatusResource {
  return {
    async list(options) {
      const own = core.settings.read === 'tickets' ? [] : conversationStatuses(core.context());
      if (core.writing.version < 12) return own;
      const data = await core.send({ method: 'GET', path: '/ticket_states' }, options);
      return [...own, ...listOf(data, 'data').map((json) => statusToUnified(json, core.context()))];
    },
  };
}
