import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { Setup } from '../carry/work.ts';
import type { ItemKind, LedgerCounts } from '../ledger/types.ts';
import type { MigrationPlan } from '../types.ts';
import type { Sampled } from './sample-threads.ts';

/** Calls for one ticket beside its thread and its people: reading it, making it. */
const READS_PER_TICKET = 2;
/** It, and its languages. */
const READS_PER_ARTICLE = 2;
/** A draft first, which is published when all of it is there. Languages come on top. */
const WRITES_PER_ARTICLE = 2;

/** Requests an hour by the tightest budget that a desk has told; `null` before it has told one. */
function perHour(desk: AnySupportAdapter): number | null {
  const limits = desk.rateBudgets().flatMap(({ limit }) => (limit === null ? [] : [limit]));
  const { rateWindowMs = 60_000 } = desk.manifest.limits;
  return limits.length === 0 ? null : (Math.min(...limits) * 3_600_000) / rateWindowMs;
}

/** Calls and hours for so many tickets and for the articles of the ledger. */
export function estimateOf(
  { from, to }: Setup,
  { tickets, counts }: { readonly tickets: number; readonly counts: LedgerCounts },
  sampled: Sampled,
): MigrationPlan['estimate'] {
  const share = sampled.tickets === 0 ? 0 : tickets / sampled.tickets;
  const threads = Math.ceil(sampled.messages * share);
  const attachments = Math.ceil(sampled.files * share);
  const isByMessage = to.manifest.resources.imports?.operations['ticket']?.perMessage === true;
  const articles = countOf(counts, 'article');
  const writes =
    (isByMessage ? threads + tickets : tickets) +
    articles * WRITES_PER_ARTICLE +
    countOf(counts, 'section');
  const reads = tickets * READS_PER_TICKET + attachments + articles * READS_PER_ARTICLE;
  const [reading, writing] = [perHour(from), perHour(to)];
  const hours =
    reading === null || writing === null ? null : Math.max(reads / reading, writes / writing);
  return { sampledTickets: sampled.tickets, reads, writes, hours };
}

const countOf = (counts: LedgerCounts, kind: ItemKind): number =>
  Object.values(counts[kind] ?? {}).reduce((sum, count) => sum + count, 0);
