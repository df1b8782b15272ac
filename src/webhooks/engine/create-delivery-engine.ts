import { ConfigurationError, WebhookFailedError } from '../../errors/classes.ts';
import { fingerprint } from '../../adapter/fingerprint.ts';
import type { SupportEvent } from '../../model/event.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import type { EventEntry, StoreCounts, WebhookStore } from '../store/types.ts';
import type {
  DeadLetters,
  DeliveryOptions,
  IncomingDelivery,
  TakeOptions,
  WebhookAnswer,
  WebhookContext,
  WebhookTask,
} from '../types.ts';
import { answerOf } from './answers.ts';
import { createDeadlines } from './create-deadlines.ts';
import { createPump, reportStore } from './create-pump.ts';
import { createKnownStates } from './known-states.ts';
import {
  answerError,
  type EngineDesk,
  entriesOf,
  type KnownDesk,
  knownDesk,
  openDelivery,
} from './open-delivery.ts';
import { noteOf } from './run-entry.ts';
import { readSettings } from './settings.ts';
import { type Engine, processTask, takeIn } from './take-in.ts';
import { createWaiters } from './waiters.ts';

/** What an engine needs. */
export interface EngineOptions<Transaction> extends DeliveryOptions<Transaction> {
  readonly desks: readonly EngineDesk[];
  /** Runs all handlers of an event; answers what they threw. */
  readonly run: (
    event: SupportEvent,
    context: WebhookContext<Transaction>,
  ) => Promise<readonly unknown[]>;
}

/** Takes deliveries of several desks in, and brings their events to the handlers. */
export interface DeliveryEngine {
  readonly maxBodyBytes: number;
  /** @throws {ConfigurationError} for a desk that is not there. */
  receive(desk: string, delivery: IncomingDelivery, options?: TakeOptions): Promise<WebhookAnswer>;
  process(task: WebhookTask): Promise<void>;
  start(): void;
  readonly deadLetters: DeadLetters;
  counts(): Promise<StoreCounts>;
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The machinery behind a receiver and a hub (docs/decisions/0010): what is proven is kept, handled
 * under a lease, and ended.
 *
 * @throws {ConfigurationError} for options that make no sense.
 */
export function createDeliveryEngine<Transaction>(
  options: EngineOptions<Transaction>,
): DeliveryEngine {
  const settings = readSettings(options);
  const ownStore = options.store === undefined;
  // Safe: the memory store has no transaction, and its writes get none.
  const store = options.store ?? (createMemoryStore() as unknown as WebhookStore<Transaction>);
  const desks = new Map(options.desks.map((desk) => [desk.name, knownDesk(desk)]));
  const waiters = createWaiters();
  const { run, isEcho, queue } = options;
  const pulls = queue === undefined;
  const deadlines = createDeadlines(settings.clock);
  const states = createKnownStates(1000);
  const pump = createPump({
    store,
    settings,
    run,
    isEcho,
    deadlines,
    states,
    desks,
    waiters,
    pulls,
  });
  const engine: Engine<Transaction> = { settings, store, desks, waiters, pump, queue, deadlines };
  const names = [...desks.keys()];
  const intake = createIntake();
  return {
    maxBodyBytes: settings.maxBodyBytes,
    receive: (name, delivery, take = {}) => {
      const desk = deskOf(engine, name);
      if (!intake.isOpen || waiters.size >= settings.maxUnfinished) {
        const error = new WebhookFailedError(
          intake.isOpen ? 'Too many events are unfinished.' : 'The receiver was closed.',
        );
        return Promise.resolve(unavailable(engine, desk, error));
      }
      return intake.during(() => receive(engine, desk, { delivery, take }));
    },
    process: (task) => intake.during(() => processTask(engine, deskOf(engine, task.desk), task)),
    start: () => pump.wake(),
    deadLetters: {
      list: ({ limit = 100, after = null } = {}) => store.dead({ desks: names, limit, after }),
      async replay(keys) {
        const count = await store.revive(keys, settings.clock.now());
        pump.wake();
        return count;
      },
      discard: (keys) => store.discard(keys, settings.clock.now()),
    },
    counts: () => store.counts(names),
    idle: () => pump.idle(),
    async close() {
      await intake.close();
      await pump.stop();
      if (ownStore) await store.close();
    },
  };
}

function deskOf<Transaction>({ desks }: Engine<Transaction>, name: string): KnownDesk {
  const desk = desks.get(name);
  if (desk !== undefined) return desk;
  throw new ConfigurationError(
    `There is no desk "${name}". There are: ${[...desks.keys()].join(', ')}.`,
  );
}

/** A door that can be shut, and that knows who is still inside. */
function createIntake() {
  const inside = new Set<Promise<unknown>>();
  let isOpen = true;
  return {
    get isOpen() {
      return isOpen;
    },
    during<T>(work: () => Promise<T>): Promise<T> {
      const task = work().finally(() => inside.delete(task));
      inside.add(task);
      return task;
    },
    async close() {
      isOpen = false;
      while (inside.size > 0) await Promise.allSettled(inside);
    },
  };
}

function unavailable<Transaction>(
  { settings }: Engine<Transaction>,
  desk: KnownDesk,
  error: unknown,
): WebhookAnswer {
  settings.report({
    kind: 'unavailable',
    desk: desk.name,
    key: null,
    type: null,
    attempt: null,
    error,
  });
  return answerOf(desk.traits, 'unavailable', { error: answerError(error) });
}

/** A delivery and where it came in. */
interface Arrival {
  readonly delivery: IncomingDelivery;
  readonly take: TakeOptions;
}

async function receive<Transaction>(
  engine: Engine<Transaction>,
  desk: KnownDesk,
  { delivery, take }: Arrival,
): Promise<WebhookAnswer> {
  const { settings, store } = engine;
  const opened = await openDelivery(desk, delivery, settings);
  const report = (kind: 'refused' | 'malformed', error: unknown): void =>
    settings.report({ kind, desk: desk.name, key: null, type: null, attempt: null, error });
  switch (opened.kind) {
    case 'refused': {
      const { error } = opened;
      report('refused', error);
      const status = error.reason === 'body_too_large' ? 413 : 401;
      return answerOf(desk.traits, 'refused', { error, status });
    }
    case 'unavailable':
      return unavailable(engine, desk, opened.error);
    case 'malformed': {
      const { error, stored } = opened;
      report('malformed', error);
      try {
        await store.bury([unreadable(stored)], {
          now: settings.clock.now(),
          failure: noteOf(error),
        });
      } catch (failure) {
        reportStore(settings, failure, desk.name);
        return unavailable(engine, desk, failure);
      }
      return answerOf(desk.traits, 'malformed', { error: answerError(error) });
    }
    case 'proven': {
      const { events, stored } = opened;
      try {
        const entries = entriesOf(desk, events, stored);
        return await takeIn(engine, { desk, entries, events, waitUntil: take.waitUntil });
      } catch (failure) {
        reportStore(settings, failure, desk.name);
        return unavailable(engine, desk, failure);
      }
    }
  }
}

/** Deliveries that are alike are one dead letter. */
function unreadable(stored: EventEntry['delivery']): EventEntry {
  const key = `${stored.desk}:unreadable.${fingerprint([stored.body, stored.headers])}`;
  return { key, stream: key, delivery: stored, index: 0 };
}
