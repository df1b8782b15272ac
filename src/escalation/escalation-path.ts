import { ConfigurationError, ValidationError } from '../errors/index.ts';
import { SEVERITY_RULES } from './defaults.ts';
import { plusMinutes } from './instants.ts';
import {
  type CustomerUpdate,
  ESCALATION_TIERS,
  type EscalationAudience,
  type EscalationReason,
  type EscalationTier,
  type Instant,
  type Severity,
  type SeverityRule,
} from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** One station of a path. */
export interface EscalationStep {
  readonly tier: EscalationTier;
  /** Minutes of calendar time until the tier must have the case; `null` for no limit of its own. */
  readonly withinMinutes: number | null;
}

/** Where a case goes from here. */
export interface EscalationPath {
  readonly severity: Severity;
  /** The tiers to come, in order; empty at the last one. */
  readonly steps: readonly EscalationStep[];
  /** Who hears of it at once. */
  readonly audience: readonly EscalationAudience[];
  readonly customerUpdate: CustomerUpdate;
  /** The people who can always be reached from here: never a bot. */
  readonly humanFallback: EscalationTier;
  readonly reasons: readonly EscalationReason[];
}

/** Where a case is, and what the desk has. */
export interface EscalationPathOptions {
  /** Who has the case now. @default 'L1' */
  readonly from?: EscalationTier;
  /** The tiers that this desk has, in any order. @default all of them */
  readonly tiers?: readonly EscalationTier[];
}

/** How far up a tier stands. */
export const tierRank = (tier: EscalationTier): number => ESCALATION_TIERS.indexOf(tier);

/**
 * The tiers a case still has to go through: one after the other, except that a severity skips those
 * below the tier it demands (SEV1 engineering, SEV2 L3, SEV3 L2). A tier that the desk does not have is
 * passed over. However the path looks, `humanFallback` is a tier with people.
 *
 * @throws {ConfigurationError} when the desk's tiers have no people, or none stands above a bot.
 * @throws {ValidationError} when the severity is none.
 * @example escalationPath('SEV2').steps[0] //=> { tier: 'L3', withinMinutes: 60 }
 */
export function escalationPath(
  severity: Severity,
  options: EscalationPathOptions = {},
): EscalationPath {
  const { from = 'L1' } = options;
  const tiers = ESCALATION_TIERS.filter((tier) =>
    (options.tiers ?? ESCALATION_TIERS).includes(tier),
  );
  const people = tiers.filter((tier) => tier !== 'L0');
  const [firstPeople] = people;
  if (firstPeople === undefined)
    throw new ConfigurationError('A desk needs a tier with people: a bot alone is no support.');
  const rule = ruleOf(severity);
  const wanted = rule.tier === null ? -1 : tierRank(rule.tier);
  const above = people.filter((tier) => tierRank(tier) > tierRank(from));
  const skipped = above.filter((tier) => tierRank(tier) >= wanted);
  // Where the tier that the severity asks for is missing, the highest one has to do.
  const rest = skipped.length > 0 ? skipped : above.slice(-1);
  const overdue = wanted > tierRank(from);
  const steps = rest.map((tier, index) => ({
    tier,
    withinMinutes: index === 0 && overdue ? rule.withinMinutes : null,
  }));
  const humanFallback = from === 'L0' || !people.includes(from) ? (rest[0] ?? firstPeople) : from;
  return {
    severity,
    steps,
    audience: rule.audience,
    customerUpdate: rule.customerUpdate,
    humanFallback,
    reasons: explain({ severity, from, steps, humanFallback, overdue }),
  };
}

function ruleOf(severity: Severity): SeverityRule {
  if (Object.hasOwn(SEVERITY_RULES, severity)) return SEVERITY_RULES[severity];
  const message = `must be one of ${Object.keys(SEVERITY_RULES).join(', ')}`;
  throw new ValidationError('The severity is not usable.', {
    issues: [{ path: 'severity', message }],
  });
}

function explain(path: {
  readonly severity: Severity;
  readonly from: EscalationTier;
  readonly steps: readonly EscalationStep[];
  readonly humanFallback: EscalationTier;
  readonly overdue: boolean;
}): readonly EscalationReason[] {
  const { severity, from, steps, humanFallback, overdue } = path;
  const [next] = steps;
  const fallback: EscalationReason = {
    code: 'human_fallback',
    message: `People can be reached at ${humanFallback}.`,
    evidence: { tier: humanFallback },
  };
  if (SEVERITY_RULES[severity].tier === null)
    return [{ code: 'normal_queue', message: `${severity} stays in the normal queue.` }, fallback];
  if (!overdue)
    return [{ code: 'tier_reached', message: `${from} may keep ${severity}.` }, fallback];
  if (next === undefined)
    return [
      { code: 'no_tier_left', message: `No tier of this desk stands above ${from}.` },
      fallback,
    ];
  const { withinMinutes } = next;
  return [
    {
      code: 'severity_skips_tiers',
      message: `${severity} goes to ${next.tier} ${withinMinutes === 0 ? 'at once' : `within ${withinMinutes} minutes`}.`,
      evidence: { from, to: next.tier, withinMinutes },
    },
    fallback,
  ];
}

/**
 * By when the tier that a severity demands must have the case: calendar time after `since`, also at
 * night and on holidays. `null` when there is no limit (SEV4), or when that tier has it already.
 *
 * @throws {ValidationError} when `since` is not a point in time, or the severity is none.
 * @example
 * escalationDueAt('SEV2', { since: new Date('2026-03-02T10:00:00Z') })
 * //=> new Date('2026-03-02T11:00:00Z')
 */
export function escalationDueAt(
  severity: Severity,
  options: {
    /** When the severity was set. */
    readonly since: Instant;
    /** Who has the case now. @default 'L1' */
    readonly tier?: EscalationTier;
  },
): Date | null {
  const { tier, withinMinutes } = ruleOf(severity);
  const since = requireInstant('since', options.since);
  if (tier === null || withinMinutes === null) return null;
  if (tierRank(options.tier ?? 'L1') >= tierRank(tier)) return null;
  return plusMinutes(since, withinMinutes);
}
