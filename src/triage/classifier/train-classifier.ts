import { itemAt } from './places.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { tokenize } from '../text/tokenize.ts';
import { fitIsotonic, fitTemperature } from './calibration.ts';
import { compareEngines, type TimeBudget } from './compare-classifiers.ts';
import { createTextClassifier } from './create-text-classifier.ts';
import { type AlgorithmOptions, fitEngine } from './fit-engine.ts';
import { prepareExamples, type PreparedExamples } from './prepare-examples.ts';
import { rankScores } from './rank-scores.ts';
import type {
  Calibration,
  ClassifierAlgorithm,
  Engine,
  TextClassifier,
  TrainingExample,
} from './types.ts';
import { heldOutScores, type ScoredText, scoreTexts } from './held-out.ts';

/** How a classifier is trained. */
export interface TrainOptions extends AlgorithmOptions {
  /**
   * `auto` compares all of them on your examples and takes the best.
   * @default 'logistic'
   */
  readonly algorithm?: ClassifierAlgorithm | 'auto';
  /** For calibration and thresholds. @default a part of the examples, held out for this */
  readonly validation?: readonly TrainingExample[];
  /** Texts that belong to no label, to choose the threshold by. They are not learned. */
  readonly outOfScope?: readonly string[];
  /** Share of such texts to expect in use, 0 to 1. @default their share among the validation texts */
  readonly outOfScopeShare?: number;
  /** Isotonic regression needs 1,000 validation texts. @default 'temperature' */
  readonly calibration?: Calibration['kind'];
  /** How frequent each label is in use, when the examples do not show it. */
  readonly priors?: Readonly<Record<string, number>>;
  /** For `auto`: the time all candidates may take together. @default no limit */
  readonly timeBudget?: TimeBudget;
}

const ISOTONIC_NEEDS = 1000;
/** Without texts out of scope, this share of 100 or more validation texts lies below the threshold. */
const SET_ASIDE = 0.01;

/**
 * Learns to sort texts from examples. Deterministic: the same examples, options and seed give the
 * same classifier. Training is synchronous; 15,000 examples with 150 labels take about ten seconds,
 * so a server does it in a worker.
 *
 * A label needs two examples; those with fewer are listed as `unlearnable`.
 *
 * @throws ConfigurationError when fewer than two labels can be learned, an example is malformed, or
 *   isotonic calibration has fewer than 1,000 validation texts.
 * @example
 * const classifier = trainClassifier([
 *   { text: 'I was charged twice', label: 'billing' }, { text: 'wrong charge', label: 'billing' },
 *   { text: 'the app crashes', label: 'bug' }, { text: 'it crashes on start', label: 'bug' },
 * ]);
 * classifier.predict('charged again').label //=> 'billing'
 */
export function trainClassifier(
  examples: readonly TrainingExample[],
  options: TrainOptions = {},
): TextClassifier {
  const prepared = prepareExamples(examples);
  if (prepared.labels.length < 2)
    throw new ConfigurationError('Training needs two labels with two examples each.');
  const algorithm = choose(prepared, options);
  const engine = fitEngine(algorithm, prepared.learnable, prepared.labels, options);
  const offsets = offsetsOf(prepared, options.priors);
  const { inside, outside } = validate(engine, prepared, { ...options, algorithm, offsets });
  const calibration = calibrate(inside, options.calibration ?? 'temperature');
  const outOfScopeBelow = chooseThreshold({ inside, outside, calibration }, options);
  return createTextClassifier({
    engine,
    calibration,
    outOfScopeBelow,
    offsets,
    pending: prepared.pending,
  });
}

function choose(prepared: PreparedExamples, options: TrainOptions): ClassifierAlgorithm {
  const { algorithm = 'logistic' } = options;
  if (algorithm !== 'auto') return algorithm;
  return itemAt(compareEngines(prepared, options), 0).algorithm;
}

