import { checkNumbers } from '../../numbers/check-numbers.ts';
import { checkQueue, DEFAULT_TARGET_SECONDS, erlangsOf } from './erlang-c.ts';
import { integrate } from './integrate.ts';
import type { ImpatientQueue, ImpatientQueuePerformance, QueueOptions } from './types.ts';

/** What is left out of the infinitely many states, relative to all. */
const TAIL = 1e-16;

/**
 * Erlang A (M/M/N+M): Erlang C with customers who give up after an exponentially distributed
 * patience. It holds for any load, also one above the agents' capacity, and tends to Erlang C as the
 * patience grows. The states are a birth–death process with death rate min(k,N)·μ + max(0,k−N)·θ;
 * the wait of those served follows Baccelli and Hebuterne (1981).
 *
 * @throws ValidationError for numbers that are negative, zero or not finite.
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
  const states = steadyState({ arrivalRate: erlangs, agents, theta });
  const abandonProbability = (theta * states.meanQueue) / erlangs;
  const served = 1 - abandonProbability;
  const servedInTime = servedWithin(targetSeconds / ahtSeconds, {
    arrivalRate: erlangs,
    agents,
    theta,
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
    occupancy: (erlangs * served) / agents,
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
 * The share of all who come that is served after waiting at most `time`. The virtual wait has a density in
 * proportion to exp(λ(1 − e^(−θx)) ÷ θ − Nμx), of which e^(−θx) are still there after x. It is taken
 * relative to its peak, and where it is not negligible.
 */
function servedWithin(
  time: number,
  state: Rates & { readonly immediate: number; readonly served: number },
): number {
  const { arrivalRate, agents, theta, immediate, served } = state;
  const exponent = (x: number) =>
    (arrivalRate * -Math.expm1(-theta * x)) / theta - (agents + theta) * x;
  const peak = Math.max(0, Math.log(arrivalRate / (agents + theta)) / theta);
  const density = (x: number) => Math.exp(exponent(x) - exponent(peak));
  const step = 1 / (agents + theta);
  const start = Math.max(0, negligible(density, peak, -step));
  const end = negligible(density, peak, step);
  const share = (to: number) => integrate((u) => density(start + u * (end - start)), 0, to);
  const until = Math.min(1, Math.max(0, (time - start) / (end - start)));
  return immediate + ((served - immediate) * share(until)) / share(1);
}

/** Where, going from the peak by steps that double, a density has become negligible, or 0. */
function negligible(density: (x: number) => number, peak: number, firstStep: number): number {
  let step = firstStep;
  while (peak + step > 0 && density(peak + step) > TAIL) step *= 2;
  return peak + step;
}
