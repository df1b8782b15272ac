import { itemAt } from './places.ts';
import { type AlgorithmOptions, fitEngine } from './fit-engine.ts';
import type { PreparedExamples } from './prepare-examples.ts';
import { createRandom, shuffled } from './random.ts';
import type { ClassifierAlgorithm, Engine, PreparedExample } from './types.ts';

/** The scores of a text and the place of its true label; -1 when the engine does not know it. */
export interface ScoredText {
  readonly scores: Float64Array;
  readonly label: number;
}

const FOLDS = 5;
/** From so many examples on, one fold is enough to calibrate by. */
const ONE_FOLD_FROM = 2000;

/** The scores that an engine gives to texts. Texts without a known word get equal scores. */
export function scoreTexts(
  engine: Engine,
  texts: readonly Pick<PreparedExample, 'words' | 'label'>[],
): readonly ScoredText[] {
  return texts.map(({ words, label }) => ({
    // The engine fills its buffer again at the next text.
    scores: engine.score(words)?.slice() ?? new Float64Array(engine.labels.length),
    label: engine.labels.indexOf(label),
  }));
}

/** The fold of each example: every label is spread evenly over the folds. */
export function foldsOf(examples: readonly PreparedExample[], seed: number): Int32Array {
  const folds = new Int32Array(examples.length);
  const next = new Map<string, number>();
  for (const index of shuffled(examples.length, createRandom(seed))) {
    const { label } = itemAt(examples, index);
    const fold = next.get(label) ?? index % FOLDS;
    folds[index] = fold;
    next.set(label, (fold + 1) % FOLDS);
  }
  return folds;
}

/** Scores for examples by engines that have not seen them: of all folds, or of one when there are many. */
export function heldOutScores(
  algorithm: ClassifierAlgorithm,
  { learnable, labels }: PreparedExamples,
  options: AlgorithmOptions,
): readonly ScoredText[] {
  const folds = foldsOf(learnable, options.seed ?? 1);
  const used = learnable.length >= ONE_FOLD_FROM ? 1 : FOLDS;
  return Array.from({ length: used }, (_, fold) => fold).flatMap((fold) => {
    const rest = learnable.filter((_, index) => folds[index] !== fold);
    const held = learnable.filter((_, index) => folds[index] === fold);
    return scoreTexts(fitEngine(algorithm, rest, labels, options), held);
  });
}

/** The same over all five folds, one at a time: for comparisons. */
export function* scoresByFold(
  algorithm: ClassifierAlgorithm,
  { learnable, labels }: PreparedExamples,
  options: AlgorithmOptions,
): Generator<readonly ScoredText[]> {
  const folds = foldsOf(learnable, options.seed ?? 1);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const rest = learnable.filter((_, index) => folds[index] !== fold);
    const held = learnable.filter((_, index) => folds[index] === fold);
    yield scoreTexts(fitEngine(algorithm, rest, labels, options), held);
  }
}
