import type { Setup, Work } from '../carry/work.ts';
import { skipReason } from '../carry/skip-reason.ts';
import { articleFindings, scanArticles } from '../articles/scan-articles.ts';
import { isScanBegun, lookAtTickets, type OnTicket, scanPeople, scanTickets } from '../run/scan.ts';
import { deskName, prepare } from '../setup.ts';
import type { MigrationMapping, MigrationPlan, UnmappedValue } from '../types.ts';
import { checkTarget } from './check-target.ts';
import { estimateOf } from './estimate.ts';
import { createSampler, sampleThreads } from './sample-threads.ts';
import { createSizeTally } from './size-tally.ts';
import { createTally } from './tally.ts';

/** Scans the source into the ledger, and tells what is to be expected. */
export async function makePlan(
  setup: Setup,
  options: {
    readonly sample: number;
    readonly signal: AbortSignal | undefined;
    readonly runId: string;
  },
): Promise<MigrationPlan> {
  const { sample, runId } = options;
  const signal = options.signal ?? new AbortController().signal;
  const prepared = await prepare(setup, signal);
  const work: Work = { ...prepared, runId, signal };
  const tally = createTally(work.settled, work.fromCatalog);
  const sampler = createSampler(sample);
  const sizes = createSizeTally(setup.to.manifest, setup.mapping);
  const leftOut = new Map<string, number>();
  await scanAll(setup, signal, (ticket) => {
    const reason = skipReason(setup, ticket);
    if (reason !== null) {
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
      return;
    }
    tally.add(ticket);
    sizes.tally.addTags(ticket);
    sampler.add(ticket.id);
  });
  const seen = await sampleThreads(work, sampler.ids, sizes.tally);
  const counts = await setup.ledger.counts();
  const unmapped = tally.list();
  return {
    from: deskName(setup.from),
    to: deskName(setup.to),
    counts,
    leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
    unmapped,
    losses: seen.losses,
    oversize: sizes.tally.list(),
    findings: [...checkTarget(work), ...(await articleFindings(setup)), ...sizes.findings()],
    estimate: estimateOf(setup, { tickets: tally.tickets, counts }, seen),
    mapping: proposal(setup.mapping, unmapped),
  };
}

/** Everything that the scope is about, into the ledger; all tickets are shown. */
async function scanAll(setup: Setup, signal: AbortSignal, look: OnTicket): Promise<void> {
  // A plan that is made again, or goes on after a kill, is of all tickets as well.
  if (await isScanBegun(setup)) {
    await scanTickets(setup, () => undefined, signal);
    await lookAtTickets(setup, look, signal);
  } else {
    await scanTickets(setup, look, signal);
  }
  await scanArticles(setup, { isDelta: false, signal });
  if (setup.scope.people === 'all') await scanPeople(setup, signal);
}

/**
 * The mapping with a place for agents and groups that nothing is said about. Fields have no blank: what is not
 * mapped is kept in the note, and `null` would drop it.
 */
function proposal(given: MigrationMapping, unmapped: readonly UnmappedValue[]): MigrationMapping {
  const blanks = (kind: UnmappedValue['kind']) =>
    Object.fromEntries(
      unmapped.filter((one) => one.kind === kind).map(({ value }) => [value, null]),
    );
  const agents = { ...blanks('agent'), ...given.people?.agents };
  const groups = { ...blanks('group'), ...given.groups };
  return { ...given, people: { ...given.people, agents }, groups };
}
