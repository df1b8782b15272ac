import { itemAt, placeIn } from '../classifier/places.ts';
import { checkAgents } from './check-queue.ts';
import { type Candidate, loadOf, type Match, matchAgents, weightOf } from './match-agent.ts';
import { orderQueue, toMs } from './order-queue.ts';
import { servedTogether } from './served-together.ts';
import { solveAssignment } from './solve-assignment.ts';
import type {
  QueueAgent,
  QueueAssignment,
  QueueOutcome,
  QueueTicket,
  RoutingReason,
  RoutingReasonCode,
  WaitingTicket,
  OrderOptions,
} from './types.ts';

/** Who is there, and how tickets are handed out. */
export interface AssignOptions extends OrderOptions {
  readonly agents: readonly QueueAgent[];
  /**
   * `in_turn`: the first ticket of the queue takes the best agent, then the next. `batch`: rounds of
   * one ticket for each agent, with the greatest total score; a more pressing ticket never waits for
   * the sake of others.
   * @default 'in_turn'
   */
  readonly method?: 'in_turn' | 'batch';
}

const MESSAGES: Readonly<Record<RoutingReasonCode, string>> = {
  best_score: 'This agent fits best.',
  longest_idle: 'Of those that fit equally well, this agent has been idle longest.',
  relaxed: 'Nobody fits every wish, so some were given up.',
  assigned_in_batch: 'This agent gives the best total for all that wait.',
  no_agent_on_shift: 'Nobody is on shift.',
  no_agent_with_capacity: 'Everybody on shift has a full desk.',
  no_agent_in_branch: 'Nobody who is free takes this kind of ticket.',
  no_agent_for_language: 'Nobody who is free speaks the language.',
  no_agent_with_skills: 'Nobody who is free has the skills.',
};

const reason = (code: RoutingReasonCode, evidence?: RoutingReason['evidence']): RoutingReason => ({
  code,
  message: MESSAGES[code],
  ...(evidence === undefined ? {} : { evidence }),
});

/**
 * Gives waiting tickets to agents who can take them; the others stay in the queue, each with its
 * position and the reason. Eligible is who is on shift, has a load below the capacity (an urgent
 * ticket weighs 2), speaks the language and has the skills; the score is .5 · skill match + .3 · free
 * share of the desk + .1 · knows the customer + .1 · native language.
 *
 * @throws ValidationError naming each instant, priority, level or capacity that is none, and ids that
 *   come twice.
 * @example
 * assignQueue([{ id: 't', priority: 'high', createdAt: now }],
 *   { agents: [{ id: 'ada', capacity: 3 }], now }).assignments[0]?.agentId //=> 'ada'
 */
export function assignQueue(tickets: readonly QueueTicket[], options: AssignOptions): QueueOutcome {
  checkAgents(options.agents);
  const queue = orderQueue(tickets, options);
  const nowMs = toMs(options.now);
  const desk = createDesk(options.agents);
  const assignments =
    options.method === 'batch' ? inBatches(queue, desk, nowMs) : inTurn(queue, desk, nowMs);
  const taken = new Set(assignments.map(({ ticketId }) => ticketId));
  const left = queue.filter(({ id }) => !taken.has(id));
  const agents = desk.agents();
  const waiting = left.map((ticket, index): WaitingTicket => {
    const { missing } = matchAgents(ticket, agents, nowMs);
    return {
      ticketId: ticket.id,
      position: index + 1,
      waitingMinutes: (nowMs - toMs(ticket.createdAt)) / 60_000,
      reasons: missing === null ? [] : [reason(missing)],
    };
  });
  return { assignments, waiting, ...waitOf(waiting), loads: desk.loads() };
}

function waitOf(waiting: readonly WaitingTicket[]) {
  const minutes = waiting.map(({ waitingMinutes }) => waitingMinutes);
  const sum = minutes.reduce((total, one) => total + one, 0);
  return {
    queueLength: waiting.length,
    // Not spread: there may be more of them than a call takes arguments.
    longestWaitMinutes: minutes.length === 0 ? null : minutes.reduce((a, b) => Math.max(a, b)),
    meanWaitMinutes: minutes.length === 0 ? null : sum / minutes.length,
  };
}

