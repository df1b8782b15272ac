import { paginate } from '../../../src/adapter/page.ts';
import { pageSizeOf } from '../../../src/adapter/page-options.ts';
import type { CreateOptions, RequestOptions } from '../../../src/adapter/request-options.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import {
  ConfigurationError,
  UnsupportedError,
  WireFormatError,
} from '../../../src/errors/classes.ts';
import type { Message, MessageDraft } from '../../../src/model/message.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import { readWholeNumber, type WireBody } from '../from-unified/common.ts';
import { messageFromDraft } from '../from-unified/messages.ts';
import { type Lookups, PROVIDER, readMessageId } from '../to-unified/common.ts';
import { messageToUnified } from '../to-unified/messages.ts';
import { threadToUnified } from '../to-unified/thread.ts';
import { facetOf, isBackOfficeOf } from '../to-unified/ticket-facet.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { casePath, parseTicket, unlessClosed, withTicket } from './cases.ts';
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
      if (kind === 'source' && id.startsWith('of-')) {
        throw new UnsupportedError(
          'Intercom gives this first message no id, so that it cannot be blacked out.',
          { operation: 'messages.erase', provider: PROVIDER },
        );
      }
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
  // Only the ticket says whether customers see what staff wrote.
  const context = core.context(await withTicket(core, data, options));
  const { value, warnings } = threadToUnified(data, context);
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
  const isBackOffice = await isBackOfficeFor(core, { nativeId, sent: body }, options);
  const data = await core.send(replyRequest(core, nativeId, body), options);
  const isPart = data['part_type'] !== undefined;
  const lookups = isPart ? {} : await withTicket(core, data, options).catch(nothingKnown);
  const value = newMessageIn(core, data, { nativeId, sent: body, isBackOffice, lookups });
  return core.report('messages.create', value, [
    ...mapped.warnings,
    ...unshown(draft.visibility, value),
  ]);
}

// The message is written by now, so that a look that fails must not: staff's words stay internal.
const nothingKnown = (): Partial<Lookups> => ({ ticket: () => undefined });

/**
 * Whether customers never see the ticket that staff answer, which its answer does not say. Asked
 * before the answer is written, since nothing may fail afterwards.
 */
async function isBackOfficeFor(
  core: IntercomCore,
  { nativeId, sent }: { readonly nativeId: string; readonly sent: WireBody },
  options?: RequestOptions,
): Promise<boolean | null> {
  const isTold = sent['type'] === 'user' || sent['message_type'] === 'note';
  if (core.settings.read !== 'tickets' || isTold) return false;
  const path = casePath(core, nativeId);
  return core.memo(`isBackOffice:${nativeId}`, async () => {
    const data = await unlessClosed(core.send({ method: 'GET', path }, options));
    return data === null ? null : isBackOfficeOf(facetOf(parseTicket(data)));
  });
}

/** Says that customers do not see what was meant for them. */
const unshown = (wanted: MessageDraft['visibility'], value: IntercomMessage) =>
  wanted === 'public' && value.visibility === 'internal'
    ? value.provenance.warnings.filter(({ field }) => field === 'visibility')
    : [];

/** A reply in the name of whoever acts, where it names no teammate itself. */
export async function signed(
  core: IntercomCore,
  body: WireBody,
  options?: RequestOptions,
): Promise<WireBody> {
  if (body['type'] === 'user' || body['admin_id'] !== undefined) return body;
  return { ...body, admin_id: await core.actor(options) };
}

/**
 * Files go through the conversation where replies on tickets take addresses only: those of customers,
 * and before 2.16 all of them (sheet section 10).
 */
export const replyRequest = (core: IntercomCore, nativeId: string, body: WireBody) => {
  const isTicket =
    core.settings.read === 'tickets' &&
    !(
      body['attachment_files'] !== undefined &&
      (body['type'] === 'user' || core.writing.version < 16)
    );
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
  known: {
    readonly nativeId: string;
    readonly sent: WireBody;
    readonly isBackOffice: boolean | null;
    readonly lookups: Partial<Lookups>;
  },
): IntercomMessage {
  const { nativeId, sent, isBackOffice, lookups } = known;
  const context = core.context(lookups);
  if (data['part_type'] !== undefined) {
    const about = { ...context, ticketId: nativeId, isFirst: false, isBackOffice };
    return messageToUnified(data, about).value;
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
