import { float32At, integerAt, itemAt, placeIn } from './places.ts';
import { toBase64, bytesAsIntegersOf, floatsOf, integersOf } from './base64.ts';
import {
  createVectorizer,
  DEFAULT_FEATURES,
  eachFeature,
  type FeatureSettings,
  type FeatureTable,
  fitFeatures,
} from './features.ts';
import { createLinearScorer, type LinearWeights } from './linear-scorer.ts';
import { fitSoftmaxRegression } from './softmax-regression.ts';
import { strongest } from './strongest.ts';
import type { Engine, EngineData, PredictionEvidence, PreparedExample } from './types.ts';

/** Settings of the logistic classifier. */
export interface LogisticOptions {
  /** Passes over the examples. @default 10 */
  readonly epochs?: number;
  /** @default 2 */
  readonly learningRate?: number;
  /** L2 penalty per example. @default 0.000003 */
  readonly penalty?: number;
  /** Leave out what stands in fewer examples than this. @default 1 */
  readonly minimumTexts?: number;
  /** Use these sequences of characters inside words: shortest and longest. @default [1, 4] */
  readonly characters?: readonly [number, number];
}

/** Softmax regression over words, pairs of words and characters inside words. */
export function fitLogistic(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  options: LogisticOptions & { readonly seed: number },
): Engine {
  const { epochs = 10, learningRate = 2, penalty = 3e-6, minimumTexts = 1, seed } = options;
  const [shortest, longest] = options.characters ?? [
    DEFAULT_FEATURES.shortest,
    DEFAULT_FEATURES.longest,
  ];
  const settings = { ...DEFAULT_FEATURES, shortest, longest };
  const table = fitFeatures(
    examples.map(({ words }) => words),
    settings,
    minimumTexts,
  );
  const vectorizer = createVectorizer(table);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const weights = fitSoftmaxRegression(
    {
      vectors: examples.map(({ words }) => vectorizer.vectorize(words)),
      classes: Int32Array.from(examples, ({ label }) => placeIn(indexOf, label)),
      weights: Float32Array.from(examples, ({ weight }) => weight),
      rows: vectorizer.rows,
      classCount: labels.length,
    },
    { epochs, learningRate, penalty, seed },
  );
  return createLogistic(table, weights, labels);
}

function createLogistic(
  table: FeatureTable,
  linear: LinearWeights,
  labels: readonly string[],
): Engine {
  const vectorizer = createVectorizer(table);
  const sum = createLinearScorer(linear, labels.length);
  return {
    kind: 'logistic',
    labels,
    score(words) {
      const vector = vectorizer.vectorize(words);
      return vector.places.length === 0 ? null : sum(vector);
    },
    explain: (words, label) => explain(words, label, { table, linear, labels, vectorizer }),
    update: null,
    toJSON: (precision) => ({
      kind: 'logistic',
      labels,
      features: table.settings,
      places: toBase64(placesOf(table)),
      inverseFrequency: toBase64(table.inverseFrequency),
      biases: toBase64(linear.biases),
      ...(precision === 'exact'
        ? { weights: toBase64(linear.weights) }
        : compressed(linear.weights, labels.length)),
    }),
  };
}

/** The place of each row, in order of rows. */
function placesOf({ rowOf, inverseFrequency }: FeatureTable): Int32Array {
  const places = new Int32Array(inverseFrequency.length);
  for (let place = 0; place < rowOf.length; place += 1) {
    const row = integerAt(rowOf, place);
    if (row >= 0) places[row] = place;
  }
  return places;
}

const LARGEST_BYTE = 127;

function compressed(weights: Float32Array, classCount: number) {
  const scales = new Float32Array(classCount);
  for (let at = 0; at < weights.length; at += 1) {
    const k = at % classCount;
    scales[k] = Math.max(float32At(scales, k), Math.abs(float32At(weights, at)) / LARGEST_BYTE);
  }
  const bytes = Int8Array.from(weights, (weight, at) =>
    Math.round(weight / (scales[at % classCount] || 1)),
  );
  return { bytes: toBase64(bytes), scales: toBase64(scales) };
}

interface Explained {
  readonly table: FeatureTable;
  readonly linear: LinearWeights;
  readonly labels: readonly string[];
  readonly vectorizer: ReturnType<typeof createVectorizer>;
}

/** What each word and pair adds to the label, beyond what it adds to all; characters count for their word. */
function explain(
  words: readonly string[],
  label: number,
  { table, linear, labels, vectorizer }: Explained,
): readonly PredictionEvidence[] {
  const { places, values } = vectorizer.vectorize(words);
  const valueOf = new Map([...places].map((row, slot) => [row, float32At(values, slot)]));
  const classCount = labels.length;
  const found = new Map<string, number>();
  const counted = new Set<number>();
  eachFeature(words, table.settings, (place, kind, word) => {
    const row = integerAt(table.rowOf, place);
    const value = valueOf.get(row);
    if (value === undefined || counted.has(row)) return;
    counted.add(row);
    const own = linear.weights.subarray(row * classCount, (row + 1) * classCount);
    const mean = own.reduce((total, weight) => total + weight, 0) / classCount;
    const name =
      kind === 1 ? `${words[word - 1] ?? '^'} ${words[word] ?? '$'}` : itemAt(words, word);
    found.set(name, (found.get(name) ?? 0) + value * (float32At(own, label) - mean));
  });
  return strongest([...found].map(([feature, weight]) => ({ feature, weight })));
}

interface LogisticData {
  readonly labels: readonly string[];
  readonly features: FeatureSettings;
  readonly places: string;
  readonly inverseFrequency: string;
  readonly biases: string;
  readonly weights?: string;
  readonly bytes?: string;
  readonly scales?: string;
}

export function readLogistic(data: EngineData): Engine {
  // Safe: `loadClassifier` has looked at the kind and version; what `toJSON` wrote has this shape.
  const stored = data as EngineData & LogisticData;
  const rowOf = new Int32Array(2 ** stored.features.bits).fill(-1);
  for (const [row, place] of integersOf(stored.places).entries()) rowOf[place] = row;
  const inverseFrequency = floatsOf(stored.inverseFrequency);
  const weights = stored.weights === undefined ? expanded(stored) : floatsOf(stored.weights);
  return createLogistic(
    { settings: stored.features, rowOf, inverseFrequency },
    { weights, biases: floatsOf(stored.biases) },
    stored.labels,
  );
}

function expanded({ bytes = '', scales = '', labels }: LogisticData): Float32Array {
  const factors = floatsOf(scales);
  return Float32Array.from(
    bytesAsIntegersOf(bytes),
    (byte, at) => byte * float32At(factors, at % labels.length),
  );
}