/** ln(frequency in use / share of the examples) of each label. */
function offsetsOf(
  { learnable, labels }: PreparedExamples,
  priors: TrainOptions['priors'],
): readonly number[] | null {
  if (priors === undefined) return null;
  const wanted = labels.map((label) => priors[label] ?? 0);
  if (!wanted.every((prior) => Number.isFinite(prior) && prior > 0))
    throw new ConfigurationError('`priors` needs a number above 0 for each label.');
  const total = wanted.reduce((sum, prior) => sum + prior, 0);
  const shares = labels.map((label) => learnable.filter((one) => one.label === label).length);
  return wanted.map((prior, k) => Math.log(prior / total / (itemAt(shares, k) / learnable.length)));
}

interface Validation {
  readonly inside: readonly ScoredText[];
  readonly outside: readonly ScoredText[];
}

function validate(
  engine: Engine,
  prepared: PreparedExamples,
  options: TrainOptions & {
    readonly algorithm: ClassifierAlgorithm;
    readonly offsets: readonly number[] | null;
  },
): Validation {
  const outside = (options.outOfScope ?? []).map((text) => ({ words: tokenize(text), label: '' }));
  const { offsets } = options;
  const shift = ({ scores, label }: ScoredText): ScoredText => ({
    scores: scores.map((score, k) => score + (offsets?.[k] ?? 0)),
    label,
  });
  const inside =
    options.validation === undefined
      ? heldOutScores(options.algorithm, prepared, options)
      : scoreTexts(
          engine,
          options.validation.map(({ text, label }) => ({ words: tokenize(text), label })),
        ).filter(({ label }) => label >= 0);
  return { inside: inside.map(shift), outside: scoreTexts(engine, outside).map(shift) };
}

function calibrate(inside: readonly ScoredText[], kind: Calibration['kind']): Calibration {
  const temperature = fitTemperature(inside);
  if (kind === 'temperature') return { kind, temperature };
  if (inside.length < ISOTONIC_NEEDS)
    throw new ConfigurationError('Isotonic calibration needs 1,000 validation texts.');
  const judged = inside.map(({ scores, label }) => {
    const { confidence, best } = surest(scores, temperature);
    return { confidence, correct: best === label };
  });
  return { kind, temperature, ...fitIsotonic(judged) };
}

function surest(scores: Float64Array, temperature: number) {
  const { places, probabilities } = rankScores(scores, temperature, 1);
  return { confidence: itemAt(probabilities, 0), best: itemAt(places, 0) };
}

/** The threshold with the best accuracy, where setting aside an unknown text counts as right. */
function chooseThreshold(
  { inside, outside, calibration }: Validation & { readonly calibration: Calibration },
  { outOfScopeShare }: TrainOptions,
): number {
  const scoreOf = ({ scores }: ScoredText) => rankScores(scores, calibration.temperature, 1).scope;
  const ours = inside.map((text) => ({
    score: scoreOf(text),
    gain: surest(text.scores, 1).best === text.label ? -1 : 0,
  }));
  if (outside.length === 0) {
    // Too few texts say nothing about their lowest hundredth.
    if (ours.length * SET_ASIDE < 1) return 0;
    const sorted = ours.map(({ score }) => score).sort((a, b) => a - b);
    return itemAt(sorted, Math.floor(sorted.length * SET_ASIDE));
  }
  const share = outOfScopeShare ?? outside.length / (inside.length + outside.length);
  const weight = ((share / (1 - share)) * inside.length) / outside.length;
  const all = [...ours, ...outside.map((text) => ({ score: scoreOf(text), gain: weight }))].sort(
    (a, b) => a.score - b.score,
  );
  // Raising the threshold past a text gains what is unknown and loses what was right.
  let best = 0;
  let most = 0;
  let gained = 0;
  for (const [index, { score, gain }] of all.entries()) {
    gained += gain;
    const next = all[index + 1]?.score ?? 1;
    if (gained > most && next > score) {
      most = gained;
      best = (score + next) / 2;
    }
  }
  return best;
}
