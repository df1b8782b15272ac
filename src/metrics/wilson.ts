import { checkNumbers } from '../numbers/check-numbers.ts';
import { roundToNine } from '../numbers/rounding.ts';

/** The 97.5 % quantile of the normal distribution. */
const Z95 = 1.959_963_984_540_054;

/**
 * Wilson's score interval (1927) of a share, as shares from 0 to 1: where the true share lies with
 * 95 % confidence. Unlike the normal approximation it works for few answers and near 0 and 1.
 *
 * @returns `null` without trials
 * @throws ValidationError for counts that are not whole, or more successes than trials.
 * @example wilson({ successes: 170, trials: 200 }).low.toFixed(3) //=> '0.794'
 */
export function wilson(
  sample: { readonly successes: number; readonly trials: number },
  options: { readonly z?: number } = {},
): { readonly low: number; readonly high: number } | null {
  const { successes, trials } = sample;
  const { z = Z95 } = options;
  checkNumbers('The sample', {
    successes: [successes, 'count'],
    trials: [trials, 'count'],
    failures: [trials - successes, 'notNegative'],
    z: [z, 'positive'],
  });
  if (trials === 0) return null;
  const share = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))) / scale;
  return {
    low: Math.max(0, roundToNine(centre - half)),
    high: Math.min(1, roundToNine(centre + half)),
  };
}
