import { ConfigurationError } from '../../errors/index.ts';
import { tokenize } from '../text/tokenize.ts';
import { calibratedConfidence } from './calibration.ts';
import { prepareExamples, unlearnableLabels } from './prepare-examples.ts';
import { type RankedScores, rankScores } from './rank-scores.ts';
import type {
  Calibration,
  Engine,
  LabelProbability,
  Prediction,
  PredictionReason,
  PredictOptions,
  TextClassifier,
  TrainingExample,
} from './types.ts';

// As in places.ts, but of this file: a call across files costs most of the speed.
// Safe: the loops end at the length of the lists.
const numberAt = (list: readonly number[], place: number): number => list[place] as number;
// Safe: as above.
const placeAt = (list: readonly number[], place: number): number => list[place] as number;
// Safe: as above.
const labelAt = (list: readonly string[], place: number): string => list[place] as string;

/** What a classifier consists of. */
export interface ClassifierParts {
  readonly engine: Engine;
  readonly calibration: Calibration;
  readonly outOfScopeBelow: number;
  readonly offsets: readonly number[] | null;
  readonly pending: readonly TrainingExample[];
}

export const OTHER_LABEL = 'other';
const ALTERNATIVES = 3;

const CLASSIFIED: PredictionReason = {
  code: 'classified',
  message: 'The most likely label.',
};
const OUT_OF_SCOPE: PredictionReason = {
  code: 'out_of_scope',
  message: 'The text is unlike everything that was trained.',
};
const NO_KNOWN_WORDS: PredictionReason = {
  code: 'no_known_words',
  message: 'No word of the text was seen in training.',
};

/** A classifier of an engine, with honest probabilities and a sense for unknown texts. */
export function createTextClassifier(parts: ClassifierParts): TextClassifier {
  const { engine, calibration, outOfScopeBelow, offsets, pending } = parts;
  const { labels } = engine;
  const scoreText = engine.scoreText ?? ((text: string) => engine.score(tokenize(text)));
  const scoresOf = (text: string): Float64Array | null => {
    const scores = scoreText(text);
    if (scores === null || offsets === null) return scores;
    return scores.map((score, index) => score + numberAt(offsets, index));
  };
  const predict = (text: string, options: PredictOptions = {}): Prediction => {
    const { explain = true, alternatives: limit = ALTERNATIVES } = options;
    const scores = scoresOf(text);
    if (scores === null) return unknown([], [OUT_OF_SCOPE, NO_KNOWN_WORDS]);
    const ranked = rankScores(scores, calibration.temperature, Math.max(1, limit));
    const alternatives = named(ranked, labels, calibration);
    const best = alternatives[0];
    if (best === undefined || ranked.scope < outOfScopeBelow)
      return unknown(alternatives, [OUT_OF_SCOPE]);
    return {
      label: best.label,
      confidence: best.probability,
      alternatives,
      evidence: explain ? engine.explain(tokenize(text), placeAt(ranked.places, 0)) : [],
      outOfScope: false,
      reasons: [CLASSIFIED],
    };
  };

  const update = (examples: readonly TrainingExample[]): TextClassifier => {
    if (engine.update === null)
      throw new ConfigurationError(
        `The ${engine.kind} classifier learns all its examples at once: train it again.`,
      );
    // Offsets belong to the labels there were; new ones start without.
    const all = prepareExamples([...pending, ...examples], labels);
    const next = engine.update(all.learnable);
    const grown = offsets === null ? null : next.labels.map((_, index) => offsets[index] ?? 0);
    return createTextClassifier({ ...parts, engine: next, offsets: grown, pending: all.pending });
  };

  return {
    algorithm: engine.kind,
    labels,
    unlearnable: unlearnableLabels(pending),
    calibration,
    outOfScopeBelow,
    predict,
    scopeScore(text) {
      const scores = scoresOf(text);
      return scores === null ? 0 : rankScores(scores, calibration.temperature, 1).scope;
    },
    update,
    toJSON(options) {
      const precision = typeof options === 'object' ? (options.precision ?? 'exact') : 'exact';
      return {
        format: 'polydesk-classifier',
        version: 1,
        calibration,
        outOfScopeBelow,
        offsets,
        pending,
        engine: engine.toJSON(precision),
      };
    },
  };
}

const unknown = (
  alternatives: readonly LabelProbability[],
  reasons: readonly PredictionReason[],
): Prediction => ({
  label: OTHER_LABEL,
  confidence: null,
  alternatives,
  evidence: [],
  outOfScope: true,
  reasons,
});

/** The ranked labels with honest probabilities: what the first gains or loses, the others share. */
function named(
  { places, probabilities }: RankedScores,
  labels: readonly string[],
  calibration: Calibration,
): readonly LabelProbability[] {
  const raw = numberAt(probabilities, 0);
  const first = calibratedConfidence(calibration, raw);
  const factor = raw < 1 ? (1 - first) / (1 - raw) : 0;
  const list = new Array<LabelProbability>(places.length);
  for (let at = 0; at < places.length; at += 1)
    list[at] = {
      label: labelAt(labels, placeAt(places, at)),
      probability: at === 0 ? first : numberAt(probabilities, at) * factor,
    };
  return list;
}
