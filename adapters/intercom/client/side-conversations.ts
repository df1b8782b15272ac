import { sideConversationToUnified } from '../to-unified/side-conversations.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';
import { numberedList } from './paging.ts';

/** Threads of staff beside a conversation. They can be read, and not be written. */
export function sideConversationResource(core: IntercomCore): IntercomGroups['sideConversations'] {
  return {
    list(ticketId, page, options) {
      const nativeId = core.path(ticketId);
      return numberedList(core, {
        path: `/conversations/${nativeId}/side_conversations`,
        key: 'side_conversations',
        page,
        maxPageSize: 50,
        options,
        translate: (items) =>
          items.map((json) => sideConversationToUnified(json, nativeId, core.context())),
        distinctBy: ({ id }) => id,
      });
    },
  };
}
