import type { AgentResource } from '../../../src/adapter/resources.ts';
import { agentToUnified } from '../to-unified/agents.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { readMe } from './actor.ts';
import type { IntercomCore } from './core.ts';
import { wholeList } from './paging.ts';

/** Teammates, and the bot that stands among them. */
export function agentResource(core: IntercomCore): AgentResource<IntercomRaw> {
  return {
    async get(id, options) {
      const data = await core.send({ method: 'GET', path: `/admins/${core.path(id)}` }, options);
      return agentToUnified(data, core.context()).value;
    },
    list: (query, options) =>
      wholeList(core, {
        path: '/admins',
        key: 'admins',
        page: query,
        options,
        translate: (items) => items.map((json) => agentToUnified(json, core.context()).value),
      }),
    async me(options) {
      const data = await core.send({ method: 'GET', path: '/me' }, options);
      return agentToUnified(readMe(data, core.settings.account), core.context()).value;
    },
  };
}
