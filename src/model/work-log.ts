import type { AgentId, TicketId } from './ids.ts';

/** Time that somebody spent on a ticket. */
export interface WorkLog {
  readonly id: string;
  readonly externalId: string;
  readonly ticketId: TicketId;
  readonly agentId: AgentId | null;
  readonly minutes: number;
  readonly billable: boolean | null;
  readonly at: Date;
  readonly note: string | null;
  readonly raw?: unknown;
}

/** Time to be entered. */
export interface WorkLogDraft {
  /** Minutes; fractions are kept as far as the provider counts. */
  readonly minutes: number;
  /** Whoever the credentials belong to when left out. */
  readonly agentId?: AgentId;
  readonly billable?: boolean;
  /** When the work was done. @default now */
  readonly at?: Date;
  readonly note?: string;
}
