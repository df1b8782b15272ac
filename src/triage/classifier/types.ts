/** A text that somebody has sorted. */
export interface TrainingExample {
  readonly text: string;
  readonly label: string;
  /** How much it counts. @default 1 */
  readonly weight?: number;
  /** Named as evidence by the nearest-neighbour classifier. @default its position, as `#12` */
  readonly id?: string;
}

/** All algorithms, the default first. */
export const CLASSIFIER_ALGORITHMS = [
  'logistic',
  'naive_bayes',
  'nearest_neighbours',
  'decision_tree',
] as const;
/** How a classifier learns. */
export type ClassifierAlgorithm = (typeof CLASSIFIER_ALGORITHMS)[number];

/** A label and how likely it is, 0 to 1. */
export interface LabelProbability {
  readonly label: string;
  readonly probability: number;
}

/**
 * What a prediction rests on. `feature` is a word, a pair of words, the id of a similar example, or a
 * question of the tree (`refund: yes`); `weight` says how much it speaks for the label.
 */
export interface PredictionEvidence {
  readonly feature: string;
  readonly weight: number;
}

/** All codes of prediction reasons. */
export const PREDICTION_REASON_CODES = ['classified', 'out_of_scope', 'no_known_words'] as const;
/** Why a prediction is as it is, for programs. */
export type PredictionReasonCode = (typeof PREDICTION_REASON_CODES)[number];

/** Why a prediction is as it is. */
export interface PredictionReason {
  readonly code: PredictionReasonCode;
  readonly message: string;
}

/** What a classifier says about a text. */
export interface Prediction {
  /** The most likely label, or `other` when the text belongs to none. */
  readonly label: string;
  /** Calibrated probability of the label, 0 to 1; `null` when out of scope: automate nothing. */
  readonly confidence: number | null;
  /** The most likely labels, best first, also when out of scope. */
  readonly alternatives: readonly LabelProbability[];
  readonly evidence: readonly PredictionEvidence[];
  readonly outOfScope: boolean;
  readonly reasons: readonly PredictionReason[];
}

/** How much a prediction tells. */
export interface PredictOptions {
  /** Collect evidence. Without it a prediction is several times faster. @default true */
  readonly explain?: boolean;
  /** How many alternatives at most. @default 3 */
  readonly alternatives?: number;
}

/** A label that cannot be learned yet: it has fewer than two examples. */
export interface UnlearnableLabel {
  readonly label: string;
  readonly examples: number;
}

/** How raw probabilities become honest ones. */
export type Calibration =
  | { readonly kind: 'temperature'; readonly temperature: number }
  | {
      readonly kind: 'isotonic';
      readonly temperature: number;
      /** Confidence from this value on … */
      readonly from: readonly number[];
      /** … is this one. */
      readonly to: readonly number[];
    };

/** A trained classifier as JSON. Read it with `loadClassifier`. */
export interface ClassifierData {
  readonly format: 'polydesk-classifier';
  readonly version: 1;
  readonly calibration: Calibration;
  /** Below this score a text belongs to no label. */
  readonly outOfScopeBelow: number;
  /** Added to the score of each label; `null` for none. */
  readonly offsets: readonly number[] | null;
  /** Examples of labels that have too few of them. */
  readonly pending: readonly TrainingExample[];
  readonly engine: EngineData;
}

/** The part of a stored classifier that depends on its algorithm. */
export type EngineData = Readonly<Record<string, unknown>> & { readonly kind: ClassifierAlgorithm };

/** How exactly a classifier is stored. */
export interface SerializeOptions {
  /**
   * `compact` keeps a byte for each weight of the logistic classifier: a quarter of the size, and
   * probabilities that differ a little. @default 'exact'
   */
  readonly precision?: 'exact' | 'compact';
}

/** A trained classifier. It never changes: learning more gives another one. */
export interface TextClassifier {
  readonly algorithm: ClassifierAlgorithm;
  readonly labels: readonly string[];
  readonly unlearnable: readonly UnlearnableLabel[];
  readonly calibration: Calibration;
  readonly outOfScopeBelow: number;
  /**
   * @example classifier.predict('I was charged twice').label //=> 'billing.payment_issue'
   */
  predict(text: string, options?: PredictOptions): Prediction;
  /**
   * How much a text looks like what was trained, 0 to 1: the greatest probability at twice the
   * calibration temperature (after Liang et al., "ODIN", 2018), which tells unknown texts apart better
   * than the calibrated one.
   */
  scopeScore(text: string): number;
  /**
   * A classifier that has learned these examples too.
   *
   * @throws ConfigurationError for the logistic classifier and the tree, which learn all at once.
   */
  update(examples: readonly TrainingExample[]): TextClassifier;
  /** As data for `loadClassifier`. `JSON.stringify(classifier)` calls it. */
  toJSON(options?: SerializeOptions | string): ClassifierData;
}

/** The part of a classifier that the algorithms differ in. */
export interface Engine {
  readonly kind: ClassifierAlgorithm;
  readonly labels: readonly string[];
  /** Logarithmic scores for the labels, or `null` when nothing of the text is known. May reuse a buffer. */
  score(words: readonly string[]): Float64Array | null;
  /** The same for a text, where that is faster without a string for each word. */
  scoreText?(text: string): Float64Array | null;
  explain(words: readonly string[], label: number): readonly PredictionEvidence[];
  update: ((examples: readonly PreparedExample[]) => Engine) | null;
  toJSON(precision: 'exact' | 'compact'): EngineData;
}

/** An example cut into words. */
export interface PreparedExample {
  readonly words: readonly string[];
  readonly label: string;
  readonly weight: number;
  readonly id: string;
}
