import type { TicketPriority, TicketStatus } from '../model/enums.ts';
import type { ToldRecord } from '../model/is-untold.ts';

/** A point in time: a `Date` or epoch milliseconds. Never a local wall-clock time. */
export type Instant = Date | number;

/** What an SLA check reads of a ticket. A `SupportTicket` fits as it is. */
export interface SlaTicket extends ToldRecord {
  readonly id: string;
  readonly status: TicketStatus;
  readonly priority: TicketPriority;
  readonly createdAt: Instant;
  readonly firstResponseAt: Instant | null;
  readonly resolvedAt: Instant | null;
  /** When the ticket was last reopened, where the caller knows it. */
  readonly reopenedAt?: Instant | null;
  /** How often it was reopened; used when `reopenedAt` is not known. */
  readonly reopenCount?: number | null;
}

/** How long a customer may wait, in minutes of plain calendar time. */
export interface SlaTargets {
  readonly firstResponseMinutes: number;
  readonly resolutionMinutes: number;
}

/** Targets per priority. A priority left out has no SLA: its tickets are reported as skipped. */
export type SlaPolicyTable = Readonly<Partial<Record<TicketPriority, SlaTargets>>>;

/** Chooses the targets of one ticket, for SLAs that differ by plan or revenue. */
export type SlaPolicySelector<Ticket extends SlaTicket = SlaTicket> = (
  ticket: Ticket,
) => SlaTargets | null | undefined;

export interface CheckSlaBreachesOptions<Ticket extends SlaTicket = SlaTicket> {
  /** The instant at which the tickets are judged; one for the whole list. */
  readonly now: Instant;
  /** @default SLA_PRESETS.standard */
  readonly policies?: SlaPolicyTable | SlaPolicySelector<Ticket>;
}

export const SLA_BREACH_TYPES = ['first_response', 'resolution'] as const;
export type SlaBreachType = (typeof SLA_BREACH_TYPES)[number];

/** One missed target of one ticket. */
export interface SlaBreach {
  readonly ticketId: string;
  readonly type: SlaBreachType;
  readonly priority: TicketPriority;
  readonly targetMinutes: number;
  /** Minutes since creation, not rounded. */
  readonly ageMinutes: number;
  /** Minutes past the target, rounded half up: an overrun below 30 seconds shows 0. */
  readonly minutesOverdue: number;
}

export const SLA_SKIP_REASONS = ['no_policy', 'invalid_date', 'first_response_unknown'] as const;
export type SlaSkipReason = (typeof SLA_SKIP_REASONS)[number];

/**
 * A ticket that is open and could not be judged. With `first_response_unknown` its resolution was: the
 * list that the ticket came from does not tell the first response, and reading the ticket itself does.
 */
export interface SkippedTicket {
  readonly ticketId: string;
  readonly priority: TicketPriority;
  readonly reason: SlaSkipReason;
}

export interface SlaBreachReport {
  /** In the order of the input; of one ticket, `first_response` comes before `resolution`. */
  readonly breaches: readonly SlaBreach[];
  readonly skipped: readonly SkippedTicket[];
  /** How many tickets were open and judged. */
  readonly checkedCount: number;
}

/** Levels of the support matrix, P1 (worst) to P5 (requests). */
export const SUPPORT_LEVELS = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];

export interface SupportLevelDefinition {
  readonly priority: TicketPriority;
  /** `null` for requests, which are no incidents. */
  readonly severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | null;
  /** `request` for P5, which shares its priority with P4. */
  readonly ticketType: 'incident' | 'request';
  readonly targets: SlaTargets;
}

/** Why a target counts as missed, in words. */
export interface SlaReason {
  readonly code: 'first_response_overdue' | 'resolution_overdue';
  readonly message: string;
  readonly evidence: {
    readonly targetMinutes: number;
    readonly ageMinutes: number;
    readonly minutesOverdue: number;
  };
}
