import type { Clock } from '../../http/clock.ts';

/** Things to do at their time, unless they are called off. */
export interface Deadlines {
  /** Returns the way to call it off. */
  add(ms: number, onDue: () => void): () => void;
}

interface Deadline {
  readonly at: number;
  readonly onDue: () => void;
}

// Most are called off within this time, and then cost no timer of their own.
const SOON_MS = 50;

/** One timer for all: a timer for each event would cost more than the event. */
export function createDeadlines(clock: Clock): Deadlines {
  const pending = new Set<Deadline>();
  let wakesAt = Number.POSITIVE_INFINITY;

  const sleepUntil = (at: number): void => {
    if (at >= wakesAt) return;
    wakesAt = at;
    const look = (): void => {
      // An earlier sleep may have taken this one's place.
      if (wakesAt === at) wakesAt = Number.POSITIVE_INFINITY;
      const now = clock.now();
      let next = Number.POSITIVE_INFINITY;
      for (const deadline of pending) {
        if (deadline.at > now) {
          next = Math.min(next, deadline.at);
          continue;
        }
        pending.delete(deadline);
        deadline.onDue();
      }
      if (next < Number.POSITIVE_INFINITY) sleepUntil(next);
    };
    clock.sleep(Math.max(0, at - clock.now())).then(look, () => undefined);
  };

  return {
    add(ms, onDue) {
      const now = clock.now();
      const deadline = { at: now + ms, onDue };
      pending.add(deadline);
      if (wakesAt === Number.POSITIVE_INFINITY) sleepUntil(now + Math.min(ms, SOON_MS));
      else sleepUntil(deadline.at);
      return () => void pending.delete(deadline);
    },
  };
}
