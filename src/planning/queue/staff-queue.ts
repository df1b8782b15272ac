import { checkNumbers } from '../../numbers/check-numbers.ts';
import { ceilCount, roundToNine } from '../../numbers/rounding.ts';
import type { PlanningReason } from '../types.ts';
import { nextBlocking } from './erlang-b.ts';
import { checkLoad, DEFAULT_TARGET_SECONDS, erlangsOf, performanceOf } from './erlang-c.ts';
import type { QueueLoad, QueuePerformance } from './types.ts';

/** What a staffing has to reach. */
export interface StaffingOptions {
  /** Share to be answered in time, between 0 and 1. @default 0.8 */
  readonly serviceLevel?: number;
  /** What "in time" is. @default 20 */
  readonly targetSeconds?: number;
  /** Largest share of their time that agents may be busy; from 0.01 to 1. @default 1 */
  readonly maxOccupancy?: number;
  /** Share of paid time in which agents are not there: breaks, training, illness. @default 0 */
  readonly shrinkage?: number;
}

/** How many agents a queue needs, and how it behaves with them. */
export interface StaffingPlan extends QueuePerformance {
  /** Agents to schedule so that `agents` are there: agents ÷ (1 − shrinkage), rounded up. */
  readonly scheduled: number;
  readonly reasons: readonly PlanningReason[];
}

/**
 * The smallest number of agents that meets a service level and a highest occupancy, by Erlang C. For
 * calls and chats; for e-mail use `plan({ mode: 'backlog' })`.
 *
 * @throws ValidationError for numbers that are negative or not finite, or shares out of range.
 * @example
 * staffQueue({ arrivals: 100, intervalSeconds: 1_800, ahtSeconds: 180 },
 *   { serviceLevel: 0.8, targetSeconds: 20, maxOccupancy: 0.85, shrinkage: 0.3 }).scheduled //=> 20
 */
export function staffQueue(load: QueueLoad, options: StaffingOptions = {}): StaffingPlan {
  const goals = checkedGoals(options);
  checkLoad(load);
  const erlangs = erlangsOf(load);
  const first = Math.floor(erlangs) + 1;
  let blocking = 1;
  let binding: Binding = 'load_binds';
  for (let agents = 1; ; agents += 1) {
    blocking = nextBlocking(blocking, agents, erlangs);
    if (agents < first) continue;
    const performance = performanceOf({ ...load, ...goals, erlangs, agents, blocking });
    const unmet = unmetGoal(performance, goals);
    if (unmet === null) {
      const scheduled = ceilCount(agents / (1 - goals.shrinkage));
      return { ...performance, scheduled, reasons: explain(performance, binding) };
    }
    binding = unmet;
  }
}

type Goals = Required<StaffingOptions>;

function checkedGoals(options: StaffingOptions): Goals {
  const goals = {
    serviceLevel: options.serviceLevel ?? 0.8,
    targetSeconds: options.targetSeconds ?? DEFAULT_TARGET_SECONDS,
    maxOccupancy: options.maxOccupancy ?? 1,
    shrinkage: options.shrinkage ?? 0,
  };
  checkNumbers('The staffing goal', {
    // No number of agents answers everybody in time for certain.
    serviceLevel: [goals.serviceLevel, 'openShare'],
    targetSeconds: [goals.targetSeconds, 'notNegative'],
    maxOccupancy: [goals.maxOccupancy < 0.01 ? Number.NaN : goals.maxOccupancy, 'share'],
    shrinkage: [goals.shrinkage, 'fraction'],
  });
  return goals;
}

function unmetGoal({ serviceLevel, occupancy }: QueuePerformance, goals: Goals): Binding | null {
  if (roundToNine(occupancy) > roundToNine(goals.maxOccupancy)) return 'occupancy_binds';
  if (roundToNine(serviceLevel) < roundToNine(goals.serviceLevel)) return 'service_level_binds';
  return null;
}

const BINDING = {
  load_binds: 'The fewest agents that keep up with the load meet every goal.',
  occupancy_binds: 'One agent fewer would be busy for too much of the time.',
  service_level_binds: 'One agent fewer would miss the service level.',
} as const;

type Binding = keyof typeof BINDING;

function explain(plan: QueuePerformance, binding: Binding): readonly PlanningReason[] {
  const { agents, erlangs, serviceLevel, occupancy } = plan;
  return [
    {
      code: binding,
      message: BINDING[binding],
      evidence: { agents, erlangs, serviceLevel, occupancy },
    },
    { code: 'poisson_arrivals', message: 'Arrivals are taken as random, at a steady rate.' },
    { code: 'no_abandonment', message: 'Nobody gives up waiting; with `erlangA` they do.' },
  ];
}
