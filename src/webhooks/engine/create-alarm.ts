import type { Clock } from '../../http/clock.ts';

/** One call in the future; a new one takes the place of the last. */
export interface Alarm {
  readonly isSet: boolean;
  set(ms: number): void;
  clear(): void;
}

/** Starts silent. */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let current: AbortController | null = null;
  return {
    get isSet() {
      return current !== null;
    },
    set(ms) {
      current?.abort();
      const own = new AbortController();
      current = own;
      const end = (): void => {
        if (current === own) current = null;
        ring();
      };
      clock.sleep(ms, own.signal).then(end, () => undefined);
    },
    clear() {
      current?.abort();
      current = null;
    },
  };
}
