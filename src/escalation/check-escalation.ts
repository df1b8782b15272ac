import {
  SEVERITY_RULES,
  TIER_AGE_LIMITS,
  type TierAgeLimits,
  VIP_MINIMUM_MRR,
} from './defaults.ts';
import { escalationDueAt, tierRank } from './escalation-path.ts';
import { plusMinutes } from './instants.ts';
import {
  ESCALATION_TIERS,
  type EscalationReason,
  type EscalationTier,
  type Instant,
  type Severity,
} from './types.ts';
import { minutesBetween, requireInstant } from '../numbers/instant.ts';

/** What is known of a case when it is asked whether it should go up. Leave out what is not known. */
export interface EscalationCase {
  readonly tier: EscalationTier;
  readonly severity?: Severity | null;
  /** When the severity was set, or else the case's creation. SEV1 needs neither: it goes at once. */
  readonly severitySince?: Instant | null;
  /** When the case came to its tier. */
  readonly tierSince?: Instant | null;
  /** The risks of its SLA clocks, as `SupportTicket.sla` names them. */
  readonly slaRisks?: readonly ('ok' | 'at_risk' | 'paused' | 'breached' | 'met')[];
  /** The customer asked for a human. */
  readonly humanRequested?: boolean;
  readonly failedAttempts?: number | null;
  readonly reopenCount?: number | null;
  /** Of the customer's messages, oldest first, each from -1 (negative) to 1. */
  readonly sentiments?: readonly number[];
  readonly mrr?: number | null;
  /** Where the caller knows better than the revenue does. */
  readonly isVip?: boolean;
}

/** The moment, and the limits of the triggers. */
export interface CheckEscalationOptions {
  readonly now: Instant;
  /** @default 2 */
  readonly failedAttempts?: number;
  /** @default 2 */
  readonly reopens?: number;
  /** @default TIER_AGE_LIMITS: an hour at L1, eight at L2 */
  readonly tierAgeLimits?: TierAgeLimits;
  /** Monthly revenue that makes a VIP, who starts at L2. @default 5000 */
  readonly vipMrr?: number;
  /** The tiers that this desk has. @default all of them */
  readonly tiers?: readonly EscalationTier[];
}

/** Whether a case should go up, where to, and why. */
export interface EscalationDecision {
  readonly escalate: boolean;
  /** The highest tier that a trigger asks for; `null` when none does, or nothing is left above. */
  readonly to: EscalationTier | null;
  /** What speaks for it, one reason for each trigger. */
  readonly triggers: readonly EscalationReason[];
  /** By when the severity demands another tier. */
  readonly dueAt: Date | null;
  /** When time alone could next change the answer; `null` when it cannot. */
  readonly nextCheckAt: Date | null;
}

interface Trigger {
  readonly reason: EscalationReason;
  readonly to: EscalationTier;
}

const NEGATIVE = -0.25;
const SENTIMENTS = 3;

/**
 * Whether a case should go up a tier: its severity's deadline, an SLA clock at risk or missed, a
 * customer who asks for a human, two failed attempts, two reopenings, a falling mood, too long at one
 * tier, a VIP at the first level. Each is a trigger of its own, with the figures behind it.
 *
 * The mood falls when the last of three or more messages is at -0.25 or below and the least-squares
 * slope of the last three is negative. Times are calendar time; a limit counts from its very minute on.
 *
 * @throws {ValidationError} when an instant is no point in time.
 * @example
 * checkEscalation({ tier: 'L1', failedAttempts: 2 }, { now }).to //=> 'L2'
 */
export function checkEscalation(
  subject: EscalationCase,
  options: CheckEscalationOptions,
): EscalationDecision {
  const now = requireInstant('now', options.now);
  const dueAt = severityDue(subject, now);
  const ageDue = tierAgeDue(subject, options.tierAgeLimits ?? TIER_AGE_LIMITS);
  const triggers = [
    ...deadlineTriggers(subject, { now, dueAt, ageDue }),
    ...eventTriggers(subject, options),
  ];
  const ranked = triggers.map(({ to }) => to).sort((a, b) => tierRank(b) - tierRank(a));
  const to = reachable(ranked[0], subject.tier, options.tiers ?? ESCALATION_TIERS);
  const left: readonly EscalationReason[] =
    triggers.length > 0 && to === null
      ? [{ code: 'no_tier_left', message: `No tier of this desk stands above ${subject.tier}.` }]
      : [];
  const later = [dueAt, ageDue].filter((at) => at !== null && at.getTime() > now);
  return {
    escalate: to !== null,
    to,
    triggers: [...triggers.map(({ reason }) => reason), ...left],
    dueAt,
    nextCheckAt: later.reduce<Date | null>(
      (first, at) => (first === null || (at !== null && at < first) ? at : first),
      null,
    ),
  };
}

