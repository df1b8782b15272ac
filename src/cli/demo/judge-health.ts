import { CORE_FEATURES } from '../../../examples/data/accounts.ts';
import type { Account } from '../../../examples/data/types.ts';
import {
  ALERT_SIGNAL_BELOW,
  calculateHealthScore,
  type HealthInput,
  type HealthScore,
  healthAlert,
} from '../../health/index.ts';
import type { HubTicket } from '../../hub/index.ts';
import type { TicketStatus } from '../../model/enums.ts';
import { accountKeyOf } from './enrich.ts';
import type { HealthRow, HealthSummary } from './report.ts';

/** What billing, product analytics and the desks together know of an account. */
export function signalsOf(
  account: Account,
  tickets: readonly { readonly status?: TicketStatus | null }[],
): HealthInput {
  const resolved = tickets.filter(({ status }) => status === 'resolved' || status === 'closed');
  return {
    loginDaysLast30: account.loginDays,
    featuresUsed: account.features,
    ticketsLast90Days: account.earlierTickets + tickets.length,
    resolvedTicketsLast90Days: account.earlierResolved + resolved.length,
    currentMonthUsage: account.usage,
    previousMonthUsage: account.previousUsage,
    failedPaymentsLast90Days: account.failedPayments,
  };
}

function toRow(account: Account, health: HealthScore): HealthRow {
  return {
    account: account.key,
    name: account.name,
    plan: account.plan,
    mrr: account.mrr,
    score: health.score,
    status: health.status,
    alert: healthAlert(health, { id: account.key, mrr: account.mrr }) !== null,
    weak: health.signals.flatMap(({ signal, score }) =>
      score !== null && score < ALERT_SIGNAL_BELOW ? [{ signal, score }] : [],
    ),
  };
}

/** Scores every account that pays, with the tickets that all desks together hold for it. */
export function judgeHealth(
  accounts: readonly Account[],
  tickets: readonly HubTicket[],
): HealthSummary {
  const ticketsOf = groupByAccount(tickets);
  const rows = accounts
    .filter((account) => account.mrr > 0)
    .map((account) =>
      toRow(
        account,
        calculateHealthScore(signalsOf(account, ticketsOf.get(account.key) ?? []), {
          coreFeatures: CORE_FEATURES,
        }),
      ),
    );
  const countOf = (status: HealthRow['status']): number =>
    rows.filter((row) => row.status === status).length;
  return {
    scored: rows.length,
    byStatus: {
      healthy: countOf('healthy'),
      'at-risk': countOf('at-risk'),
      critical: countOf('critical'),
      unknown: countOf('unknown'),
    },
    atRisk: rows
      .filter((row) => row.status === 'at-risk' || row.status === 'critical')
      .sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || (a.account < b.account ? -1 : 1)),
    alerts: rows.filter((row) => row.alert).map((row) => row.account),
  };
}

function groupByAccount(tickets: readonly HubTicket[]): ReadonlyMap<string, readonly HubTicket[]> {
  const groups = new Map<string, HubTicket[]>();
  for (const ticket of tickets) {
    const key = accountKeyOf(ticket);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), ticket]);
  }
  return groups;
}
