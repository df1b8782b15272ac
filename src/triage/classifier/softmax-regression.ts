import type { SparseVector } from './features.ts';
import { createLinearScorer, type LinearWeights } from './linear-scorer.ts';
import { createRandom, shuffled } from './random.ts';

// As in places.ts, but of this file: a call across files costs the hot loops most of their speed.
// Safe: the loops end at the length of the lists.
const float32At = (list: Float32Array, place: number): number => list[place] as number;
const float64At = (list: Float64Array, place: number): number => list[place] as number;
const integerAt = (list: Int32Array, place: number): number => list[place] as number;

/** What softmax regression learns from. */
export interface RegressionTask {
  readonly vectors: readonly SparseVector[];
  /** The class of each vector. */
  readonly classes: Int32Array;
  /** How much each vector counts. */
  readonly weights: Float32Array;
  readonly rows: number;
  readonly classCount: number;
}

export interface RegressionSettings {
  /** Passes over the examples. */
  readonly epochs: number;
  readonly learningRate: number;
  /** L2 penalty per example. */
  readonly penalty: number;
  readonly seed: number;
}

/** Classes with a smaller error than this are not moved: it saves most of the work. */
const NEGLIGIBLE = 1e-4;
// The bias is a feature of every text, so it takes smaller steps.
const BIAS_RATE = 0.1;

/**
 * Multinomial logistic regression with an L2 penalty, by stochastic gradient descent with a step
 * that shrinks to 0 in a straight line (Bottou, "Stochastic Gradient Descent Tricks", 2012; the
 * weights are kept divided by one factor, so that their decay is one multiplication).
 */
export function fitSoftmaxRegression(
  task: RegressionTask,
  settings: RegressionSettings,
): LinearWeights {
  const { vectors, rows, classCount } = task;
  const random = createRandom(settings.seed);
  const weights = new Float32Array(rows * classCount);
  const biases = new Float32Array(classCount);
  const score = createLinearScorer({ weights, biases }, classCount);
  const move = createMover({ weights, biases }, classCount);
  const total = settings.epochs * vectors.length;
  let scale = 1;
  let taken = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch += 1)
    for (const index of shuffled(vectors.length, random)) {
      const rate = settings.learningRate * (1 - taken / total);
      taken += 1;
      // Safe: `shuffled` gives each index of the list once.
      const vector = vectors[index] as SparseVector;
      const probabilities = softmax(score(vector, scale));
      scale *= 1 - rate * settings.penalty;
      const own = integerAt(task.classes, index);
      move(vector, { probabilities, own, rate: rate * float32At(task.weights, index), scale });
    }
  for (let at = 0; at < weights.length; at += 1) weights[at] = float32At(weights, at) * scale;
  return { weights, biases };
}

/** `exp(x) / Σ exp(x)`, safe for large numbers. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
  const powers = new Float64Array(scores.length);
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let k = 0; k < powers.length; k += 1) {
    const power = Math.exp((float64At(scores, k) - most) / temperature);
    powers[k] = power;
    sum += power;
  }
  for (let k = 0; k < powers.length; k += 1) powers[k] = float64At(powers, k) / sum;
  return powers;
}

interface Move {
  readonly probabilities: Float64Array;
  readonly own: number;
  readonly rate: number;
  readonly scale: number;
}

/** One step down the gradient for one example. */
function createMover(linear: LinearWeights, classCount: number) {
  const { weights, biases } = linear;
  // The classes that the example moves, and how far.
  const movedClasses = new Int32Array(classCount);
  const distances = new Float64Array(classCount);
  return ({ places, values }: SparseVector, { probabilities, own, rate, scale }: Move): void => {
    let active = 0;
    for (let k = 0; k < classCount; k += 1) {
      const error = (k === own ? 1 : 0) - float64At(probabilities, k);
      if (error < NEGLIGIBLE && error > -NEGLIGIBLE) continue;
      biases[k] = float32At(biases, k) + rate * error * BIAS_RATE;
      movedClasses[active] = k;
      distances[active] = (rate * error) / scale;
      active += 1;
    }
    for (let slot = 0; slot < places.length; slot += 1) {
      const from = integerAt(places, slot) * classCount;
      const value = float32At(values, slot);
      for (let one = 0; one < active; one += 1) {
        const at = from + integerAt(movedClasses, one);
        weights[at] = float32At(weights, at) + value * float64At(distances, one);
      }
    }
  };
}
