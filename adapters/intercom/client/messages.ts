import { paginate } from '../../../src/adapter/page.ts';
import { pageSizeOf } from '../../../src/adapter/page-options.ts';
import type { CreateOptions, RequestOptions } from '../../../src/adapter/request-options.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import { ConfigurationError, WireFormatError } from '../../../src/errors/classes.ts';
import type { Message, MessageDraft } from '../../../src/model/message.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import { readWholeNumber, type WireBody } from '../from-unified/common.ts';
import { messageFromDraft } from '../from-unified/messages.ts';
import { PROVIDER, readMessageId } from '../to-unified/common.ts';
import { messageToUnified } from '../to-unified/messages.ts';
import { threadToUnified } from '../to-unified/thread.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { casePath } from './cases.ts';
import type { IntercomCore, IntercomGroups, Json } from './core.ts';
import { withFiles } from './files.ts';

type IntercomMessage = Message<IntercomRaw['message']>;

/** The thread of a case: its first message and the parts that say something. */
export function messageResource(core: IntercomCore): IntercomGroups['messages'] {
  const create = (ticketId: string, draft: MessageDraft, options?: CreateOptions) =>
    createMessage(core, ticketId, draft, options);
  return {
    list(ticketId, query, options) {
      const nativeId = core.path(ticketId);
      const size = pageSizeOf(query, MOST_MESSAGES);
      const start = query?.cursor ?? null;
      let thread: readonly IntercomMessage[] = [];
      return paginate(
        async (cursor) => {
          // One answer holds the whole thread; its pages are cut here.
          if (cursor === start) thread = await readThread(core, nativeId, options);
          const from = cursor === null ? 0 : placeAfter(thread, cursor);
          const items = thread.slice(from, from + size);
          const isLast = from + size >= thread.length;
          return { items, nextCursor: isLast ? null : (items.at(-1)?.externalId ?? null) };
        },
        { cursor: start },
      );
    },
    create,
    reply: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'public' }, options),
    note: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'internal' }, options),
    async erase(ticketId, messageId, options) {
      const conversation_id = core.path(ticketId);
      const scope = { provider: PROVIDER, account: core.settings.account };
      const { kind, id } = readMessageId(nativeIdOf(messageId, scope));
      const body =
        kind === 'source'
          ? { type: 'source', conversation_id, source_id: id }
          : { type: 'conversation_part', conversation_id, conversation_part_id: id };
      // What is blacked out stays so, however often that is asked for.
      const request = {
        method: 'POST',
        path: '/conversations/redact',
        body,
        idempotent: true,
      } as const;
      await core.send(request, options);
    },
  };
}

// 500 parts and the first message.
const MOST_MESSAGES = 501;

async function readThread(
  core: IntercomCore,
  nativeId: string,
  options?: RequestOptions,
): Promise<readonly IntercomMessage[]> {
  await core.ready(options);
  const path = casePath(core, nativeId);
  const data = await core.send({ method: 'GET', path }, options);
  const { value, warnings } = threadToUnified(data, core.context());
  core.http.warn('messages.list', warnings);
  return value;
}

/** Where a thread goes on after the message that a cursor names. */
function placeAfter(thread: readonly IntercomMessage[], cursor: string): number {
  const place = thread.findIndex(({ externalId }) => externalId === cursor);
  if (place >= 0) return place + 1;
  throw new ConfigurationError(
    'This cursor does not belong to this thread, or its message is out of reach by now.',
  );
}

/** A reply or a note. Repeating it would write it twice. */
async function createMessage(
  core: IntercomCore,
  ticketId: string,
  draft: MessageDraft,
  options?: CreateOptions,
): Promise<Mapped<IntercomMessage>> {
  const nativeId = core.path(ticketId);
  const mapped = messageFromDraft(draft, core.writing);
  const body = await withFiles(await signed(core, mapped.value, options), draft.attachments);
  const data = await core.send(replyRequest(core, nativeId, body), options);
  const value = newMessageIn(core, data, { nativeId, sent: body });
  return core.report('messages.create', value, mapped.warnings);
}

/** A reply in the name of whoever acts, where it names no teammate itself. */
export async function signed(
  core: IntercomCore,
  body: WireBody,
  options?: RequestOptions,
): Promise<WireBody> {
  if (body['type'] === 'user' || body['admin_id'] !== undefined) return body;
  return { ...body, admin_id: await core.actor(options) };
}

/** Files of customers go through the conversation, since replies on tickets take addresses only. */
export const replyRequest = (core: IntercomCore, nativeId: string, body: WireBody) => {
  const isTicket =
    core.settings.read === 'tickets' &&
    !(body['type'] === 'user' && body['attachment_files'] !== undefined);
  const path = `/${isTicket ? 'tickets' : 'conversations'}/${nativeId}/reply`;
  return { method: 'POST', path, body } as const;
};

/**
 * The message that a reply made. A ticket answers the part itself, a conversation its whole thread:
 * there it is the newest message of the author that is of a kind that a reply becomes.
 */
function newMessageIn(
  core: IntercomCore,
  data: Json,
  { nativeId, sent }: { readonly nativeId: string; readonly sent: WireBody },
): IntercomMessage {
  const context = core.context();
  if (data['part_type'] !== undefined) {
    return messageToUnified(data, { ...context, ticketId: nativeId, isFirst: false }).value;
  }
  const author = core.idOf(String(sent['admin_id'] ?? sent['intercom_user_id']));
  const kinds = sent['type'] === 'user' ? CUSTOMER_KINDS : [sent['message_type']];
  const own = threadToUnified(data, context).value.filter(
    (message) => kinds.includes(message.nativeType) && message.author.id === author,
  );
  const [first, ...others] = own;
  if (first !== undefined) return others.reduce(newerOf, first);
  throw new WireFormatError('Intercom took the message, but its answer does not show it.', {
    provider: PROVIDER,
    issues: [{ path: 'conversation_parts', message: `expected a ${kinds.join(' or ')}` }],
  });
}

// On a closed or snoozed conversation a customer's words come as `open` (sheet section 7.1).
const CUSTOMER_KINDS: readonly unknown[] = ['comment', 'open', 'quick_reply'];

/** Ids of parts count up, also where a message is dated back. */
function newerOf(one: IntercomMessage, two: IntercomMessage): IntercomMessage {
  const [first, second] = [readWholeNumber(one.externalId), readWholeNumber(two.externalId)];
  return first !== null && second !== null && first > second ? one : two;
}
