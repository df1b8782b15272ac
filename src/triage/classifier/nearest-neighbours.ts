import { float32At, float64At, integerAt, itemAt, placeIn } from './places.ts';
import {
  createVectorizer,
  DEFAULT_FEATURES,
  type FeatureSettings,
  fitFeatures,
  type SparseVector,
} from './features.ts';
import type { Engine, EngineData, PreparedExample } from './types.ts';

/** Settings of the nearest-neighbour classifier. */
export interface NearestNeighboursOptions {
  /** How many similar examples vote. 10 is mostly more accurate. @default 3 */
  readonly k?: number;
}

const FEATURES: FeatureSettings = {
  ...DEFAULT_FEATURES,
  shortest: 3,
  longest: 4,
  weights: [1, 0.6, 0.8],
};
// Near ones count for more than in proportion: a vote is the cube of the similarity.
const SHARPNESS = 3;
// A label without a vote is unlikely, not impossible.
const UNVOTED = 1e-3;

/** Where a feature occurs, and how much it counts there. */
interface Postings {
  readonly examples: Int32Array;
  readonly values: Float32Array;
}

interface Neighbour {
  readonly index: number;
  readonly similarity: number;
}

/**
 * The k most similar examples vote, nearer ones more: by the cosine of TF-IDF vectors of words, pairs
 * and characters inside words, found through an inverted index. Equally similar ones: the earlier example
 * first.
 */
export function fitNearestNeighbours(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  { k = 3 }: NearestNeighboursOptions = {},
): Engine {
  const vectorizer = createVectorizer(
    fitFeatures(
      examples.map(({ words }) => words),
      FEATURES,
    ),
  );
  const postings = invert(
    examples.map(({ words }) => ofLengthOne(vectorizer.vectorize(words))),
    vectorizer.rows,
  );
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const compare = createComparer(postings, examples.length);
  const nearest = (words: readonly string[]): readonly Neighbour[] =>
    best(compare(ofLengthOne(vectorizer.vectorize(words))), k);
  return {
    kind: 'nearest_neighbours',
    labels,
    score(words) {
      const votes = new Float64Array(labels.length).fill(UNVOTED);
      const neighbours = nearest(words);
      for (const { index, similarity } of neighbours) {
        const { label, weight } = itemAt(examples, index);
        const at = placeIn(indexOf, label);
        votes[at] = float64At(votes, at) + similarity ** SHARPNESS * weight;
      }
      return neighbours.length === 0 ? null : votes.map(Math.log);
    },
    explain: (words, label) =>
      nearest(words)
        .filter(({ index }) => itemAt(examples, index).label === labels[label])
        .map(({ index, similarity }) => ({
          feature: itemAt(examples, index).id,
          weight: Math.round(similarity * 1e4) / 1e4,
        })),
    update(added) {
      const all = [...examples, ...added];
      return fitNearestNeighbours(
        all,
        [...new Set([...labels, ...added.map(({ label }) => label)])],
        { k },
      );
    },
    toJSON: () => ({ kind: 'nearest_neighbours', labels, k, examples: stored(examples, indexOf) }),
  };
}

/** So that the product of two is their cosine. */
function ofLengthOne({ places, values }: SparseVector): SparseVector {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { places, values: values.map((value) => value / length) };
}

const stored = (
  examples: readonly PreparedExample[],
  indexOf: ReadonlyMap<string, number>,
): readonly StoredExample[] =>
  examples.map(({ words, label, weight, id }) => ({
    words: words.join(' '),
    label: placeIn(indexOf, label),
    id,
    ...(weight === 1 ? {} : { weight }),
  }));

function invert(vectors: readonly SparseVector[], rows: number): readonly Postings[] {
  const counts = new Int32Array(rows);
  for (const { places } of vectors)
    for (const row of places) counts[row] = integerAt(counts, row) + 1;
  const lists = Array.from(counts, (count) => ({
    examples: new Int32Array(count),
    values: new Float32Array(count),
  }));
  const filled = new Int32Array(rows);
  for (const [example, { places, values }] of vectors.entries())
    for (const [slot, row] of places.entries()) {
      const { examples, values: own } = itemAt(lists, row);
      const at = integerAt(filled, row);
      examples[at] = example;
      own[at] = float32At(values, slot);
      filled[row] = at + 1;
    }
  return lists;
}

/** The similarity of a text to every example. The answer is one buffer that the next call fills again. */
function createComparer(postings: readonly Postings[], exampleCount: number) {
  const similarities = new Float64Array(exampleCount);
  return ({ places, values }: SparseVector): Float64Array => {
    similarities.fill(0);
    for (let slot = 0; slot < places.length; slot += 1) {
      const found = itemAt(postings, integerAt(places, slot));
      const value = float32At(values, slot);
      for (let at = 0; at < found.examples.length; at += 1) {
        const example = integerAt(found.examples, at);
        similarities[example] =
          float64At(similarities, example) + value * float32At(found.values, at);
      }
    }
    return similarities;
  };
}

/** The k most similar; those that share nothing are no neighbours. */
function best(similarities: Float64Array, k: number): readonly Neighbour[] {
  const kept: Neighbour[] = [];
  let least = 0;
  for (let index = 0; index < similarities.length; index += 1) {
    const similarity = float64At(similarities, index);
    if (similarity <= least) continue;
    const at = kept.findIndex((other) => isCloser({ index, similarity }, other));
    kept.splice(at < 0 ? kept.length : at, 0, { index, similarity });
    if (kept.length > k) kept.pop();
    if (kept.length === k) least = kept.at(-1)?.similarity ?? 0;
  }
  return kept;
}

const isCloser = (a: Neighbour, b: Neighbour): boolean =>
  a.similarity > b.similarity || (a.similarity === b.similarity && a.index < b.index);

interface StoredExample {
  readonly words: string;
  readonly label: number;
  readonly id: string;
  readonly weight?: number;
}

export function readNearestNeighbours(data: EngineData): Engine {
  // Safe: `loadClassifier` has looked at the kind and version; what `toJSON` wrote has this shape.
  const { labels, k, examples } = data as EngineData & {
    readonly labels: readonly string[];
    readonly k: number;
    readonly examples: readonly StoredExample[];
  };
  const prepared = examples.map(({ words, label, id, weight = 1 }) => ({
    words: words === '' ? [] : words.split(' '),
    label: itemAt(labels, label),
    id,
    weight,
  }));
  return fitNearestNeighbours(prepared, labels, { k });
}
