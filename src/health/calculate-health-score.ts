import { ConfigurationError } from '../errors/index.ts';
import { checkCustomSignals } from './check-custom-signals.ts';
import { HEALTH_PRESETS } from './defaults.ts';
import { fade } from './fade.ts';
import { roundToNine } from '../numbers/rounding.ts';
import { scoreSignals } from './score-signals.ts';
import {
  HEALTH_SIGNALS,
  type HealthInput,
  type HealthModel,
  type HealthOptions,
  type HealthReason,
  type HealthScore,
  type HealthSignalName,
  type HealthSignalResult,
} from './types.ts';
import { statusOf } from './status-of.ts';

/** A signal with its weight, before it takes part in the mean. */
interface WeightedSignal {
  readonly signal: HealthSignalName;
  readonly weight: number;
  readonly score: number | null;
  /** 1 when it is fresh. */
  readonly freshness: number;
  readonly reasons: readonly HealthReason[];
}

/**
 * How well a customer is doing, from 0 to 100: the weighted mean of five signals and of your own ones.
 * Signals that are not known are left out and lower the `confidence`, and so do old ones, which fade
 * towards 50; below the model's minimum the status is `unknown`. The status follows from the unrounded
 * score, so 69.5 shows as 70 and is at risk.
 *
 * @throws {ValidationError} naming each count that is negative or not a number, each own score that is
 *   not between 0 and 100, and a time that is none.
 * @throws {ConfigurationError} for weights, names or thresholds that cannot be used.
 * @example
 * calculateHealthScore({ loginDaysLast30: 20, featuresUsed: ['reports', 'api'],
 *   ticketsLast90Days: 4, resolvedTicketsLast90Days: 3, currentMonthUsage: 130,
 *   previousMonthUsage: 100, failedPaymentsLast90Days: 0 },
 *   { coreFeatures: ['reports', 'api'] }).rawScore //=> 96.25
 */
export function calculateHealthScore(input: HealthInput, options: HealthOptions): HealthScore {
  const { model = HEALTH_PRESETS.seed, customSignals = [], freshness } = options;
  checkModel(model);
  checkCustomSignals(customSignals);
  const scores = scoreSignals(input, options.coreFeatures, model);
  const parts: readonly WeightedSignal[] = [
    ...HEALTH_SIGNALS.map((signal) => ({
      signal,
      weight: model.weights[signal],
      ...fade(signal, scores[signal], freshness),
    })),
    ...customSignals.map(({ name, weight, score, message }) => ({
      signal: name,
      weight,
      ...fade(name, { score, reasons: [ownReason(name, score, message)] }, freshness),
    })),
  ];
  const totalWeight = sumOf(parts.map(({ weight }) => weight));
  const known = parts.filter(({ score }) => score !== null);
  const knownWeight = sumOf(known.map(({ weight }) => weight));
  const confidence = roundToNine(
    sumOf(known.map((part) => part.weight * part.freshness)) / totalWeight,
  );
  const signals = parts.map((part) =>
    weigh(part, knownWeight === 0 ? 0 : part.weight / knownWeight),
  );
  const rawScore =
    knownWeight === 0 ? null : roundToNine(sumOf(signals.map(({ points }) => points)));
  const score = rawScore === null ? null : Math.round(rawScore);
  const status = statusOf(rawScore, confidence, model);
  const reasons = explain({ rawScore, status, confidence, totalWeight, model, signals });
  return { score, rawScore, status, confidence, signals, reasons };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const ownReason = (
  name: string,
  score: number | null,
  message: string | undefined,
): HealthReason =>
  score === null
    ? { code: 'signal_missing', message: `${name} is not known.` }
    : {
        code: 'signal_scored',
        message: message ?? `${name} scores ${score}.`,
        evidence: { score },
      };

function weigh({ signal, score, reasons }: WeightedSignal, share: number): HealthSignalResult {
  if (score === null) return { signal, score, weight: 0, points: 0, contribution: 0, reasons };
  return {
    signal,
    score,
    weight: share,
    points: share * score,
    contribution: roundToNine(share * (score - 50)),
    reasons,
  };
}

interface Explained {
  readonly rawScore: number | null;
  readonly status: HealthScore['status'];
  readonly confidence: number;
  readonly totalWeight: number;
  readonly model: HealthModel;
  readonly signals: readonly HealthSignalResult[];
}

/** The overall reasons first, then each signal's own, the strongest pull first. */
function explain(result: Explained): readonly HealthReason[] {
  const { rawScore, status, confidence, totalWeight, model, signals } = result;
  const reasons: HealthReason[] = [];
  if (status === 'unknown')
    reasons.push({
      code: 'confidence_too_low',
      message: 'Too few signals are known to judge this customer.',
      evidence: { confidence, minimumConfidence: model.minimumConfidence },
    });
  else
    reasons.push({
      code: 'status_from_raw_score',
      message: `The score before rounding is ${rawScore}: ${status}.`,
      evidence: {
        rawScore,
        healthyFrom: model.thresholds.healthy,
        atRiskFrom: model.thresholds.atRisk,
      },
    });
  if (roundToNine(totalWeight) !== 1)
    reasons.push({
      code: 'weights_normalized',
      message: 'The weights do not add up to 1 and were scaled.',
      evidence: { totalWeight: roundToNine(totalWeight) },
    });
  const strongestFirst = [...signals].sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
  return [...reasons, ...strongestFirst.flatMap((signal) => signal.reasons)];
}

function checkModel({ weights, thresholds, minimumConfidence }: HealthModel): void {
  const values = HEALTH_SIGNALS.map((signal) => weights[signal]);
  if (!values.every((weight) => Number.isFinite(weight) && weight >= 0))
    throw new ConfigurationError(
      'Health weights must be finite numbers, 0 or more, for all signals.',
    );
  if (sumOf(values) === 0)
    throw new ConfigurationError('At least one health weight must be above 0.');
  if (!(thresholds.atRisk <= thresholds.healthy))
    throw new ConfigurationError('The `atRisk` threshold must not lie above `healthy`.');
  if (!(minimumConfidence >= 0 && minimumConfidence <= 1))
    throw new ConfigurationError('`minimumConfidence` must lie between 0 and 1.');
}
