import type { AgentId, TicketId } from './ids.ts';

/** What a customer thought of the service. */
export interface SatisfactionRating {
  /** 0 (worst) to 1 (best); `null` while only offered. */
  readonly score: number | null;
  /** The provider's own scale, kept always. */
  readonly native: {
    readonly scale: string;
    readonly value: string | number | null;
    readonly label: string | null;
  };
  readonly comment: string | null;
  readonly ratedAt: Date | null;
  readonly agentId: AgentId | null;
  readonly ticketId: TicketId | null;
  readonly surveyId: string | null;
  readonly status: 'offered' | 'received' | 'none';
  readonly raw?: unknown;
}
