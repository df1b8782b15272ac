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
