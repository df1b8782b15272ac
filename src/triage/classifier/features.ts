import { float32At, integerAt, itemAt } from './places.ts';

/** Which features of a text count, and how much. */
export interface FeatureSettings {
  /** Features share 2^bits places. */
  readonly bits: number;
  /** Pairs of neighbouring words. */
  readonly pairs: boolean;
  /** The beginning and the end of the text count as neighbours too. Older models have no such pairs. */
  readonly edges?: boolean;
  /** Lengths of character sequences inside words; 0 and 0 for none. */
  readonly shortest: number;
  readonly longest: number;
  /** Weight of words, pairs and character sequences relative to each other. */
  readonly weights: readonly [number, number, number];
}

export const DEFAULT_FEATURES: FeatureSettings = {
  bits: 18,
  pairs: true,
  edges: true,
  shortest: 1,
  longest: 4,
  weights: [1, 1, 1],
};

/** A feature of a text: its place, its kind (0 word, 1 pair, 2 characters) and the word it is of. */
export type FeatureSink = (place: number, kind: number, word: number) => void;

const WORD_SALT = 0x811c9dc5;
const PAIR_SALT = 0x2545f491;
const CHARACTER_SALT = 0x9e3779b9;
const EDGE = 0x5f;

const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

function hashWord(word: string, salt: number): number {
  let hash = salt;
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return hash;
}

/** Tells the sink every feature of a text, in order. FNV-1a hashes, well mixed. */
export function eachFeature(
  words: readonly string[],
  settings: FeatureSettings,
  sink: FeatureSink,
): void {
  const { edges = false } = settings;
  const mask = 2 ** settings.bits - 1;
  const pairOf = (one: number, next: number): number =>
    finish(one ^ Math.imul(next, PAIR_SALT)) & mask;
  let previous = EDGE;
  for (const [index, word] of words.entries()) {
    const hash = hashWord(word, WORD_SALT);
    sink(finish(hash) & mask, 0, index);
    if (settings.pairs && (edges || index > 0)) sink(pairOf(previous, hash), 1, index);
    previous = hash;
    if (settings.pairs && edges && index === words.length - 1)
      sink(pairOf(hash, EDGE), 1, words.length);
    if (settings.longest === 0) continue;
    const last = word.length;
    // -1 and `last` are the edges of the word, so that beginnings and ends differ from middles.
    for (let start = -1; start <= last; start += 1) {
      let part = CHARACTER_SALT;
      const end = Math.min(last, start + settings.longest - 1);
      for (let at = start; at <= end; at += 1) {
        part = step(part, at < 0 || at === last ? EDGE : word.charCodeAt(at));
        if (at - start + 1 >= settings.shortest) sink(finish(part) & mask, 2, index);
      }
    }
  }
}

/** A text as the places and values of its features. */
export interface SparseVector {
  readonly places: Int32Array;
  readonly values: Float32Array;
}

/** What a fitted vectoriser knows: a row for each known place (-1: unknown), and its weight. */
export interface FeatureTable {
  readonly settings: FeatureSettings;
  readonly rowOf: Int32Array;
  readonly inverseFrequency: Float32Array;
}

/** Turns texts into vectors: sublinear term frequency × idf, each kind of feature of length 1. */
export interface Vectorizer {
  readonly table: FeatureTable;
  readonly rows: number;
  vectorize(words: readonly string[]): SparseVector;
}

/** Counts the features of the texts; those in fewer than `minimumTexts` of them are left out. */
export function fitFeatures(
  texts: readonly (readonly string[])[],
  settings: FeatureSettings,
  minimumTexts = 1,
): FeatureTable {
  const size = 2 ** settings.bits;
  const texts1 = new Int32Array(size);
  const seen = new Int32Array(size);
  for (const [index, words] of texts.entries())
    eachFeature(words, settings, (place) => {
      if (seen[place] === index + 1) return;
      seen[place] = index + 1;
      texts1[place] = integerAt(texts1, place) + 1;
    });
  const rowOf = new Int32Array(size).fill(-1);
  const weights: number[] = [];
  for (let place = 0; place < size; place += 1) {
    const count = integerAt(texts1, place);
    if (count < minimumTexts || count === 0) continue;
    rowOf[place] = weights.length;
    weights.push(Math.log((1 + texts.length) / (1 + count)) + 1);
  }
  return { settings, rowOf, inverseFrequency: Float32Array.from(weights) };
}

export function createVectorizer(table: FeatureTable): Vectorizer {
  const { settings, rowOf, inverseFrequency } = table;
  const rows = inverseFrequency.length;
  // Scratch space of this vectoriser: which call last saw a row, and where its count is.
  const seenAt = new Int32Array(rows);
  const slotOf = new Int32Array(rows);
  let call = 0;
  const vectorize = (words: readonly string[]): SparseVector => {
    call += 1;
    const places: number[] = [];
    const counts: number[] = [];
    const kinds: number[] = [];
    eachFeature(words, settings, (place, kind) => {
      const row = integerAt(rowOf, place);
      if (row < 0) return;
      if (seenAt[row] === call) {
        const slot = integerAt(slotOf, row);
        counts[slot] = itemAt(counts, slot) + 1;
        return;
      }
      seenAt[row] = call;
      slotOf[row] = places.length;
      places.push(row);
      counts.push(1);
      kinds.push(kind);
    });
    return weigh(places, counts, kinds, table);
  };
  return { table, rows, vectorize };
}

function weigh(
  places: readonly number[],
  counts: readonly number[],
  kinds: readonly number[],
  { settings, inverseFrequency }: FeatureTable,
): SparseVector {
  const values = new Float32Array(places.length);
  const squares = [0, 0, 0];
  for (let slot = 0; slot < values.length; slot += 1) {
    const count = itemAt(counts, slot);
    const frequency = count === 1 ? 1 : 1 + Math.log(count);
    const value = frequency * float32At(inverseFrequency, itemAt(places, slot));
    values[slot] = value;
    const kind = itemAt(kinds, slot);
    squares[kind] = itemAt(squares, kind) + value * value;
  }
  const factors = settings.weights.map((weight, kind) => weight / Math.sqrt(squares[kind] || 1));
  for (let slot = 0; slot < values.length; slot += 1)
    values[slot] = float32At(values, slot) * itemAt(factors, itemAt(kinds, slot));
  return { places: Int32Array.from(places), values };
}
