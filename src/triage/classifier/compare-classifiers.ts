import { ConfigurationError } from '../../errors/index.ts';
import { fitTemperature, logLoss } from './calibration.ts';
import type { AlgorithmOptions } from './fit-engine.ts';
import { type ScoredText, scoresByFold } from './held-out.ts';
import { prepareExamples, type PreparedExamples } from './prepare-examples.ts';
import type { ClassifierAlgorithm, TrainingExample } from './types.ts';

/** How long a comparison may take. The clock comes from you: nothing here reads one. */
export interface TimeBudget {
  readonly milliseconds: number;
  /** Milliseconds of a running clock, such as `() => performance.now()`. */
  readonly now: () => number;
}

/** How an algorithm does on examples it has not seen. */
export interface ComparedAlgorithm {
  readonly algorithm: ClassifierAlgorithm;
  /** Mean of -ln(probability of the true label) after calibration: lower is better. */
  readonly logLoss: number;
  /** Share of right labels. */
  readonly accuracy: number;
  /** `null` without a clock. */
  readonly milliseconds: number | null;
}

/** Settings of the algorithms, and how long all may take. */
export interface CompareOptions extends AlgorithmOptions {
  readonly timeBudget?: TimeBudget;
}

// Fast ones first, so that a short budget still knows something.
const BY_SPEED: readonly ClassifierAlgorithm[] = [
  'naive_bayes',
  'nearest_neighbours',
  'decision_tree',
  'logistic',
];

/**
 * Compares the algorithms on your examples by five-fold cross-validation, best log loss first. Those
 * that do not finish within the budget are left out; the first one always counts.
 *
 * @throws ConfigurationError when fewer than two labels have two examples.
 * @example compareClassifiers(history)[0]?.algorithm //=> 'logistic'
 */
export function compareClassifiers(
  examples: readonly TrainingExample[],
  options: CompareOptions = {},
): readonly ComparedAlgorithm[] {
  const prepared = prepareExamples(examples);
  if (prepared.labels.length < 2)
    throw new ConfigurationError('A comparison needs two labels with two examples each.');
  return compareEngines(prepared, options);
}

/** The same for examples that are prepared already. */
export function compareEngines(
  prepared: PreparedExamples,
  options: CompareOptions,
): readonly ComparedAlgorithm[] {
  const { timeBudget } = options;
  const start = timeBudget?.now() ?? 0;
  const isOver = () =>
    timeBudget !== undefined && timeBudget.now() - start > timeBudget.milliseconds;
  const compared: ComparedAlgorithm[] = [];
  for (const algorithm of BY_SPEED) {
    const began = timeBudget?.now() ?? 0;
    const scored: ScoredText[] = [];
    let finished = true;
    for (const fold of scoresByFold(algorithm, prepared, options)) {
      scored.push(...fold);
      finished = compared.length === 0 || !isOver();
      if (!finished) break;
    }
    if (!finished) break;
    const milliseconds = timeBudget === undefined ? null : timeBudget.now() - began;
    compared.push({ algorithm, milliseconds, ...judge(scored) });
  }
  return compared.sort((a, b) => a.logLoss - b.logLoss);
}

function judge(scored: readonly ScoredText[]) {
  const right = scored.filter(
    ({ scores, label }) => scores.indexOf(scores.reduce((a, b) => Math.max(a, b))) === label,
  );
  return {
    logLoss: logLoss(scored, fitTemperature(scored)),
    accuracy: right.length / scored.length,
  };
}
