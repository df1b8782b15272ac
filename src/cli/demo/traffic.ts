import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { TrafficSummary } from './report.ts';

const countInto = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Watches what an adapter sends, repeats and waits for. Answers the way to sum it up. */
export function watchTraffic(adapter: AnySupportAdapter): () => TrafficSummary {
  const byMethod = new Map<string, number>();
  const byStatus = new Map<string, number>();
  const lowest = new Map<string, number>();
  const retries: { code: string; waitedMs: number }[] = [];
  let requests = 0;
  let rateLimitWaits = 0;
  adapter.on('request', ({ method, status }) => {
    requests += 1;
    countInto(byMethod, method);
    countInto(byStatus, String(status));
    for (const { name, remaining } of adapter.rateBudgets())
      lowest.set(name, Math.min(remaining, lowest.get(name) ?? remaining));
  });
  adapter.on('retry', ({ error, delayMs }) => {
    retries.push({ code: error.code, waitedMs: Math.round(delayMs) });
  });
  adapter.on('rateLimit', () => {
    rateLimitWaits += 1;
  });
  return () => ({
    desk: adapter.provider,
    requests,
    byMethod: sorted(byMethod),
    byStatus: sorted(byStatus),
    retries,
    rateLimitWaits,
    budgets: adapter.rateBudgets().map(({ name, limit, remaining }) => ({
      name,
      limit,
      remaining,
      lowestRemaining: lowest.get(name) ?? remaining,
    })),
  });
}
