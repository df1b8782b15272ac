import type { SlaMetric } from '../../model/enums.ts';
import type { SlaStatusKey } from '../engine/event-types.ts';

const NEVER: readonly SlaStatusKey[] = Object.freeze([]);
const PENDING: readonly SlaStatusKey[] = Object.freeze(['pending'] as const);
const WAITING: readonly SlaStatusKey[] = Object.freeze(['pending', 'on_hold'] as const);

/**
 * In which statuses the clocks stand still unless a policy says otherwise. Reply clocks never do: who
 * waits for an answer waits.
 *
 * @example SLA_PAUSES.requester_wait //=> ['pending']
 */
export const SLA_PAUSES: Readonly<Record<SlaMetric, readonly SlaStatusKey[]>> = Object.freeze({
  first_reply: NEVER,
  next_reply: NEVER,
  periodic_update: NEVER,
  pausable_update: PENDING,
  requester_wait: PENDING,
  agent_work: WAITING,
  total_resolution: NEVER,
  ownership: NEVER,
});
