import type { HealthHistoryEntry } from './health-history.ts';
import { DAY_MS } from './instants.ts';
import type { Instant } from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** A customer whose end is known. */
export interface BacktestCustomer {
  readonly id: string;
  readonly history: readonly HealthHistoryEntry[];
  /** `null` for a customer who stayed. */
  readonly churnedAt: Instant | null;
}

/** How well scores told who would leave. */
export interface HealthBacktest {
  /** The chance that a customer who left scored below one who stayed; ties count half. */
  readonly auc: number | null;
  readonly topDecile: {
    /** Of the tenth with the lowest scores, the share that left. */
    readonly precision: number | null;
    readonly churned: number;
    readonly customers: number;
  };
  /** Median days from the beginning of the last critical run to the end. */
  readonly leadTimeDays: number | null;
  /** How many of those who left had been critical before. */
  readonly warned: number;
  readonly churned: number;
  readonly stayed: number;
  /** Customers without a score at the time that counts. */
  readonly skipped: readonly string[];
}

/**
 * How well a model would have warned. Who left is judged by the newest score that was at least
 * `leadDays` before the end, who stayed by the newest. AUC is the Mann-Whitney statistic.
 *
 * @throws {ValidationError} for a time that is none.
 * @example backtestHealth(customers, { leadDays: 30 }).auc //=> 0.75
 */
export function backtestHealth(
  customers: readonly BacktestCustomer[],
  options: {
    /** How early a warning has to be to be of use. @default 30 */
    readonly leadDays?: number;
  } = {},
): HealthBacktest {
  const { leadDays = 30 } = options;
  const judged = customers.map((customer) => {
    const end =
      customer.churnedAt === null ? null : requireInstant('churnedAt', customer.churnedAt);
    const history = customer.history
      .map(({ at, raw, status }) => ({ at: requireInstant('history.at', at), raw, status }))
      .filter(({ at }) => end === null || at <= end - leadDays * DAY_MS)
      .sort((a, b) => a.at - b.at);
    const raw = history.findLast((entry) => entry.raw !== null)?.raw ?? null;
    return { id: customer.id, end, history, raw };
  });
  const known = judged.flatMap(({ id, end, raw }) => (raw === null ? [] : [{ id, end, raw }]));
  const left = known.filter(({ end }) => end !== null);
  const stayed = known.filter(({ end }) => end === null);
  const lowest = [...known]
    .sort((a, b) => a.raw - b.raw || (a.id < b.id ? -1 : 1))
    .slice(0, Math.ceil(known.length / 10 - 1e-9));
  const caught = lowest.filter(({ end }) => end !== null).length;
  const leads = judged.flatMap(({ end, history }) => {
    const from = criticalSince(history);
    return end === null || from === null ? [] : [(end - from) / DAY_MS];
  });
  return {
    auc: areaUnderCurve(
      left.map(({ raw }) => raw),
      stayed.map(({ raw }) => raw),
    ),
    topDecile: {
      precision: lowest.length === 0 ? null : caught / lowest.length,
      churned: caught,
      customers: lowest.length,
    },
    leadTimeDays: medianOf(leads),
    warned: leads.length,
    churned: left.length,
    stayed: stayed.length,
    skipped: judged.filter(({ raw }) => raw === null).map(({ id }) => id),
  };
}

/** When the last run of critical evaluations began; `null` when the last one was not critical. */
function criticalSince(
  history: readonly { readonly at: number; readonly status: string }[],
): number | null {
  const lastOther = history.findLastIndex(({ status }) => status !== 'critical');
  return history[lastOther + 1]?.at ?? null;
}

/** By ranks: every pair is counted without looking at it. */
function areaUnderCurve(left: readonly number[], stayed: readonly number[]): number | null {
  if (left.length === 0 || stayed.length === 0) return null;
  const all = [
    ...left.map((raw) => ({ raw, left: 1 })),
    ...stayed.map((raw) => ({ raw, left: 0 })),
  ].sort((a, b) => a.raw - b.raw);
  let pairs = 0;
  let stayedBelow = 0;
  for (let start = 0; start < all.length; ) {
    const raw = all[start]?.raw;
    let end = start;
    let leftHere = 0;
    while (end < all.length && all[end]?.raw === raw) {
      leftHere += all[end]?.left ?? 0;
      end += 1;
    }
    const stayedHere = end - start - leftHere;
    pairs += leftHere * (stayed.length - stayedBelow - stayedHere / 2);
    stayedBelow += stayedHere;
    start = end;
  }
  return pairs / (left.length * stayed.length);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
