import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import type { SupportEvent } from '../../model/event.ts';
import { parseId } from '../../model/ids.ts';
import { createMemoryStore } from '../../webhooks/store/memory-store.ts';
import type { WebhookStore } from '../../webhooks/store/types.ts';
import { watchAdapter } from './watch-adapter.ts';
import { wordsOfEvent } from './words-of-events.ts';

/** Where and how long writes are remembered. */
export interface WriteLogOptions {
  /** The store of the receivers, so that several processes know of each other's writes. @default a memory */
  readonly store?: Pick<WebhookStore<never>, 'mark' | 'marked'>;
  /** How long after a write its echo is expected, in milliseconds. @default 120000 */
  readonly ttlMs?: number;
  /**
   * Ids of the agents that the application writes as, polydesk's or native ones. When given, what these
   * did is always an echo, and what another person did never, unless it is the very record that was written.
   */
  readonly agents?: readonly string[];
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

/** Knows what the application wrote itself. */
export interface WriteLog {
  /** The same adapter, whose writes of tickets, messages and tags are remembered. */
  watch<Adapter extends AnySupportAdapter>(adapter: Adapter): Adapter;
  /** Whether an event tells of such a write. */
  isEcho(event: SupportEvent): Promise<boolean>;
}

/**
 * Recognises the application's own writes when they come back as events, so that nothing answers
 * itself. Each write is remembered before it is sent, since its echo may be faster than its answer: a
 * message by a fingerprint of its text, a change by its field and value; and after it, by its id and by
 * what else has moved. An update is an echo when all of its changes are; one that tells no changes is none.
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
  const done = new WeakSet<AnySupportAdapter>();
  const remember = async (words: readonly string[]): Promise<void> => {
    const now = clock.now();
    if (words.length > 0) await store.mark(words, now + ttlMs, now);
  };
  return {
    watch(adapter) {
      if (done.has(adapter)) return adapter;
      const watched = watchAdapter(adapter, remember);
      done.add(watched);
      return watched;
    },
    async isEcho(event) {
      const by = authorOf(event, agents);
      if (by === 'us') return true;
      const { proof, signs } = wordsOfEvent(event);
      const likely = by === 'other' ? [] : signs;
      if (proof.length + likely.length === 0) return false;
      const known = await store.marked([...proof, ...likely.flat()], clock.now());
      const isKnown = (word: string): boolean => known.has(word);
      if (proof.some(isKnown)) return true;
      return likely.length > 0 && likely.every((group) => group.some(isKnown));
    },
  };
}

/** Who did it, as far as that is known. */
function authorOf(
  event: SupportEvent,
  agents: ReadonlySet<string> | null,
): 'us' | 'other' | 'unknown' {
  const actor = event.actor ?? ('message' in event ? (event.message.author ?? null) : null);
  // Messages may be written in a customer's name; nothing else is.
  if (actor?.kind === 'customer' && !('message' in event)) return 'other';
  const id = actor?.id ?? null;
  if (agents === null || id === null) return 'unknown';
  return agents.has(id) || agents.has(parseId(id)?.nativeId ?? id) ? 'us' : 'other';
}
