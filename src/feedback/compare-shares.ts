import { checkNumbers } from '../numbers/check-numbers.ts';
import { chiSquareTail, checkShares, fisherExact, type Share } from './statistics/tests.ts';
import type { FeedbackReason } from './types.ts';

/** Below so many expected tickets in any cell the likelihood ratio is not to be trusted. */
const SMALLEST_EXPECTED = 5;

/** Counts that vary more than this against Poisson are over-dispersed. */
const OVER_DISPERSED = 1.5;

/** Two shares compared. */
export interface ShareComparison {
  readonly share: number | null;
  readonly baseShare: number | null;
  /** Share ÷ base share; `null` where the base has none. */
  readonly ratio: number | null;
  /** Of the two proportions, pooled; `null` where it is not defined. */
  readonly z: number | null;
  /** Likelihood ratio statistic, one degree of freedom, before any division by the dispersion. */
  readonly g2: number;
  readonly p: number;
  readonly test: 'likelihood_ratio' | 'fisher_exact';
  readonly reasons: readonly FeedbackReason[];
}

/**
 * Whether a share has changed: the likelihood ratio G² where all expected counts are 5 or more, else
 * Fisher's exact test. Counts that come in clumps (`dispersion` above 1.5) need more: G² is divided by
 * the dispersion (quasi-Poisson).
 *
 * @throws ValidationError for counts that are not whole or exceed their totals.
 * @example
 * compareShares({ count: 70, total: 1_100 }, { count: 40, total: 1_000 }).p.toFixed(4) //=> '0.0144'
 */
export function compareShares(
  now: Share,
  base: Share,
  options: { readonly dispersion?: number } = {},
): ShareComparison {
  const { dispersion = 1 } = options;
  checkShares(now, base);
  checkNumbers('The comparison', { dispersion: [dispersion, 'notNegative'] });
  const cells = cellsOf(now, base);
  const g2 = Math.max(0, 2 * cells.reduce((sum, cell) => sum + informationOf(cell), 0));
  const large = cells.every(({ expected }) => expected >= SMALLEST_EXPECTED);
  const spread = dispersion > OVER_DISPERSED ? dispersion : 1;
  const share = now.total === 0 ? null : now.count / now.total;
  const baseShare = base.total === 0 ? null : base.count / base.total;
  return {
    share,
    baseShare,
    ratio: share === null || baseShare === null || baseShare === 0 ? null : share / baseShare,
    z: zOf(now, base),
    g2,
    p: large ? chiSquareTail(g2 / spread) : fisherExact(now, base),
    test: large ? 'likelihood_ratio' : 'fisher_exact',
    reasons: [
      large
        ? {
            code: 'likelihood_ratio',
            message: 'All expected counts are 5 or more: the likelihood ratio is used.',
            evidence: { g2 },
          }
        : {
            code: 'fisher_exact',
            message: 'An expected count is below 5: the exact test is used.',
          },
      ...(spread > 1
        ? [
            {
              code: 'over_dispersed' as const,
              message: 'The daily counts come in clumps, so the change must be larger to count.',
              evidence: { dispersion },
            },
          ]
        : []),
    ],
  };
}

interface Cell {
  readonly observed: number;
  readonly expected: number;
}

function cellsOf(now: Share, base: Share): readonly Cell[] {
  const all = now.total + base.total;
  const rows = [now.total, base.total];
  const columns = [now.count + base.count, all - now.count - base.count];
  const observed = [now.count, now.total - now.count, base.count, base.total - base.count];
  const expected = rows.flatMap((row) => columns.map((column) => (row * column) / (all || 1)));
  return observed.map((value, index) => ({ observed: value, expected: Number(expected[index]) }));
}

const informationOf = ({ observed, expected }: Cell): number =>
  observed === 0 ? 0 : observed * Math.log(observed / expected);

function zOf(now: Share, base: Share): number | null {
  const pooled = (now.count + base.count) / (now.total + base.total);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.total + 1 / base.total));
  const z = (now.count / now.total - base.count / base.total) / error;
  return Number.isFinite(z) ? z : null;
}
