import type { PredictionEvidence } from './types.ts';

const SHOWN = 5;

/** The strongest evidence first, a handful; equal weights in order of name. */
export const strongest = (evidence: readonly PredictionEvidence[]): readonly PredictionEvidence[] =>
  evidence
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.feature < b.feature ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ feature, weight }) => ({ feature, weight: Math.round(weight * 1e4) / 1e4 }));
