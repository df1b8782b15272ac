import type { StatusResource } from '../../../src/adapter/resources.ts';
import { customStatusToUnified } from '../to-unified/statuses.ts';
import { listOf, type ZendeskCore } from './core.ts';

/** The account's own statuses, each under one of Zendesk's categories. */
export function statusResource(core: ZendeskCore): StatusResource {
  return {
    async list(options) {
      const data = await core.send({ method: 'GET', path: '/api/v2/custom_statuses' }, options);
      return listOf(data, 'custom_statuses').map((json) =>
        customStatusToUnified(json, core.context()),
      );
    },
  };
}
