import { checkNumbers } from '../numbers/check-numbers.ts';
import { roundToNine } from '../numbers/rounding.ts';

/** Metrics that have a published target. Units: percent, hours, or as the name says. */
export const TARGET_METRICS = [
  'csat',
  'firstReplyHours',
  'timeToResolutionHours',
  'fcr',
  'nps',
  'ticketsPer100Customers',
  'deflection',
  'escalation',
  'reopen',
  'utilization',
] as const;
/** A metric that has a published target. */
export type TargetMetric = (typeof TARGET_METRICS)[number];

/** Where a value lies: at or beyond a bound, or strictly beyond it. */
type Bound =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly below: number }
  | { readonly above: number };

/** What a metric should be, and from where on it is a warning. */
export interface MetricTarget {
  readonly better: 'higher' | 'lower' | 'range';
  /** All of these hold on target. */
  readonly onTarget: readonly Bound[];
  /** One of these makes a warning. */
  readonly warning: readonly Bound[];
  /** Usual values; beyond its better end a value is on target and deserves a look. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

const target = (
  better: MetricTarget['better'],
  onTarget: readonly Bound[],
  warning: readonly Bound[],
  range: MetricTarget['range'] = null,
): MetricTarget => ({ better, onTarget, warning, range });

/**
 * Targets of business support (the "support operations" source): on target, else warning, else off
 * target. Bounds are included or excluded as written.
 *
 * @example METRIC_TARGETS.csat.onTarget //=> [{ atLeast: 90 }]
 */
export const METRIC_TARGETS: Readonly<Record<TargetMetric, MetricTarget>> = {
  csat: target('higher', [{ atLeast: 90 }], [{ below: 85 }]),
  firstReplyHours: target('lower', [{ below: 1 }], [{ above: 4 }]),
  timeToResolutionHours: target('lower', [{ below: 24 }], [{ above: 72 }]),
  fcr: target('higher', [{ atLeast: 70 }], [{ below: 50 }]),
  nps: target('higher', [{ atLeast: 30 }], [{ below: 10 }]),
  ticketsPer100Customers: target('lower', [{ atMost: 15 }], [{ above: 25 }], { from: 5, to: 15 }),
  deflection: target('higher', [{ atLeast: 30 }], [{ below: 20 }], { from: 30, to: 50 }),
  escalation: target('lower', [{ atMost: 20 }], [{ above: 30 }], { from: 10, to: 20 }),
  reopen: target('lower', [{ below: 5 }], [{ above: 10 }]),
  utilization: target('range', [{ atLeast: 70 }, { atMost: 80 }], [{ below: 60 }, { above: 90 }], {
    from: 70,
    to: 80,
  }),
};

/** Below so many tickets or answers a figure says little. */
const LOW_SAMPLE = 5;

/** A value against its target. */
export interface MetricClassification {
  readonly metric: TargetMetric;
  /** `null` without data. */
  readonly status: 'on_target' | 'off_target' | 'warning' | null;
  readonly target: readonly Bound[];
  readonly warning: readonly Bound[];
  readonly value: number | null;
  /** How far the value is from the target, in its unit; 0 on target. */
  readonly gap: number | null;
  /** How many tickets or answers the value rests on. */
  readonly n: number;
  /** The value rests on fewer than 5. */
  readonly lowSample?: true;
  /** On target, and beyond the better end of the usual range. */
  readonly beyondRange?: true;
  readonly advice?: string;
}

/**
 * How a value stands against its target. Values are rounded to 9 decimals first, so that 84.99 % is a
 * warning and 85 % is none.
 *
 * @param metric for example `csat`, in percent, or `firstReplyHours`
 * @param measured the value, `null` for no data, and how many it rests on
 * @throws ValidationError for a value that is not finite.
 * @example classifyMetric('firstReplyHours', { value: 1, n: 40 }).status //=> 'off_target'
 */
export function classifyMetric(
  metric: TargetMetric,
  measured: { readonly value: number | null; readonly n: number },
): MetricClassification {
  const { onTarget, warning, range, better } = METRIC_TARGETS[metric];
  const { n } = measured;
  checkNumbers('The metric', {
    value: [measured.value ?? 0, 'finite'],
    n: [n, 'count'],
  });
  const base = {
    metric,
    target: onTarget,
    warning,
    n,
    ...(n < LOW_SAMPLE ? { lowSample: true as const } : {}),
  };
  if (measured.value === null) return { ...base, status: null, value: null, gap: null };
  const value = roundToNine(measured.value);
  const missed = onTarget.filter((bound) => !holds(value, bound));
  const [first] = missed;
  if (first !== undefined)
    return {
      ...base,
      value,
      status: warning.some((bound) => holds(value, bound)) ? 'warning' : 'off_target',
      gap: roundToNine(Math.abs(value - edgeOf(first))),
    };
  const beyond = range !== null && (better === 'higher' ? value > range.to : value < range.from);
  return {
    ...base,
    value,
    status: 'on_target',
    gap: 0,
    ...(beyond ? { beyondRange: true as const } : {}),
    ...(beyond && metric === 'escalation' ? { advice: 'possible escalation avoidance' } : {}),
  };
}

function holds(value: number, bound: Bound): boolean {
  if ('atLeast' in bound) return value >= bound.atLeast;
  if ('atMost' in bound) return value <= bound.atMost;
  return 'below' in bound ? value < bound.below : value > bound.above;
}

const edgeOf = (bound: Bound): number => Math.max(...Object.values(bound));
