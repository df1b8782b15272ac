interface Hub {
  readonly listeners: Set<() => void>;
  readonly fire: () => void;
}

const hubs = new WeakMap<AbortSignal, Hub>();

/**
 * Listens to a signal once; the answer stops it. All who listen here share one listener at the signal:
 * one signal for many calls is common, and runtimes warn of a leak from eleven listeners on.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const hub = hubs.get(signal) ?? open(signal);
  // Its own function, so that the same one can listen twice.
  const mine = (): void => listener();
  hub.listeners.add(mine);
  return () => {
    if (!hub.listeners.delete(mine) || hub.listeners.size > 0 || hubs.get(signal) !== hub) return;
    hubs.delete(signal);
    signal.removeEventListener('abort', hub.fire);
  };
}

function open(signal: AbortSignal): Hub {
  const listeners = new Set<() => void>();
  const fire = (): void => {
    hubs.delete(signal);
    // Whoever has left by the time it is his turn is not called any more.
    for (const listener of listeners) listener();
  };
  const hub = { listeners, fire };
  hubs.set(signal, hub);
  signal.addEventListener('abort', fire, { once: true });
  return hub;
}
