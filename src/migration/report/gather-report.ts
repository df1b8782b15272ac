import { RELEASE } from '../release.ts';
import type { Setup } from '../carry/work.ts';
import type { LedgerItem } from '../ledger/types.ts';
import { deskName } from '../setup.ts';
import { gatherCounts, gatherDifferences, gatherFailures, gatherSkipped } from './gather-items.ts';
import { gatherFields, gatherLosses } from './gather-losses.ts';
import { gatherPeople } from './gather-people.ts';
import { gatherThroughput, linksOf, readRuns, requestsOf, settingsUsed } from './gather-runs.ts';
import { addTitles } from './gather-titles.ts';
import { MIGRATION_REPORT_VERSION, type MigrationReport } from './types.ts';

const PAGE = 500;

/**
 * Fills a report from the ledger: one pass over its items, of which only counts and a bounded number of
 * examples are kept, and the notes of its runs. Asks no desk, unless titles are wanted.
 */
export async function gatherReport(
  setup: Setup,
  {
    customerText,
    signal,
  }: { readonly customerText: boolean; readonly signal: AbortSignal | undefined },
): Promise<MigrationReport> {
  const { ledger, from, to, clock, leaseMs } = setup;
  const runs = await readRuns(ledger, signal);
  const links = linksOf(runs, setup);
  const counts = gatherCounts();
  const fields = gatherFields();
  const losses = gatherLosses(links);
  const failures = gatherFailures(links);
  const differences = gatherDifferences(links);
  const skipped = gatherSkipped(links);
  const people = gatherPeople();
  const throughput = gatherThroughput();
  const all = [counts, fields, losses, failures, differences, skipped, people, throughput];
  for await (const items of pagesOf(setup, signal)) {
    for (const item of items) for (const part of all) part.add(item);
  }
  const shown = {
    ...losses.part(),
    ...failures.part(),
    ...differences.part(),
    ...skipped.part(),
    ...people.part(),
  };
  return {
    version: MIGRATION_REPORT_VERSION,
    generatedAt: clock.now(),
    release: RELEASE,
    subject: { from: deskName(from), to: deskName(to) },
    containsCustomerText: customerText,
    ...counts.part(),
    ...fields.part(),
    ...(customerText ? await addTitles(shown, setup, signal) : shown),
    runs: runs.map(({ run }) => run),
    runTimeoutMs: leaseMs,
    ...throughput.part(),
    requests: requestsOf(runs, setup),
    settings: settingsUsed(runs, setup),
  };
}

async function* pagesOf(
  { ledger, clock }: Pick<Setup, 'ledger' | 'clock'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly LedgerItem[], void, void> {
  let cursor: string | null = null;
  do {
    signal?.throwIfAborted();
    const page: Awaited<ReturnType<Setup['ledger']['items']>> = await ledger.items({
      limit: PAGE,
      cursor,
    });
    yield page.items;
    // A ledger in a file answers at once: others get their turn between two pages.
    await clock.sleep(0);
    ({ cursor } = page);
  } while (cursor !== null);
}
