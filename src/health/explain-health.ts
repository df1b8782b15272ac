import { roundToNine } from '../numbers/rounding.ts';
import type { HealthModel, HealthScore, HealthSignalName, HealthSignalResult } from './types.ts';

/** What one signal would have to score for the customer to be healthy. */
export interface HealthImprovement {
  readonly signal: HealthSignalName;
  readonly from: number;
  readonly to: number;
  /** `to - from`. */
  readonly by: number;
}

/** What pulls a score, and what would turn it. */
export interface HealthExplanation {
  /** The known signals, the strongest pull first, up or down. */
  readonly contributions: readonly HealthSignalResult[];
  /** The smallest move of one signal alone that makes the customer healthy; `null` when he is, or when
   * no single signal can. */
  readonly toHealthy: HealthImprovement | null;
}

/**
 * What pulls a score up and down, and what would make the customer healthy: the one signal that would
 * have to improve least. Signals of equal weight are taken in their order.
 *
 * @example
 * explainHealth(healthOf58, { model: HEALTH_PRESETS.seed }).toHealthy
 * //=> { signal: 'product_usage', from: 60, to: 98.333333333, by: 38.333333333 }
 */
export function explainHealth(
  health: HealthScore,
  options: { readonly model: Pick<HealthModel, 'thresholds'> },
): HealthExplanation {
  const known = health.signals.filter(({ score }) => score !== null);
  const contributions = [...known].sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
  const gap = options.model.thresholds.healthy - (health.rawScore ?? Number.POSITIVE_INFINITY);
  const moves = known.flatMap(({ signal, score, weight }): readonly HealthImprovement[] => {
    if (score === null || weight === 0 || gap <= 0) return [];
    const by = roundToNine(gap / weight);
    const to = roundToNine(score + by);
    return to > 100 ? [] : [{ signal, from: score, to, by }];
  });
  const [first] = [...moves].sort((a, b) => a.by - b.by);
  return { contributions, toHealthy: first ?? null };
}
