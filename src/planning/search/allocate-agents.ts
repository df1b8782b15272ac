import { checkNumbers, refuse } from '../../numbers/check-numbers.ts';
import { numberAt, sumOf } from '../../numbers/rounding.ts';
import { erlangC } from '../queue/erlang-c.ts';
import type { PlanningReason } from '../types.ts';

/** A queue that shares a pool of agents with others. */
export interface SharedQueue {
  readonly id: string;
  readonly arrivalsPerHour: number;
  readonly ahtSeconds: number;
  /** What an hour of waiting counts here, compared with the others. @default 1 */
  readonly weight?: number;
}

/** What a solver has to decide: how many agents each queue gets. */
export interface AllocationProblem {
  readonly total: number;
  /** Agents that each queue needs at the least to keep up. */
  readonly minimum: readonly number[];
  /** Weighted customers waiting on average; infinite when not allowed. Lower is better. */
  cost(counts: readonly number[]): number;
}

/** Finds a good split; `start` is what greedy allocation gives. */
export type AllocationSolver = (
  problem: AllocationProblem,
  start: readonly number[],
) => readonly number[];

/** How many agents to split, and under which constraint. */
export interface AllocateAgentsOptions {
  /** Agents to split. */
  readonly agents: number;
  /** Refuses splits, for example for skills; then greedy allocation may not be the best. */
  readonly isAllowed?: (counts: readonly number[]) => boolean;
  /** For constraints: `createGeneticSolver`, or your own. Only an improvement is taken. */
  readonly solver?: AllocationSolver;
}

/** A split of agents over queues. */
export interface AgentAllocation {
  /** False when there are too few agents, or no allowed split was found; then the rest is empty. */
  readonly feasible: boolean;
  readonly queues: readonly {
    readonly id: string;
    readonly agents: number;
    readonly asaSeconds: number;
  }[];
  /** Σ weight × arrivals per hour × mean wait in hours: weighted customers waiting. */
  readonly cost: number | null;
  /** Agents that all queues together need to keep up. */
  readonly minimumAgents: number;
  readonly reasons: readonly PlanningReason[];
}

/**
 * Splits agents over queues so that the weighted waiting is least: Σ weightᵢ·λᵢ·E[Wᵢ(nᵢ)] with
 * Erlang C's mean wait. That is convex in each nᵢ (Dyer and Proll 1977), so giving agent after agent
 * to the queue that gains most is optimal (Fox 1966). With `isAllowed` it need not be: give a
 * `solver`, which starts from the greedy answer and never ends below it.
 *
 * @throws ValidationError for numbers that are negative or not finite.
 * @example
 * allocateAgents([{ id: 'chat', arrivalsPerHour: 30, ahtSeconds: 360 },
 *   { id: 'phone', arrivalsPerHour: 60, ahtSeconds: 300 }], { agents: 12 })
 *   .queues.map(({ agents }) => agents) //=> [5, 7]
 */
export function allocateAgents(
  queues: readonly SharedQueue[],
  options: AllocateAgentsOptions,
): AgentAllocation {
  check(queues, options);
  const waits = queues.map(waitTable);
  const minimum = queues.map(fewest);
  const minimumAgents = sumOf(minimum);
  if (minimumAgents > options.agents)
    return infeasible(minimumAgents, tooFew(options.agents, minimumAgents));
  const waiting = (counts: readonly number[]) =>
    sumOf(waits.map((wait, index) => wait(numberAt(counts, index))));
  const { isAllowed = () => true } = options;
  const problem: AllocationProblem = {
    total: options.agents,
    minimum,
    cost: (counts) => (isAllowed(counts) ? waiting(counts) : Number.POSITIVE_INFINITY),
  };
  const start = greedy(problem, waits);
  const found = options.solver === undefined ? start : solved(problem, start, options.solver);
  const cost = problem.cost(found);
  if (cost === Number.POSITIVE_INFINITY) return infeasible(minimumAgents, noneAllowed);
  return {
    feasible: true,
    queues: queues.map((queue, index) => ({
      id: queue.id,
      agents: numberAt(found, index),
      asaSeconds: waitSeconds(queue, numberAt(found, index)),
    })),
    cost,
    minimumAgents,
    reasons: [
      options.isAllowed === undefined
        ? {
            code: 'proven_optimal',
            message: 'Waiting falls by less with each agent more, so greedy allocation is optimal.',
          }
        : { code: 'heuristic_search', message: 'With a constraint the best split is not proven.' },
    ],
  };
}

