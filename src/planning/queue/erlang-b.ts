import { checkNumbers } from '../../numbers/check-numbers.ts';

/** One step of the recurrence: from the blocking of k − 1 agents to that of k. */
export const nextBlocking = (blocking: number, agents: number, erlangs: number): number =>
  (erlangs * blocking) / (agents + erlangs * blocking);

/**
 * Erlang B: the probability that all agents are busy when nobody can wait. Computed by the
 * recurrence B₀ = 1, B_k = A·B_{k−1} ÷ (k + A·B_{k−1}), which needs no factorials and so never
 * overflows.
 *
 * @throws ValidationError for a negative load or agents that are not a whole number.
 * @example erlangB({ erlangs: 12.03, agents: 20 }).toFixed(4) //=> '0.0100'
 */
export function erlangB(load: { readonly erlangs: number; readonly agents: number }): number {
  checkNumbers('The load', {
    erlangs: [load.erlangs, 'notNegative'],
    agents: [load.agents, 'count'],
  });
  let blocking = 1;
  // Once it is too small for a number, it stays so.
  for (let agents = 1; agents <= load.agents && blocking > 0; agents += 1)
    blocking = nextBlocking(blocking, agents, load.erlangs);
  return blocking;
}
