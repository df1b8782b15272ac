import type { TicketPriority } from '../../model/enums.ts';

/** A point in time: a date or epoch milliseconds. */
export type RoutingInstant = Date | number;

/** A ticket that waits for somebody. */
export interface QueueTicket {
  readonly id: string;
  readonly priority: TicketPriority;
  readonly createdAt: RoutingInstant;
  /** When its next SLA target is due; `null` when it has none. */
  readonly dueAt?: RoutingInstant | null;
  readonly risk?: 'breached' | 'at_risk' | 'on_track' | null;
  /** Minutes this ticket may wait. @default that of its priority */
  readonly targetMinutes?: number;
  /** Category of triage, `technical.bug`. */
  readonly category?: string | null;
  /** BCP 47, of which the language itself counts; `und` and `null` ask for nobody in particular. */
  readonly language?: string | null;
  /** Skills needed, with the level of each. */
  readonly skills?: Readonly<Record<string, number>>;
  readonly groupId?: string | null;
  readonly customerId?: string | null;
}

/** Somebody who takes tickets. */
export interface QueueAgent {
  readonly id: string;
  /** Level of each skill. */
  readonly skills?: Readonly<Record<string, number>>;
  /** BCP 47: `pt-BR` speaks `pt`. */
  readonly languages?: readonly string[];
  readonly nativeLanguages?: readonly string[];
  readonly groupIds?: readonly string[];
  /** Branches of the taxonomy this agent takes. @default both */
  readonly branches?: readonly ('technical' | 'non_technical')[];
  /** How much this agent can work on at once; an urgent ticket weighs 2, another 1. */
  readonly capacity: number;
  /** Priorities of the tickets this agent works on. */
  readonly open?: readonly TicketPriority[];
  /** Working hours; `null` for always. */
  readonly shift?: { readonly from: RoutingInstant; readonly to: RoutingInstant } | null;
  readonly idleSince?: RoutingInstant | null;
  /** Customers this agent has helped before. */
  readonly customerIds?: readonly string[];
}

/** All wishes that can be given up, in that order. */
export const RELAXATIONS = ['native_language', 'skill_level', 'group'] as const;
/** What was given up to find somebody. */
export type Relaxation = (typeof RELAXATIONS)[number];

/** All codes of routing reasons. */
export const ROUTING_REASON_CODES = [
  'best_score',
  'longest_idle',
  'relaxed',
  'assigned_in_batch',
  'no_agent_on_shift',
  'no_agent_with_capacity',
  'no_agent_in_branch',
  'no_agent_for_language',
  'no_agent_with_skills',
] as const;
/** Why somebody takes a ticket or nobody, for programs. */
export type RoutingReasonCode = (typeof ROUTING_REASON_CODES)[number];

/** Why somebody takes a ticket, or nobody. */
export interface RoutingReason {
  readonly code: RoutingReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/** A ticket and the agent who takes it. */
export interface QueueAssignment {
  readonly ticketId: string;
  readonly agentId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly relaxed: readonly Relaxation[];
  readonly reasons: readonly RoutingReason[];
}

/** A ticket that stays in the queue. */
export interface WaitingTicket {
  readonly ticketId: string;
  /** From 1. */
  readonly position: number;
  readonly waitingMinutes: number;
  readonly reasons: readonly RoutingReason[];
}

/** Who takes what, and who waits. */
export interface QueueOutcome {
  readonly assignments: readonly QueueAssignment[];
  /** Those nobody could take, in the order in which they will be served. */
  readonly waiting: readonly WaitingTicket[];
  readonly queueLength: number;
  /** Minutes; `null` when nobody waits. */
  readonly longestWaitMinutes: number | null;
  readonly meanWaitMinutes: number | null;
  /** Load of each agent after the assignments. */
  readonly loads: Readonly<Record<string, number>>;
}

/** The time, and how long tickets may wait. */
export interface OrderOptions {
  readonly now: RoutingInstant;
  /**
   * Minutes a ticket of each priority may wait: longer lifts it by one rank, twice as long by two.
   * @default 30, 120, 480 and 1440 from urgent to low (the standard first response targets)
   */
  readonly targetMinutes?: Readonly<Partial<Record<TicketPriority, number>>>;
}
