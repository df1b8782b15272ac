import type { EscalationTier, Severity, SeverityRule } from './types.ts';

const rule = (definition: SeverityRule): SeverityRule =>
  Object.freeze({ ...definition, audience: Object.freeze([...definition.audience]) });

/**
 * What each severity demands: SEV1 goes to engineering and executives at once, SEV2 to L3 within 60
 * minutes, SEV3 to L2 within 240 minutes, SEV4 stays in the normal queue. Minutes are calendar time.
 *
 * @example SEVERITY_RULES.SEV2.withinMinutes //=> 60
 */
export const SEVERITY_RULES: Readonly<Record<Severity, SeverityRule>> = Object.freeze({
  SEV1: rule({
    priority: 'urgent',
    level: 'P1',
    tier: 'engineering',
    withinMinutes: 0,
    audience: ['engineering', 'executives', 'status_page'],
    customerUpdate: 'status_page_and_email',
  }),
  SEV2: rule({
    priority: 'high',
    level: 'P2',
    tier: 'L3',
    withinMinutes: 60,
    audience: [],
    customerUpdate: 'notify_affected_users',
  }),
  SEV3: rule({
    priority: 'normal',
    level: 'P3',
    tier: 'L2',
    withinMinutes: 240,
    audience: [],
    customerUpdate: 'ticket_updates',
  }),
  SEV4: rule({
    priority: 'low',
    level: 'P4',
    tier: null,
    withinMinutes: null,
    audience: [],
    customerUpdate: 'ticket_updates',
  }),
});

/** How long a case may stay with a tier before it moves on, in minutes of calendar time. */
export type TierAgeLimits = Readonly<Partial<Record<EscalationTier, number>>>;

/**
 * The default: the upper ends of the tiers' own targets, an hour for the first level and eight for the
 * second. The bot has no time of its own, and nothing stands behind the last two.
 */
export const TIER_AGE_LIMITS: TierAgeLimits = Object.freeze({ L1: 60, L2: 480 });

/** From this monthly revenue on, a customer is treated as a VIP. */
export const VIP_MINIMUM_MRR = 5000;
