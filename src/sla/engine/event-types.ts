import type {
  AuthorKind,
  SlaMetric,
  StatusDetail,
  TicketPriority,
  TicketStatus,
} from '../../model/enums.ts';
import type { Instant } from '../types.ts';

/** What policies may ask of a ticket beyond its status, priority and group: plan, revenue, tags … */
export type SlaAttributes = Readonly<Record<string, unknown>>;

interface EventBase<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** Decides between events of the same instant. @default the place in the list */
  readonly seq?: number;
  /** An event whose id was seen before is ignored. */
  readonly id?: string;
}

/** The ticket came to be; each ticket has one. */
export interface SlaCreatedEvent extends EventBase<'created'> {
  /** @default 'customer' */
  readonly by?: 'customer' | 'agent';
  /** @default 'normal' */
  readonly priority?: TicketPriority;
  /** @default 'open' */
  readonly status?: TicketStatus;
  readonly detail?: StatusDetail | 'on_hold' | null;
  readonly group?: string | null;
  readonly attributes?: SlaAttributes;
}

/** Somebody wrote something. */
export interface SlaMessageEvent extends EventBase<'message'> {
  readonly author: AuthorKind;
  /** Notes, which only staff see, are not. */
  readonly public: boolean;
}

/** The status became another. */
export interface SlaStatusEvent extends EventBase<'status'> {
  readonly to: TicketStatus;
  readonly detail?: StatusDetail | 'on_hold' | null;
}

/** The priority became another. */
export interface SlaPriorityEvent extends EventBase<'priority'> {
  readonly to: TicketPriority;
}

/** Another group took the ticket, or none. */
export interface SlaAssignedEvent extends EventBase<'assigned'> {
  readonly group: string | null;
}

/** Something that policies ask for became known or changed. */
export interface SlaAttributesEvent extends EventBase<'attributes'> {
  /** Those that are named change; the others stay. */
  readonly set: SlaAttributes;
}

/** Somebody set the due date of an open clock by hand; `null` takes that back. */
export interface SlaDueOverrideEvent extends EventBase<'due_override'> {
  readonly metric: SlaMetric;
  readonly dueAt: Instant | null;
}

/** What happened to a ticket, as far as its SLA goes. */
export type SlaEvent =
  | SlaCreatedEvent
  | SlaMessageEvent
  | SlaStatusEvent
  | SlaPriorityEvent
  | SlaAssignedEvent
  | SlaAttributesEvent
  | SlaDueOverrideEvent;

/** What a clock may be paused in. `on_hold` is pending on a third party. */
export const SLA_STATUS_KEYS = [
  'open',
  'in_progress',
  'pending',
  'on_hold',
  'resolved',
  'closed',
] as const;
/** One of them. */
export type SlaStatusKey = (typeof SLA_STATUS_KEYS)[number];
