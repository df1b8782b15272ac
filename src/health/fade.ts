import { ConfigurationError } from '../errors/index.ts';
import { DAY_MS } from './instants.ts';
import { roundToNine } from '../numbers/rounding.ts';
import type { ScoredSignal } from './score-signals.ts';
import type { HealthFreshness } from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

const HALF_LIFE_DAYS = 30;

/** A signal as far as its age lets it speak. */
export interface FadedSignal extends ScoredSignal {
  /** From 1, fresh, towards 0. */
  readonly freshness: number;
}

/**
 * A signal that is older than its half-life is pulled towards 50, by 2^(-age / half-life): at two
 * half-lives a quarter of what it said is left. Up to one half-life it speaks in full.
 */
export function fade(
  name: string,
  signal: ScoredSignal,
  freshness: HealthFreshness | undefined,
): FadedSignal {
  if (freshness === undefined) return { ...signal, freshness: 1 };
  const { halfLifeDays = HALF_LIFE_DAYS, measuredAt } = freshness;
  if (!(halfLifeDays > 0)) throw new ConfigurationError('`halfLifeDays` must be above 0.');
  const now = requireInstant('freshness.now', freshness.now);
  const at = Object.hasOwn(measuredAt, name) ? measuredAt[name] : null;
  if (at == null || signal.score === null) return { ...signal, freshness: 1 };
  const ageDays = (now - requireInstant(`freshness.measuredAt.${name}`, at)) / DAY_MS;
  if (ageDays <= halfLifeDays) return { ...signal, freshness: 1 };
  const left = 2 ** (-ageDays / halfLifeDays);
  return {
    score: roundToNine(50 + (signal.score - 50) * left),
    freshness: left,
    reasons: [
      ...signal.reasons,
      {
        code: 'signal_decayed',
        message: `${name} is old and counts less.`,
        evidence: { ageDays: roundToNine(ageDays), halfLifeDays, measured: signal.score },
      },
    ],
  };
}
