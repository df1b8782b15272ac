/** What scores say: the best places and what is needed for their probabilities. */
export interface RankedScores {
  /** Places of the greatest scores, best first; of equal ones the first. */
  readonly places: readonly number[];
  /** Probability of each of these places. */
  readonly probabilities: readonly number[];
  /** Probability of the best one at twice the temperature. */
  readonly scope: number;
}

// As in places.ts, but of this file: a call across files costs the hot loops most of their speed.
// Safe: the loops end at the length of the lists.
const float64At = (list: Float64Array, place: number): number => list[place] as number;
// Safe: as above.
const integerAt = (list: Int32Array, place: number): number => list[place] as number;

/** Powers of e below this change no sum by more than a hundred-millionth of its greatest part. */
const LEAST = -18;
/** Steps of the table of powers for each unit of the exponent. */
const STEPS = 64;
/** e^(-i/64) for all exponents, and one more for the rounding. */
const POWERS = /* @__PURE__ */ Float64Array.from({ length: -LEAST * STEPS + 2 }, (_, step) =>
  Math.exp(-step / STEPS),
);

/**
 * e^x for x up to 0, and for no less than `LEAST`: the power at the next step of the table, times the
 * series for the rest of at most 1/128, which its fourth power ends at 2e-13. A quarter of the time of
 * `Math.exp`, and without a branch, as which labels are far behind cannot be foreseen.
 */
function powerOf(x: number): number {
  const exponent = Math.max(x, LEAST);
  const step = (exponent * -STEPS + 0.5) | 0;
  const rest = exponent + step / STEPS;
  const series = 1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24))));
  return float64At(POWERS, step) * series;
}

/**
 * The most likely places of a softmax without computing the rest of it: one pass for the ranking and
 * one for the sums, no list as long as the scores. (The exponential at the temperature is the square of
 * that at twice the temperature.)
 */
export function rankScores(scores: Float64Array, temperature: number, limit: number): RankedScores {
  const count = rankBest(scores, limit);
  const most = float64At(scores, integerAt(best, 0));
  const { length } = scores;
  const half = 0.5 / temperature;
  let sum = 0;
  let rootSum = 0;
  for (let k = 0; k < length; k += 1) {
    const root = powerOf((float64At(scores, k) - most) * half);
    sum += root * root;
    rootSum += root;
  }
  const places = new Array<number>(count);
  const probabilities = new Array<number>(count);
  for (let at = 0; at < count; at += 1) {
    const place = integerAt(best, at);
    const exponent = (float64At(scores, place) - most) * half;
    const root = exponent < LEAST ? Math.exp(exponent) : powerOf(exponent);
    places[at] = place;
    probabilities[at] = (root * root) / sum;
  }
  return { places, probabilities, scope: 1 / rootSum };
}

// Where the best places are put in order, as a list that grows costs more than the ranking.
let best = /* @__PURE__ */ new Int32Array(16);

/** Puts the places of the greatest scores in order; answers how many they are. */
function rankBest(scores: Float64Array, limit: number): number {
  const { length } = scores;
  const most = Math.min(limit, length);
  if (best.length < most) best = new Int32Array(most);
  best[0] = 0;
  let count = 1;
  let least = most > 1 ? Number.NEGATIVE_INFINITY : float64At(scores, 0);
  for (let k = 1; k < length; k += 1) {
    const score = float64At(scores, k);
    if (score <= least) continue;
    let at = Math.min(count, most - 1);
    while (at > 0 && score > float64At(scores, integerAt(best, at - 1))) {
      best[at] = integerAt(best, at - 1);
      at -= 1;
    }
    best[at] = k;
    if (count < most) count += 1;
    if (count === most) least = float64At(scores, integerAt(best, most - 1));
  }
  return count;
}
