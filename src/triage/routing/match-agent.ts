import { placeIn } from '../classifier/places.ts';
import type { TicketPriority } from '../../model/enums.ts';
import { branchOf } from '../branch-of.ts';
import { toMs } from './order-queue.ts';
import {
  type QueueAgent,
  type QueueTicket,
  type Relaxation,
  RELAXATIONS,
  type RoutingReasonCode,
} from './types.ts';

/** An agent and how much is on the desk right now. */
export interface LoadedAgent {
  readonly agent: QueueAgent;
  readonly load: number;
}

/** Somebody who may take a ticket. */
export interface Candidate {
  readonly agent: QueueAgent;
  readonly score: number;
}

export interface Match {
  readonly candidates: readonly Candidate[];
  readonly relaxed: readonly Relaxation[];
  /** Why there is nobody; `null` when there is. */
  readonly missing: RoutingReasonCode | null;
}

/** An urgent ticket weighs 2, another 1. */
export const weightOf = (priority: TicketPriority): number => (priority === 'urgent' ? 2 : 1);

/** What the open tickets of an agent weigh. */
export const loadOf = ({ open = [] }: QueueAgent): number =>
  open.reduce((sum, priority) => sum + weightOf(priority), 0);

type Demand = (agent: QueueAgent, ticket: QueueTicket) => boolean;

/** `de` of `de-AT` and `DE_at`. */
const baseOf = (tag: string): string => tag.toLowerCase().replace(/[-_].*$/, '');

const asksLanguage = ({ language }: QueueTicket): string | null => {
  const base = baseOf(language ?? '');
  return base === '' || base === 'und' ? null : base;
};
const isAmong = (language: string, tags: readonly string[] = []): boolean =>
  tags.some((tag) => baseOf(tag) === language);

const isNative: Demand = (agent, ticket) => {
  const language = asksLanguage(ticket);
  return language === null || isAmong(language, agent.nativeLanguages);
};
const speaks: Demand = (agent, ticket) => {
  const language = asksLanguage(ticket);
  return language === null || isNative(agent, ticket) || isAmong(language, agent.languages);
};
const levelsOf = ({ skills = {} }: QueueAgent): ReadonlyMap<string, number> =>
  new Map(Object.entries(skills));
const hasSkills: Demand = (agent, { skills = {} }) =>
  Object.keys(skills).every((skill) => levelsOf(agent).has(skill));
const hasLevels: Demand = (agent, { skills = {} }) =>
  Object.entries(skills).every(([skill, level]) => placeIn(levelsOf(agent), skill) >= level);
const isInGroup: Demand = (agent, { groupId }) =>
  groupId == null || (agent.groupIds ?? []).includes(groupId);
const isInBranch: Demand = (agent, { category }) =>
  category == null || agent.branches === undefined || agent.branches.includes(branchOf(category));

/**
 * Who may take a ticket, best first. When nobody fits entirely, the wishes are given up in this
 * order: native language, level of the skills, group. Language, skills, branch, shift and capacity
 * are never given up.
 */
export function matchAgents(
  ticket: QueueTicket,
  agents: readonly LoadedAgent[],
  nowMs: number,
): Match {
  const present = agents.filter(({ agent }) => isOnShift(agent, nowMs));
  const free = present.filter(({ agent, load }) => load < agent.capacity);
  const inBranch = free.filter(({ agent }) => isInBranch(agent, ticket));
  const speaking = inBranch.filter(({ agent }) => speaks(agent, ticket));
  const able = speaking.filter(({ agent }) => hasSkills(agent, ticket));
  const stages = [
    [present, 'no_agent_on_shift'],
    [free, 'no_agent_with_capacity'],
    [inBranch, 'no_agent_in_branch'],
    [speaking, 'no_agent_for_language'],
    [able, 'no_agent_with_skills'],
  ] as const;
  const missing = stages.find(([list]) => list.length === 0)?.[1] ?? null;
  const wishes = { native_language: isNative, skill_level: hasLevels, group: isInGroup };
  for (let given = 0; given <= RELAXATIONS.length; given += 1) {
    const kept = RELAXATIONS.slice(given);
    const fitting = able.filter(({ agent }) => kept.every((wish) => wishes[wish](agent, ticket)));
    if (fitting.length > 0)
      return {
        candidates: fitting.map((one) => scored(ticket, one)).sort(byScore),
        relaxed: RELAXATIONS.slice(0, given),
        missing: null,
      };
  }
  return { candidates: [], relaxed: [], missing };
}

function isOnShift({ shift = null }: QueueAgent, nowMs: number): boolean {
  return shift === null || (nowMs >= toMs(shift.from) && nowMs < toMs(shift.to));
}

/** .5 · skill match + .3 · free share + .1 · knows the customer + .1 · native language. */
function scored(ticket: QueueTicket, { agent, load }: LoadedAgent): Candidate {
  const needed = Object.entries(ticket.skills ?? {});
  const skill =
    needed.length === 0
      ? 1
      : needed.reduce(
          (sum, [name, level]) =>
            sum + (level <= 0 ? 1 : Math.min(1, placeIn(levelsOf(agent), name) / level)),
          0,
        ) / needed.length;
  const knows = ticket.customerId != null && (agent.customerIds ?? []).includes(ticket.customerId);
  const native = asksLanguage(ticket) !== null && isNative(agent, ticket);
  const score =
    0.5 * skill + 0.3 * (1 - load / agent.capacity) + (knows ? 0.1 : 0) + (native ? 0.1 : 0);
  return { agent, score: Math.round(score * 1e9) / 1e9 };
}

const idleOf = ({ idleSince = null }: QueueAgent): number =>
  idleSince === null ? Number.MAX_SAFE_INTEGER : toMs(idleSince);

/** The best score first; equal ones: the longest idle, then by id. */
const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || idleOf(a.agent) - idleOf(b.agent) || (a.agent.id < b.agent.id ? -1 : 1);
