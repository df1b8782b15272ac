import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { formatId, nativeIdOf } from '../../model/ids.ts';
import type { Message, ReplyDraft } from '../../model/message.ts';
import type { Mapped } from '../../model/provenance.ts';
import type { TicketSnapshot } from '../../model/event.ts';
import { wordOfDeed, wordOfField, wordOfMessage, wordOfTag } from './words.ts';
import {
  wordsOfDraft,
  wordsOfFirstMessage,
  wordsOfMessage,
  wordsOfPatch,
  wordsOfPatched,
} from './words-of-writes.ts';

type Words = readonly string[];
type Call = (...parameters: never[]) => Promise<unknown>;

/** What is remembered of a call: what it is about to do, and what it has done. */
interface Watch<Operation extends Call> {
  before(...parameters: Parameters<Operation>): Words;
  after?(result: Awaited<ReturnType<Operation>>, ...parameters: Parameters<Operation>): Words;
}

type CallIn<Resource, Name extends keyof Resource> = Extract<NonNullable<Resource[Name]>, Call>;
type Watches<Resource> = {
  readonly [Name in keyof Resource]?: Watch<CallIn<Resource, Name>>;
};

/** Remembers words for as long as their echo may come. */
export type Remember = (words: Words) => Promise<void>;

/** The adapter with its writes preceded and followed by what is remembered of them. */
export function watchAdapter<Adapter extends AnySupportAdapter>(
  adapter: Adapter,
  remember: Remember,
): Adapter {
  const fullId = (id: string): string =>
    formatId({ ...scopeOf(adapter), nativeId: nativeIdOf(id, adapter) });
  const tags =
    adapter.tags === undefined ? undefined : watched(adapter.tags, tagWatches(fullId), remember);
  return {
    ...adapter,
    tickets: watched(adapter.tickets, ticketWatches(adapter, fullId), remember),
    messages: watched(adapter.messages, messageWatches(fullId), remember),
    ...(tags === undefined ? {} : { tags }),
  };
}

const scopeOf = ({ provider, account }: AnySupportAdapter) => ({ provider, account });

function watched<Resource extends object>(
  resource: Resource,
  watches: Watches<Resource>,
  remember: Remember,
): Resource {
  const watch = (name: keyof Resource, { before, after }: Watch<Call>): Call => {
    // Safe: only operations are watched, and those that are not there are left out below.
    const operation = resource[name] as Call;
    return async (...parameters) => {
      // When this fails, nothing was sent: better than a write whose echo nobody would know.
      await remember(before(...parameters));
      const result = await operation(...parameters);
      // The write has happened: a failure here must not look like one of the write.
      await remember(after?.(result, ...parameters) ?? []).catch(() => undefined);
      return result;
    };
  };
  // Safe: a table of operations of this resource; each is only called with its own parameters.
  const entries = Object.entries(watches) as [keyof Resource & string, Watch<Call>][];
  const present = entries.filter(([name]) => resource[name] !== undefined);
  return {
    ...resource,
    ...Object.fromEntries(present.map(([name, one]) => [name, watch(name, one)])),
  };
}

type FullId = (id: string) => string;

function ticketWatches(
  { provider, account }: AnySupportAdapter,
  fullId: FullId,
): Watches<AnySupportAdapter['tickets']> {
  const desk = `${provider}:${account}`;
  const deed = (type: string) => (id: string) => [wordOfDeed(fullId(id), type)];
  const deleted = { before: deed('ticket.deleted') };
  return {
    create: {
      before: (draft) => wordsOfDraft(desk, draft),
      after: ({ value: { id } }, draft) => [
        wordOfDeed(id, 'ticket.created'),
        ...wordsOfFirstMessage(id, draft),
      ],
    },
    createMany: {
      before: (drafts) => drafts.flatMap((draft) => wordsOfDraft(desk, draft)),
      after: ({ value: { items } }) =>
        items.flatMap(({ id }) => (id === null ? [] : [wordOfDeed(id, 'ticket.created')])),
    },
    update: {
      before: (id, patch) => wordsOfPatch(fullId(id), patch, fullId),
      // Safe: the same fields; only the value types of custom fields are not known here.
      after: ({ value }, id, patch) => wordsOfPatched(fullId(id), patch, value as TicketSnapshot),
    },
    updateMany: {
      before: (ids, patch) => ids.flatMap((id) => wordsOfPatch(fullId(id), patch, fullId)),
    },
    merge: {
      before: (target, sources, { targetComment, sourceComment } = {}) => [
        ...[target, ...sources].map((id) => wordOfDeed(fullId(id), 'ticket.merged')),
        ...sources.flatMap((id) =>
          ['resolved', 'closed'].map((status) => wordOfField(fullId(id), 'status', status)),
        ),
        ...commentWords(fullId(target), targetComment),
        ...sources.flatMap((id) => commentWords(fullId(id), sourceComment)),
      ],
    },
    delete: deleted,
    purge: deleted,
    deleteMany: { before: (ids) => ids.flatMap(deleted.before) },
    restore: { before: deed('ticket.restored') },
    markAsSpam: { before: (id) => [wordOfField(fullId(id), 'isSpam', true)] },
  };
}

const commentWords = (
  ticketId: string,
  comment: { readonly text: string; readonly visibility: 'public' | 'internal' } | undefined,
): Words =>
  comment === undefined
    ? []
    : wordsOfMessage(ticketId, { body: { text: comment.text }, visibility: comment.visibility });

function messageWatches(fullId: FullId): Watches<AnySupportAdapter['messages']> {
  const after = ({ value }: Mapped<Message>, ticketId: string): Words => [
    wordOfMessage(fullId(ticketId), value.externalId),
  ];
  const seenBy = (visibility: 'public' | 'internal') => ({
    before: (ticketId: string, draft: ReplyDraft) =>
      wordsOfMessage(fullId(ticketId), { ...draft, visibility }),
    after,
  });
  return {
    create: { before: (ticketId, draft) => wordsOfMessage(fullId(ticketId), draft), after },
    reply: seenBy('public'),
    note: seenBy('internal'),
  };
}

function tagWatches(fullId: FullId): Watches<NonNullable<AnySupportAdapter['tags']>> {
  const moved = (sign: '+' | '-') => (ticketId: string, tags: readonly string[]) =>
    tags.map((tag) => wordOfTag(fullId(ticketId), sign, tag));
  const after = (tags: readonly string[], ticketId: string): Words => [
    wordOfField(fullId(ticketId), 'tags', tags),
  ];
  return {
    add: { before: moved('+'), after },
    remove: { before: moved('-'), after },
    overwrite: { before: (id, tags) => [wordOfField(fullId(id), 'tags', tags)], after },
  };
}
