import { type Issue } from '../../errors/index.ts';
import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { type NumberRule, numberIssues, refuse } from '../../numbers/check-numbers.ts';
import { instantIssues } from '../../numbers/instant.ts';
import type { OrderOptions, QueueAgent, QueueTicket } from './types.ts';

const PRIORITIES: ReadonlySet<unknown> = new Set(TICKET_PRIORITIES);

/** @throws ValidationError naming everything that no order can be made of. */
export function checkTickets(
  tickets: readonly QueueTicket[],
  options: OrderOptions | undefined,
): void {
  refuse('The queue', [
    ...instantIssues('now', options?.now),
    ...numbersOf('targetMinutes', options?.targetMinutes, 'notNegative'),
    ...sameIds('tickets', tickets),
    ...tickets.flatMap(ticketIssues),
  ]);
}

/** @throws ValidationError naming everything about the agents that cannot be reckoned with. */
export function checkAgents(agents: readonly QueueAgent[]): void {
  refuse('The queue', [...sameIds('agents', agents), ...agents.flatMap(agentIssues)]);
}

function ticketIssues(ticket: QueueTicket, index: number): readonly Issue[] {
  const path = `tickets.${index}`;
  const { targetMinutes = 0 } = ticket;
  return [
    ...priorityIssues(`${path}.priority`, ticket.priority),
    ...instantIssues(`${path}.createdAt`, ticket.createdAt),
    ...instantIssues(`${path}.dueAt`, ticket.dueAt ?? 0),
    ...numberIssues(`${path}.targetMinutes`, targetMinutes, 'notNegative'),
    ...numbersOf(`${path}.skills`, ticket.skills, 'finite'),
  ];
}

function agentIssues(agent: QueueAgent, index: number): readonly Issue[] {
  const path = `agents.${index}`;
  const { open = [], shift = null } = agent;
  return [
    ...numberIssues(`${path}.capacity`, agent.capacity, 'notNegative'),
    ...numbersOf(`${path}.skills`, agent.skills, 'finite'),
    ...open.flatMap((priority, at) => priorityIssues(`${path}.open.${at}`, priority)),
    ...(shift === null ? [] : instantIssues(`${path}.shift.from`, shift.from)),
    ...(shift === null ? [] : instantIssues(`${path}.shift.to`, shift.to)),
    ...instantIssues(`${path}.idleSince`, agent.idleSince ?? 0),
  ];
}

const priorityIssues = (path: string, priority: unknown): readonly Issue[] =>
  PRIORITIES.has(priority) ? [] : [{ path, message: 'must be a priority' }];

const numbersOf = (
  path: string,
  numbers: Readonly<Record<string, unknown>> = {},
  rule: NumberRule,
): readonly Issue[] =>
  Object.entries(numbers).flatMap(([name, value]) => numberIssues(`${path}.${name}`, value, rule));

function sameIds(path: string, list: readonly { readonly id: string }[]): readonly Issue[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, index) => {
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [{ path: `${path}.${index}.id`, message: 'must not come twice' }] : [];
  });
}
