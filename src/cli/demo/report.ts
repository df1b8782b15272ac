import type { Manifest } from '../../adapter/manifest.ts';
import type { MappingWarning } from '../../model/provenance.ts';
import type { SupportEventType } from '../../model/event.ts';
import type { TicketPriority } from '../../model/enums.ts';
import type { WebhookRejection } from '../../errors/classes.ts';
import type { HealthSignalName, HealthStatus } from '../../health/index.ts';
import type { SlaBreachType } from '../../sla/index.ts';

/** Everything the demo did, as `--json` prints it. Equal for equal seeds, but for `timings`. */
export interface DemoReport {
  readonly seed: number;
  readonly openedAt: string;
  readonly accounts: number;
  readonly contacts: number;
  readonly agents: number;
  readonly desks: readonly DeskSummary[];
  readonly reading: ReadingSummary;
  readonly sla: { readonly atOpening: SlaSummary; readonly atNoon: SlaSummary };
  readonly health: HealthSummary;
  readonly morning: MorningSummary;
  /** By desk, as the next three. */
  readonly webhooks: readonly WebhookSummary[];
  readonly triage: readonly TriageEntry[];
  readonly losses: readonly Loss[];
  readonly traffic: readonly TrafficSummary[];
  readonly timings: { readonly [stage: string]: number };
}

/** A desk as it was before the demo began to work with it. */
export interface DeskSummary {
  readonly provider: string;
  readonly account: string;
  readonly tickets: number;
}

export interface ReadingSummary {
  readonly tickets: number;
  /** By desk. */
  readonly byDesk: Readonly<Record<string, number>>;
  readonly threads: number;
  readonly messages: number;
  readonly internalNotes: number;
  /** Failures on the way that a repeat got over. */
  readonly recoveredFrom: readonly { readonly desk: string; readonly code: string }[];
}

export interface SlaSummary {
  readonly at: string;
  readonly checked: number;
  readonly skipped: number;
  readonly breached: number;
  readonly byType: Readonly<Record<SlaBreachType, number>>;
  readonly byPriority: Readonly<Record<TicketPriority, number>>;
  /** The most overdue first responses. */
  readonly worst: readonly SlaRow[];
}

export interface SlaRow {
  readonly desk: string;
  readonly ticket: string;
  readonly subject: string | null;
  readonly account: string | null;
  readonly plan: string | null;
  readonly priority: TicketPriority;
  readonly type: SlaBreachType;
  readonly minutesOverdue: number;
  readonly reason: string;
}

export interface HealthSummary {
  readonly scored: number;
  readonly byStatus: Readonly<Record<HealthStatus, number>>;
  /** Critical and at risk, the lowest score first. */
  readonly atRisk: readonly HealthRow[];
  /** Accounts whose success manager is called. */
  readonly alerts: readonly string[];
}

export interface HealthRow {
  readonly account: string;
  readonly name: string;
  readonly plan: string;
  readonly mrr: number;
  readonly score: number | null;
  readonly status: HealthStatus;
  readonly alert: boolean;
  /** The signals below 40. */
  readonly weak: readonly { readonly signal: HealthSignalName; readonly score: number }[];
}

export interface MorningSummary {
  readonly endedAt: string;
  readonly steps: number;
  readonly byKind: Readonly<Record<string, number>>;
}

export interface WebhookSummary {
  readonly desk: string;
  /** How deliveries of this desk are proven. */
  readonly proof: Manifest['webhooks']['signature'];
  /** Messages that the desk made, repeats of one message not counted. */
  readonly sent: number;
  /** Deliveries that reached the receiver over HTTP, repeats and forgeries included. */
  readonly deliveries: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: readonly { readonly attack: string; readonly reason: WebhookRejection }[];
  /** Accepted events by unified type. */
  readonly byType: Readonly<Partial<Record<SupportEventType, number>>>;
}

export interface TriageEntry {
  readonly desk: string;
  readonly caseKey: string;
  readonly ticket: string;
  readonly scenario: string;
  readonly subject: string | null;
  readonly cause: 'backlog' | 'webhook';
  readonly language: string;
  readonly category: string;
  readonly confidence: number;
  readonly team: string;
  readonly before: TicketPriority;
  readonly after: TicketPriority;
  readonly churnRisk: boolean;
  readonly autoResponse: 'answer' | 'acknowledge' | null;
  readonly reasons: readonly string[];
  /** What the desk holds after the write, read back. */
  readonly written: { readonly priority: TicketPriority; readonly tags: readonly string[] };
  /** The internal note that tells the staff why, as the desk gave it back. */
  readonly note: string | null;
  /** The write was refused at first, because the ticket had changed since it was read. */
  readonly staleWriteRefused: boolean;
}

/** A kind of difference between a desk's records and the unified ones, and how often it occurs. */
export interface Loss {
  readonly desk: string;
  readonly direction: 'read' | 'write';
  readonly field: string;
  readonly type: MappingWarning['type'];
  readonly reason: string;
  readonly count: number;
}

export interface TrafficSummary {
  readonly desk: string;
  readonly requests: number;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly retries: readonly { readonly code: string; readonly waitedMs: number }[];
  readonly rateLimitWaits: number;
  readonly budgets: readonly {
    readonly name: string;
    readonly limit: number | null;
    readonly remaining: number;
    readonly lowestRemaining: number;
  }[];
}
