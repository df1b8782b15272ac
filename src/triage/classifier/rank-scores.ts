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

/** What is further behind changes no sum by more than a hundred-millionth of its greatest part. */
const FURTHEST = 18;
/** Steps of the table of powers for each unit of the exponent. */
const STEPS = 64;
/** e^(-i/64) for all distances, and one more for the rounding. */
const POWERS = /* @__PURE__ */ Float64Array.from({ length: FURTHEST * STEPS + 2 }, (_, step) =>
  Math.exp(-step / STEPS),
);

/**
 * e^-x for x from 0, but not below that of `FURTHEST`: the power at the next step of the table, times the
 * series for the rest of at most 1/128, which its fifth power ends at 3e-16. A third of the time of
 * `Math.exp`; without a branch, as nobody can foresee which labels are far behind.
 */
function inversePower(x: number): number {
  const distance = x > FURTHEST ? FURTHEST : x;
  const step = (distance * STEPS + 0.5) | 0;
  const rest = step / STEPS - distance;
  const series =
    1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))));
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
    const root = inversePower((most - float64At(scores, k)) * half);
    sum += root * root;
    rootSum += root;
  }
  const places = new Array<number>(count);
  const probabilities = new Array<number>(count);
  for (let at = 0; at < count; at += 1) {
    const place = integerAt(best, at);
    const behind = (most - float64At(scores, place)) * half;
    const root = behind > FURTHEST ? Math.exp(-behind) : inversePower(behind);
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
