import { ALERT_SIGNAL_BELOW, HEALTH_STATUSES } from '../../health/index.ts';
import { isUnresolvedAt } from '../../metrics/backlog.ts';
import { sumOf } from '../../numbers/rounding.ts';
import { groupBy, type ReportPopulation } from './population.ts';
import type { HealthRow, HealthSection, ReportCustomer } from './quality-types.ts';

/** Customers that have a line of their own. */
const MOST_ROWS = 50;

/** How customers are, the worst first, with their tickets; `null` where none were given. */
export function healthOf(
  customers: readonly ReportCustomer[] | undefined,
  { all, counted, period, now }: ReportPopulation,
  customerText: boolean,
): HealthSection | null {
  if (customers === undefined) return null;
  const at = Math.min(period.to, now);
  const created = groupBy(counted, ({ ticket }) => ticket.customerId ?? null);
  const open = groupBy(
    all.filter((ticket) => isUnresolvedAt(ticket, at)),
    ({ ticket }) => ticket.customerId ?? null,
  );
  const rows = customers.map(
    ({ id, name = null, plan, mrr, health }): HealthRow => ({
      id,
      name: customerText ? name : null,
      plan,
      mrr,
      score: health.score,
      status: health.status,
      confidence: health.confidence,
      tickets: created.get(id)?.length ?? 0,
      unresolved: open.get(id)?.length ?? 0,
      weak: health.signals
        .flatMap(({ signal, score }) =>
          score !== null && score < ALERT_SIGNAL_BELOW ? [{ signal, score }] : [],
        )
        .sort((a, b) => a.score - b.score),
    }),
  );
  return {
    customers: rows.length,
    byStatus: HEALTH_STATUSES.map((status) => {
      const own = rows.filter((row) => row.status === status);
      return { status, customers: own.length, mrr: sumOf(own.map(({ mrr }) => mrr ?? 0)) };
    }),
    withoutMrr: rows.filter(({ mrr }) => mrr === null).length,
    rows: rows.sort(worstFirst).slice(0, MOST_ROWS),
    otherTickets: counted.length - sumOf(rows.map(({ tickets }) => tickets)),
  };
}

/** What is not known has no place among the scores: last. Of equals the one who pays more. */
const worstFirst = (a: HealthRow, b: HealthRow): number =>
  Number(a.status === 'unknown') - Number(b.status === 'unknown') ||
  (a.score ?? 101) - (b.score ?? 101) ||
  (b.mrr ?? 0) - (a.mrr ?? 0) ||
  Number(a.id > b.id) - Number(a.id < b.id);
