import { integrate } from './integrate.ts';

/** What is left out of a density, relative to its peak. */
const TAIL = 1e-16;

/** Rates in units of the handle time: arrivals, customers who give up, and all who take the first in line away. */
interface WaitRates {
  readonly arrivalRate: number;
  readonly theta: number;
  /** N·μ for the wait of all who come, N·μ + θ for that of those who are served. */
  readonly drain: number;
}

/** The wait that somebody without end to their patience would have, above 0. */
export interface VirtualWait {
  /** How likely the likeliest wait is against one of 0, as a logarithm. */
  readonly logPeak: number;
  /** Longer waits are negligible. */
  readonly longest: number;
  /** The integral of a weight, at most about 1, times the density, relative to the peak, over waits up to this one. */
  area(weight: (wait: number) => number, until?: number): number;
}

/**
 * The density is in proportion to exp(λ(1 − e^(−θx)) ÷ θ − drain·x). Written as what is lacking from its
 * peak, no two large numbers are subtracted, however long the patience is.
 */
export function virtualWait({ arrivalRate, theta, drain }: WaitRates): VirtualWait {
  const surplus = arrivalRate / drain - 1;
  const isOverloaded = surplus > 0;
  const peak = isOverloaded ? Math.log1p(surplus) / theta : 0;
  const slope = isOverloaded ? 0 : drain - arrivalRate;
  const bend = Math.min(arrivalRate, drain) / theta;
  const density = (fromPeak: number) =>
    Math.exp(-slope * fromPeak - bend * exponentialExcess(theta * fromPeak));
  const low = Math.max(-peak, negligible(density, -1 / drain, -peak));
  const high = negligible(density, 1 / drain, Number.POSITIVE_INFINITY);
  const width = high - low;
  return {
    logPeak: isOverloaded ? (drain * logarithmExcess(surplus)) / theta : 0,
    longest: peak + high,
    area(weight, until = Number.POSITIVE_INFINITY) {
      const to = Math.min(1, Math.max(0, (until - peak - low) / width));
      const curve = (share: number) => {
        const fromPeak = low + share * width;
        return weight(peak + fromPeak) * density(fromPeak);
      };
      return width * integrate(curve, 0, to);
    },
  };
}

/** Where, going from the peak by steps that double, a density has become negligible or the end is passed. */
function negligible(density: (x: number) => number, firstStep: number, end: number): number {
  let step = firstStep;
  while (Math.abs(step) < Math.abs(end) && density(step) > TAIL) step *= 2;
  return step;
}

/** Below this the series are the more exact. */
const SMALL = 0.01;

/** e^(−x) − 1 + x. */
const exponentialExcess = (x: number): number =>
  Math.abs(x) < SMALL
    ? ((x * x) / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - (x / 5) * (1 - (x / 6) * (1 - x / 7)))))
    : Math.expm1(-x) + x;

/** x − ln(1 + x). */
const logarithmExcess = (x: number): number => {
  if (x >= SMALL) return x - Math.log1p(x);
  let sum = 0;
  for (let power = 9; power >= 2; power -= 1) sum = 1 / power - x * sum;
  return x * x * sum;
};
