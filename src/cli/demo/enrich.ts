import type { Account } from '../../../examples/data/types.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Directory } from './directory.ts';

const DAY_MS = 86_400_000;

/** Finds what the application's own systems know of a ticket's customer. */
export interface Enricher {
  accountOf(ticket: Pick<SupportTicket, 'organizationId'>): Account | null;
  /** The ticket with plan, revenue and age of its account filled in. */
  enrich(ticket: SupportTicket): SupportTicket;
}

/** Joins tickets with accounts by the organization that the desk knows them under. */
export function createEnricher(
  accounts: readonly Account[],
  directory: Directory,
  now: Date,
): Enricher {
  const byOrganization = new Map(
    accounts.map((account) => [directory.organizations.get(account.key), account]),
  );
  const accountOf: Enricher['accountOf'] = ({ organizationId }) =>
    byOrganization.get(organizationId?.split(':').at(-1)) ?? null;
  return {
    accountOf,
    enrich(ticket) {
      const account = accountOf(ticket);
      if (account === null) return ticket;
      const openedAt = Date.parse(`${account.since}T00:00:00Z`);
      return {
        ...ticket,
        metadata: {
          ...ticket.metadata,
          plan: account.plan,
          mrr: account.mrr,
          accountAge: Math.floor((now.getTime() - openedAt) / DAY_MS),
          previousTickets: account.earlierTickets,
        },
      };
    },
  };
}
