import type { SlaPolicyResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { scheduleToUnified, slaPolicyToUnified } from '../to-unified/sla-policies.ts';
import { scheduleWire } from '../wire/sla-policies.ts';
import { listOf, type ZendeskCore } from './core.ts';

/** SLA policies and the opening hours they count in. */
export function slaPolicyResource(core: ZendeskCore): SlaPolicyResource {
  return {
    async list(options) {
      const data = await core.send({ method: 'GET', path: '/api/v2/slas/policies' }, options);
      return listOf(data, 'sla_policies').map((json) => slaPolicyToUnified(json, core.context()));
    },
    async schedules(options) {
      const data = await core.send(
        { method: 'GET', path: '/api/v2/business_hours/schedules' },
        options,
      );
      return Promise.all(
        listOf(data, 'schedules').map(async (json) => {
          const { id } = parseWire(scheduleWire, json, { provider: PROVIDER, what: 'schedule' });
          const path = `/api/v2/business_hours/schedules/${encodeURIComponent(id)}/holidays`;
          const holidays = listOf(await core.send({ method: 'GET', path }, options), 'holidays');
          return scheduleToUnified(json, holidays, core.context());
        }),
      );
    },
  };
}
