import type { SupportEvent } from '../../model/event.ts';
import type { Ending } from './run-entry.ts';

/** An event that this process took in and whose end it has not seen. */
export interface Waiter {
  readonly event: SupportEvent;
  /** How the next attempt ends. */
  readonly ending: Promise<Ending>;
}

/** Those who wait for events to end, by key. */
export interface Waiters {
  readonly size: number;
  /** Those that are kept and not claimed; whoever has them now may be another process. */
  readonly kept: number;
  get(key: string): Waiter | undefined;
  /** @param options.until when a kept one is given up: another process may have taken it. */
  begin(
    key: string,
    event: SupportEvent,
    options: { readonly claimed: boolean; readonly until: number },
  ): Waiter;
  /** Those that are kept: their keys, and which of them have waited for too long. */
  keptKeys(now: number): readonly { readonly key: string; readonly isLate: boolean }[];
  /** An attempt begins here. */
  claimed(key: string): void;
  /** An attempt ended: everybody who waited hears of it. */
  settle(key: string, ending: Ending): void;
}

interface Entry extends Waiter {
  readonly until: number;
  readonly resolve: (ending: Ending) => void;
  claimed: boolean;
}

/** Starts without anybody. */
export function createWaiters(): Waiters {
  const entries = new Map<string, Entry>();
  let kept = 0;
  const settle = (key: string, ending: Ending): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    if (!entry.claimed) kept -= 1;
    entry.resolve(ending);
  };
  return {
    get size() {
      return entries.size;
    },
    get kept() {
      return kept;
    },
    get: (key) => entries.get(key),
    begin(key, event, { claimed, until }) {
      let resolve: Entry['resolve'] = () => undefined;
      const ending = new Promise<Ending>((done) => {
        resolve = done;
      });
      const entry = { event, ending, resolve, claimed, until };
      entries.set(key, entry);
      if (!claimed) kept += 1;
      return entry;
    },
    claimed(key) {
      const entry = entries.get(key);
      if (entry === undefined || entry.claimed) return;
      entry.claimed = true;
      kept -= 1;
    },
    settle,
    keptKeys(now) {
      if (kept === 0) return [];
      return [...entries].flatMap(([key, { claimed, until }]) =>
        claimed ? [] : [{ key, isLate: until <= now }],
      );
    },
  };
}
