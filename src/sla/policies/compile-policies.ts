import { ConfigurationError } from '../../errors/index.ts';
import { SLA_METRICS, type SlaMetric, TICKET_PRIORITIES } from '../../model/enums.ts';
import { CALENDAR, type OpenHours, openHoursOf } from '../business-time/open-hours.ts';
import type { Schedule } from '../business-time/schedule.ts';
import type { SlaStatusKey } from '../engine/event-types.ts';
import { check, checkNames } from './check-policy.ts';
import { SLA_PAUSES } from './pauses.ts';
import type { SlaEscalation, SlaPolicy } from './policy-types.ts';

const MINUTE_MS = 60_000;

/** What holds for one clock: a metric at a priority under a policy. Durations are milliseconds. */
export interface Terms {
  readonly policyId: string;
  readonly targetMinutes: number;
  readonly target: number;
  /** Elapsed time from which the clock is at risk. */
  readonly warn: number;
  readonly hours: OpenHours;
  readonly escalations: readonly SlaEscalation[];
}

/** A policy made ready to be asked. */
export interface CompiledPolicy {
  readonly policy: SlaPolicy;
  readonly pauses: ReadonlyMap<SlaMetric, ReadonlySet<SlaStatusKey>>;
  readonly warnRatio: number;
  readonly warnMs: number;
  /** By priority, then metric. */
  readonly terms: ReadonlyMap<string, ReadonlyMap<SlaMetric, Terms>>;
}

type Schedules = Readonly<Record<string, Schedule>>;
const NO_SCHEDULES: Schedules = Object.freeze({});
const known = new WeakMap<readonly SlaPolicy[], WeakMap<Schedules, readonly CompiledPolicy[]>>();

/**
 * The policies in their order, checked. The same lists are checked once.
 *
 * @throws ConfigurationError for a policy that can not be meant.
 */
export function compilePolicies(
  policies: readonly SlaPolicy[],
  schedules: Schedules = NO_SCHEDULES,
): readonly CompiledPolicy[] {
  const bySchedules = known.get(policies) ?? new WeakMap<Schedules, readonly CompiledPolicy[]>();
  const found = bySchedules.get(schedules);
  if (found !== undefined) return found;
  for (const policy of policies) checkNames(policy);
  const made = inOrder(policies).map((policy) => compile(policy, schedules));
  if (new Set(policies.map(({ id }) => id)).size < policies.length)
    throw new ConfigurationError('Two SLA policies have the same id.');
  bySchedules.set(schedules, made);
  known.set(policies, bySchedules);
  return made;
}

/** By position, then id. */
export const inOrder = (policies: readonly SlaPolicy[]): readonly SlaPolicy[] =>
  policies.toSorted(
    (left, right) => left.position - right.position || (left.id < right.id ? -1 : 1),
  );

function compile(policy: SlaPolicy, schedules: Schedules): CompiledPolicy {
  const { warnRatio = 0.8, warnMinutes = 0, pauseOn = {} } = policy;
  check(policy, warnRatio > 0 && warnRatio < 1, 'needs a warnRatio above 0 and below 1');
  check(policy, isMinutes(warnMinutes), 'needs warnMinutes of 0 or more');
  check(policy, Number.isFinite(policy.position), 'needs a position');
  const pauses = new Map(
    SLA_METRICS.map((metric) => [metric, new Set(pauseOn[metric] ?? SLA_PAUSES[metric])] as const),
  );
  const terms = TICKET_PRIORITIES.map(
    (priority) =>
      [priority, termsOf(policy, { priority, schedules, warnRatio, warnMinutes })] as const,
  );
  return { policy, pauses, warnRatio, warnMs: warnMinutes * MINUTE_MS, terms: new Map(terms) };
}

function termsOf(
  policy: SlaPolicy,
  options: {
    readonly priority: (typeof TICKET_PRIORITIES)[number];
    readonly schedules: Schedules;
    readonly warnRatio: number;
    readonly warnMinutes: number;
  },
): ReadonlyMap<SlaMetric, Terms> {
  const { priority, schedules, warnRatio, warnMinutes } = options;
  const targets = policy.targets[priority] ?? {};
  const terms = new Map<SlaMetric, Terms>();
  for (const metric of SLA_METRICS) {
    const targetMinutes = targets[metric];
    if (targetMinutes === undefined) continue;
    check(policy, isMinutes(targetMinutes), 'needs targets that are finite minutes, 0 or more');
    const target = Math.round(targetMinutes * MINUTE_MS);
    // Binary floats: 0.8 times 1,000 must not become 800.0000000000001.
    const share = Math.ceil(Number((warnRatio * target).toFixed(9)));
    terms.set(metric, {
      policyId: policy.id,
      targetMinutes,
      target,
      warn: Math.max(0, Math.min(share, target - warnMinutes * MINUTE_MS)),
      hours: hoursOf(policy, priority, schedules),
      escalations: (policy.escalations ?? []).filter((one) => one.metric === metric),
    });
  }
  return terms;
}

function hoursOf(policy: SlaPolicy, priority: string, schedules: Schedules): OpenHours {
  const { hours = 'calendar', schedule } = policy;
  const kind = typeof hours === 'string' ? hours : new Map(Object.entries(hours)).get(priority);
  check(policy, kind !== undefined, 'needs hours for each priority that has targets');
  if (kind === 'calendar') return CALENDAR;
  check(
    policy,
    kind === 'business' && schedule !== undefined && Object.hasOwn(schedules, schedule),
    'counts business hours of a schedule that is not there',
  );
  // Safe: checked in the line above.
  return openHoursOf(schedules[schedule as string] as Schedule);
}

const isMinutes = (value: number): boolean => value >= 0 && Number.isFinite(value);
