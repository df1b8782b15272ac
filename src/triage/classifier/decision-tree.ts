import { float64At, itemAt, placeIn } from './places.ts';
import type { Engine, EngineData, PredictionEvidence, PreparedExample } from './types.ts';

/** Settings of the decision tree. */
export interface DecisionTreeOptions {
  /** Questions asked at most on the way to an answer. @default 300 */
  readonly depth?: number;
}

/** `[label, weight, …]` of a leaf, or a question about a word. */
type Node = readonly number[] | Question;

interface Question {
  readonly word: string;
  readonly yes: Node;
  readonly no: Node;
}

const UNSEEN = 1e-2;

/**
 * A tree of questions "is the word in the text?", each chosen to make its two sides as pure as
 * possible (CART with the Gini index; Breiman et al., 1984). Easy to explain, and the least accurate.
 */
export function fitDecisionTree(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  { depth = 300 }: DecisionTreeOptions = {},
): Engine {
  return createDecisionTree(grow(examples, labels, depth), labels);
}

interface Sample {
  readonly words: readonly number[];
  readonly label: number;
  readonly weight: number;
}

function grow(
  examples: readonly PreparedExample[],
  labels: readonly string[],
  depth: number,
): Node {
  const vocabulary = [...new Set(examples.flatMap(({ words }) => words))].sort();
  const placeOf = new Map(vocabulary.map((word, place) => [word, place]));
  const labelOf = new Map(labels.map((label, index) => [label, index]));
  const samples = examples.map(({ words, label, weight }) => ({
    words: [...new Set(words)].map((word) => placeIn(placeOf, word)),
    label: placeIn(labelOf, label),
    weight,
  }));
  const bestWord = createSplitter(vocabulary.length, labels.length);
  const split = (part: readonly Sample[], left: number): Node => {
    const totals = totalsOf(part, labels.length);
    const isPure = totals.filter((weight) => weight > 0).length < 2;
    const word = isPure || left === 0 ? null : bestWord(part, totals);
    if (word === null) return leafOf(totals);
    return {
      word: itemAt(vocabulary, word),
      yes: split(
        part.filter(({ words }) => words.includes(word)),
        left - 1,
      ),
      no: split(
        part.filter(({ words }) => !words.includes(word)),
        left - 1,
      ),
    };
  };
  return split(samples, depth);
}

function totalsOf(samples: readonly Sample[], classCount: number): Float64Array {
  const totals = new Float64Array(classCount);
  for (const { label, weight } of samples) totals[label] = float64At(totals, label) + weight;
  return totals;
}

const leafOf = (totals: Float64Array): readonly number[] =>
  [...totals].flatMap((weight, label) => (weight > 0 ? [label, weight] : []));

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9;

/** Finds the word that makes both sides purest, or null when none helps. */
function createSplitter(wordCount: number, classCount: number) {
  // Per word and class: weight of the samples that hold the word. Cleared after use.
  const held = new Float64Array(wordCount * classCount);
  // Per word: Σ w, Σ held² and Σ total × held over the classes.
  const weights = new Float64Array(wordCount);
  const squares = new Float64Array(wordCount);
  const crosses = new Float64Array(wordCount);
  return (samples: readonly Sample[], totals: Float64Array): number | null => {
    const touched = new Set<number>();
    for (const { words, label, weight } of samples)
      for (const word of words) {
        const at = word * classCount + label;
        const before = float64At(held, at);
        held[at] = before + weight;
        weights[word] = float64At(weights, word) + weight;
        squares[word] = float64At(squares, word) + weight * (2 * before + weight);
        crosses[word] = float64At(crosses, word) + weight * float64At(totals, label);
        touched.add(word);
      }
    const all = totals.reduce((sum, weight) => sum + weight, 0);
    const allSquares = totals.reduce((sum, weight) => sum + weight * weight, 0);
    let best: number | null = null;
    let most = allSquares / all + LEAST_GAIN;
    for (const word of touched) {
      const yes = float64At(weights, word);
      const no = all - yes;
      if (no > LEAST_GAIN) {
        const noSquares = allSquares - 2 * float64At(crosses, word) + float64At(squares, word);
        const purity = float64At(squares, word) / yes + noSquares / no;
        // Of words that help equally, the one that was read first.
        if (purity > most + LEAST_GAIN) {
          most = purity;
          best = word;
        }
      }
    }
    for (const word of touched) {
      held.fill(0, word * classCount, (word + 1) * classCount);
      weights[word] = 0;
      squares[word] = 0;
      crosses[word] = 0;
    }
    return best;
  };
}

const isLeaf = (node: Node): node is readonly number[] => Array.isArray(node);

function createDecisionTree(root: Node, labels: readonly string[]): Engine {
  const walk = (words: ReadonlySet<string>) => {
    const path: PredictionEvidence[] = [];
    let node = root;
    while (!isLeaf(node)) {
      const answer = words.has(node.word);
      path.push({ feature: `${node.word}: ${answer ? 'yes' : 'no'}`, weight: 1 });
      node = answer ? node.yes : node.no;
    }
    return { path, leaf: node };
  };
  return {
    kind: 'decision_tree',
    labels,
    score(words) {
      if (words.length === 0) return null;
      const scores = new Float64Array(labels.length).fill(UNSEEN);
      const { leaf } = walk(new Set(words));
      for (let at = 0; at < leaf.length; at += 2)
        scores[itemAt(leaf, at)] = itemAt(leaf, at + 1) + UNSEEN;
      return scores.map(Math.log);
    },
    explain: (words) => walk(new Set(words)).path,
    update: null,
    toJSON: () => ({ kind: 'decision_tree', labels, root }),
  };
}

export function readDecisionTree(data: EngineData): Engine {
  // Safe: `loadClassifier` has looked at the kind and version; what `toJSON` wrote has this shape.
  const { root, labels } = data as EngineData & {
    readonly root: Node;
    readonly labels: readonly string[];
  };
  return createDecisionTree(root, labels);
}
