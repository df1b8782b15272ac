import type { SideConversationResource } from '../../../src/adapter/resources.ts';
import { toCommentBody } from '../from-unified/common.ts';
import { sideConversationToUnified } from '../to-unified/side-conversations.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

/** Conversations beside a ticket (an add-on; accounts without it answer 403 or 404). */
export function sideConversationResource(core: ZendeskCore): SideConversationResource {
  const pathOf = (ticketId: string, id?: string): string =>
    `/api/v2/tickets/${core.path(ticketId)}/side_conversations${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
  return {
    list: (ticketId, query, options) =>
      cursorList(core, {
        path: pathOf(ticketId),
        key: 'side_conversations',
        page: query,
        options,
        translate: (items) =>
          items.map((json) =>
            sideConversationToUnified(json, String(core.path(ticketId)), core.context()),
          ),
      }),
    async get(ticketId, id, options) {
      const data = await core.send({ method: 'GET', path: pathOf(ticketId, id) }, options);
      return sideConversationToUnified(
        data['side_conversation'],
        String(core.path(ticketId)),
        core.context(),
      );
    },
    async create(ticketId, draft, options) {
      const message = {
        subject: draft.subject,
        ...toCommentBody(draft.body, 'body'),
        to: draft.to.map((email) => ({ email })),
      };
      const data = await core.send(
        { method: 'POST', path: pathOf(ticketId), body: { message } },
        options,
      );
      return sideConversationToUnified(
        data['side_conversation'],
        String(core.path(ticketId)),
        core.context(),
      );
    },
    async reply(ticketId, id, body, options) {
      const message = toCommentBody(body, 'body');
      const path = `${pathOf(ticketId, id)}/reply`;
      const data = await core.send({ method: 'POST', path, body: { message } }, options);
      return sideConversationToUnified(
        data['side_conversation'],
        String(core.path(ticketId)),
        core.context(),
      );
    },
  };
}
