import type { SlaMetric } from '../../model/enums.ts';
import type { SlaClock, SlaState } from '../../model/sla.ts';
import type { SlaClockResult, SlaEvaluation } from '../engine/result-types.ts';

/** Why a clock of ours and one of the desk can not be held against each other. */
export const NATIVE_DIFFERENCES = [
  'due_at',
  'breached',
  'state',
  'only_ours',
  'only_native',
] as const;
/** One of them. */
export type NativeDifference = (typeof NATIVE_DIFFERENCES)[number];

/** One metric, as the desk has it and as it was worked out. */
export interface NativeClockComparison {
  readonly metric: SlaMetric;
  readonly native: SlaClock | null;
  /** The latest cycle: desks tell no other. */
  readonly ours: SlaClockResult | null;
  /** Minutes that our due date is later; `null` when one of them has none. */
  readonly dueDifferenceMinutes: number | null;
  /** What they disagree on; empty when they agree, as far as the desk tells. */
  readonly differences: readonly NativeDifference[];
}

/** How the desk's own SLA compares with ours. */
export interface NativeComparison {
  /** `not_told` when the desk shows no SLA, or a name without clocks. */
  readonly verdict: 'agrees' | 'differs' | 'not_told';
  readonly clocks: readonly NativeClockComparison[];
  /** Share of the metrics that both have on which they agree. */
  readonly agreement: { readonly numerator: number; readonly denominator: number };
}

/** The clock that the same promise may be kept on here, where a desk has but one word for it. */
const SAME_PROMISE: Readonly<Partial<Record<SlaMetric, SlaMetric>>> = {
  total_resolution: 'requester_wait',
  requester_wait: 'total_resolution',
};

/**
 * Holds what the desk says of its SLA against an evaluation: due dates, misses, and whether a clock still
 * runs. What the desk does not tell is not compared. A desk that calls its one resolution clock something
 * else is compared with our other resolution clock when only that has a target. Desks flip to missed at
 * different moments, so a difference for some minutes around a due date is to be expected.
 *
 * @param options.toleranceMinutes how far due dates may lie apart. @default 1
 * @example compareWithNative(ticket.sla, evaluation).verdict //=> 'agrees'
 */
export function compareWithNative(
  native: SlaState | null,
  evaluation: SlaEvaluation,
  { toleranceMinutes = 1 }: { readonly toleranceMinutes?: number } = {},
): NativeComparison {
  const theirs = native?.source === 'native' ? native.clocks : [];
  const latest = new Map(evaluation.clocks.map((clock) => [clock.metric, clock]));
  const named = new Set(theirs.map(({ metric }) => metric));
  const used = new Set<SlaMetric>();
  const pairs = theirs.map((clock) => {
    const other = SAME_PROMISE[clock.metric];
    const stand = other === undefined || named.has(other) ? undefined : latest.get(other);
    const ours = latest.get(clock.metric) ?? stand ?? null;
    if (ours !== null) used.add(ours.metric);
    return compared(clock.metric, { native: clock, ours, toleranceMinutes });
  });
  const rest = [...latest.values()].filter(({ metric }) => !used.has(metric));
  const clocks =
    theirs.length === 0
      ? []
      : [
          ...pairs,
          ...rest.map((ours) => compared(ours.metric, { native: null, ours, toleranceMinutes })),
        ];
  const both = clocks.filter(({ native: one, ours }) => one !== null && ours !== null);
  const agreeing = both.filter(({ differences }) => differences.length === 0);
  const agrees = agreeing.length === both.length;
  return {
    verdict: both.length === 0 ? 'not_told' : agrees ? 'agrees' : 'differs',
    clocks,
    agreement: { numerator: agreeing.length, denominator: both.length },
  };
}

function compared(
  metric: SlaMetric,
  pair: {
    readonly native: SlaClock | null;
    readonly ours: SlaClockResult | null;
    readonly toleranceMinutes: number;
  },
): NativeClockComparison {
  const { native, ours, toleranceMinutes } = pair;
  if (native === null || ours === null)
    return {
      metric,
      native,
      ours,
      dueDifferenceMinutes: null,
      differences: [native === null ? 'only_ours' : 'only_native'],
    };
  const apart =
    native.dueAt === null || ours.dueAt === null
      ? null
      : (ours.dueAt.getTime() - native.dueAt.getTime()) / 60_000;
  const differences: NativeDifference[] = [];
  if (apart !== null && Math.abs(apart) > toleranceMinutes) differences.push('due_at');
  if ((native.risk === 'breached') !== ours.breached) differences.push('breached');
  // `pending` is what a clock is called whose state the desk does not tell.
  if (native.state !== 'pending' && native.state !== ours.state) differences.push('state');
  return { metric, native, ours, dueDifferenceMinutes: apart, differences };
}
