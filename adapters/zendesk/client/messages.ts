import { withUploads } from '../../../src/adapter/attachments.ts';
import type { CreateOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import type { Message, MessageDraft } from '../../../src/model/message.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { messageFromDraft } from '../from-unified/messages.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { commentToUnified } from '../to-unified/messages.ts';
import { auditWire } from '../wire/events.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { Json, ZendeskCore, ZendeskGroups } from './core.ts';
import { uploadFile } from './uploads.ts';
import { sideloaded } from './lookups.ts';
import { cursorList } from './paging.ts';

type ZendeskMessage = Message<ZendeskRaw['message']>;

/** The thread of a ticket. */
export function messageResource(core: ZendeskCore): ZendeskGroups['messages'] {
  const create = (ticketId: string, draft: MessageDraft, options?: CreateOptions) =>
    createMessage(core, ticketId, draft, options);
  return {
    list(ticketId, query, options) {
      const nativeId = String(core.path(ticketId));
      return cursorList(core, {
        path: `/api/v2/tickets/${nativeId}/comments`,
        key: 'comments',
        query: { include: 'users', include_inline_images: true, sort: 'created_at' },
        page: query,
        options,
        translate(items, data, cursor) {
          const context = core.context(sideloaded(data));
          // Only a list from its beginning starts with the first comment; ids are not in order.
          return items.map(
            (json, index) =>
              commentToUnified(json, {
                ...context,
                ticketId: nativeId,
                isFirst: cursor === null && index === 0,
              }).value,
          );
        },
      });
    },
    create,
    reply: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'public' }, options),
    note: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'internal' }, options),
    async makeInternal(ticketId, messageId, options) {
      const path = `/api/v2/tickets/${core.path(ticketId)}/comments/${commentId(core, messageId)}/make_private`;
      await core.send({ method: 'PUT', path }, options);
    },
    async redact(ticketId, messageId, passage, options) {
      const path = `/api/v2/tickets/${core.path(ticketId)}/comments/${commentId(core, messageId)}/redact`;
      await core.send({ method: 'PUT', path, body: { text: passage } }, options);
    },
  };
}

/** A comment is an update of its ticket, and repeating it would post it twice. */
async function createMessage(
  core: ZendeskCore,
  ticketId: string,
  draft: MessageDraft,
  options?: CreateOptions,
): Promise<Mapped<ZendeskMessage>> {
  const nativeId = String(core.path(ticketId));
  const ready = await withUploads(draft, (file) => uploadFile(core, file, options));
  const { data, warnings } = await core.write(
    messageFromDraft(ready, core.writing),
    { method: 'PUT', path: `/api/v2/tickets/${nativeId}`, idempotent: false },
    options,
  );
  return { value: commentOfAudit(core, data, nativeId), warnings };
}

/** The answer holds the new comment inside its audit, which has the date and the channel. */
function commentOfAudit(core: ZendeskCore, data: Json, ticketId: string): ZendeskMessage {
  const audit = parseWire(auditWire, data['audit'], { provider: PROVIDER, what: 'audit' });
  const comment = audit.events.find((event) => event.type === 'Comment');
  if (comment === undefined) {
    throw new WireFormatError('Zendesk took the message, but its answer does not show it.', {
      provider: PROVIDER,
      issues: [{ path: 'audit.events', message: 'expected an entry of type Comment' }],
    });
  }
  const context = core.context();
  return commentToUnified(comment, {
    ...context,
    ticketId,
    isFirst: false,
    createdAt: audit.created_at,
    via: audit.via,
  }).value;
}

const commentId = (core: ZendeskCore, id: string): string =>
  encodeURIComponent(nativeIdOf(id, { provider: PROVIDER, account: core.settings.account }));
