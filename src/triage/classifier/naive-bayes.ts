import { float32At, float64At, itemAt, placeIn } from './places.ts';
import type { Engine, EngineData, PredictionEvidence, PreparedExample } from './types.ts';
import { strongest } from './strongest.ts';

/** Settings of naive Bayes. */
export interface NaiveBayesOptions {
  /** Added to every count, so that an unseen word does not rule a label out. @default 0.1 */
  readonly smoothing?: number;
}

/** Word counts for each label: all that naive Bayes knows. */
interface Counts {
  readonly labels: readonly string[];
  readonly smoothing: number;
  /** Weight of the examples of each label. */
  readonly examples: readonly number[];
  /** For each word, pairs of label and count. */
  readonly words: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** Multinomial naive Bayes over words (Manning et al., "Introduction to IR", 13.2). */
export function fitNaiveBayes(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  { smoothing = 0.1 }: NaiveBayesOptions = {},
): Engine {
  return createNaiveBayes(
    withExamples({ labels, smoothing, examples: labels.map(() => 0), words: new Map() }, examples),
  );
}

function withExamples(counts: Counts, examples: readonly PreparedExample[]): Counts {
  const labels = [...counts.labels];
  for (const { label } of examples) if (!labels.includes(label)) labels.push(label);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const totals = labels.map((_, index) => counts.examples[index] ?? 0);
  const words = new Map([...counts.words].map(([word, row]) => [word, new Map(row)]));
  for (const { words: own, label, weight } of examples) {
    const index = placeIn(indexOf, label);
    totals[index] = itemAt(totals, index) + weight;
    for (const word of own) {
      const row = words.get(word) ?? new Map<number, number>();
      words.set(word, row.set(index, (row.get(index) ?? 0) + weight));
    }
  }
  return { ...counts, labels, examples: totals, words };
}

function createNaiveBayes(counts: Counts): Engine {
  const { labels } = counts;
  const classCount = labels.length;
  const { rowOf, table, priors } = tabulate(counts);
  const scores = new Float64Array(classCount);
  const score = (words: readonly string[]): Float64Array | null => {
    let known = 0;
    for (let k = 0; k < classCount; k += 1) scores[k] = float64At(priors, k);
    for (const word of words) {
      const row = rowOf.get(word);
      if (row === undefined) continue;
      known += 1;
      for (let k = 0; k < classCount; k += 1)
        scores[k] = float64At(scores, k) + float32At(table, row + k);
    }
    return known === 0 ? null : scores;
  };
  const explain = (words: readonly string[], label: number): readonly PredictionEvidence[] =>
    strongest(
      [...new Set(words)].flatMap((feature) => {
        const row = rowOf.get(feature);
        if (row === undefined) return [];
        const own = table.subarray(row, row + classCount);
        const mean = own.reduce((sum, value) => sum + value, 0) / classCount;
        return [{ feature, weight: float32At(own, label) - mean }];
      }),
    );
  return {
    kind: 'naive_bayes',
    labels,
    score,
    explain,
    update: (examples) => createNaiveBayes(withExamples(counts, examples)),
    toJSON: () => ({
      kind: 'naive_bayes',
      labels,
      smoothing: counts.smoothing,
      examples: counts.examples,
      words: [...counts.words].map(([word, row]) => [word, ...[...row].flat()]),
    }),
  };
}

/** Logarithms of the probabilities, a row of labels for each word. */
function tabulate({ labels, smoothing, examples, words }: Counts) {
  const classCount = labels.length;
  const totals = new Float64Array(classCount);
  for (const row of words.values())
    for (const [label, count] of row) totals[label] = float64At(totals, label) + count;
  const all = examples.reduce((sum, weight) => sum + weight, 0);
  const priors = Float64Array.from(examples, (weight) =>
    Math.log((weight + smoothing) / (all + smoothing * classCount)),
  );
  const denominators = totals.map((total) => Math.log(total + smoothing * words.size));
  const table = new Float32Array(words.size * classCount);
  const rowOf = new Map<string, number>();
  let from = 0;
  for (const [word, row] of words) {
    rowOf.set(word, from);
    for (let k = 0; k < classCount; k += 1)
      table[from + k] = Math.log((row.get(k) ?? 0) + smoothing) - float64At(denominators, k);
    from += classCount;
  }
  return { rowOf, table, priors };
}

interface NaiveBayesData {
  readonly labels: readonly string[];
  readonly smoothing: number;
  readonly examples: readonly number[];
  readonly words: readonly (readonly [string, ...number[]])[];
}

export function readNaiveBayes(data: EngineData): Engine {
  // Safe: `loadClassifier` has looked at the kind and version; what `toJSON` wrote has this shape.
  const { labels, smoothing, examples, words } = data as unknown as NaiveBayesData;
  return createNaiveBayes({
    labels,
    smoothing,
    examples,
    words: new Map(words.map(([word, ...row]) => [word, pairs(row)])),
  });
}

function pairs(row: readonly number[]): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (let at = 0; at < row.length; at += 2) map.set(itemAt(row, at), itemAt(row, at + 1));
  return map;
}
