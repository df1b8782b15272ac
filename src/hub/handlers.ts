import { createObservers } from '../adapter/create-observers.ts';
import { ConfigurationError } from '../errors/classes.ts';
import { SUPPORT_EVENT_TYPES, type SupportEvent } from '../model/event.ts';
import type { Hub, HubEventContext, HubEventHandler, HubEventName } from './types.ts';

/** Whoever waits for events. */
export interface Handlers extends Pick<Hub, 'on' | 'observe'> {
  /** Runs all handlers of an event; answers what they threw. */
  run(event: SupportEvent, context: HubEventContext): Promise<readonly unknown[]>;
}

type Events = Readonly<Record<HubEventName, SupportEvent>>;

const NAMES: readonly string[] = ['*', ...SUPPORT_EVENT_TYPES];

/** Starts without anybody. */
export function createHandlers(): Handlers {
  const observers = createObservers<Events>();
  const handlers = new Map<HubEventName, Set<HubEventHandler>>();
  return {
    on(name, handler) {
      requireName(name);
      // A wrapper each time, so that one function can be registered twice.
      // Safe: `run` calls it only with events of this name.
      const entry: HubEventHandler = (event, context) =>
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
  if (NAMES.includes(name)) return;
  throw new ConfigurationError(`There is no event "${name}". There are: ${NAMES.join(', ')}.`);
}