function solved(
  problem: AllocationProblem,
  start: readonly number[],
  solver: AllocationSolver,
): readonly number[] {
  const found = solver(problem, start);
  const valid =
    found.length === start.length &&
    sumOf(found) === problem.total &&
    found.every(
      (count, index) => Number.isInteger(count) && count >= numberAt(problem.minimum, index),
    );
  return valid && problem.cost(found) < problem.cost(start) ? found : start;
}

const infeasible = (minimumAgents: number, reason: PlanningReason): AgentAllocation => ({
  feasible: false,
  queues: [],
  cost: null,
  minimumAgents,
  reasons: [reason],
});

const tooFew = (agents: number, minimumAgents: number): PlanningReason => ({
  code: 'too_few_agents',
  message: 'With so few agents at least one queue grows without end.',
  evidence: { agents, minimumAgents },
});

const noneAllowed: PlanningReason = Object.freeze({
  code: 'no_allowed_solution',
  message: 'No allowed split was found.',
});

/** More agents than erlangs; none where nothing arrives. */
const fewest = ({ arrivalsPerHour, ahtSeconds }: SharedQueue): number =>
  arrivalsPerHour === 0 ? 0 : Math.floor((arrivalsPerHour * ahtSeconds) / 3600) + 1;

function waitSeconds({ arrivalsPerHour, ahtSeconds }: SharedQueue, agents: number): number {
  if (arrivalsPerHour === 0) return 0;
  const load = { arrivals: arrivalsPerHour, intervalSeconds: 3600, ahtSeconds, agents };
  return erlangC(load).asaSeconds ?? Number.POSITIVE_INFINITY;
}

/** Weighted customers waiting with so many agents, each computed once. */
function waitTable(queue: SharedQueue): (agents: number) => number {
  const known = new Map<number, number>();
  return (agents) => {
    const { weight = 1, arrivalsPerHour } = queue;
    const value =
      known.get(agents) ?? (weight * arrivalsPerHour * waitSeconds(queue, agents)) / 3600;
    known.set(agents, value);
    return value;
  };
}

function greedy(
  { total, minimum }: AllocationProblem,
  waits: readonly ((agents: number) => number)[],
): readonly number[] {
  const counts = [...minimum];
  for (let left = total - sumOf(minimum); left > 0; left -= 1) {
    const gains = waits.map((wait, index) => {
      const count = numberAt(counts, index);
      return wait(count) - wait(count + 1);
    });
    const best = gains.reduce(
      (found, gain, index) => (gain > numberAt(gains, found) ? index : found),
      0,
    );
    counts[best] = numberAt(counts, best) + 1;
  }
  return counts;
}

function check(queues: readonly SharedQueue[], options: AllocateAgentsOptions): void {
  const subject = 'The allocation';
  checkNumbers(subject, { agents: [options.agents, 'count'] });
  refuse(subject, queues.length === 0 ? [{ path: 'queues', message: 'must not be empty' }] : []);
  queues.forEach(({ arrivalsPerHour, ahtSeconds, weight = 1 }, index) => {
    checkNumbers(subject, {
      [`queues.${index}.arrivalsPerHour`]: [arrivalsPerHour, 'notNegative'],
      [`queues.${index}.ahtSeconds`]: [ahtSeconds, 'positive'],
      [`queues.${index}.weight`]: [weight, 'notNegative'],
    });
  });
}
