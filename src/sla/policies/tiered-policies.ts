import { ConfigurationError } from '../../errors/index.ts';
import { TICKET_PRIORITIES, type TicketPriority } from '../../model/enums.ts';
import { SLA_PRESETS } from '../defaults.ts';
import type { SlaPolicyTable, SlaTargets } from '../types.ts';
import type { SlaCondition, SlaHours, SlaMetricTargets, SlaPolicy } from './policy-types.ts';

/** What is promised to the customers of one tier. */
export interface SlaTier {
  readonly id: string;
  /** Both must hold where both are named. Only the last tier has none. */
  readonly when?: {
    /** Monthly recurring revenue, from which on the tier applies: the attribute `mrr`. */
    readonly mrrAtLeast?: number;
    /** The attribute `plan`. */
    readonly plans?: readonly string[];
  };
  /** @default 'standard' */
  readonly preset?: keyof typeof SLA_PRESETS | SlaPolicyTable;
  /** What the minutes of the preset are multiplied by; 0.5 is twice as fast. @default 1 */
  readonly factor?: number;
  /** @default 'calendar' */
  readonly hours?: SlaHours | Readonly<Partial<Record<TicketPriority, SlaHours>>>;
  /** Key of the schedule; needed for business hours. */
  readonly schedule?: string;
  /**
   * Which clock the resolution target of the preset is for. `total_resolution` is that of
   * `checkSLABreaches`; `requester_wait` stands still while the customer is waited for.
   * @default 'requester_wait'
   */
  readonly resolution?: 'requester_wait' | 'total_resolution';
}

/**
 * Policies by plan and revenue, never one for all: the most specific tier first, the one for everybody
 * else last. Their positions are their places.
 *
 * @throws ConfigurationError for a tier that no ticket can reach, a last one with a condition, a priority
 * without targets, a first reply after the resolution, and a factor that is no positive number.
 * @example
 * tieredPolicies([
 *   { id: 'enterprise', when: { mrrAtLeast: 5000 }, preset: 'matrix' },
 *   { id: 'pro', when: { plans: ['pro'] }, factor: 0.75 },
 *   { id: 'standard' },
 * ])[1]?.targets.urgent?.first_reply //=> 22.5
 */
export function tieredPolicies(tiers: readonly SlaTier[]): readonly SlaPolicy[] {
  const last = tiers.at(-1);
  if (last === undefined || conditionOf(last) !== null)
    throw new ConfigurationError('The last SLA tier must be for everybody: it has no `when`.');
  for (const [index, tier] of tiers.entries()) {
    if (isCovered(tier, tiers.slice(0, index)))
      throw new ConfigurationError(`No ticket can reach the SLA tier ${JSON.stringify(tier.id)}.`);
  }
  return tiers.map((tier, index) => policyOf(tier, index + 1));
}

function policyOf(tier: SlaTier, position: number): SlaPolicy {
  const {
    id,
    preset = 'standard',
    factor = 1,
    hours,
    schedule,
    resolution = 'requester_wait',
  } = tier;
  if (!(factor > 0 && Number.isFinite(factor)))
    throw new ConfigurationError(`The SLA tier ${JSON.stringify(id)} needs a positive factor.`);
  const table = typeof preset === 'string' ? SLA_PRESETS[preset] : preset;
  const when = conditionOf(tier);
  const targets = TICKET_PRIORITIES.map((priority): [TicketPriority, SlaMetricTargets] => {
    const minutes = checkedTargets(table[priority], { id, priority });
    return [
      priority,
      {
        first_reply: minutes.firstResponseMinutes * factor,
        [resolution]: minutes.resolutionMinutes * factor,
      },
    ];
  });
  return {
    id,
    position,
    ...(when === null ? {} : { when }),
    targets: Object.fromEntries(targets),
    ...(hours === undefined ? {} : { hours }),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

function checkedTargets(
  targets: SlaTargets | undefined,
  { id, priority }: { readonly id: string; readonly priority: string },
): SlaTargets {
  const tier = `The SLA tier ${JSON.stringify(id)}`;
  if (targets === undefined)
    throw new ConfigurationError(`${tier} has no targets for the priority ${priority}.`);
  if (targets.firstResponseMinutes > targets.resolutionMinutes)
    throw new ConfigurationError(`${tier} answers ${priority} tickets after their resolution.`);
  return targets;
}

function conditionOf({ when = {} }: SlaTier): SlaCondition | null {
  const { mrrAtLeast, plans } = when;
  const all: SlaCondition[] = [];
  if (mrrAtLeast !== undefined) all.push({ field: 'mrr', op: 'gte', value: mrrAtLeast });
  if (plans !== undefined) all.push({ field: 'plan', op: 'in', value: plans });
  return all.length === 0 ? null : { all };
}

/** Whether earlier tiers take every ticket that this one could have. */
function isCovered({ when = {} }: SlaTier, earlier: readonly SlaTier[]): boolean {
  const { mrrAtLeast = Number.NEGATIVE_INFINITY, plans } = when;
  const takes = ({ when: other = {} }: SlaTier, plan: string | null): boolean =>
    mrrAtLeast >= (other.mrrAtLeast ?? Number.NEGATIVE_INFINITY) &&
    (other.plans === undefined || (plan !== null && other.plans.map(fold).includes(fold(plan))));
  const parts: readonly (string | null)[] = plans ?? [null];
  return parts.every((plan) => earlier.some((tier) => takes(tier, plan)));
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
