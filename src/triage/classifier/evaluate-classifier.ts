import { areaUnderCurve, expectedCalibrationError, type Judged } from './calibration.ts';
import type { TextClassifier, TrainingExample } from './types.ts';

/** How good a classifier is on texts it has not seen. Rates come with their numbers. */
export interface ClassifierReport {
  readonly texts: number;
  /** Right labels, whatever the threshold: how good the ranking is. */
  readonly correct: number;
  readonly accuracy: number | null;
  /** Right labels among the texts that were not set aside as out of scope. */
  readonly answered: number;
  readonly answeredCorrect: number;
  /** Expected calibration error over ten bins, 0 to 1. */
  readonly calibrationError: number | null;
  /** Texts with a confidence above the wanted one: those that may be automated. */
  readonly confident: number;
  readonly coverage: number | null;
  readonly confidentAccuracy: number | null;
  readonly outOfScope: OutOfScopeReport;
}

/** How well texts that belong to no label are told apart. */
export interface OutOfScopeReport {
  readonly texts: number;
  /** Recognised as belonging to no label. */
  readonly recognised: number;
  readonly recall: number | null;
  /** Area under the ROC curve of the scope score, inside against outside. */
  readonly areaUnderCurve: number | null;
}

/** What to measure besides the labelled texts. */
export interface EvaluateOptions {
  readonly outOfScope?: readonly string[];
  /** @default 0.9 */
  readonly confidentAbove?: number;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * Measures a classifier on labelled texts, and on texts that belong to no label.
 *
 * @example evaluateClassifier(classifier, testSet).accuracy //=> 0.95
 */
export function evaluateClassifier(
  classifier: TextClassifier,
  examples: readonly TrainingExample[],
  options: EvaluateOptions = {},
): ClassifierReport {
  const { outOfScope = [], confidentAbove = 0.9 } = options;
  const rows = examples.map(({ text, label }) => {
    const { alternatives, outOfScope: isUnknown } = classifier.predict(text, { explain: false });
    const [best] = alternatives;
    const judged: Judged = {
      confidence: best?.probability ?? 0,
      correct: best?.label === label,
    };
    return { ...judged, isUnknown };
  });
  const correct = rows.filter((row) => row.correct).length;
  const answered = rows.filter((row) => !row.isUnknown);
  const confident = answered.filter(({ confidence }) => confidence > confidentAbove);
  const recognised = outOfScope.filter(
    (text) => classifier.predict(text, { explain: false }).outOfScope,
  ).length;
  return {
    texts: rows.length,
    correct,
    accuracy: share(correct, rows.length),
    answered: answered.length,
    answeredCorrect: answered.filter((row) => row.correct).length,
    calibrationError: expectedCalibrationError(rows),
    confident: confident.length,
    coverage: share(confident.length, rows.length),
    confidentAccuracy: share(confident.filter((row) => row.correct).length, confident.length),
    outOfScope: {
      texts: outOfScope.length,
      recognised,
      recall: share(recognised, outOfScope.length),
      areaUnderCurve: areaUnderCurve(
        examples.map(({ text }) => classifier.scopeScore(text)),
        outOfScope.map((text) => classifier.scopeScore(text)),
      ),
    },
  };
}
