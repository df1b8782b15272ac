import type {
  AuthorKind,
  StatusDetail,
  TicketPriority,
  TicketStatus,
  Visibility,
} from '../../model/enums.ts';
import type { SlaClockState, SlaMetric, SlaRisk } from '../../model/enums.ts';
import type { EscalationTier, Instant, Severity } from '../types.ts';
import type { RedactionKind } from './redact-text.ts';

/** A message of the conversation. A `Message` of the model fits as it is. */
export interface HandoffMessage {
  readonly id: string;
  readonly visibility: Visibility;
  readonly author: { readonly kind: AuthorKind; readonly name: string | null };
  readonly bodyText: string | null;
  readonly bodyHtml?: string | null;
  readonly createdAt: Instant;
  readonly attachments?: readonly HandoffAttachment[];
}

/** A file of a message. An `Attachment` of the model fits as it is. */
export interface HandoffAttachment {
  readonly id?: string | null;
  readonly fileName: string;
  readonly contentType: string | null;
  /** Bytes. */
  readonly size: number | null;
}

/** What the next tier should know of the ticket. A `SupportTicket` fits as it is. */
export interface HandoffTicket {
  readonly id: string;
  readonly number?: string | null;
  readonly url?: string | null;
  readonly subject: string | null;
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
  readonly priority: TicketPriority;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly createdAt: Instant;
  readonly language?: string | null;
}

/** What the caller's systems know of the customer; what they do not know is `null`. */
export interface HandoffCustomer {
  readonly name?: string | null;
  readonly plan: string | null;
  /** Monthly recurring revenue. */
  readonly mrr: number | null;
  /** Days since the account was opened. */
  readonly accountAge: number | null;
  readonly health?: { readonly score: number | null; readonly status: string } | null;
  readonly renewalDate?: Instant | null;
  readonly openTickets?: number | null;
}

/** Something that was tried. */
export interface AttemptedSolution {
  readonly action: string;
  readonly by: string;
  readonly at: Instant;
  readonly result: string;
  readonly articleId?: string | null;
}

/** An SLA clock; those of `SupportTicket.sla` fit as they are. */
export interface HandoffClock {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaClockState;
  readonly risk: SlaRisk;
  readonly dueAt: Instant | null;
}

/** What a handoff is built from. `null` and absent parts count as not known. */
export interface HandoffInput {
  readonly ticket: HandoffTicket;
  readonly customer: HandoffCustomer | null;
  /** The whole conversation, bots and internal notes too, in any order. */
  readonly messages: readonly HandoffMessage[];
  /** False when the desk cut the thread short. @default true */
  readonly threadComplete?: boolean | null;
  /** What was tried, in any order; `'none tried'` says that nothing was. An empty list says nothing. */
  readonly attemptedSolutions: readonly AttemptedSolution[] | 'none tried' | null;
  readonly from: EscalationTier;
  readonly to: EscalationTier;
  readonly severity: Severity | null;
  /** Why the case is handed over. */
  readonly reason: string;
  /** What the next tier is asked to do. */
  readonly requestedAction: string;
  /** Stands beside the conversation, never in its place. */
  readonly summary?: string | null;
  /** Versions, browsers, ids: what helps to see the same. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly slaClocks?: readonly HandoffClock[];
}

/** The parts without which no handoff is complete. */
export const HANDOFF_PARTS = [
  'conversation',
  'account',
  'attempted_solutions',
  'reason',
  'requested_action',
] as const;
/** One of `HANDOFF_PARTS`. */
export type HandoffPart = (typeof HANDOFF_PARTS)[number];

/** Whether the mandatory parts are there, and which are not. */
export interface HandoffCompleteness {
  readonly complete: boolean;
  readonly missing: readonly { readonly part: HandoffPart; readonly message: string }[];
}

/** What was taken out, and where. */
export interface HandoffRedaction {
  /** For example `timeline[3].text`. */
  readonly path: string;
  readonly kind: RedactionKind;
  readonly count: number;
}

/** One message of the conversation, without its secrets. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly role: AuthorKind;
  readonly author: string | null;
  readonly visibility: Visibility;
  readonly text: string;
  readonly attachments: readonly Required<HandoffAttachment>[];
}

/** All that the next person needs; nothing is cut, and nothing secret is in it. */
export interface Handoff {
  readonly ticket: Required<Omit<HandoffTicket, 'createdAt' | 'language'>> & {
    readonly createdAt: Date;
  };
  readonly customer:
    | (Required<Omit<HandoffCustomer, 'renewalDate'>> & { readonly renewalDate: Date | null })
    | null;
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly summary: string | null;
  /** Oldest first; empty when nothing was tried. */
  readonly attemptedSolutions: readonly (Omit<AttemptedSolution, 'at' | 'articleId'> & {
    readonly at: Date;
    readonly articleId: string | null;
  })[];
  readonly environment: Readonly<Record<string, string>>;
  readonly slaState: readonly (Omit<HandoffClock, 'dueAt'> & { readonly dueAt: Date | null })[];
  readonly severity: Severity | null;
  readonly reason: string;
  readonly requestedAction: string;
  readonly from: EscalationTier;
  readonly to: EscalationTier;
  /** BCP 47 tag. */
  readonly language: string | null;
  readonly redactions: readonly HandoffRedaction[];
  readonly completeness: HandoffCompleteness;
}
