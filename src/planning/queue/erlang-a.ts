import { checkNumbers, refuse } from '../../numbers/check-numbers.ts';
import { checkQueue, DEFAULT_TARGET_SECONDS, erlangsOf } from './erlang-c.ts';
import { erlangB } from './erlang-b.ts';
import { type VirtualWait, virtualWait } from './virtual-wait.ts';
import type { ImpatientQueue, ImpatientQueuePerformance, QueueOptions } from './types.ts';

/** What is left out of the infinitely many states, relative to all. */
const TAIL = 1e-16;
/** As many states are walked through one by one; of more the sum is an integral. */
const MOST_STATES = 1e5;
/** Who waits longer than so many handle times, waits for ever. */
const LONGEST_PATIENCE = 1e100;

/**
 * Erlang A (M/M/N+M): Erlang C with customers who give up after an exponentially distributed
 * patience. It holds for any load, also one above the agents' capacity, and tends to Erlang C as the
 * patience grows. The states are a birth–death process with death rate min(k,N)·μ + max(0,k−N)·θ;
 * the wait of those served follows Baccelli and Hebuterne (1981).
 *
 * @throws ValidationError for numbers that are negative, zero or not finite, and a patience that has no
 *   proportion to the handle time.
 * @example
 * erlangA({ arrivals: 48, intervalSeconds: 60, ahtSeconds: 60, agents: 50, patienceSeconds: 120 })
 *   .abandonProbability.toFixed(3) //=> '0.031'
 */
export function erlangA(
  queue: ImpatientQueue,
  options: QueueOptions = {},
): ImpatientQueuePerformance {
  const { targetSeconds = DEFAULT_TARGET_SECONDS } = options;
  checkQueue(queue, targetSeconds);
  checkNumbers('The queue', { patienceSeconds: [queue.patienceSeconds, 'positive'] });
  const erlangs = erlangsOf(queue);
  const { agents, ahtSeconds } = queue;
  // Time in units of the handle time: μ = 1, λ = the load.
  const theta = ahtSeconds / queue.patienceSeconds;
  refuse(
    'The queue',
    theta * LONGEST_PATIENCE >= 1
      ? []
      : [{ path: 'patienceSeconds', message: 'is too long beside the handle time; use `erlangC`' }],
  );
  if (erlangs === 0)
    return {
      erlangs,
      agents,
      waitProbability: 0,
      abandonProbability: 0,
      meanWaitSeconds: 0,
      meanQueue: 0,
      occupancy: 0,
      serviceLevel: 1,
      serviceLevelOfServed: 1,
    };
  const rates = { arrivalRate: erlangs, agents, theta };
  const states = statesNear(rates) > MOST_STATES ? fluidState(rates) : steadyState(rates);
  const abandonProbability = (theta * states.meanQueue) / erlangs;
  const served = 1 - abandonProbability;
  const servedInTime = servedWithin(targetSeconds / ahtSeconds, {
    ...rates,
    immediate: 1 - states.waitProbability,
    served,
  });
  return {
    erlangs,
    agents,
    waitProbability: states.waitProbability,
    abandonProbability,
    meanWaitSeconds: (states.meanQueue / erlangs) * ahtSeconds,
    meanQueue: states.meanQueue,
    occupancy: Math.min(1, (erlangs * served) / agents),
    serviceLevel: Math.min(1, servedInTime),
    serviceLevelOfServed: Math.min(1, servedInTime / served),
  };
}

interface Rates {
  readonly arrivalRate: number;
  readonly agents: number;
  readonly theta: number;
}

interface SteadyState {
  readonly waitProbability: number;
  readonly meanQueue: number;
}

/** How many states above the likeliest one count: those of a normal, or of a geometric distribution. */
const statesNear = ({ arrivalRate, agents, theta }: Rates): number =>
  Math.min(
    12 * Math.sqrt(Math.max(arrivalRate, agents) / theta),
    arrivalRate < agents ? 40 / (1 - arrivalRate / agents) : Number.POSITIVE_INFINITY,
  );

/**
 * The same from the wait of somebody who never gives up: who comes finds everybody busy as often as that is
 * above 0, and gives up with 1 − e^(−θ·wait) (Palm 1957). Its integrals take no longer for more states.
 */
function fluidState({ arrivalRate, agents, theta }: Rates): SteadyState {
  const wait = virtualWait({ arrivalRate, theta, drain: agents });
  const whole = wait.area(() => 1);
  const blocking = erlangB({ erlangs: arrivalRate, agents });
  const waitProbability = 1 / (1 + (1 / blocking - 1) / (agents * whole * Math.exp(wait.logPeak)));
  const lostAfter = (time: number) => -Math.expm1(-theta * time);
  const most = lostAfter(wait.longest);
  const lost = (most * wait.area((time) => lostAfter(time) / most)) / whole;
  return { waitProbability, meanQueue: (waitProbability * lost * arrivalRate) / theta };
}

/**
 * Weights of the states relative to the likeliest one, outwards from it in both directions, so that
 * nothing over- or underflows, however large the load is.
 */
function steadyState({ arrivalRate, agents, theta }: Rates): SteadyState {
  const deathRate = (k: number) => Math.min(k, agents) + Math.max(0, k - agents) * theta;
  const mode =
    arrivalRate < agents
      ? Math.floor(arrivalRate)
      : agents + Math.floor((arrivalRate - agents) / theta);
  let total = 0;
  let waiting = 0;
  let queue = 0;
  const add = (k: number, weight: number): void => {
    total += weight;
    if (k >= agents) waiting += weight;
    if (k > agents) queue += (k - agents) * weight;
  };
  let weight = 1;
  for (let k = mode; k >= 0 && weight > TAIL * Number.EPSILON; k -= 1) {
    add(k, weight);
    weight *= deathRate(k) / arrivalRate;
  }
  weight = 1;
  for (let k = mode + 1; ; k += 1) {
    const ratio = arrivalRate / deathRate(k);
    weight *= ratio;
    add(k, weight);
    if (k > agents && weight * (k - agents) < TAIL * Math.max(queue, TAIL) * (1 - ratio)) break;
    if (weight === 0) break;
  }
  return { waitProbability: waiting / total, meanQueue: queue / total };
}

/**
 * The share of all who come that is served after waiting at most `time`: of the virtual wait, e^(−θx) are
 * still there after x.
 */
function servedWithin(
  time: number,
  state: Rates & { readonly immediate: number; readonly served: number },
): number {
  const { arrivalRate, agents, theta, immediate, served } = state;
  const wait: VirtualWait = virtualWait({ arrivalRate, theta, drain: agents + theta });
  const share = (until?: number) => wait.area(() => 1, until);
  return immediate + ((served - immediate) * share(time)) / share();
}
