import { float32At, float64At, itemAt, placeIn } from './places.ts';
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
  readonly examples: readonly number[];
  readonly values: readonly number[];
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
  const similarities = new Float64Array(examples.length);
  const nearest = (words: readonly string[]): readonly Neighbour[] => {
    const { places, values } = ofLengthOne(vectorizer.vectorize(words));
    similarities.fill(0);
    const touched = new Set<number>();
    for (const [slot, row] of places.entries()) {
      const found = itemAt(postings, row);
      for (const [at, example] of found.examples.entries()) {
        touched.add(example);
        similarities[example] =
          float64At(similarities, example) + float32At(values, slot) * itemAt(found.values, at);
      }
    }
    return best(touched, similarities, k);
  };
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
  const lists = Array.from({ length: rows }, (): { examples: number[]; values: number[] } => ({
    examples: [],
    values: [],
  }));
  for (const [example, { places, values }] of vectors.entries())
    for (const [slot, row] of places.entries()) {
      itemAt(lists, row).examples.push(example);
      itemAt(lists, row).values.push(float32At(values, slot));
    }
  return lists;
}

function best(
  candidates: Iterable<number>,
  similarities: Float64Array,
  k: number,
): readonly Neighbour[] {
  const kept: Neighbour[] = [];
  for (const index of candidates) {
    const similarity = float64At(similarities, index);
    const last = kept.at(-1);
    if (kept.length >= k && last !== undefined && !isCloser({ index, similarity }, last)) continue;
    const at = kept.findIndex((other) => isCloser({ index, similarity }, other));
    kept.splice(at < 0 ? kept.length : at, 0, { index, similarity });
    if (kept.length > k) kept.pop();
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
  const { labels, k, examples } = data as unknown as {
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
