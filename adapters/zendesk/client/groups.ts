import type { GroupResource } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { idOf, PROVIDER } from '../to-unified/common.ts';
import { groupToUnified } from '../to-unified/groups.ts';
import { groupMembershipWire } from '../wire/groups.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Teams of agents. */
export function groupResource(core: ZendeskCore): GroupResource<ZendeskRaw> {
  return {
    async get(id, options) {
      const data = await core.send(
        { method: 'GET', path: `/api/v2/groups/${core.path(id)}` },
        options,
      );
      return groupToUnified(data['group'], core.context()).value;
    },
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/groups',
        key: 'groups',
        page: query,
        options,
        translate: (items) => items.map((json) => groupToUnified(json, core.context()).value),
      }),
    members: (id, query, options) =>
      cursorList(core, {
        path: `/api/v2/groups/${core.path(id)}/memberships`,
        key: 'group_memberships',
        page: query,
        options,
        translate: (items) =>
          items.map((json) => {
            const membership = parseWire(groupMembershipWire, json, {
              provider: PROVIDER,
              what: 'group membership',
            });
            return idOf<'agent'>(core.context(), membership.user_id);
          }),
      }),
  };
}
