import type { SparseVector } from './features.ts';

// As in places.ts, but of this file: a call across files costs the hot loops most of their speed.
// Safe: the loops end at the length of the lists.
const float32At = (list: Float32Array, place: number): number => list[place] as number;
const float64At = (list: Float64Array, place: number): number => list[place] as number;
const integerAt = (list: Int32Array, place: number): number => list[place] as number;

/** Weights by row: those of row r begin at r × classCount. */
export interface LinearWeights {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/**
 * Adds up `factor × value × weights` over the features of a text, for each class. The answer is one
 * buffer that the next call fills again. Four rows at a time: it halves the traffic on the sums.
 */
export function createLinearScorer(
  { weights, biases }: LinearWeights,
  classCount: number,
): (vector: SparseVector, factor?: number) => Float64Array {
  const sums = new Float64Array(classCount);
  return ({ places, values }, factor = 1) => {
    const { length } = places;
    for (let k = 0; k < classCount; k += 1) sums[k] = float32At(biases, k);
    let slot = 0;
    for (; slot + 3 < length; slot += 4) {
      const a = integerAt(places, slot) * classCount;
      const b = integerAt(places, slot + 1) * classCount;
      const c = integerAt(places, slot + 2) * classCount;
      const d = integerAt(places, slot + 3) * classCount;
      const p = float32At(values, slot) * factor;
      const q = float32At(values, slot + 1) * factor;
      const r = float32At(values, slot + 2) * factor;
      const s = float32At(values, slot + 3) * factor;
      for (let k = 0; k < classCount; k += 1)
        sums[k] =
          float64At(sums, k) +
          p * float32At(weights, a + k) +
          q * float32At(weights, b + k) +
          r * float32At(weights, c + k) +
          s * float32At(weights, d + k);
    }
    for (; slot < length; slot += 1) {
      const a = integerAt(places, slot) * classCount;
      const p = float32At(values, slot) * factor;
      for (let k = 0; k < classCount; k += 1)
        sums[k] = float64At(sums, k) + p * float32At(weights, a + k);
    }
    return sums;
  };
}
