import { checkNumbers } from '../numbers/check-numbers.ts';
import { ceilCount } from '../numbers/rounding.ts';
import type { PlanningReason } from './types.ts';

/** What a resource was sized for, and what it is to be sized for. */
export interface ResourceLoad {
  /** R_s: how much of the resource there is, for example agents. */
  readonly standardResources: number;
  /** N_s: the volume that this is right for. */
  readonly standardVolume: number;
  /** N_t: the volume to plan for. */
  readonly volume: number;
  /** α: resources for each ticket more. @default standardResources / standardVolume */
  readonly alpha?: number;
}

/** How much of a resource another volume needs. */
export interface ResourceNeed {
  /** R_t, a real number; may be negative with an α of the caller's own. */
  readonly exact: number;
  /** Rounded up, never below 0. */
  readonly whole: number;
  readonly alpha: number;
  readonly assumptions: readonly PlanningReason[];
}

/**
 * R_t = R_s + α(N_t − N_s): how much of a resource another volume needs. Each kind of resource has
 * its own α, by default R_s ÷ N_s. (The published example uses one α for agents and experts, and
 * could then not have come to its "12 agents and 6 experts".)
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * resourceNeed({ standardResources: 10, standardVolume: 100, volume: 120 }).whole //=> 12
 * resourceNeed({ standardResources: 5, standardVolume: 100, volume: 120 }).whole //=> 6
 */
export function resourceNeed(load: ResourceLoad): ResourceNeed {
  const { standardResources, standardVolume, volume } = load;
  checkNumbers('The resource load', {
    standardResources: [standardResources, 'notNegative'],
    standardVolume: [standardVolume, load.alpha === undefined ? 'positive' : 'notNegative'],
    volume: [volume, 'notNegative'],
    ...(load.alpha === undefined ? {} : { alpha: [load.alpha, 'notNegative'] as const }),
  });
  const alpha = load.alpha ?? standardResources / standardVolume;
  const exact = standardResources + alpha * (volume - standardVolume);
  return {
    exact,
    whole: Math.max(0, ceilCount(exact)),
    alpha,
    assumptions: exact < 0 ? [clamped('The formula falls below zero resources.', exact)] : [],
  };
}

const clamped = (message: string, exact: number): PlanningReason => ({
  code: 'clamped_at_zero',
  message,
  evidence: { exact },
});

/** A response time that is known, and the queue to estimate it for. */
export interface QueueChange {
  /** T_p: minutes to a response at the standard queue. */
  readonly standardMinutes: number;
  /** Q_s: the standard queue length. */
  readonly standardQueue: number;
  /** Q_t: the queue length to estimate for. */
  readonly queue: number;
  /** α: minutes for each waiting ticket more. */
  readonly alpha: number;
}

/** A response time that was estimated. */
export interface ResponseTime {
  readonly minutes: number;
  readonly assumptions: readonly PlanningReason[];
}

/**
 * T_r = T_p + α(Q_t − Q_s): a response time for another queue length, never below 0. A rule of
 * three, not queueing theory. (The published example prints 6 where its formula gives 5.5.)
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * responseTime({ standardMinutes: 5, standardQueue: 20, queue: 30, alpha: 0.05 }).minutes //=> 5.5
 */
export function responseTime(change: QueueChange): ResponseTime {
  const { standardMinutes, standardQueue, queue, alpha } = change;
  checkNumbers('The queue change', {
    standardMinutes: [standardMinutes, 'notNegative'],
    standardQueue: [standardQueue, 'notNegative'],
    queue: [queue, 'notNegative'],
    alpha: [alpha, 'notNegative'],
  });
  const exact = standardMinutes + alpha * (queue - standardQueue);
  return {
    minutes: Math.max(0, exact),
    assumptions: exact < 0 ? [clamped('The formula falls below zero minutes.', exact)] : [],
  };
}

/** Three parts of satisfaction on one scale. */
export interface SatisfactionParts {
  /** S_h: satisfaction so far. */
  readonly history: number;
  /** S_q: with the current quality. */
  readonly current: number;
  /** S_r: with the response time. */
  readonly responseTime: number;
}

/**
 * S_c = (S_h + S_q + S_r) ÷ 3.
 *
 * @returns `exact`, and `rounded` to two decimals as it is printed.
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * satisfactionScore({ history: 4.5, current: 4.7, responseTime: 4.8 }).rounded //=> 4.67
 */
export function satisfactionScore(parts: SatisfactionParts): {
  readonly exact: number;
  readonly rounded: number;
} {
  checkNumbers('The satisfaction', {
    history: [parts.history, 'notNegative'],
    current: [parts.current, 'notNegative'],
    responseTime: [parts.responseTime, 'notNegative'],
  });
  const exact = (parts.history + parts.current + parts.responseTime) / 3;
  return { exact, rounded: Math.round(exact * 100 + 1e-9) / 100 };
}