function severityDue({ tier, severity, severitySince }: EscalationCase, now: number): Date | null {
  if (severity == null) return null;
  // What must go up at once is due now, whenever it began.
  const since = severitySince ?? (SEVERITY_RULES[severity].withinMinutes === 0 ? now : null);
  return since === null ? null : escalationDueAt(severity, { since, tier });
}

function tierAgeDue({ tier, tierSince }: EscalationCase, limits: TierAgeLimits): Date | null {
  const limit = limits[tier];
  if (limit === undefined || tierSince == null) return null;
  return plusMinutes(requireInstant('tierSince', tierSince), limit);
}

/** The wanted tier or the next one above that the desk has; else the highest one it has. */
function reachable(
  wanted: EscalationTier | undefined,
  from: EscalationTier,
  tiers: readonly EscalationTier[],
): EscalationTier | null {
  if (wanted === undefined) return null;
  const above = ESCALATION_TIERS.filter(
    (tier) => tiers.includes(tier) && tierRank(tier) > tierRank(from),
  );
  return above.find((tier) => tierRank(tier) >= tierRank(wanted)) ?? above.at(-1) ?? null;
}

const nextTier = (tier: EscalationTier): EscalationTier =>
  ESCALATION_TIERS[tierRank(tier) + 1] ?? 'engineering';

function deadlineTriggers(
  subject: EscalationCase,
  times: { readonly now: number; readonly dueAt: Date | null; readonly ageDue: Date | null },
): readonly Trigger[] {
  const { now, dueAt, ageDue } = times;
  const found: Trigger[] = [];
  const { severity = null } = subject;
  const target = severity === null ? null : SEVERITY_RULES[severity].tier;
  if (dueAt !== null && target !== null && dueAt.getTime() <= now) {
    const minutesOverdue =
      subject.severitySince == null ? null : minutesBetween(dueAt.getTime(), now);
    found.push({
      to: target,
      reason: {
        code: 'severity_deadline',
        message: `${severity} should be with ${target} by now.`,
        evidence: { severity, minutesOverdue },
      },
    });
  }
  if (ageDue !== null && ageDue.getTime() <= now)
    found.push({
      to: nextTier(subject.tier),
      reason: {
        code: 'tier_age',
        message: `The case has been with ${subject.tier} for too long.`,
        evidence: { minutesOverdue: minutesBetween(ageDue.getTime(), now) },
      },
    });
  return found;
}

function eventTriggers(
  subject: EscalationCase,
  options: CheckEscalationOptions,
): readonly Trigger[] {
  const { tier, slaRisks = [] } = subject;
  const failedAttempts = subject.failedAttempts ?? 0;
  const reopenCount = subject.reopenCount ?? 0;
  const { vipMrr = VIP_MINIMUM_MRR } = options;
  const next = nextTier(tier);
  const found: Trigger[] = [];
  const add = (
    code: EscalationReason['code'],
    message: string,
    evidence: NonNullable<EscalationReason['evidence']>,
    to: EscalationTier = next,
  ): void => {
    found.push({ to, reason: { code, message, evidence } });
  };
  const breached = slaRisks.filter((risk) => risk === 'breached').length;
  const atRisk = slaRisks.filter((risk) => risk === 'at_risk').length;
  if (breached > 0) add('sla_breached', 'A target of the SLA is missed.', { clocks: breached });
  else if (atRisk > 0) add('sla_at_risk', 'A target of the SLA is at risk.', { clocks: atRisk });
  if (subject.humanRequested === true && tier === 'L0')
    add('human_requested', 'The customer asks for a human.', {}, 'L1');
  if (failedAttempts >= (options.failedAttempts ?? 2))
    add('failed_attempts', 'Too many attempts failed.', { failedAttempts });
  if (reopenCount >= (options.reopens ?? 2))
    add('reopened', 'The case was reopened too often.', { reopenCount });
  const slope = fallingSlope(subject.sentiments ?? []);
  if (slope !== null)
    add('sentiment_falling', "The customer's mood is bad and falls.", { slopePerMessage: slope });
  const isVip = subject.isVip ?? (subject.mrr ?? 0) >= vipMrr;
  if (isVip && tierRank(tier) < tierRank('L2'))
    add('vip', 'The customer is a VIP.', { mrr: subject.mrr ?? null }, 'L2');
  return found;
}

/** The slope of three points at equal distances is half the difference of the outer two. */
function fallingSlope(sentiments: readonly number[]): number | null {
  const lastThree = sentiments.slice(-SENTIMENTS);
  const [first, , last] = lastThree;
  if (first === undefined || last === undefined || last > NEGATIVE) return null;
  const slope = (last - first) / 2;
  return slope < 0 ? slope : null;
}
