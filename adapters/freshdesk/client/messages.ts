import { pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { type Page, type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { PageQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { ConfigurationError, UnsupportedError } from '../../../src/errors/classes.ts';
import { nativeIdOf } from '../../../src/model/ids.ts';
import type { Message, MessageDraft } from '../../../src/model/message.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { readWholeNumber, toHtmlBody } from '../from-unified/common.ts';
import { messageCallOf, messageFromDraft } from '../from-unified/messages.ts';
import { type Lookups, PROVIDER } from '../to-unified/common.ts';
import { messageToUnified } from '../to-unified/messages.ts';
import { isFirstMessageId, type ThreadPage, threadToUnified } from '../to-unified/threads.ts';
import type { FreshdeskRaw } from '../wire/index.ts';
import { hasMore, isJson, type Json } from './answers.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { archivePath, viewTicket, writeTicket } from './ticket-view.ts';
import { TICKETS } from './ticket-walk.ts';

type FreshdeskMessage = Message<FreshdeskRaw['message']>;

/** The thread of a ticket: its description, and the conversations after it. */
export function messageResource(core: FreshdeskCore): FreshdeskGroups['messages'] {
  const create = (ticketId: string, draft: MessageDraft, options?: RequestOptions) =>
    createMessage(core, ticketId, draft, options);
  return {
    list: (ticketId, query, options) => listMessages(core, ticketId, query, options),
    create,
    reply: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'public' }, options),
    note: (ticketId, draft, options) =>
      create(ticketId, { ...draft, visibility: 'internal' }, options),
    async update(ticketId, messageId, { body }, options) {
      const nativeId = String(core.path(ticketId));
      const path = conversationPath(core, messageId, 'messages.update');
      const content = { body: toHtmlBody(body, 'body') };
      const data = await core.send({ method: 'PUT', path, body: content }, options);
      return messageToUnified(data, { ...core.context(), ticketId: nativeId });
    },
    async delete(ticketId, messageId, options) {
      core.path(ticketId);
      const path = conversationPath(core, messageId, 'messages.delete');
      await core.send({ method: 'DELETE', path }, options);
    },
  };
}

/**
 * Where a conversation is. The description is part of its ticket and has no address of its own.
 *
 * @throws {UnsupportedError} for the first message of a ticket.
 */
function conversationPath(
  core: FreshdeskCore,
  messageId: string,
  operation: 'messages.update' | 'messages.delete',
): string {
  const { account } = core.settings;
  const nativeId = nativeIdOf(messageId, { provider: PROVIDER, account });
  if (isFirstMessageId(nativeId)) {
    throw new UnsupportedError(
      'The first message is the ticket’s description: it can be neither changed nor taken away as a message.',
      { operation, provider: PROVIDER },
    );
  }
  if (readWholeNumber(nativeId) !== null) return `/api/v2/conversations/${nativeId}`;
  throw new ConfigurationError('Freshdesk ids are whole numbers; this id is not one.', {
    code: 'id_mismatch',
  });
}

/**
 * A reply or a note. Both are sent once: Freshdesk has no keys against doubles. Their answers leave
 * out what the call itself says (sheet section 9.2).
 */
async function createMessage(
  core: FreshdeskCore,
  ticketId: string,
  draft: MessageDraft,
  options?: RequestOptions,
): Promise<Mapped<FreshdeskMessage>> {
  const nativeId = String(core.path(ticketId));
  const { call, ...written } = messageCallOf(draft);
  const path = `${TICKETS}/${nativeId}/${call}`;
  const mapped = messageFromDraft(draft, core.writing);
  const post = () => core.write(mapped, { method: 'POST', path }, options);
  const { data, warnings } = await writeTicket(core, ticketId, post, options);
  const context = { ...core.context(), ticketId: nativeId, written };
  return { value: messageToUnified(data, context).value, warnings };
}

// How many conversations come along with a ticket, oldest first (sheet section 9.2).
const MOST_INCLUDED = 10;

/**
 * The thread, oldest first. Its first page holds the description beside a page of conversations; a
 * short thread comes with its ticket in one call. Cursors name the place, `live` or `archived`, and what
 * of a chat is still to be repeated.
 */
function listMessages(
  core: FreshdeskCore,
  ticketId: string,
  query?: PageQuery,
  options?: RequestOptions,
): Paginated<FreshdeskMessage> {
  const size = pageSizeOf(query, 100);
  const nativeId = core.path(ticketId);
  const plan: ThreadPlan = { nativeId, size, options };
  return paginate(async (cursor) => {
    await core.ready(options);
    return cursor === null ? firstPage(core, plan) : laterPage(core, plan, cursor);
  }, startOf(query));
}

interface ThreadPlan {
  readonly nativeId: number;
  readonly size: number;
  readonly options: RequestOptions | undefined;
}

async function firstPage(
  core: FreshdeskCore,
  { nativeId, size, options }: ThreadPlan,
): Promise<Page<FreshdeskMessage>> {
  const isWide = size > MOST_INCLUDED;
  const include = isWide ? 'conversations,requester' : 'requester';
  const ticket = await viewTicket(core, String(nativeId), { include, options });
  const place = ticket['archived'] === true ? 'archived' : 'live';
  const included = isWide ? ticket['conversations'] : null;
  const read = (conversations: readonly unknown[]) =>
    translate(core, { ticket, conversations }, nativeId, requesterOf(ticket));
  if (Array.isArray(included) && included.length < MOST_INCLUDED) {
    return { items: read(included).items, nextCursor: null };
  }
  const page = { place, number: 1, size } as const;
  const { entries, more } = await readConversations(core, nativeId, page, options);
  const { items, awaited } = read(entries);
  return { items, nextCursor: more ? cursorText(place, 2, awaited) : null };
}

const cursorText = (place: string, page: number, awaited: string | null): string =>
  [place, page, ...(awaited === null ? [] : [awaited])].join('~');

async function laterPage(
  core: FreshdeskCore,
  { nativeId, size, options }: ThreadPlan,
  cursor: string,
): Promise<Page<FreshdeskMessage>> {
  const [, place, page, hint = null] =
    /^(live|archived)~([1-9]\d*)(?:~([0-9a-f]+))?$/.exec(cursor) ?? [];
  if (place === undefined) {
    throw new ConfigurationError(
      'This cursor does not belong to this list; pass one of its own pages’ cursors.',
    );
  }
  const number = Number(page);
  const at = { place, number, size };
  const { entries, more } = await readConversations(core, nativeId, at, options);
  const read = { ticket: null, conversations: entries, awaited: hint };
  const { items, awaited } = translate(core, read, nativeId);
  return { items, nextCursor: more ? cursorText(place, number + 1, awaited) : null };
}

async function readConversations(
  core: FreshdeskCore,
  nativeId: number,
  page: { readonly place: string; readonly number: number; readonly size: number },
  options?: RequestOptions,
): Promise<{ readonly entries: readonly unknown[]; readonly more: boolean }> {
  const ticket = page.place === 'archived' ? archivePath(nativeId) : `${TICKETS}/${nativeId}`;
  const query = { per_page: page.size, page: page.number };
  const answer = await core.list(`${ticket}/conversations`, query, options);
  return { entries: answer.items, more: hasMore(answer, page.size) };
}

function translate(
  core: FreshdeskCore,
  page: ThreadPage,
  nativeId: number,
  lookups?: Partial<Lookups>,
): { readonly items: readonly FreshdeskMessage[]; readonly awaited: string | null } {
  const context = { ...core.context(lookups), ticketId: String(nativeId) };
  const { messages, warnings, awaited } = threadToUnified(page, context);
  core.http.warn('messages.list', warnings);
  return { items: messages.map(({ value }) => value), awaited };
}

/** The requester's name for his messages; conversations name people by id only. */
function requesterOf({ requester }: Json): Partial<Lookups> {
  if (!isJson(requester)) return {};
  const text = (key: string): string | null => {
    const value = requester[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const person = { kind: 'contact' as const, name: text('name'), email: text('email') };
  const id = String(requester['id']);
  return { person: (other) => (other === id ? person : undefined) };
}
