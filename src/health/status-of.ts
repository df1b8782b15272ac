import type { HealthModel, HealthStatus } from './types.ts';

/** The status that an unrounded score stands for. */
export function statusOf(
  rawScore: number | null,
  confidence: number,
  model: Pick<HealthModel, 'thresholds' | 'minimumConfidence'>,
): HealthStatus {
  if (rawScore === null || confidence < model.minimumConfidence) return 'unknown';
  if (rawScore >= model.thresholds.healthy) return 'healthy';
  return rawScore >= model.thresholds.atRisk ? 'at-risk' : 'critical';
}
