import { paginate } from '../../../src/adapter/page.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { groupToUnified } from '../to-unified/groups.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

const GROUPS = '/api/v2/groups';

/** Teams of agents. Only a single group's record names its members. */
export function groupResource(core: FreshdeskCore): FreshdeskGroups['groups'] {
  const toGroup = (json: unknown) => groupToUnified(json, core.context()).value;
  const get = async (id: string, options?: RequestOptions) =>
    toGroup(await core.get(`${GROUPS}/${core.path(id)}`, options));
  return {
    get,
    list: (query, options) =>
      pageList(core, {
        path: GROUPS,
        page: query,
        options,
        translate: (items) => items.map(toGroup),
      }),
    members(id, _query, options) {
      core.path(id);
      return paginate(async () => ({
        items: (await get(id, options)).memberIds ?? [],
        nextCursor: null,
      }));
    },
  };
}
