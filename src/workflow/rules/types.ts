import type { TicketPriority, TicketStatus, StatusDetail } from '../../model/enums.ts';
import type { Condition, LeafTrace } from '../conditions/types.ts';

/** What makes a rule be looked at. */
export const RULE_EVENTS = ['created', 'updated', 'message', 'schedule'] as const;
/** One of `RULE_EVENTS`. */
export type RuleEvent = (typeof RULE_EVENTS)[number];

/** What a rule does: changes to the ticket, and wishes to the outside that the caller carries out. */
export type RuleAction =
  | { readonly type: 'setPriority'; readonly priority: TicketPriority }
  | { readonly type: 'raisePriority'; readonly by: number }
  | { readonly type: 'setCategory'; readonly category: string }
  | { readonly type: 'addTag'; readonly tag: string }
  | { readonly type: 'removeTag'; readonly tag: string }
  | { readonly type: 'assignGroup'; readonly group: string }
  | { readonly type: 'assignAgent'; readonly agentId: string }
  | {
      readonly type: 'setStatus';
      readonly status: TicketStatus;
      readonly statusDetail?: StatusDetail | null;
    }
  | { readonly type: 'addNote'; readonly text: string }
  | { readonly type: 'reply'; readonly template: string }
  | {
      readonly type: 'notify';
      readonly to: string;
      readonly channels?: readonly ('mail' | 'todo' | 'chat')[];
      readonly message?: string;
    }
  | { readonly type: 'createTask'; readonly title: string; readonly assignTo: string }
  | { readonly type: 'escalate'; readonly tier?: string; readonly because?: string }
  | { readonly type: 'setSla'; readonly policy: string }
  /** Only the wish: the caller decides whether and where anything is sent. */
  | { readonly type: 'webhook'; readonly name: string };

/** When something happens and a condition holds, do something. */
export interface WorkflowRule {
  readonly id: string;
  readonly name: string;
  /** @default true */
  readonly enabled?: boolean;
  readonly on: RuleEvent | readonly RuleEvent[];
  readonly when: Condition;
  readonly then: readonly RuleAction[];
  /** Rules run in this order, then by id. @default 0 */
  readonly order?: number;
  /** No rule after this one, once it has matched. @default false */
  readonly stop?: boolean;
}

/** What rules read and change. A `SupportTicket` fits as it is. */
export interface RuleSubject {
  readonly id: string;
  readonly priority: TicketPriority;
  readonly status: TicketStatus;
  readonly statusDetail?: StatusDetail | null;
  readonly category: string | null;
  readonly tags: readonly string[];
}

/** The changes that rules ask for; keys left out stay. */
export interface RulePatch {
  readonly priority?: TicketPriority;
  readonly category?: string;
  readonly status?: TicketStatus;
  readonly statusDetail?: StatusDetail | null;
  readonly group?: string;
  readonly agentId?: string;
  readonly sla?: string;
  readonly tags?: { readonly add: readonly string[]; readonly remove: readonly string[] };
}

/** Something for the caller to do, and the rule that wants it. */
export type RuleIntent = {
  readonly rule: string;
} & Extract<
  RuleAction,
  { type: 'addNote' | 'reply' | 'notify' | 'createTask' | 'escalate' | 'webhook' }
>;

/** One field that one rule wrote. */
export interface RuleWrite {
  readonly field: string;
  readonly value: unknown;
  /** True when a later rule wrote something else; the last one wins. */
  readonly overridden: boolean;
}

/** What became of one rule in one round. */
export interface RuleTrace {
  readonly rule: string;
  readonly name: string;
  /** 0 is the event itself; 1 and up follow changes that rules made. */
  readonly round: number;
  readonly matched: boolean;
  /** False when it matched, and has fired for this episode before. */
  readonly fired: boolean;
  readonly conditions: readonly LeafTrace[];
  readonly writes: readonly RuleWrite[];
}

/** What rules make of a case, and why. */
export interface RuleOutcome {
  readonly patch: RulePatch;
  readonly intents: readonly RuleIntent[];
  readonly trace: readonly RuleTrace[];
  /** Episodes of time rules that fired now: hand them back in next time. */
  readonly episodes: readonly string[];
  /** When time alone could next make a rule fire. */
  readonly nextCheckAt: Date | null;
}
