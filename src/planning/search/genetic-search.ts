import { checkNumbers } from '../../numbers/check-numbers.ts';
import { createRandom, pick, type Random } from '../../numbers/random.ts';
import { elementAt, numberAt, sumOf } from '../../numbers/rounding.ts';
import type { AllocationSolver } from './allocate-agents.ts';

/** Seed and size of a genetic search. */
export interface GeneticOptions {
  /** The same seed gives the same answer. */
  readonly seed: number;
  /** Candidates of each generation, at least 2. @default 40 */
  readonly population?: number;
  /** @default 60 */
  readonly generations?: number;
}

/** What can be searched: candidates, what they cost, and how they vary. */
export interface SearchProblem<Candidate> {
  /** Where to start from; never empty. The answer is never worse than the best of these. */
  readonly start: readonly [Candidate, ...Candidate[]];
  /** Lower is better; infinite when not allowed. */
  cost(candidate: Candidate): number;
  mutate(candidate: Candidate, random: Random): Candidate;
  combine(first: Candidate, second: Candidate, random: Random): Candidate;
}

/** How many meet to become a parent, and how many go on unchanged. */
const TOURNAMENT = 3;
const ELITE = 2;

interface Scored<Candidate> {
  readonly candidate: Candidate;
  readonly cost: number;
}

/**
 * A seeded genetic search (Holland 1975) with tournaments and an elite: for goals that have no
 * better method. The same problem and seed give the same answer on every machine, never worse than
 * the best start.
 *
 * @throws ValidationError for options out of range.
 * @example
 * geneticSearch({ start: [0], cost: (x) => (x - 7) ** 2,
 *   mutate: (x, random) => x + (random() < 0.5 ? 1 : -1),
 *   combine: (a, b) => Math.round((a + b) / 2) }, { seed: 1 }) //=> 7
 */
export function geneticSearch<Candidate>(
  problem: SearchProblem<Candidate>,
  options: GeneticOptions,
): Candidate {
  const { seed, population = 40, generations = 60 } = options;
  checkNumbers('The search', {
    seed: [seed, 'finite'],
    population: [population - 1, 'positiveCount'],
    generations: [generations, 'count'],
  });
  const random = createRandom(seed);
  const score = (candidate: Candidate): Scored<Candidate> => ({
    candidate,
    cost: problem.cost(candidate),
  });
  const [first, ...others] = problem.start;
  let current: readonly Scored<Candidate>[] = ranked([score(first), ...others.map(score)]);
  const parent = (): Candidate => {
    const drawn = Array.from({ length: TOURNAMENT }, () => pick(random, current.length));
    return elementAt(current, Math.min(...drawn)).candidate;
  };
  for (let generation = 0; generation <= generations; generation += 1) {
    const next = current.slice(0, ELITE);
    while (next.length < population) {
      const child = problem.combine(parent(), parent(), random);
      next.push(score(problem.mutate(child, random)));
    }
    current = ranked(next);
  }
  return elementAt(current, 0).candidate;
}

/** The best first; among equals the older first. */
const ranked = <Candidate>(scored: readonly Scored<Candidate>[]) =>
  [...scored].sort((a, b) => (a.cost === b.cost ? 0 : a.cost - b.cost));

/**
 * A solver for `allocateAgents` under constraints that make greedy allocation miss the best split.
 * It moves agents between queues and never drops one below its minimum.
 *
 * @throws ValidationError for options out of range.
 * @example
 * allocateAgents([{ id: 'a', arrivalsPerHour: 10, ahtSeconds: 300 },
 *   { id: 'b', arrivalsPerHour: 10, ahtSeconds: 300 }], { agents: 6,
 *   isAllowed: ([a]) => a === 4, solver: createGeneticSolver({ seed: 1 }) })
 *   .queues.map(({ agents }) => agents) //=> [4, 2]
 */
export function createGeneticSolver(options: GeneticOptions): AllocationSolver {
  return ({ minimum, cost }, start) =>
    geneticSearch<readonly number[]>(
      {
        start: [start],
        cost,
        mutate: (counts, random) => moved(counts, minimum, random),
        combine: (first, second, random) => blended(first, second, random),
      },
      options,
    );
}

/** Moves an agent, or a few, from one queue to another. */
function moved(
  counts: readonly number[],
  minimum: readonly number[],
  random: Random,
): readonly number[] {
  const from = pick(random, counts.length);
  const to = pick(random, counts.length);
  const spare = numberAt(counts, from) - numberAt(minimum, from);
  const agents = Math.min(spare, 1 + pick(random, 3));
  if (from === to || agents <= 0) return counts;
  return counts.map((count, index) => {
    if (index === from) return count - agents;
    return index === to ? count + agents : count;
  });
}

/** Of each queue the count of one parent, then agents moved until the sum is right again. */
function blended(
  first: readonly number[],
  second: readonly number[],
  random: Random,
): readonly number[] {
  const from = (index: number) => numberAt(random() < 0.5 ? first : second, index);
  const counts = first.map((_, index) => from(index));
  let surplus = sumOf(counts) - sumOf(first);
  while (surplus !== 0) {
    const index = pick(random, counts.length);
    const low = Math.min(numberAt(first, index), numberAt(second, index));
    const high = Math.max(numberAt(first, index), numberAt(second, index));
    const count = numberAt(counts, index);
    if (surplus > 0 ? count > low : count < high) {
      counts[index] = count - Math.sign(surplus);
      surplus -= Math.sign(surplus);
    }
  }
  return counts;
}
