import { ConfigurationError } from '../errors/index.ts';
import { HEALTH_PRESETS } from './defaults.ts';
import { roundToNine } from './round-to-nine.ts';
import { type ScoredSignal, scoreSignals } from './score-signals.ts';
import {
  HEALTH_SIGNALS,
  type HealthInput,
  type HealthModel,
  type HealthOptions,
  type HealthReason,
  type HealthScore,
  type HealthSignal,
  type HealthSignalResult,
  type HealthStatus,
} from './types.ts';

/**
 * How well a customer is doing, from 0 to 100: the weighted mean of five signals. Signals that are
 * not known are left out and lower the `confidence`; below the model's minimum the status is
 * `unknown`. The status follows from the unrounded score, so 69.5 shows as 70 and is at risk.
 *
 * @throws ValidationError naming each count that is negative or not a number.
 * @throws ConfigurationError for weights or thresholds that cannot be used.
 * @example
 * calculateHealthScore({ loginDaysLast30: 20, featuresUsed: ['reports', 'api'],
 *   ticketsLast90Days: 4, resolvedTicketsLast90Days: 3, currentMonthUsage: 130,
 *   previousMonthUsage: 100, failedPaymentsLast90Days: 0 },
 *   { coreFeatures: ['reports', 'api'] }).rawScore //=> 96.25
 */
export function calculateHealthScore(input: HealthInput, options: HealthOptions): HealthScore {
  const model = options.model ?? HEALTH_PRESETS.seed;
  const totalWeight = checkModel(model);
  const scores = scoreSignals(input, options.coreFeatures, model);
  const isKnown = (signal: HealthSignal) => scores[signal].score !== null;
  const knownWeight = HEALTH_SIGNALS.filter(isKnown).reduce(
    (sum, signal) => sum + model.weights[signal],
    0,
  );
  const confidence = roundToNine(knownWeight / totalWeight);
  const signals = HEALTH_SIGNALS.map((signal) =>
    weigh(signal, scores[signal], knownWeight === 0 ? 0 : model.weights[signal] / knownWeight),
  );
  const rawScore =
    knownWeight === 0 ? null : roundToNine(signals.reduce((sum, { points }) => sum + points, 0));
  const score = rawScore === null ? null : Math.round(rawScore);
  const status = statusOf(rawScore, confidence, model);
  const reasons = explain({ rawScore, status, confidence, totalWeight, model, signals });
  return { score, rawScore, status, confidence, signals, reasons };
}

function weigh(signal: HealthSignal, scored: ScoredSignal, share: number): HealthSignalResult {
  const { score, reasons } = scored;
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

function statusOf(rawScore: number | null, confidence: number, model: HealthModel): HealthStatus {
  if (rawScore === null || confidence < model.minimumConfidence) return 'unknown';
  if (rawScore >= model.thresholds.healthy) return 'healthy';
  return rawScore >= model.thresholds.atRisk ? 'at-risk' : 'critical';
}

interface Explained {
  readonly rawScore: number | null;
  readonly status: HealthStatus;
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

/** Returns the sum of the weights. */
function checkModel({ weights, thresholds, minimumConfidence }: HealthModel): number {
  const values = HEALTH_SIGNALS.map((signal) => weights[signal]);
  if (!values.every((weight) => Number.isFinite(weight) && weight >= 0))
    throw new ConfigurationError(
      'Health weights must be finite numbers, 0 or more, for all signals.',
    );
  const total = values.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new ConfigurationError('At least one health weight must be above 0.');
  if (!(thresholds.atRisk <= thresholds.healthy))
    throw new ConfigurationError('The `atRisk` threshold must not lie above `healthy`.');
  if (!(minimumConfidence >= 0 && minimumConfidence <= 1))
    throw new ConfigurationError('`minimumConfidence` must lie between 0 and 1.');
  return total;
}
