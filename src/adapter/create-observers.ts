import { EventEmitter } from 'eventemitter3';

/** Observers of named happenings. They hear; nobody waits for them. */
export interface Observers<Events> {
  /** Returns the way to stop. */
  on<Name extends keyof Events & string>(
    name: Name,
    listener: (event: Events[Name]) => void,
  ): () => void;
  /** `event` is only called, and so only built, when somebody listens. */
  emit<Name extends keyof Events & string>(name: Name, event: () => Events[Name]): void;
}

/** Typed observers that cannot break what they observe. */
export function createObservers<Events>(): Observers<Events> {
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
