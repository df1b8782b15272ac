import { createObservers } from '../adapter/create-observers.ts';
import { ConfigurationError } from '../errors/classes.ts';
import { SUPPORT_EVENT_TYPES, type SupportEvent } from '../model/event.ts';
import type { EventName, EventNamed } from './types.ts';

/** Does something about an event of that name. It is awaited. */
export type Handler<Name extends EventName, Context> = (
  event: EventNamed<Name>,
  context: Context,
) => void | Promise<void>;

/** Whoever waits for events. */
export interface Handlers<Context> {
  /** Calls the handler with every event of that name. Returns the way to stop. */
  on<Name extends EventName>(name: Name, handler: Handler<Name, Context>): () => void;
  /** Lets somebody watch whom nothing waits for and whose failures stay theirs. */
  observe<Name extends EventName>(
    name: Name,
    listener: (event: EventNamed<Name>) => void,
  ): () => void;
  /** Runs all handlers of an event at the same time; answers what they threw. */
  run(event: SupportEvent, context: Context): Promise<readonly unknown[]>;
}

type Events = Readonly<Record<EventName, SupportEvent>>;

/** Starts without anybody. */
export function createHandlers<Context>(): Handlers<Context> {
  const observers = createObservers<Events>();
  const handlers = new Map<EventName, Set<Handler<'*', Context>>>();
  return {
    on(name, handler) {
      requireName(name);
      // A wrapper each time, so that one function can be registered twice.
      // Safe: `run` calls it only with events of this name.
      const entry: Handler<'*', Context> = (event, context) =>
        handler(event as Parameters<typeof handler>[0], context);
      const entries = handlers.get(name) ?? new Set();
      handlers.set(name, entries.add(entry));
      return () => {
        entries.delete(entry);
      };
    },
    observe(name, listener) {
      requireName(name);
      // Safe: `emit` below sends each event under its own name.
      return observers.on(name, (event) => listener(event as Parameters<typeof listener>[0]));
    },
    async run(event, context) {
      observers.emit(event.type, () => event);
      observers.emit('*', () => event);
      const all = [...(handlers.get(event.type) ?? []), ...(handlers.get('*') ?? [])];
      const results = await Promise.allSettled(all.map(async (handler) => handler(event, context)));
      return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    },
  };
}

/** A name that is misspelt would never be called, and nobody would know. */
function requireName(name: string): void {
  const names: readonly string[] = ['*', ...SUPPORT_EVENT_TYPES];
  if (names.includes(name)) return;
  throw new ConfigurationError(`There is no event "${name}". There are: ${names.join(', ')}.`);
}
