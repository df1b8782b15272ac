import type { MacroResource } from '../../../src/adapter/resources.ts';
import { macroToUnified } from '../to-unified/macros.ts';
import type { ZendeskCore } from './core.ts';
import { offsetList } from './paging.ts';

/** Prepared answers. Zendesk's change fields, too; `raw` has the steps. */
export function macroResource(core: ZendeskCore): MacroResource {
  return {
    list: (page, options) =>
      offsetList(core, {
        path: '/api/v2/macros',
        key: 'macros',
        page,
        options,
        translate: (items) => items.map((json) => macroToUnified(json, core.context())),
      }),
    async get(id, options) {
      const path = `/api/v2/macros/${core.path(id)}`;
      const data = await core.send({ method: 'GET', path }, options);
      return macroToUnified(data['macro'], core.context());
    },
  };
}
