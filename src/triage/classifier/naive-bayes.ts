import { ConfigurationError } from '../../errors/index.ts';
import { createFeatureFinder, type FoundFeatures } from './feature-finder.ts';
import { itemAt, placeIn } from './places.ts';
import type { Engine, EngineData, PredictionEvidence, PreparedExample } from './types.ts';
import { strongest } from './strongest.ts';

// As in places.ts, but of this file: a call across files costs the hot loops most of their speed.
// Safe: the loops end at the length of the lists.
const float32At = (list: Float32Array, place: number): number => list[place] as number;
const float64At = (list: Float64Array, place: number): number => list[place] as number;
const integerAt = (list: Int32Array, place: number): number => list[place] as number;

/** Settings of naive Bayes. */
export interface NaiveBayesOptions {
  /**
   * Taken off every count, and given to what a label has not seen: so an unseen word does not rule it
   * out. Between 0 and 1. @default 0.8
   */
  readonly discount?: number;
  /** Use pairs of neighbouring words too; without them it is faster and less accurate. @default true */
  readonly pairs?: boolean;
}

interface Settings {
  readonly discount: number;
  readonly pairs: boolean;
}

/** Counts for each label: all that naive Bayes knows. */
interface Counts extends Settings {
  readonly labels: readonly string[];
  /** Weight of the examples of each label. */
  readonly examples: readonly number[];
  /** For each word, and each pair (`first second`), counts by label. */
  readonly features: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** Pairs say again what their words say, so each counts half. */
const PAIR_WEIGHT = 0.5;
/** Added to the weight of each label, so that none is impossible. */
const PRIOR = 0.1;
/** What stands before the first word and after the last one. */
const EDGE = '';

const isPair = (feature: string): boolean => feature.includes(' ');

/**
 * Multinomial naive Bayes over words and pairs of words (Manning et al., "Introduction to IR", 13.2),
 * each with a model of its own. Probabilities are smoothed by absolute discounting towards the frequency
 * in all texts (Zhai and Lafferty, "A Study of Smoothing Methods for Language Models", 2001).
 */
export function fitNaiveBayes(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  { discount = 0.8, pairs = true }: NaiveBayesOptions = {},
): Engine {
  if (!(discount > 0 && discount < 1))
    throw new ConfigurationError('`naiveBayes.discount` must lie between 0 and 1.');
  const empty = { discount, pairs, labels, examples: labels.map(() => 0), features: new Map() };
  return createNaiveBayes(withExamples(empty, examples));
}

function withExamples(counts: Counts, examples: readonly PreparedExample[]): Counts {
  const labels = [...counts.labels];
  for (const { label } of examples) if (!labels.includes(label)) labels.push(label);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const totals = labels.map((_, index) => counts.examples[index] ?? 0);
  const features = new Map([...counts.features].map(([name, row]) => [name, new Map(row)]));
  for (const { words, label, weight } of examples) {
    const index = placeIn(indexOf, label);
    totals[index] = itemAt(totals, index) + weight;
    for (const name of featuresOf(words, counts)) {
      const row = features.get(name) ?? new Map<number, number>();
      features.set(name, row.set(index, (row.get(index) ?? 0) + weight));
    }
  }
  return { ...counts, labels, examples: totals, features };
}

const featuresOf = (words: readonly string[], { pairs }: Settings): readonly string[] =>
  pairs && words.length > 0
    ? [
        ...words,
        ...words.map((word, index) => `${words[index - 1] ?? EDGE} ${word}`),
        `${words.at(-1)} ${EDGE}`,
      ]
    : words;

function createNaiveBayes(counts: Counts): Engine {
  const { labels } = counts;
  const classCount = labels.length;
  const { table, priors } = tabulate(counts);
  const features = [...counts.features.keys()];
  const finder = createFeatureFinder(features, counts.pairs);
  const placeOf = new Map(features.map((feature, place) => [feature, place]));
  const sum = createSummer(table, priors);
  const explain = (words: readonly string[], label: number): readonly PredictionEvidence[] =>
    strongest(
      [...new Set(featuresOf(words, counts))].flatMap((feature) => {
        const place = placeOf.get(feature);
        if (place === undefined) return [];
        const own = table.subarray(place * classCount, (place + 1) * classCount);
        const mean = own.reduce((sum, value) => sum + value, 0) / classCount;
        return [{ feature: shown(feature), weight: float32At(own, label) - mean }];
      }),
    );
  return {
    kind: 'naive_bayes',
    labels,
    score: (words) => sum(finder.ofWords(words)),
    scoreText: (text) => sum(finder.ofText(text)),
    explain,
    update: (examples) => createNaiveBayes(withExamples(counts, examples)),
    toJSON: () => ({
      kind: 'naive_bayes',
      labels,
      discount: counts.discount,
      pairs: counts.pairs,
      examples: counts.examples,
      features: [...counts.features].map(([name, row]) => [name, ...[...row].flat()]),
    }),
  };
}

/**
 * Adds rows of the table to the priors; answers nothing where there are none. The answer is one buffer that
 * the next call fills again. Four labels at a time, so that their sums stay in registers.
 */
function createSummer(table: Float32Array, priors: Float64Array) {
  const sums = new Float64Array(priors.length);
  return (found: FoundFeatures): Float64Array | null =>
    found.used === 0 ? null : addRows(found, table, priors, sums);
}

function addRows(
  { places, used }: FoundFeatures,
  table: Float32Array,
  priors: Float64Array,
  sums: Float64Array,
): Float64Array {
  const { length } = priors;
  const into = sums;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    let a = float64At(priors, k);
    let b = float64At(priors, k + 1);
    let c = float64At(priors, k + 2);
    let d = float64At(priors, k + 3);
    for (let at = 0; at < used; at += 1) {
      const from = integerAt(places, at) * length + k;
      a += float32At(table, from);
      b += float32At(table, from + 1);
      c += float32At(table, from + 2);
      d += float32At(table, from + 3);
    }
    into[k] = a;
    into[k + 1] = b;
    into[k + 2] = c;
    into[k + 3] = d;
  }
  for (; k < length; k += 1) {
    let a = float64At(priors, k);
    for (let at = 0; at < used; at += 1) a += float32At(table, integerAt(places, at) * length + k);
    into[k] = a;
  }
  return into;
}

