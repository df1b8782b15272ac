import { ValidationError } from '../errors/index.ts';
import { roundToNine } from '../numbers/rounding.ts';
import type { HealthInput, HealthModel, HealthReason, HealthSignal } from './types.ts';

/** A signal before it is weighed. */
export interface ScoredSignal {
  readonly score: number | null;
  readonly reasons: readonly HealthReason[];
}

type Evidence = Readonly<Record<string, number | string | null>>;

const scored = (score: number, message: string, evidence: Evidence): ScoredSignal => ({
  score: roundToNine(score),
  reasons: [{ code: 'signal_scored', message, evidence }],
});

const missing = (message: string): ScoredSignal => ({
  score: null,
  reasons: [{ code: 'signal_missing', message }],
});

/** Scores the five signals from 0 to 100, each on its own. */
export function scoreSignals(
  input: HealthInput,
  coreFeatures: readonly string[],
  model: HealthModel,
): Readonly<Record<HealthSignal, ScoredSignal>> {
  checkNumbers(input);
  return {
    product_usage: productUsage(input),
    feature_adoption: featureAdoption(input, coreFeatures),
    support_sentiment: supportSentiment(input),
    expansion_signals: expansion(input, model),
    payment_health: payment(input),
  };
}

const NUMBERS = [
  'loginDaysLast30',
  'ticketsLast90Days',
  'resolvedTicketsLast90Days',
  'currentMonthUsage',
  'previousMonthUsage',
  'failedPaymentsLast90Days',
] as const satisfies readonly (keyof HealthInput)[];

function checkNumbers(input: HealthInput): void {
  const issues = NUMBERS.flatMap((path) => {
    const value = input[path];
    const valid = value === null || (Number.isFinite(value) && value >= 0);
    return valid ? [] : [{ path, message: 'must be a finite number, 0 or more, or null' }];
  });
  if (issues.length > 0) throw new ValidationError('The health input is not usable.', { issues });
}

function productUsage({ loginDaysLast30 }: HealthInput): ScoredSignal {
  if (loginDaysLast30 === null) return missing('Login days are not known.');
  const score = Math.min(100, (loginDaysLast30 / 30) * 100 * 1.5);
  return scored(score, `Logged in on ${loginDaysLast30} of the last 30 days.`, {
    loginDaysLast30,
  });
}

function featureAdoption(
  { featuresUsed }: HealthInput,
  coreFeatures: readonly string[],
): ScoredSignal {
  if (featuresUsed === null) return missing('The features in use are not known.');
  const core = new Set(coreFeatures);
  if (core.size === 0) return missing('No core features are configured.');
  const used = new Set(featuresUsed);
  const usedCore = [...core].filter((feature) => used.has(feature)).length;
  return scored((usedCore / core.size) * 100, `Uses ${usedCore} of ${core.size} core features.`, {
    usedCoreFeatures: usedCore,
    coreFeatures: core.size,
  });
}

function supportSentiment(input: HealthInput): ScoredSignal {
  const { ticketsLast90Days: tickets, resolvedTicketsLast90Days: resolved } = input;
  if (tickets === null) return missing('The number of tickets is not known.');
  if (tickets === 0) return scored(70, 'No tickets in the last 90 days.', { tickets });
  if (resolved === null) return missing('The number of resolved tickets is not known.');
  const share = Math.min(100, (resolved / tickets) * 100);
  const result = scored(share, `${resolved} of ${tickets} tickets are resolved.`, {
    tickets,
    resolved,
  });
  if (resolved <= tickets) return result;
  const clamped: HealthReason = {
    code: 'value_clamped',
    message: 'More tickets were resolved than came in; the share counts as 100.',
    evidence: { tickets, resolved },
  };
  return { ...result, reasons: [...result.reasons, clamped] };
}

function expansion(input: HealthInput, model: HealthModel): ScoredSignal {
  const { currentMonthUsage: current, previousMonthUsage: previous } = input;
  if (current === null || previous === null) return missing('Usage of both months is not known.');
  if (current === 0 && previous === 0 && model.noUsageInBothMonths === 'missing')
    return missing('There was no usage in either month.');
  const growth = roundToNine(current / (previous || 1));
  const score = growth > 1.2 ? 100 : growth > 1 ? 70 : growth > 0.8 ? 40 : 10;
  return scored(score, `Usage is ${growth} times that of the month before.`, {
    currentMonthUsage: current,
    previousMonthUsage: previous,
    growth,
  });
}

function payment({ failedPaymentsLast90Days: failed }: HealthInput): ScoredSignal {
  if (failed === null) return missing('Failed payments are not known.');
  const score = failed > 2 ? 20 : failed > 0 ? 60 : 100;
  return scored(score, `${failed} payments failed in the last 90 days.`, {
    failedPaymentsLast90Days: failed,
  });
}
