import { scheduleToUnified, slaPolicyToUnified } from '../to-unified/sla-policies.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { readAll } from './paging.ts';

/** SLA policies and the opening hours they count in. */
export function slaPolicyResource(core: FreshdeskCore): FreshdeskGroups['slaPolicies'] {
  return {
    async list(options) {
      const items = await readAll(core, '/api/v2/sla_policies', options);
      return items.map((json) => slaPolicyToUnified(json, core.context()));
    },
    async schedules(options) {
      const items = await readAll(core, '/api/v2/business_hours', options);
      return items.map((json) => scheduleToUnified(json, core.context()));
    },
  };
}
