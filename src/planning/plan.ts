import { ValidationError } from '../errors/index.ts';
import { checkNumbers, checkSeries, refuse } from '../numbers/check-numbers.ts';
import { roundToNine } from '../numbers/rounding.ts';
import {
  type FluidBacklog,
  type FluidBacklogOptions,
  fluidBacklog,
} from './queue/fluid-backlog.ts';
import { type StaffingOptions, type StaffingPlan, staffQueue } from './queue/staff-queue.ts';
import type { QueueLoad } from './queue/types.ts';
import { type RequiredAgents, requiredAgents, type Workload } from './required-agents.ts';
import type { PlanningReason } from './types.ts';

/** Calls or chats: customers wait on the line. Erlang C. */
export interface QueuePlan extends QueueLoad, StaffingOptions {
  readonly mode: 'queue';
}

/** The plain average: enough hands for the hours of work. */
export interface WorkloadPlan extends Workload {
  readonly mode: 'workload';
}

/** E-mail or tickets: work waits in a backlog that may grow and drain. */
export interface BacklogPlan extends FluidBacklogOptions {
  readonly mode: 'backlog';
  /** Tickets that arrive in each interval. */
  readonly arrivals: readonly number[];
  readonly intervalMinutes: number;
  readonly handleMinutes: number;
  /** Share of their time that agents spend on tickets, above 0, at most 1. @default 0.75 */
  readonly utilization?: number;
  readonly openingBacklog?: number;
  /** Agents in each interval. Left out, the fewest constant number is searched. */
  readonly agents?: readonly number[];
  /** Share of the work to be finished within the target when that is searched. @default 0.8 */
  readonly targetShare?: number;
}

/** How a backlog goes with so many agents. */
export interface BacklogStaffing extends FluidBacklog {
  /** Agents in each interval. */
  readonly agents: readonly number[];
  readonly reasons: readonly PlanningReason[];
}

/** What `plan` answers in each mode. */
export interface PlanResults {
  readonly queue: StaffingPlan & { readonly mode: 'queue' };
  readonly workload: RequiredAgents & { readonly mode: 'workload' };
  readonly backlog: BacklogStaffing & { readonly mode: 'backlog' };
}

/** Any kind of plan; `mode` says which. */
export type PlanRequest = QueuePlan | WorkloadPlan | BacklogPlan;

/**
 * Agents for a kind of work: `queue` for calls and chats (Erlang C), `backlog` for e-mail and
 * tickets (fluid), `workload` for the plain average.
 *
 * @throws ValidationError for numbers that the model of that mode refuses.
 * @example
 * plan({ mode: 'backlog', arrivals: [30, 30, 30, 30], intervalMinutes: 60, handleMinutes: 20,
 *   utilization: 1, targetShare: 1 }).agents //=> [10, 10, 10, 10]
 */
export function plan(request: QueuePlan): PlanResults['queue'];
export function plan(request: WorkloadPlan): PlanResults['workload'];
export function plan(request: BacklogPlan): PlanResults['backlog'];
export function plan(request: PlanRequest): PlanResults[keyof PlanResults] {
  switch (request.mode) {
    case 'queue':
      return { mode: 'queue', ...staffQueue(request, request) };
    case 'workload':
      return { mode: 'workload', ...requiredAgents(request) };
    case 'backlog':
      return { mode: 'backlog', ...staffBacklog(request) };
    default:
      throw new ValidationError('The plan is not usable.', {
        issues: [{ path: 'mode', message: 'must be "queue", "workload" or "backlog"' }],
      });
  }
}

function staffBacklog(request: BacklogPlan): BacklogStaffing {
  const { arrivals, intervalMinutes, handleMinutes, utilization = 0.75 } = request;
  const { targetShare = 0.8 } = request;
  checkNumbers('The plan', {
    intervalMinutes: [intervalMinutes, 'positive'],
    handleMinutes: [handleMinutes, 'positive'],
    utilization: [utilization, 'share'],
    targetShare: [targetShare, 'share'],
  });
  const perAgent = (intervalMinutes * utilization) / handleMinutes;
  refuse(
    'The plan',
    perAgent > 0 && Number.isFinite(perAgent)
      ? []
      : [{ path: 'handleMinutes', message: 'is out of all proportion to the interval' }],
  );
  const flow = (agents: readonly number[]) =>
    fluidBacklog({ ...request, capacity: agents.map((count) => count * perAgent) }, request);
  if (request.agents !== undefined) {
    checkAgents(request.agents, arrivals);
    return { agents: request.agents, ...flow(request.agents), reasons: [inOrder] };
  }
  refuse(
    'The plan',
    arrivals.length > 0 && (request.targetIntervals ?? 0) >= arrivals.length
      ? [{ path: 'targetIntervals', message: 'must be fewer than the intervals of the plan' }]
      : [],
  );
  const constant = (count: number) => arrivals.map(() => count);
  const meets = (count: number) =>
    roundToNine(flow(constant(count)).withinTarget.share ?? 1) >= roundToNine(targetShare);
  const agents = constant(smallest(meets));
  return { agents, ...flow(agents), reasons: [inOrder] };
}

function checkAgents(agents: readonly number[], arrivals: readonly number[]): void {
  checkSeries('The plan', 'agents', agents, 'notNegative');
  refuse(
    'The plan',
    agents.length === arrivals.length
      ? []
      : [{ path: 'agents', message: 'must have one value for each of `arrivals`' }],
  );
}

const inOrder: PlanningReason = Object.freeze({
  code: 'work_in_order_of_arrival',
  message: 'The oldest work is done first; hours and tickets are taken as divisible.',
});

/** Beyond, numbers have gaps, and the middle of two of them may be one of the two. */
const MOST_AGENTS = 2 ** 52;

/** The smallest count that meets a goal which more agents never miss. */
function smallest(meets: (count: number) => boolean): number {
  let high = 1;
  while (!meets(high)) {
    high *= 2;
    refuse(
      'The plan',
      high > MOST_AGENTS
        ? [{ path: 'arrivals', message: 'are more work than agents can be counted for' }]
        : [],
    );
  }
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (meets(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
