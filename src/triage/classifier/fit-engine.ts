import { type DecisionTreeOptions, fitDecisionTree } from './decision-tree.ts';
import { fitLogistic, type LogisticOptions } from './logistic.ts';
import { fitNaiveBayes, type NaiveBayesOptions } from './naive-bayes.ts';
import { fitNearestNeighbours, type NearestNeighboursOptions } from './nearest-neighbours.ts';
import type { ClassifierAlgorithm, Engine, PreparedExample } from './types.ts';

/** Settings of the algorithms; only those of the chosen one are read. */
export interface AlgorithmOptions {
  readonly logistic?: LogisticOptions;
  readonly naiveBayes?: NaiveBayesOptions;
  readonly nearestNeighbours?: NearestNeighboursOptions;
  readonly decisionTree?: DecisionTreeOptions;
  /** The same seed and examples give the same classifier. @default 1 */
  readonly seed?: number;
}

type Fit = (
  examples: readonly PreparedExample[],
  labels: readonly string[],
  options: AlgorithmOptions,
) => Engine;

const FITS = {
  logistic: (examples, labels, { logistic, seed = 1 }) =>
    fitLogistic(examples, labels, { ...logistic, seed }),
  naive_bayes: (examples, labels, { naiveBayes }) => fitNaiveBayes(examples, labels, naiveBayes),
  nearest_neighbours: (examples, labels, { nearestNeighbours }) =>
    fitNearestNeighbours(examples, labels, nearestNeighbours),
  decision_tree: (examples, labels, { decisionTree }) =>
    fitDecisionTree(examples, labels, decisionTree),
} as const satisfies Record<ClassifierAlgorithm, Fit>;

/** Fits one algorithm to prepared examples. */
export const fitEngine = (
  algorithm: ClassifierAlgorithm,
  examples: readonly PreparedExample[],
  labels: readonly string[],
  options: AlgorithmOptions,
): Engine => FITS[algorithm](examples, labels, options);
