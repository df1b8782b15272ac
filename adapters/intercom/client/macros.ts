import type { MacroResource } from '../../../src/adapter/resources.ts';
import { macroToUnified } from '../to-unified/macros.ts';
import type { IntercomCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Saved replies, since version 2.16. */
export function macroResource(core: IntercomCore): MacroResource {
  return {
    list(page, options) {
      core.requireVersion(16, 'macros.list');
      return cursorList(core, {
        path: '/macros',
        key: 'data',
        page,
        options,
        translate: (items) => items.map((json) => macroToUnified(json, core.context())),
        distinctBy: ({ id }) => id,
      });
    },
    async get(id, options) {
      const path = `/macros/${core.path(id)}`;
      core.requireVersion(16, 'macros.get');
      return macroToUnified(await core.send({ method: 'GET', path }, options), core.context());
    },
  };
}
