import type { SlaMetric } from '../../model/enums.ts';
import type { SlaEvaluation } from '../engine/result-types.ts';

/** How often one category missed its targets. */
export interface CategoryBreaches {
  /** `null` for tickets without one. */
  readonly category: string | null;
  /** Tickets with a missed target. */
  readonly numerator: number;
  /** Tickets with a clock. */
  readonly denominator: number;
  readonly share: number;
  /** Missed targets by metric. */
  readonly byMetric: Readonly<Partial<Record<SlaMetric, number>>>;
}

/**
 * Missed targets by category, the most first. A category that keeps missing them tells of a gap in the
 * product or its documentation rather than of a slow desk. Tickets without a clock do not count.
 *
 * @example countBreachesByCategory([{ category: 'billing', evaluation }])[0]?.numerator //=> 1
 */
export function countBreachesByCategory(
  tickets: readonly { readonly category: string | null; readonly evaluation: SlaEvaluation }[],
): readonly CategoryBreaches[] {
  const groups = new Map<string | null, SlaEvaluation[]>();
  for (const { category, evaluation } of tickets) {
    if (evaluation.clocks.length === 0) continue;
    const group = groups.get(category);
    if (group === undefined) groups.set(category, [evaluation]);
    else group.push(evaluation);
  }
  return [...groups]
    .map(([category, evaluations]) => ({ category, ...summed(evaluations) }))
    .toSorted((left, right) => right.numerator - left.numerator || right.share - left.share);
}

function summed(evaluations: readonly SlaEvaluation[]): Omit<CategoryBreaches, 'category'> {
  const byMetric: Partial<Record<SlaMetric, number>> = {};
  let numerator = 0;
  for (const { clocks } of evaluations) {
    const missed = clocks.filter(({ breached }) => breached);
    if (missed.length > 0) numerator += 1;
    for (const { metric } of missed) byMetric[metric] = (byMetric[metric] ?? 0) + 1;
  }
  const denominator = evaluations.length;
  return { numerator, denominator, share: numerator / denominator, byMetric };
}
