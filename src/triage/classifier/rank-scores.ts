import { float64At, itemAt } from './places.ts';
/** What scores say: the best places and what is needed for their probabilities. */
export interface RankedScores {
  /** Places of the greatest scores, best first; of equal ones the first. */
  readonly places: readonly number[];
  /** Probability of each of these places. */
  readonly probabilities: readonly number[];
  /** Probability of the best one at twice the temperature. */
  readonly scope: number;
}

/** Powers below e^-25 change a sum by less than what is shown. */
const NEGLIGIBLE = -25;

/**
 * The most likely places of a softmax without computing the rest of it: one pass for the ranking and
 * one for the sums, no list as long as the scores. (The exponential at twice the temperature is the
 * square root of that at the temperature.)
 */
export function rankScores(scores: Float64Array, temperature: number, limit: number): RankedScores {
  const places: number[] = [0];
  const { length } = scores;
  let least = limit > 1 ? Number.NEGATIVE_INFINITY : float64At(scores, 0);
  for (let k = 1; k < length; k += 1) {
    const score = float64At(scores, k);
    if (score <= least) continue;
    let at = Math.min(places.length, limit - 1);
    while (at > 0 && score > float64At(scores, itemAt(places, at - 1))) {
      places[at] = itemAt(places, at - 1);
      at -= 1;
    }
    places[at] = k;
    if (places.length >= limit) least = float64At(scores, itemAt(places, limit - 1));
  }
  const most = float64At(scores, itemAt(places, 0));
  const factor = 1 / temperature;
  let sum = 0;
  let rootSum = 0;
  for (let k = 0; k < length; k += 1) {
    const exponent = (float64At(scores, k) - most) * factor;
    if (exponent < NEGLIGIBLE) continue;
    const power = Math.exp(exponent);
    sum += power;
    rootSum += Math.sqrt(power);
  }
  return {
    places,
    probabilities: places.map((k) => Math.exp((float64At(scores, k) - most) * factor) / sum),
    scope: 1 / rootSum,
  };
}
