import type { RatingResource } from '../../../src/adapter/resources.ts';
import { ratingToUnified } from '../to-unified/ratings.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Answers to the classic satisfaction survey. */
export function ratingResource(core: ZendeskCore): RatingResource {
  return {
    list: (query, options) =>
      cursorList(core, {
        path: '/api/v2/satisfaction_ratings',
        key: 'satisfaction_ratings',
        query: {
          start_time:
            query?.since === undefined ? undefined : Math.floor(query.since.getTime() / 1000),
        },
        page: query,
        options,
        translate: (items) => items.map((json) => ratingToUnified(json, core.context())),
      }),
  };
}
