import { checkNumbers, checkSeries, refuse } from '../../numbers/check-numbers.ts';
import { numberAt, roundToNine, sumOf } from '../../numbers/rounding.ts';

/** Work that comes in and what can be handled, interval by interval. */
export interface Workflow {
  /** Tickets that arrive in each interval. */
  readonly arrivals: readonly number[];
  /** Tickets that could be handled in each interval. */
  readonly capacity: readonly number[];
  /** Tickets that wait at the start, older than all others. @default 0 */
  readonly openingBacklog?: number;
}

/** When work counts as finished in time. */
export interface FluidBacklogOptions {
  /**
   * How many intervals after the one it arrived in a ticket may be finished; 0 means within the same
   * one. @default 0
   */
  readonly targetIntervals?: number;
}

/** One interval of a backlog. */
export interface BacklogInterval {
  readonly arrivals: number;
  readonly capacity: number;
  readonly handled: number;
  /** What waits at the end of the interval. */
  readonly backlog: number;
  /** Of what arrived here: finished in time. `null` when the plan ends before that is known. */
  readonly finishedInTime: number | null;
}

/** How a backlog goes, interval by interval. */
export interface FluidBacklog {
  readonly intervals: readonly BacklogInterval[];
  readonly largestBacklog: number;
  readonly finalBacklog: number;
  /** Over the intervals of which it is known; the opening backlog is not counted. */
  readonly withinTarget: {
    readonly numerator: number;
    readonly denominator: number;
    /** `null` when nothing arrived. */
    readonly share: number | null;
  };
}

/**
 * How a backlog of e-mail or tickets fills and drains: b' = max(0, b + arrivals − capacity) per
 * interval, in order of arrival, with the share of work that is finished within a target. Work that
 * may wait for hours is no queue of callers; Erlang's formulas do not fit it.
 *
 * @throws ValidationError for negative numbers or lists of unequal length.
 * @example
 * fluidBacklog({ arrivals: [10, 10, 0], capacity: [8, 8, 8] }, { targetIntervals: 1 })
 *   .intervals.map(({ backlog }) => backlog) //=> [2, 4, 0]
 */
export function fluidBacklog(workflow: Workflow, options: FluidBacklogOptions = {}): FluidBacklog {
  const { arrivals, capacity, openingBacklog = 0 } = workflow;
  const { targetIntervals = 0 } = options;
  checkSeries('The workflow', 'arrivals', arrivals, 'notNegative');
  checkSeries('The workflow', 'capacity', capacity, 'notNegative');
  checkNumbers('The workflow', {
    openingBacklog: [openingBacklog, 'notNegative'],
    targetIntervals: [targetIntervals, 'count'],
  });
  refuse(
    'The workflow',
    arrivals.length === capacity.length
      ? []
      : [{ path: 'capacity', message: 'must have one value for each of `arrivals`' }],
  );
  const flow = run(arrivals, capacity, openingBacklog);
  const arrivedBy = running(arrivals, openingBacklog);
  const handledBy = running(flow.handled, 0);
  const intervals = arrivals.map((arrived, index): BacklogInterval => {
    const due = handledBy[index + targetIntervals];
    const before = numberAt(arrivedBy, index) - arrived;
    return {
      arrivals: arrived,
      capacity: numberAt(capacity, index),
      handled: numberAt(flow.handled, index),
      backlog: numberAt(flow.backlog, index),
      finishedInTime:
        due === undefined ? null : roundToNine(Math.min(arrived, Math.max(0, due - before))),
    };
  });
  const known = intervals.flatMap((interval) =>
    interval.finishedInTime === null
      ? []
      : [{ arrived: interval.arrivals, finished: interval.finishedInTime }],
  );
  const numerator = sumOf(known.map(({ finished }) => finished));
  const denominator = sumOf(known.map(({ arrived }) => arrived));
  return {
    intervals,
    // Not spread: there may be more of them than a call takes arguments.
    largestBacklog: flow.backlog.reduce((most, one) => Math.max(most, one), openingBacklog),
    finalBacklog: flow.backlog.at(-1) ?? openingBacklog,
    withinTarget: {
      numerator,
      denominator,
      share: denominator === 0 ? null : numerator / denominator,
    },
  };
}

function run(arrivals: readonly number[], capacity: readonly number[], opening: number) {
  const backlog: number[] = [];
  const handled: number[] = [];
  let waiting = opening;
  arrivals.forEach((arrived, index) => {
    const work = waiting + arrived;
    const done = Math.min(work, numberAt(capacity, index));
    waiting = work - done;
    handled.push(done);
    backlog.push(waiting);
  });
  return { backlog, handled };
}

/** Running totals. */
function running(values: readonly number[], start: number): readonly number[] {
  let total = start;
  return values.map((value) => {
    total += value;
    return total;
  });
}
