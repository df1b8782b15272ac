import type { GroupResource } from '../../../src/adapter/resources.ts';
import { paginate } from '../../../src/adapter/page.ts';
import { groupToUnified } from '../to-unified/groups.ts';
import type { IntercomRaw } from '../wire/index.ts';
import type { IntercomCore } from './core.ts';
import { wholeList } from './paging.ts';

/** Teams of teammates. */
export function groupResource(core: IntercomCore): GroupResource<IntercomRaw> {
  const get: GroupResource<IntercomRaw>['get'] = async (id, options) => {
    const data = await core.send({ method: 'GET', path: `/teams/${core.path(id)}` }, options);
    return groupToUnified(data, core.context()).value;
  };
  return {
    get,
    list: (query, options) =>
      wholeList(core, {
        path: '/teams',
        key: 'teams',
        page: query,
        options,
        translate: (items) => items.map((json) => groupToUnified(json, core.context()).value),
      }),
    members: (id, _query, options) =>
      paginate(async () => {
        const { memberIds } = await get(id, options);
        return { items: memberIds ?? [], nextCursor: null };
      }),
  };
}
