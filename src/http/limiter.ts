import type { HttpEvents, RateBudget } from '../adapter/observers.ts';
import type { SupportError } from '../errors/base.ts';
import { RateLimitError, RequestError } from '../errors/classes.ts';
import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';
import {
  ACCOUNT_BUDGET,
  type Blocked,
  type Draw,
  type Lane,
  type Permit,
  type RateLimit,
} from './rate-limit.ts';

/** Settings of a limiter. */
export interface LimiterOptions {
  readonly provider: string;
  readonly rateLimit: RateLimit;
  readonly clock: Clock;
  /** Somebody waits for a budget. */
  readonly onWait: (event: () => HttpEvents['rateLimit']) => void;
}

/** What a call asks for. */
export interface TurnRequest extends Draw {
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
  /** Longest wait for a budget. */
  readonly maxWaitMs: number;
}

/** Lets calls start when their budgets and the number of calls allow it. */
export interface Limiter {
  /** At once while budget remains; no timer, no promise. */
  acquire(request: TurnRequest): Permit | Promise<Permit>;
  /** `readings` is null when nothing was sent. */
  release(permit: Permit, readings: readonly RateBudget[] | null): void;
  close(budget: string, untilMs: number): void;
  /** Fails everybody who waits. */
  shutDown(error: SupportError): void;
}

interface Waiter extends TurnRequest {
  readonly deadlineMs: number;
  readonly grant: (permit: Permit) => void;
  readonly fail: (error: SupportError) => void;
  announced: boolean;
}

const CHEAPEST: Draw = { buckets: [ACCOUNT_BUDGET], cost: 1 };

// Waiting bulk calls get at least one turn in nine, also against the reserve.
const MOST_PASSED_OVER = 8;

/** The error of a call that its caller gave up. */
export function abortedError(provider: string): RequestError {
  return new RequestError('The call was aborted by its signal.', {
    code: 'request_aborted',
    provider,
  });
}

function tooLongError(provider: string, blocked: Blocked): RateLimitError {
  const seconds = Math.ceil(blocked.waitMs / 1000);
  return new RateLimitError(
    `The rate budget "${blocked.budget}" is spent for ${seconds} more seconds, longer than this call may wait. Nothing was sent.`,
    { provider, status: 429, retryAfterMs: blocked.waitMs },
  );
}

/** The queue around `createRateLimit`: two lanes, one timer, and that only while somebody waits. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { rateLimit, clock, provider } = options;
  const lanes: Record<Lane, Set<Waiter>> = { interactive: new Set(), bulk: new Set() };
  let passedOver = 0;
  let alarm: { readonly atMs: number; readonly controller: AbortController } | null = null;

  const waiting = (): number => lanes.interactive.size + lanes.bulk.size;

  function take(request: TurnRequest): Permit {
    if (request.lane === 'bulk') passedOver = 0;
    else if (lanes.bulk.size > 0) passedOver += 1;
    return rateLimit.take(request);
  }

  function setAlarm(atMs: number): void {
    if (alarm !== null && alarm.atMs === atMs) return;
    alarm?.controller.abort();
    alarm = null;
    if (atMs === Number.POSITIVE_INFINITY) return;
    const mine = { atMs, controller: new AbortController() };
    alarm = mine;
    clock.sleep(atMs - clock.now(), mine.controller.signal).then(
      () => {
        if (alarm !== mine) return;
        alarm = null;
        pump();
      },
      () => {},
    );
  }

  function announce(waiter: Waiter, blocked: Blocked): void {
    if (waiter.announced) return;
    waiter.announced = true;
    options.onWait(() => ({
      budget: blocked.budget,
      waitMs: blocked.waitMs,
      waiting: waiting(),
    }));
  }

  /** The first of a lane that may start; fails those whose wait has become too long. */
  function pick(lane: Lane, rights: Lane, nowMs: number, note: (wakeMs: number) => void) {
    // Where nothing is left for the cheapest call, there is no need to look at each.
    const account = rateLimit.check(CHEAPEST, rights, nowMs);
    for (const waiter of lanes[lane]) {
      const blocked = account ?? rateLimit.check(waiter, rights, nowMs);
      if (blocked === null) return waiter;
      if (blocked.certain && nowMs + blocked.waitMs > waiter.deadlineMs) {
        lanes[lane].delete(waiter);
        waiter.fail(tooLongError(provider, blocked));
        continue;
      }
      announce(waiter, blocked);
      note(nowMs + blocked.waitMs);
    }
    return null;
  }

  function pump(): void {
    let wakeMs = Number.POSITIVE_INFINITY;
    const note = (atMs: number): void => {
      wakeMs = Math.min(wakeMs, atMs);
    };
    while (waiting() > 0 && rateLimit.hasSlot()) {
      wakeMs = Number.POSITIVE_INFINITY;
      const nowMs = clock.now();
      const overdue = passedOver >= MOST_PASSED_OVER;
      const waiter =
        (overdue ? pick('bulk', 'interactive', nowMs, note) : null) ??
        pick('interactive', 'interactive', nowMs, note) ??
        pick('bulk', 'bulk', nowMs, note);
      if (waiter === null) break;
      lanes[waiter.lane].delete(waiter);
      waiter.grant(take(waiter));
    }
    setAlarm(waiting() === 0 || !rateLimit.hasSlot() ? Number.POSITIVE_INFINITY : wakeMs);
  }

  function enqueue(request: TurnRequest): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const { signal, lane } = request;
      const giveUp = (): void => {
        lanes[lane].delete(waiter);
        reject(abortedError(provider));
        pump();
      };
      const leave = signal === undefined ? () => {} : onAbort(signal, giveUp);
      const waiter: Waiter = {
        ...request,
        deadlineMs: clock.now() + request.maxWaitMs,
        announced: false,
        grant: (permit) => {
          leave();
          resolve(permit);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      lanes[lane].add(waiter);
      pump();
    });
  }

  return {
    acquire(request) {
      if (request.signal?.aborted) throw abortedError(provider);
      const free = waiting() === 0 && rateLimit.hasSlot();
      if (free && rateLimit.check(request, request.lane, clock.now()) === null) {
        return take(request);
      }
      return enqueue(request);
    },
    release(permit, readings) {
      rateLimit.settle(permit, readings, clock.now());
      if (waiting() > 0) pump();
    },
    close(budget, untilMs) {
      rateLimit.close(budget, untilMs);
      if (waiting() > 0) pump();
    },
    shutDown(error) {
      for (const lane of Object.values(lanes)) {
        for (const waiter of lane) waiter.fail(error);
        lane.clear();
      }
      setAlarm(Number.POSITIVE_INFINITY);
    },
  };
}
