import type { StatusDetail, TicketPriority, TicketStatus } from '../model/enums.ts';
import type { FieldChange } from '../model/event.ts';
import type { AgentId, GroupId } from '../model/ids.ts';
import type { TagChange } from '../model/ticket.ts';
import type { Condition, ConditionOptions, EvaluatedCondition } from './conditions/types.ts';

/** All events that rules can wait for. */
export const RULE_TRIGGERS = ['created', 'updated', 'message', 'schedule'] as const;
/** The event that rules wait for. */
export type RuleTrigger = (typeof RULE_TRIGGERS)[number];

/** All ways in which somebody can be told. */
export const NOTIFY_CHANNELS = ['mail', 'todo', 'chat'] as const;
/** How somebody is told. */
export type NotifyChannel = (typeof NOTIFY_CHANNELS)[number];

/** What a rule does: changes to the ticket, and wishes to the outside that the caller carries out. */
export type RuleAction =
  | { readonly type: 'setPriority'; readonly priority: TicketPriority }
  /** So many levels up, or down when negative; from `normal` when the ticket has none. */
  | { readonly type: 'raisePriority'; readonly by: number }
  | { readonly type: 'setCategory'; readonly category: string }
  | { readonly type: 'addTag'; readonly tag: string }
  | { readonly type: 'removeTag'; readonly tag: string }
  | { readonly type: 'assignGroup'; readonly groupId: GroupId }
  | { readonly type: 'assignAgent'; readonly agentId: AgentId }
  | {
      readonly type: 'setStatus';
      readonly status: TicketStatus;
      /** @default null */
      readonly statusDetail?: StatusDetail | null;
    }
  | { readonly type: 'setSla'; readonly policy: string }
  | RuleIntentAction;

/** An action that somebody else has to carry out. */
export type RuleIntentAction =
  | { readonly type: 'addNote'; readonly text: string }
  | { readonly type: 'reply'; readonly template: string }
  | {
      readonly type: 'notify';
      readonly to: string;
      readonly channels?: readonly NotifyChannel[];
      readonly message?: string;
    }
  | { readonly type: 'createTask'; readonly title: string; readonly assignTo?: string }
  | { readonly type: 'escalate'; readonly tier?: string; readonly because?: string }
  /** Only the wish: the caller decides whether and where anything is sent. */
  | {
      readonly type: 'webhook';
      readonly name: string;
      readonly payload?: Readonly<Record<string, unknown>>;
    };

/** When something happens to a ticket, and it looks so: do this. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** @default true */
  readonly enabled?: boolean;
  readonly on: RuleTrigger | readonly RuleTrigger[];
  /** Smaller first; equal ones in order of id. @default 0 */
  readonly order?: number;
  readonly when: Condition;
  readonly then: readonly RuleAction[];
  /** No rule runs after this one, once it has fired. @default false */
  readonly stop?: boolean;
}

/** What happened, and to which ticket. A `SupportTicket` fits as it is. */
export interface RuleEvent {
  readonly type: RuleTrigger;
  readonly ticket: object;
  /** What the event changed, as a `SupportEvent` tells it. @default worked out from `previous` */
  readonly changes?: readonly FieldChange[];
  /** The ticket before, where that is known instead of the changes. @default null */
  readonly previous?: object | null;
  /** The message of a `message` event; conditions reach it as `message.author.kind` and so on. */
  readonly message?: object;
}

/** The time, the opening hours, and how much to explain. */
export interface RuleOptions extends ConditionOptions {
  /** The episodes that earlier calls returned for this ticket. @default none */
  readonly firedEpisodes?: readonly string[];
}

/** A field that a rule changed: `priority`, or `tags.vip` with true for added and false for removed. */
export interface RuleWrite {
  readonly field: string;
  readonly value: unknown;
  /** True when a later rule wrote something else; the last one wins. */
  readonly overridden: boolean;
}

/** All codes of what can become of a rule. */
export const RULE_REASON_CODES = [
  'fired',
  'not_matched',
  'disabled',
  'fired_before',
  'episode_before',
  'stopped_before',
] as const;
/** What became of a rule, for programs. */
export type RuleReasonCode = (typeof RULE_REASON_CODES)[number];

/** What became of one rule in one round. Rules for other triggers leave no trace. */
export interface RuleTrace {
  readonly rule: string;
  readonly name: string;
  /** 0 for the event itself, then the rounds of `updated` rules that follow. */
  readonly round: number;
  /** Whether its condition holds; false also when it was not looked at. */
  readonly matched: boolean;
  /** `episode_before`: it matched, and had fired for this episode in an earlier call. */
  readonly reason: RuleReasonCode;
  readonly conditions: readonly EvaluatedCondition[];
  readonly writes: readonly RuleWrite[];
}

/** The changes that rules ask for; without `slaPolicy` it is a `TicketPatch`. Keys left out stay. */
export interface RulePatch {
  readonly priority?: TicketPriority;
  readonly category?: string;
  readonly status?: TicketStatus;
  readonly statusDetail?: StatusDetail | null;
  readonly groupId?: GroupId;
  readonly assigneeId?: AgentId;
  readonly tags?: Required<TagChange>;
  /** Not a field of a ticket: the policy whose clocks should run. */
  readonly slaPolicy?: string;
}

/** Something to do outside, and the rule that wants it. The engine itself does nothing. */
export interface RuleIntent {
  readonly rule: string;
  readonly action: RuleIntentAction;
}

/** Two rules wrote different values to one field; the later one won. */
export interface RuleConflict {
  readonly field: string;
  readonly rules: readonly [string, string];
  readonly values: readonly [unknown, unknown];
}

/** What rules want done, and why. */
export interface RuleOutcome {
  readonly patch: RulePatch;
  readonly intents: readonly RuleIntent[];
  readonly trace: readonly RuleTrace[];
  readonly conflicts: readonly RuleConflict[];
  /** Which rules fired, in order. */
  readonly reasons: readonly RuleReason[];
  /** Episodes of time rules that fired now: hand them back in next time. */
  readonly episodes: readonly string[];
  /** When time alone could next make a rule fire. */
  readonly nextCheckAt: Date | null;
}

/** One rule that fired. */
export interface RuleReason {
  readonly code: 'rule_fired';
  readonly message: string;
  readonly evidence: { readonly rule: string; readonly round: number };
}
