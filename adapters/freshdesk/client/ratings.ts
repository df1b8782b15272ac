import { toIsoSeconds } from '../from-unified/common.ts';
import { ratingToUnified } from '../to-unified/ratings.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';
import { BEGINNING } from './windows.ts';

/** Answers to satisfaction surveys. Without a date the list may show the newest only. */
export function ratingResource(core: FreshdeskCore): FreshdeskGroups['ratings'] {
  return {
    list: (query, options) =>
      pageList(core, {
        path: '/api/v2/surveys/satisfaction_ratings',
        query: {
          created_since:
            query?.since === undefined ? BEGINNING : toIsoSeconds(query.since, 'since'),
        },
        page: query,
        options,
        translate: (items) => items.map((json) => ratingToUnified(json, core.context())),
      }),
  };
}
