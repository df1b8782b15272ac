import { RequestError } from '../errors/classes.ts';
import type { SupportEvent } from '../model/event.ts';
import type { Desks } from './desks.ts';
import type { Enricher } from './enrich.ts';
import { failureOf } from './failure-of.ts';
import type { Handlers } from '../webhooks/handlers.ts';
import type { WebhookContext } from '../webhooks/types.ts';
import type { HubEventContext, HubStage, StageTools } from './types.ts';

type Origin = HubEventContext['origin'];

/** Brings events to their handlers, until it is closed. */
export interface Dispatcher {
  /** Begins work that `close` waits for. Rejects after `close`. */
  begin<T>(work: () => Promise<T>): Promise<T>;
  /** Does work that somebody else took in, and that `close` waits for as well. */
  join<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the code at hand is part of work that is going on, where the runtime can tell. */
  isInside(): boolean;
  /** Handles one event. Answers what went wrong. */
  handle(
    event: SupportEvent,
    origin: Origin,
    delivery?: WebhookContext,
  ): Promise<readonly unknown[]>;
  /**
   * Handles events in their order and answers them as handlers saw them.
   * @throws {AggregateError} with everything that went wrong, after all of them.
   */
  handleAll(events: readonly SupportEvent[], origin: Origin): Promise<readonly SupportEvent[]>;
  /** Aborts with the beginning of `close`. */
  readonly closing: AbortSignal;
  /**
   * Takes nothing new, and resolves when nothing is going on any more. Called by a handler, it does
   * not wait for the work that this handler is part of, where the runtime can tell.
   */
  close(): Promise<void>;
}

/** What handling an event takes. */
export interface DispatcherParts {
  readonly desks: Pick<Desks, 'of'>;
  readonly enricher: Pick<Enricher, 'event'>;
  readonly handlers: Pick<Handlers<HubEventContext>, 'run'>;
  readonly stages: readonly HubStage<never>[];
  readonly tools: StageTools;
}

/** Starts open. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const running = new Set<Work>();
  const current = currentWork();
  const controller = new AbortController();

  const tell = (event: SupportEvent, origin: Origin, delivery: WebhookContext | null = null) =>
    tellEvent(parts, event, { origin, delivery });

  async function join<T>(work: () => Promise<T>): Promise<T> {
    const entry: Work = { done: null };
    const task = current.run(entry, work);
    entry.done = task;
    running.add(entry);
    try {
      return await task;
    } finally {
      running.delete(entry);
    }
  }

  return {
    closing: controller.signal,
    async begin(work) {
      if (controller.signal.aborted) {
        throw new RequestError('This hub is closed: it takes nothing new.', {
          code: 'request_aborted',
        });
      }
      return join(work);
    },
    join,
    isInside() {
      const own = current.get();
      return own !== undefined && running.has(own);
    },
    async handle(event, origin, delivery) {
      try {
        return (await tell(event, origin, delivery)).failures;
      } catch (error) {
        return [error];
      }
    },
    async handleAll(events, origin) {
      const seen: SupportEvent[] = [];
      const failures: unknown[] = [];
      for (const event of events) {
        try {
          const told = await tell(event, origin);
          seen.push(told.enriched);
          failures.push(...told.failures);
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failureOf(failures, events);
      return seen;
    },
    async close() {
      controller.abort();
      const own = current.get();
      for (;;) {
        const others = [...running].filter((entry) => entry !== own);
        if (others.length === 0) return;
        await Promise.allSettled(others.flatMap(({ done }) => done ?? []));
      }
    },
  };
}

/** Enriches an event, runs its stages one after the other, and then its handlers. */
async function tellEvent(
  { desks, enricher, handlers, stages, tools }: DispatcherParts,
  event: SupportEvent,
  how: Pick<HubEventContext, 'origin' | 'delivery'>,
): Promise<{ readonly enriched: SupportEvent; readonly failures: readonly unknown[] }> {
  const desk = desks.of(event);
  const enriched = await enricher.event(event);
  const context = { desk, ...how };
  const failures: unknown[] = [];
  for (const stage of stages) {
    try {
      // Safe: a stage of the hub's own store gets that store's transactions.
      await stage.run(enriched, context as HubEventContext<never>, tools);
    } catch (error) {
      failures.push(error);
    }
  }
  return { enriched, failures: [...failures, ...(await handlers.run(enriched, context))] };
}

/** Something that `close` waits for. */
interface Work {
  done: Promise<unknown> | null;
}

/** Tells which work the code at hand is part of. */
interface CurrentWork {
  run<T>(work: Work, begin: () => Promise<T>): Promise<T>;
  get(): Work | undefined;
}

interface Storage {
  run<T>(work: Work, begin: () => T): T;
  getStore(): Work | undefined;
}

/** Where the runtime has no asynchronous context, nobody can tell. */
function currentWork(): CurrentWork {
  const host: { readonly process?: { getBuiltinModule?(name: string): unknown } } = globalThis;
  // Safe: the built-in module of that name has this class in every release.
  const hooks = host.process?.getBuiltinModule?.('node:async_hooks') as
    | { readonly AsyncLocalStorage: new () => Storage }
    | undefined;
  if (hooks === undefined) return { run: (_work, begin) => begin(), get: () => undefined };
  const storage = new hooks.AsyncLocalStorage();
  return { run: (work, begin) => storage.run(work, begin), get: () => storage.getStore() };
}
