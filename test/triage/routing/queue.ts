import { assignQueue, type QueueAgent, type QueueTicket } from 'polydesk/triage';
import { frozen } from '../support.ts';

export const now = Date.UTC(2026, 0, 15, 12);
export const MINUTE = 60_000;
export const INSTANT = 'must be a valid Date or milliseconds since 1970';
export const ticket = (id: string, changes: Partial<QueueTicket> = {}): QueueTicket => ({
  id,
  priority: 'normal',
  createdAt: now - 5 * MINUTE,
  ...changes,
});
export const agent = (id: string, changes: Partial<QueueAgent> = {}): QueueAgent => ({
  id,
  capacity: 3,
  ...changes,
});
export const assign = (
  tickets: readonly QueueTicket[],
  agents: readonly QueueAgent[],
  method: 'in_turn' | 'batch' = 'in_turn',
) => assignQueue(frozen(tickets), frozen({ agents, now, method }));
export const pairs = ({ assignments }: ReturnType<typeof assignQueue>) =>
  Object.fromEntries(assignments.map(({ ticketId, agentId }) => [ticketId, agentId]));
