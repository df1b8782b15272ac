import { float64At, itemAt } from './places.ts';
import { softmax } from './softmax-regression.ts';
import type { Calibration } from './types.ts';

/** The scores of a text and the place of its true label. */
export interface ScoredExample {
  readonly scores: Float64Array;
  readonly label: number;
}

/** How sure a classifier was, and whether it was right. */
export interface Judged {
  readonly confidence: number;
  readonly correct: boolean;
}

const COOLEST = 0.02;
const HOTTEST = 50;
const STEPS = 60;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const LEAST = 1e-12;

/** Mean of -ln(probability of the true label): lower is better. */
export function logLoss(examples: readonly ScoredExample[], temperature: number): number {
  let sum = 0;
  for (const { scores, label } of examples)
    sum -= Math.log(Math.max(LEAST, float64At(softmax(scores, temperature), label)));
  return sum / examples.length;
}

/**
 * The temperature by which scores are divided so that the probabilities are honest (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017): golden section search on its logarithm.
 */
export function fitTemperature(examples: readonly ScoredExample[]): number {
  if (examples.length === 0) return 1;
  let low = Math.log(COOLEST);
  let high = Math.log(HOTTEST);
  const lossAt = (logarithm: number) => logLoss(examples, Math.exp(logarithm));
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let leftLoss = lossAt(left);
  let rightLoss = lossAt(right);
  for (let step = 0; step < STEPS; step += 1)
    if (leftLoss < rightLoss) {
      high = right;
      right = left;
      rightLoss = leftLoss;
      left = high - GOLDEN * (high - low);
      leftLoss = lossAt(left);
    } else {
      low = left;
      left = right;
      leftLoss = rightLoss;
      right = low + GOLDEN * (high - low);
      rightLoss = lossAt(right);
    }
  return Math.exp((low + high) / 2);
}

interface Block {
  readonly from: number;
  readonly sum: number;
  readonly count: number;
}

/** Isotonic regression: the rising step function nearest to the outcomes (pool adjacent violators). */
export function fitIsotonic(judged: readonly Judged[]): {
  readonly from: readonly number[];
  readonly to: readonly number[];
} {
  const blocks: Block[] = [];
  const sorted = judged.toSorted((a, b) => a.confidence - b.confidence);
  for (const { confidence, correct } of sorted) {
    let block: Block = { from: confidence, sum: correct ? 1 : 0, count: 1 };
    let previous = blocks.at(-1);
    while (
      previous !== undefined &&
      (previous.sum / previous.count >= block.sum / block.count || previous.from === block.from)
    ) {
      blocks.pop();
      block = {
        from: previous.from,
        sum: previous.sum + block.sum,
        count: previous.count + block.count,
      };
      previous = blocks.at(-1);
    }
    blocks.push(block);
  }
  return {
    from: blocks.map(({ from }) => from),
    // One success and one failure more, so that no step is quite sure of anything.
    to: blocks.map(({ sum, count }) => (sum + 1) / (count + 2)),
  };
}

/** The honest confidence for that of a calibrated temperature. */
export function calibratedConfidence(calibration: Calibration, confidence: number): number {
  if (calibration.kind === 'temperature') return confidence;
  const { from, to } = calibration;
  let low = 0;
  let high = from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (itemAt(from, middle) <= confidence) low = middle + 1;
    else high = middle;
  }
  return itemAt(to, Math.max(0, low - 1));
}

const BINS = 10;

/**
 * Expected calibration error over ten equal bins: how far confidence and accuracy are apart, weighted
 * by the texts in each bin. `null` without texts.
 *
 * @example expectedCalibrationError([{ confidence: 0.95, correct: true }]) //=> about 0.05
 */
export function expectedCalibrationError(judged: readonly Judged[]): number | null {
  if (judged.length === 0) return null;
  const gaps = new Float64Array(BINS);
  for (const { confidence, correct } of judged) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
    gaps[bin] = float64At(gaps, bin) + confidence - (correct ? 1 : 0);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / judged.length;
}

/**
 * How well a score tells two groups apart: the chance that one of `inside` scores above one of
 * `outside`, ties count half (area under the ROC curve). `null` when a group is empty.
 *
 * @example areaUnderCurve([0.8, 0.4], [0.6, 0.2]) //=> 0.75
 */
export function areaUnderCurve(
  inside: readonly number[],
  outside: readonly number[],
): number | null {
  if (inside.length === 0 || outside.length === 0) return null;
  const all = [
    ...inside.map((score) => ({ score, own: true })),
    ...outside.map((score) => ({ score, own: false })),
  ].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.score === all[at]?.score) end += 1;
    // Equal scores share the mean of their ranks.
    const rank = (at + 1 + end) / 2;
    ranks += rank * all.slice(at, end).filter(({ own }) => own).length;
    at = end;
  }
  const n = inside.length;
  return (ranks - (n * (n + 1)) / 2) / (n * outside.length);
}
