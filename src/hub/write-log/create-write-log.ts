import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import type { SupportEvent } from '../../model/event.ts';
import type { TicketDraft } from '../../model/ticket.ts';
import { createMemoryStore } from '../../webhooks/store/memory-store.ts';
import type { WebhookStore } from '../../webhooks/store/types.ts';
import { groupsOfEvent } from './words-of-events.ts';
import {
  wordOfMessage,
  wordOfSubject,
  wordOfTicket,
  wordsOfMessage,
  wordsOfPatch,
} from './words-of-writes.ts';

/** Where and how long writes are remembered. */
export interface WriteLogOptions {
  /** The store of the receivers, so that several processes know of each other's writes. @default a memory */
  readonly store?: Pick<WebhookStore<never>, 'mark' | 'marked'>;
  /** How long after a write its echo is expected, in milliseconds. @default 120000 */
  readonly ttlMs?: number;
  /**
   * Ids of the agents that the application writes as. When given, what another person did is never taken
   * for an echo, and what these did always is.
   */
  readonly agents?: readonly string[];
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

/** Knows what the application wrote itself. */
export interface WriteLog {
  /** The same adapter, whose writes of tickets and messages are remembered. */
  watch<Adapter extends AnySupportAdapter>(adapter: Adapter): Adapter;
  /** Whether an event tells of such a write. */
  isEcho(event: SupportEvent): Promise<boolean>;
}

/**
 * Recognises the application's own writes when they come back as webhooks, so that nothing answers
 * itself. Each write is remembered before it is sent, since its echo may be faster than its answer: a
 * message by a fingerprint of its text, a change by its field and value; and after it, by its id.
 *
 * @throws {ConfigurationError} when `ttlMs` is no time.
 * @example
 * const log = createWriteLog({ store });
 * const desk = log.watch(createZendesk({ … }));
 * const receiver = createWebhookReceiver({ parser: desk.webhooks, secret, store,
 *   isEcho: log.isEcho, echoes: 'ignore' });
 */
export function createWriteLog(options: WriteLogOptions = {}): WriteLog {
  const { store = createMemoryStore(), ttlMs = 120_000, clock = systemClock } = options;
  if (!(ttlMs > 0)) throw new ConfigurationError('ttlMs must be more than 0.');
  const agents = options.agents === undefined ? null : new Set(options.agents);
  const remember = async (words: readonly string[]): Promise<void> => {
    const now = clock.now();
    if (words.length > 0) await store.mark(words, now + ttlMs, now);
  };
  return {
    watch: (adapter) => watch(adapter, remember),
    async isEcho(event) {
      const actor = event.actor?.id ?? null;
      if (agents !== null && actor !== null) return agents.has(actor);
      const groups = groupsOfEvent(event);
      if (groups.length === 0) return false;
      const known = await store.marked(groups.flat(), clock.now());
      return groups.every((group) => group.some((word) => known.has(word)));
    },
  };
}

type Remember = (words: readonly string[]) => Promise<void>;

/** The adapter with its writes preceded and followed by what is remembered of them. */
function watch<Adapter extends AnySupportAdapter>(adapter: Adapter, remember: Remember): Adapter {
  const { provider, account } = adapter;
  const desk = `${provider}:${account}`;
  const idOf = (id: string): string => (id.includes(':') ? id : `${desk}:${id}`);
  const tickets = { ...adapter.tickets, ...watchedTickets(adapter, { desk, idOf, remember }) };
  const messages = { ...adapter.messages, ...watchedMessages(adapter, { desk, idOf, remember }) };
  // Safe: the same operations, by the same names.
  return { ...adapter, tickets, messages };
}

interface Watching {
  readonly desk: string;
  readonly idOf: (id: string) => string;
  readonly remember: Remember;
}

function watchedTickets(
  { tickets }: AnySupportAdapter,
  { desk, idOf, remember }: Watching,
): Partial<AnySupportAdapter['tickets']> {
  const { create, update, updateMany } = tickets;
  return {
    ...(create === undefined
      ? {}
      : {
          async create(draft: TicketDraft<AnyFields>, callOptions) {
            const { visibility = 'public', body } = draft.message;
            await remember([
              wordOfSubject(desk, draft.subject),
              ...wordsOfMessage(desk, visibility, body),
            ]);
            const made = await create(draft, callOptions);
            await remember([wordOfTicket(made.value.id)]);
            return made;
          },
        }),
    ...(update === undefined
      ? {}
      : {
          async update(id, patch, callOptions) {
            await remember(wordsOfPatch(idOf(id), patch));
            return update(id, patch, callOptions);
          },
        }),
    ...(updateMany === undefined
      ? {}
      : {
          async updateMany(ids, patch, callOptions) {
            await remember(ids.flatMap((id) => wordsOfPatch(idOf(id), patch)));
            return updateMany(ids, patch, callOptions);
          },
        }),
  };
}

function watchedMessages(
  { messages }: AnySupportAdapter,
  { idOf, remember }: Watching,
): Partial<AnySupportAdapter['messages']> {
  const { create, reply, note } = messages;
  type Write = NonNullable<typeof reply>;
  const watched =
    (write: Write, visibility: 'public' | 'internal'): Write =>
    async (ticketId, draft, callOptions) => {
      await remember(wordsOfMessage(idOf(ticketId), visibility, draft.body));
      const made = await write(ticketId, draft, callOptions);
      await remember([wordOfMessage(idOf(ticketId), made.value.externalId)]);
      return made;
    };
  return {
    ...(reply === undefined ? {} : { reply: watched(reply, 'public') }),
    ...(note === undefined ? {} : { note: watched(note, 'internal') }),
    ...(create === undefined
      ? {}
      : {
          async create(ticketId, draft, callOptions) {
            await remember(wordsOfMessage(idOf(ticketId), draft.visibility, draft.body));
            const made = await create(ticketId, draft, callOptions);
            await remember([wordOfMessage(idOf(ticketId), made.value.externalId)]);
            return made;
          },
        }),
  };
}