const shown = (feature: string): string => feature.replace(/^ /u, '^ ').replace(/ $/u, ' $');

/** A row of labels for each feature, one after the other in the order of the features. */
function tabulate(counts: Counts) {
  const classCount = counts.labels.length;
  const all = counts.examples.reduce((sum, weight) => sum + weight, 0);
  const priors = Float64Array.from(counts.examples, (weight) =>
    Math.log((weight + PRIOR) / (all + PRIOR * classCount)),
  );
  const table = new Float32Array(counts.features.size * classCount);
  const weigh = { word: createWeigher(counts, false), pair: createWeigher(counts, true) };
  let from = 0;
  for (const [name, row] of counts.features) {
    table.set(isPair(name) ? weigh.pair(row) : weigh.word(row), from);
    from += classCount;
  }
  return { table, priors };
}

type Row = ReadonlyMap<number, number>;

const totalOf = (row: Row): number => [...row.values()].reduce((sum, count) => sum + count, 0);

/** How much each label makes a word (or a pair) more likely than it is in all texts: logarithms. */
function createWeigher({ labels, features, discount }: Counts, ofPairs: boolean) {
  const rows = [...features].filter(([name]) => isPair(name) === ofPairs).map(([, row]) => row);
  const totals = new Float64Array(labels.length);
  const freed = new Float64Array(labels.length);
  const taken = (count: number): number => discount * Math.min(1, count);
  for (const row of rows)
    for (const [label, count] of row) {
      totals[label] = float64At(totals, label) + count;
      freed[label] = float64At(freed, label) + taken(count);
    }
  const all = totals.reduce((sum, total) => sum + total, 0);
  const weight = ofPairs ? PAIR_WEIGHT : 1;
  return (row: Row): Float64Array => {
    const everywhere = totalOf(row) / all;
    return Float64Array.from(labels, (_, k) => {
      const total = float64At(totals, k);
      // A label whose examples have no words says nothing of any.
      if (total === 0) return 0;
      const count = row.get(k) ?? 0;
      const here = (count - taken(count) + float64At(freed, k) * everywhere) / total;
      return weight * Math.log(here / everywhere);
    });
  };
}

interface NaiveBayesData extends Settings {
  readonly labels: readonly string[];
  readonly examples: readonly number[];
  readonly features: readonly (readonly [string, ...number[]])[];
}

export function readNaiveBayes(data: EngineData): Engine {
  // Safe: `loadClassifier` has looked at the kind and version; what `toJSON` wrote has this shape.
  const { features, ...stored } = data as EngineData & NaiveBayesData;
  return createNaiveBayes({
    ...stored,
    features: new Map(features.map(([name, ...row]) => [name, countsOf(row)])),
  });
}

function countsOf(row: readonly number[]): Row {
  const map = new Map<number, number>();
  for (let at = 0; at < row.length; at += 2) map.set(itemAt(row, at), itemAt(row, at + 1));
  return map;
}
