import { checkNumbers, refuse } from '../../numbers/check-numbers.ts';
import { erlangB } from './erlang-b.ts';
import type { QueueLoad, QueueOptions, QueuePerformance, StaffedQueue } from './types.ts';

/** @default of `targetSeconds`: "80 % in 20 seconds" is the usual goal of call centres. */
export const DEFAULT_TARGET_SECONDS = 20;

/** The formulas go through every number of agents below the load; nobody has this many. */
const MOST_ERLANGS = 1e7;

/**
 * Erlang C (M/M/N): how calls or chats behave that arrive at random and wait without giving up.
 * C = N·B ÷ (N − A(1 − B)) for N > A, else 1; service level 1 − C·e^(−(N−A)·t ÷ AHT); average speed
 * of answer C·AHT ÷ (N − A); queue C·A ÷ (N − A); occupancy A ÷ N.
 *
 * @throws ValidationError for numbers that are negative, zero or not finite.
 * @example
 * erlangC({ arrivals: 360, intervalSeconds: 1_800, ahtSeconds: 240, agents: 55 },
 *   { targetSeconds: 15 }).serviceLevel.toFixed(3) //=> '0.846'
 */
export function erlangC(queue: StaffedQueue, options: QueueOptions = {}): QueuePerformance {
  const { targetSeconds = DEFAULT_TARGET_SECONDS } = options;
  checkQueue(queue, targetSeconds);
  const erlangs = erlangsOf(queue);
  const blocking = erlangB({ erlangs, agents: queue.agents });
  return performanceOf({ ...queue, erlangs, blocking, targetSeconds });
}

/** Offered load in erlangs. */
export const erlangsOf = ({ arrivals, ahtSeconds, intervalSeconds }: QueueLoad): number =>
  (arrivals * ahtSeconds) / intervalSeconds;

/** @throws ValidationError for a queue that cannot be computed. */
export function checkQueue(queue: StaffedQueue, targetSeconds: number): void {
  checkLoad(queue);
  checkNumbers('The queue', {
    agents: [queue.agents, 'positiveCount'],
    targetSeconds: [targetSeconds, 'notNegative'],
  });
}

/** @throws ValidationError for a load that cannot be computed. */
export function checkLoad(load: QueueLoad): void {
  checkNumbers('The load', {
    arrivals: [load.arrivals, 'notNegative'],
    intervalSeconds: [load.intervalSeconds, 'positive'],
    ahtSeconds: [load.ahtSeconds, 'positive'],
  });
  refuse(
    'The load',
    erlangsOf(load) > MOST_ERLANGS
      ? [{ path: 'arrivals', message: 'is more than ten million agents could handle' }]
      : [],
  );
}

/** Everything that follows from the blocking probability of the same load and agents. */
export function performanceOf(queue: {
  readonly erlangs: number;
  readonly agents: number;
  readonly blocking: number;
  readonly ahtSeconds: number;
  readonly targetSeconds: number;
}): QueuePerformance {
  const { erlangs, agents, blocking, ahtSeconds, targetSeconds } = queue;
  const spare = agents - erlangs;
  if (!(spare > 0))
    return {
      erlangs,
      agents,
      stable: false,
      waitProbability: 1,
      serviceLevel: 0,
      asaSeconds: null,
      meanQueue: null,
      occupancy: 1,
    };
  const waitProbability = (agents * blocking) / (agents - erlangs * (1 - blocking));
  return {
    erlangs,
    agents,
    stable: true,
    waitProbability,
    serviceLevel: 1 - waitProbability * Math.exp((-spare * targetSeconds) / ahtSeconds),
    asaSeconds: (waitProbability * ahtSeconds) / spare,
    meanQueue: (waitProbability * erlangs) / spare,
    occupancy: erlangs / agents,
  };
}
