import { EventEmitter } from 'eventemitter3';
import type { HttpEvents } from '../adapter/observers.ts';

/** Observers of one transport. */
export interface HttpObservers {
  on<Name extends keyof HttpEvents>(
    name: Name,
    listener: (event: HttpEvents[Name]) => void,
  ): () => void;
  /** `event` is only called, and so only built, when somebody listens. */
  emit<Name extends keyof HttpEvents>(name: Name, event: () => HttpEvents[Name]): void;
}

/** Typed observers that cannot break what they observe. */
export function createObservers(): HttpObservers {
  // Names and events are kept together by the methods' types; the emitter itself carries anything.
  const emitter = new EventEmitter<string>();
  return {
    on(name, listener) {
      const guarded = (event: Parameters<typeof listener>[0]): void => {
        try {
          const result: unknown = listener(event);
          // An async listener's rejection would otherwise end the process.
          if (result instanceof Promise) result.catch(() => {});
        } catch {
          // Observers are nobody's dependency: their failures stay theirs.
        }
      };
      emitter.on(name, guarded);
      return () => {
        emitter.off(name, guarded);
      };
    },
    emit(name, event) {
      if (emitter.listenerCount(name) > 0) emitter.emit(name, event());
    },
  };
}
