import type { RatingResource } from '../../../src/adapter/resources.ts';
import { ratingToUnified } from '../to-unified/ratings.ts';
import type { IntercomCore } from './core.ts';
import { since as atOrAfter } from './filters.ts';
import { searchList } from './paging.ts';

/** What customers thought, found by when they said so. */
export function ratingResource(core: IntercomCore): RatingResource {
  return {
    list(query, options) {
      const since = query?.since ?? new Date(0);
      return searchList(core, {
        path: '/conversations/search',
        key: 'conversations',
        filter: atOrAfter('conversation_rating.replied_at', since, 'since'),
        page: query,
        options,
        translate: (items) =>
          items
            .map((json) => ratingToUnified(json, core.context()))
            .filter(
              ({ status, ratedAt }) =>
                status === 'received' &&
                (ratedAt === null ||
                  ratedAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000),
            ),
        distinctBy: ({ ticketId }) => ticketId ?? '',
      });
    },
  };
}
