import { itemAt } from '../classifier/places.ts';
import type { TicketPriority } from '../../model/enums.ts';

/** All tiers, from self-service to engineering. */
export const SUPPORT_TIERS = ['L0', 'L1', 'L2', 'L3'] as const;
/** L0 is self-service or a bot, L1 the first line, L2 specialists, L3 engineering. */
export type SupportTier = (typeof SUPPORT_TIERS)[number];

/** What a tier is decided from. */
export interface TierFacts {
  readonly category: string | null;
  readonly priority: TicketPriority;
  readonly severity?: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | null;
  /** 0 to 1, as `detectUrgency` gives it. */
  readonly urgency?: number;
  readonly isChurn?: boolean;
  /** How well the best article fits, 0 to 1; `null` when there is none. */
  readonly articleScore?: number | null;
  readonly previousTier?: SupportTier | null;
  /** Answers of the previous tier that did not help. */
  readonly failedAttempts?: number;
}

/** The thresholds of a tier decision. */
export interface TierOptions {
  /** An article must score above this for L0. @default 0.7 */
  readonly articleAbove?: number;
  /** From this urgency on, people take over. @default 0.6 */
  readonly urgentFrom?: number;
  /** Failed attempts until the next tier takes over. @default 2 */
  readonly attempts?: number;
  /** Tier by category or area; the longer name wins. @default `DEFAULT_CATEGORY_TIERS` */
  readonly categoryTiers?: Readonly<Record<string, SupportTier>>;
}

/** Categories that are too complex for the first line. */
export const DEFAULT_CATEGORY_TIERS: Readonly<Record<string, SupportTier>> =
  /* @__PURE__ */ Object.freeze({
    'technical.outage': 'L2',
    'technical.data_loss': 'L3',
    'technical.security_incident': 'L3',
    'technical.integration_api': 'L2',
    'technical.performance': 'L2',
  });

/** All codes of tier reasons. */
export const TIER_REASON_CODES = [
  'article_fits',
  'category_complexity',
  'severity',
  'first_line',
  'previous_tier',
  'failed_attempts',
] as const;
/** What asked for a tier, for programs. */
export type TierReasonCode = (typeof TIER_REASON_CODES)[number];

/** The tier, and what asked for it. */
export interface TierDecision {
  readonly tier: SupportTier;
  readonly reasons: readonly {
    readonly code: TierReasonCode;
    readonly message: string;
  }[];
}

const MESSAGES: Readonly<Record<TierReasonCode, string>> = {
  article_fits: 'An article answers this well, and nothing is pressing.',
  category_complexity: 'This kind of ticket needs specialists.',
  severity: 'The severity asks for this tier at least.',
  first_line: 'Nothing asks for more than the first line.',
  previous_tier: 'A ticket does not fall back below the tier that had it.',
  failed_attempts: 'The previous tier could not help, so the next one takes over.',
};

/**
 * Which tier takes a ticket: the highest that category, severity and history ask for. L0 only when an
 * article fits, nothing is pressing, nobody wants to leave and no person has had it.
 *
 * @example decideTier({ category: 'technical.data_loss', priority: 'urgent' }).tier //=> 'L3'
 */
export function decideTier(facts: TierFacts, options: TierOptions = {}): TierDecision {
  const { previousTier = null, failedAttempts = 0 } = facts;
  const { attempts = 2 } = options;
  const asked: (readonly [SupportTier, TierReasonCode])[] = [];
  const complex = tierOf(facts.category, options.categoryTiers ?? DEFAULT_CATEGORY_TIERS);
  if (complex !== null) asked.push([complex, 'category_complexity']);
  if (facts.severity === 'SEV1') asked.push(['L3', 'severity']);
  if (facts.severity === 'SEV2') asked.push(['L2', 'severity']);
  if (previousTier !== null)
    asked.push(
      failedAttempts >= attempts
        ? [SUPPORT_TIERS[SUPPORT_TIERS.indexOf(previousTier) + 1] ?? 'L3', 'failed_attempts']
        : [previousTier, 'previous_tier'],
    );
  const rank = ([tier]: readonly [SupportTier, TierReasonCode]) => SUPPORT_TIERS.indexOf(tier);
  const highest = asked.reduce((most, one) => Math.max(most, rank(one)), 0);
  if (highest > 0) {
    const reasons = asked.filter((one) => rank(one) === highest);
    return {
      tier: itemAt(SUPPORT_TIERS, highest),
      reasons: reasons.map(([, code]) => ({ code, message: MESSAGES[code] })),
    };
  }
  const code = canServeItself(facts, options) ? 'article_fits' : 'first_line';
  const tier = code === 'article_fits' ? 'L0' : 'L1';
  return { tier, reasons: [{ code, message: MESSAGES[code] }] };
}

function canServeItself(
  { priority, urgency = 0, isChurn = false, articleScore = null }: TierFacts,
  { articleAbove = 0.7, urgentFrom = 0.6 }: TierOptions,
): boolean {
  const isCalm = priority !== 'urgent' && urgency < urgentFrom && !isChurn;
  return isCalm && articleScore !== null && articleScore > articleAbove;
}

function tierOf(
  category: string | null,
  tiers: Readonly<Record<string, SupportTier>>,
): SupportTier | null {
  if (category === null) return null;
  const area = category.replace(/\..*$/, '');
  const known = new Map(Object.entries(tiers));
  return known.get(category) ?? known.get(area) ?? null;
}
