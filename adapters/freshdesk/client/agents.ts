import { agentToUnified } from '../to-unified/agents.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

const AGENTS = '/api/v2/agents';

/** The support staff. Only administrators' keys may read others than their own (sheet section 15). */
export function agentResource(core: FreshdeskCore): FreshdeskGroups['agents'] {
  const toAgent = (json: unknown) => agentToUnified(json, core.context()).value;
  return {
    get: async (id, options) => toAgent(await core.get(`${AGENTS}/${core.path(id)}`, options)),
    list: (query, options) =>
      pageList(core, {
        path: AGENTS,
        page: query,
        options,
        translate: (items) => items.map(toAgent),
      }),
    me: async (options) => toAgent(await core.get(`${AGENTS}/me`, options)),
  };
}
