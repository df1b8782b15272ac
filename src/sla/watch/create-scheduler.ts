import { RequestError } from '../../errors/index.ts';

/** Calls once after so many milliseconds, unless it is cancelled. */
export type SlaTimer = (ms: number, ring: () => void) => () => void;

/** What a scheduler needs. */
export interface SchedulerOptions<Subject> {
  /** Milliseconds since 1970 in UTC. */
  readonly now: () => number;
  readonly timer: SlaTimer;
  /**
   * Looks at a ticket and answers when to look again: epoch milliseconds, `null` for never unless somebody
   * asks, `undefined` to forget it.
   */
  readonly look: (
    id: string,
    subject: Subject,
    signal: AbortSignal,
  ) => Promise<number | null | undefined>;
  readonly maxTickets: number;
  readonly onError: (error: unknown) => void;
}

/** Looks at each of many tickets when its time comes, with one timer for all of them. */
export interface Scheduler<Subject> {
  readonly size: number;
  has(id: string): boolean;
  /** Looks now. */
  look(id: string, subject: Subject): Promise<void>;
  forget(id: string): void;
  /** Stops the timer and waits for what is being looked at. */
  stop(): Promise<void>;
}

interface Watched<Subject> {
  readonly at: number | null;
  readonly subject: Subject;
}

const RETRY_MS = 60_000;
const LONGEST_LOOK_MS = 120_000;
/** Timers of the common runtimes ring at once for longer delays. */
const LONGEST_MS = 2_147_483_647;

export function createScheduler<Subject>(options: SchedulerOptions<Subject>): Scheduler<Subject> {
  const { now, timer, maxTickets } = options;
  const alarm = createAlarm(options, () => ring());
  const watched = new Map<string, Watched<Subject>>();
  const stopped = new AbortController();
  const { signal } = stopped;
  const looking = new Set<Promise<void>>();
  let ringing: Promise<void> | null = null;
  const order = createOrder();

  const wakeBy = (at: number | null): void => {
    if (at !== null && ringing === null && !signal.aborted) alarm.ringBy(at);
  };
  const ring = (): void => {
    ringing = lookAtDue().finally(() => {
      ringing = null;
      for (const { at } of watched.values()) wakeBy(at);
    });
  };
  const lookAt = async (id: string, subject: Subject): Promise<void> => {
    const begun = order.begin(id);
    const moment = now();
    const next = await options.look(id, subject, signal).finally(begun.end);
    if (!begun.isNewest()) return;
    // A moment that was over when it was asked for is no time to look again: a stale answer, or none at all.
    const at = next == null || next > moment ? next : now() + RETRY_MS;
    // A map keeps its order of insertion, so this moves the ticket to the young end.
    watched.delete(id);
    if (at === undefined) return;
    watched.set(id, { at, subject });
    for (const oldest of watched.keys()) {
      if (watched.size <= maxTickets) break;
      watched.delete(oldest);
    }
    wakeBy(at);
  };
  const look = (id: string, subject: Subject): Promise<void> => {
    const looked = lookAt(id, subject).finally(() => looking.delete(looked));
    looking.add(looked);
    return looked;
  };
  const lookAtDue = async (): Promise<void> => {
    const moment = now();
    const due = [...watched].filter(([, { at }]) => at !== null && at <= moment);
    for (const [id, { subject }] of due) {
      if (signal.aborted) return;
      await inTime(look(id, subject), timer).catch((error: unknown) => {
        if (signal.aborted) return;
        watched.set(id, { at: now() + RETRY_MS, subject });
        options.onError(error);
      });
    }
  };

  return {
    get size() {
      return watched.size;
    },
    has: (id) => watched.has(id),
    look,
    forget(id) {
      watched.delete(id);
      order.forget(id);
    },
    async stop() {
      stopped.abort();
      alarm.clear();
      await Promise.allSettled([ringing, ...looking]);
    },
  };
}

/** So that one ticket whose answer never comes does not hold up all others. */
const inTime = (looked: Promise<void>, timer: SlaTimer): Promise<void> =>
  new Promise((resolve, reject) => {
    const giveUp = timer(LONGEST_LOOK_MS, () =>
      reject(new RequestError('Looking at a ticket took too long.', { code: 'request_timeout' })),
    );
    looked.then(resolve, reject).finally(giveUp);
  });

/** One timer, for the earliest of the moments that were asked for. */
function createAlarm(
  { now, timer }: { readonly now: () => number; readonly timer: SlaTimer },
  ring: () => void,
) {
  let cancel: (() => void) | null = null;
  let ringsAt = Number.POSITIVE_INFINITY;
  const clear = (): void => {
    cancel?.();
    cancel = null;
    ringsAt = Number.POSITIVE_INFINITY;
  };
  return {
    clear,
    ringBy(at: number): void {
      if (at >= ringsAt) return;
      clear();
      ringsAt = at;
      cancel = timer(Math.min(LONGEST_MS, Math.max(0, at - now())), () => {
        cancel = null;
        clear();
        ring();
      });
    },
  };
}

/** Knows of looks at one ticket that overlap which answer is the newest: the one that was asked for last. */
function createOrder() {
  let last = 0;
  const looking = new Map<string, { count: number; newest: number }>();
  return {
    begin(id: string) {
      last += 1;
      const number = last;
      const looks = looking.get(id) ?? { count: 0, newest: 0 };
      looking.set(id, looks);
      looks.count += 1;
      return {
        end() {
          looks.count -= 1;
          if (looks.count === 0) looking.delete(id);
        },
        isNewest() {
          looks.newest = Math.max(looks.newest, number);
          return looks.newest === number;
        },
      };
    },
    /** What is about to be found does not count. */
    forget(id: string) {
      const looks = looking.get(id);
      if (looks !== undefined) looks.newest = last + 1;
    },
  };
}

/** Tells of a failure to somebody who may fail himself. */
export function tellError(onError: ((error: unknown) => void) | undefined, error: unknown): void {
  try {
    onError?.(error);
  } catch {
    // Nobody waits here who could do something about it.
  }
}
