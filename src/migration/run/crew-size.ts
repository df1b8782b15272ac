/**
 * How many items to work at at once. Nobody can know it beforehand: it depends on how far away the desks
 * are, on what their plans allow, and on who else uses the accounts. So it is found while working.
 */
export interface CrewSize {
  /** At least 1, at most what was set. */
  readonly size: number;
  /** An item came to its end. */
  ended(now: number): void;
  /** A desk answered a call of this kind after so many milliseconds. */
  answered(kind: string, tookMs: number): void;
  /** Calls wait until `untilMs` for a budget that is spent: more at once would only wait, too. */
  waited(untilMs: number, now: number): void;
  /** A desk refused a call, broke down or did not answer. */
  refused(now: number): void;
}

const FIRST_SIZE = 4;
/** Rounds of fewer items than this say too little about how fast the desks are. */
const SHORTEST_ROUND = 8;
/** Once a budget is spent within its minute, it is the limit, also before it is spent in the next one. */
const LIMITED_FOR_MS = 90_000;
/** A refusal is answered once: others of the same moment say nothing new. */
const SAME_REFUSAL_MS = 5000;
/** Waits that are shorter are those of an endpoint's own limit for a second: others can go on. */
const SHORT_WAIT_MS = 1000;
/** From twice the best time on, a desk is busy: what is added only waits there. */
const BUSY = 2;
/** Below this, there is room for more. */
const EASY = 1.5;

/**
 * Grows by half a round while desks answer about as fast as they can, later by one; stands still while a rate
 * budget is the limit; halves when a desk refuses, and shrinks by an eighth when it gets slow. A round is as
 * many items as are worked at, so there are no timers.
 */
export function createCrewSize(most: number): CrewSize {
  let size = Math.min(FIRST_SIZE, most);
  let isStarting = true;
  let items = 0;
  let limitedUntil = Number.NEGATIVE_INFINITY;
  let refusedAt = Number.NEGATIVE_INFINITY;
  const speeds = createSpeeds();
  const resize = (wanted: number): void => {
    size = Math.max(1, Math.min(most, wanted));
    items = 0;
  };

  function endRound(now: number): void {
    const slowness = speeds.endRound(size <= FIRST_SIZE);
    if (slowness > BUSY) {
      isStarting = false;
      resize(size - Math.ceil(size / 8));
    } else if (slowness > EASY || now < limitedUntil) {
      resize(size);
    } else {
      resize(size + (isStarting ? Math.ceil(size / 2) : 1));
    }
  }

  return {
    get size() {
      return size;
    },
    answered: speeds.add,
    ended(now) {
      items += 1;
      if (items >= Math.max(size, SHORTEST_ROUND)) endRound(now);
    },
    waited(untilMs, now) {
      if (untilMs - now <= SHORT_WAIT_MS) return;
      limitedUntil = Math.max(limitedUntil, untilMs, now + LIMITED_FOR_MS);
    },
    refused(now) {
      if (now - refusedAt < SAME_REFUSAL_MS) return;
      refusedAt = now;
      isStarting = false;
      resize(Math.floor(size / 2));
    },
  };
}

interface Speed {
  bestMs: number;
  calls: number;
  sumMs: number;
}

/** How long calls take against the best round of their kind: reads and writes are compared with their own. */
function createSpeeds() {
  const kinds = new Map<string, Speed>();
  return {
    add(kind: string, tookMs: number): void {
      const speed = kinds.get(kind) ?? { bestMs: Number.POSITIVE_INFINITY, calls: 0, sumMs: 0 };
      kinds.set(kind, speed);
      speed.calls += 1;
      speed.sumMs += tookMs;
    },
    /**
     * 1 where this round was the best one so far, 2 where calls took twice as long. What they take while few
     * are at work is the measure, also when a desk has become slower for good.
     */
    endRound(isMeasure: boolean): number {
      let [calls, weighed] = [0, 0];
      for (const speed of kinds.values()) {
        if (speed.calls === 0) continue;
        // What takes no time at all is no measure.
        const meanMs = Math.max(1, speed.sumMs / speed.calls);
        speed.bestMs = isMeasure ? meanMs : Math.min(meanMs, speed.bestMs);
        weighed += (speed.calls * meanMs) / speed.bestMs;
        calls += speed.calls;
        Object.assign(speed, { calls: 0, sumMs: 0 });
      }
      return calls === 0 ? 1 : weighed / calls;
    },
  };
}
