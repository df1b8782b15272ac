import type { Account } from '../../../examples/data/types.ts';
import type { Enrich } from '../../hub/index.ts';
import type { SupportTicket } from '../../model/ticket.ts';

const DAY_MS = 86_400_000;

/**
 * What billing and product analytics know of a ticket's customer, found by the domain of his
 * address: whichever desk the ticket is at.
 */
export function createEnrich(accounts: readonly Account[], now: Date): Enrich {
  const byDomain = new Map(accounts.map((account) => [account.domain, account]));
  return ({ requester }) => {
    const account = byDomain.get(requester?.email?.split('@').at(-1) ?? '');
    if (account === undefined) return {};
    const openedAt = Date.parse(`${account.since}T00:00:00Z`);
    return {
      plan: account.plan,
      mrr: account.mrr,
      accountAge: Math.floor((now.getTime() - openedAt) / DAY_MS),
      previousTickets: account.earlierTickets,
      extra: { account: account.key },
    };
  };
}

/** The key of the account that a ticket was enriched with. */
export function accountKeyOf({ metadata }: Pick<SupportTicket, 'metadata'>): string | null {
  const key = metadata.extra['account'];
  return typeof key === 'string' ? key : null;
}
