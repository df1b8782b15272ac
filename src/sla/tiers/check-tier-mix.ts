import { ConfigurationError } from '../../errors/index.ts';
import {
  SUPPORT_TIER_TARGETS,
  SUPPORT_TIERS,
  type SupportTier,
  type SupportTierTarget,
} from './support-tiers.ts';

/** How many cases each level settled. */
export type TierCounts = Readonly<Record<SupportTier, number>>;

/** How a level does against its target. */
export interface TierShare {
  readonly tier: SupportTier;
  readonly numerator: number;
  /** All contacts for L0; for the others those that L0 did not settle. */
  readonly denominator: number;
  /** From 0 to 1; `null` without cases. */
  readonly share: number | null;
  readonly target: SupportTierTarget['share'];
  /** `no_data` without cases. */
  readonly verdict: 'within' | 'below' | 'above' | 'no_data';
  readonly reason: { readonly code: string; readonly message: string };
}

const WORDS = {
  within: 'settles what it should',
  below: 'settles less than it should',
  above: 'settles more than it should',
  no_data: 'has nothing to settle',
} as const;

/**
 * Whether each level of support settles the share that it should. Shares are compared when rounded to
 * nine decimals, so that 0.3 is 0.3. The shares of L1 to L3 add up to 1.
 *
 * @throws ConfigurationError for a count that is not a number of 0 or more.
 * @example checkTierMix({ L0: 400, L1: 420, L2: 150, L3: 30 })[1]?.share //=> 0.7
 */
export function checkTierMix(counts: TierCounts): readonly TierShare[] {
  for (const tier of SUPPORT_TIERS) {
    if (!(counts[tier] >= 0 && Number.isFinite(counts[tier])))
      throw new ConfigurationError(`The count of ${tier} must be a number of 0 or more.`);
  }
  const tickets = counts.L1 + counts.L2 + counts.L3;
  return SUPPORT_TIERS.map((tier) => {
    const { share: target, shareOf, isBelowMax } = SUPPORT_TIER_TARGETS[tier];
    const numerator = counts[tier];
    const denominator = shareOf === 'contacts' ? tickets + counts.L0 : tickets;
    const share = denominator === 0 ? null : numerator / denominator;
    const verdict =
      share === null ? 'no_data' : verdictOf(Number(share.toFixed(9)), target, isBelowMax);
    const message = `${tier} ${WORDS[verdict]}.`;
    const reason = { code: `tier_share_${verdict}`, message };
    return { tier, numerator, denominator, share, target, verdict, reason };
  });
}

function verdictOf(
  share: number,
  { min, max }: TierShare['target'],
  isBelowMax: boolean,
): TierShare['verdict'] {
  if (share < min) return 'below';
  return share > max || (isBelowMax && share === max) ? 'above' : 'within';
}