/** The agents and what lies on their desks while tickets are handed out. */
function createDesk(agents: readonly QueueAgent[]) {
  const loads = new Map(agents.map((agent) => [agent.id, loadOf(agent)]));
  return {
    agents: () => agents.map((agent) => ({ agent, load: placeIn(loads, agent.id) })),
    give(agentId: string, ticket: QueueTicket) {
      loads.set(agentId, placeIn(loads, agentId) + weightOf(ticket.priority));
    },
    loads: () => Object.fromEntries(loads),
  };
}

type Desk = ReturnType<typeof createDesk>;

function inTurn(queue: readonly QueueTicket[], desk: Desk, nowMs: number) {
  return queue.flatMap((ticket): readonly QueueAssignment[] => {
    const match = matchAgents(ticket, desk.agents(), nowMs);
    const [best, second] = match.candidates;
    if (best === undefined) return [];
    desk.give(best.agent.id, ticket);
    const code = second?.score === best.score ? 'longest_idle' : 'best_score';
    return [assignmentOf(ticket, best, match, code)];
  });
}

function assignmentOf(
  ticket: QueueTicket,
  { agent, score }: Candidate,
  { relaxed }: Match,
  code: RoutingReasonCode,
): QueueAssignment {
  return {
    ticketId: ticket.id,
    agentId: agent.id,
    score,
    relaxed,
    reasons: [
      reason(code, { score }),
      ...(relaxed.length > 0 ? [reason('relaxed', { relaxed })] : []),
    ],
  };
}

function inBatches(queue: readonly QueueTicket[], desk: Desk, nowMs: number) {
  const all: QueueAssignment[] = [];
  const taken = new Set<string>();
  for (;;) {
    const round = oneRound(
      queue.filter(({ id }) => !taken.has(id)),
      desk,
      nowMs,
    );
    if (round.length === 0) return all;
    for (const { ticket, assignment } of round) {
      desk.give(assignment.agentId, ticket);
      taken.add(ticket.id);
      all.push(assignment);
    }
  }
}

/**
 * One ticket for each agent at most. Those served are the first that can be served together; then the
 * scores decide who serves whom.
 */
function oneRound(queue: readonly QueueTicket[], desk: Desk, nowMs: number) {
  const agents = desk.agents().filter(({ agent, load }) => load < agent.capacity);
  const columns = new Map(agents.map(({ agent }, column) => [agent.id, column]));
  const matches: Match[] = [];
  const rows = servedTogether(queue.length, agents.length, (row) => {
    const match = matchAgents(itemAt(queue, row), agents, nowMs);
    matches.push(match);
    return match.candidates.map(({ agent }) => placeIn(columns, agent.id));
  });
  const served = rows.map((row) => ({ ticket: itemAt(queue, row), match: itemAt(matches, row) }));
  // Nobody takes what is dearer than all scores together: there is a way without.
  const impossible = served.length + 1;
  const cost = served.map(({ match }) => {
    const costs = agents.map(() => impossible);
    for (const { agent, score } of match.candidates) costs[placeIn(columns, agent.id)] = -score;
    return costs;
  });
  const columnOf = solveAssignment(cost);
  return served.flatMap(({ ticket, match }, row) => {
    const agentId = agents[itemAt(columnOf, row)]?.agent.id;
    const candidate = match.candidates.find(({ agent }) => agent.id === agentId);
    return candidate === undefined
      ? []
      : [{ ticket, assignment: assignmentOf(ticket, candidate, match, 'assigned_in_batch') }];
  });
}

/**
 * Agents without names for plain pools, such as five technical resources and three others: each takes
 * one ticket at a time from its branch.
 *
 * @example agentsFromPools({ technical: 5, nonTechnical: 3 }).length //=> 8
 */
export function agentsFromPools(pools: {
  readonly technical: number;
  readonly nonTechnical: number;
}): readonly QueueAgent[] {
  const pool = (name: string, size: number, branch: 'technical' | 'non_technical') =>
    Array.from({ length: size }, (_, index) => ({
      id: `${name}-${index + 1}`,
      capacity: 1,
      branches: [branch],
    }));
  return [
    ...pool('technical', pools.technical, 'technical'),
    ...pool('non-technical', pools.nonTechnical, 'non_technical'),
  ];
}
