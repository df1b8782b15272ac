import { startOf } from '../../../src/adapter/page-options.ts';
import { paginate } from '../../../src/adapter/page.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { macroToUnified } from '../to-unified/macros.ts';
import { cannedFolderWire } from '../wire/macros.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { readAll } from './paging.ts';

const FOLDERS = '/api/v2/canned_response_folders';

/** Prepared answers: Freshdesk's canned responses, which are listed folder by folder. */
export function macroResource(core: FreshdeskCore): FreshdeskGroups['macros'] {
  return {
    list: (page, options) =>
      paginate(async (cursor) => {
        const folders = await readAll(core, FOLDERS, options);
        const ids = folders.map((json) => {
          const { id } = parseWire(cannedFolderWire, json, {
            provider: PROVIDER,
            what: 'folder of canned responses',
          });
          return String(id);
        });
        // A folder that is gone meanwhile ends the list.
        const folderId = cursor ?? ids[0];
        if (folderId === undefined || !ids.includes(folderId)) {
          return { items: [], nextCursor: null };
        }
        const path = `${FOLDERS}/${encodeURIComponent(folderId)}/responses`;
        const items = await readAll(core, path, options);
        return {
          items: items.map((json) => macroToUnified(json, { ...core.context(), folderId })),
          nextCursor: ids[ids.indexOf(folderId) + 1] ?? null,
        };
      }, startOf(page)),
    async get(id, options) {
      const data = await core.get(`/api/v2/canned_responses/${core.path(id)}`, options);
      return macroToUnified(data, core.context());
    },
  };
}
