import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { Setup, Work } from '../carry/work.ts';
import { readSource } from '../carry/read-source.ts';
import { requesterKey } from '../translate/requester-key.ts';
import { translationContext } from '../carry/translation-context.ts';
import { translateTicket } from '../translate/translate-ticket.ts';
import type { Loss } from '../ledger/types.ts';
import { articleFindings, scanArticles } from '../articles/scan-articles.ts';
import { isScanBegun, lookAtTickets, scanTickets } from '../run/scan.ts';
import { deskName, prepare } from '../setup.ts';
import type { MigrationMapping, MigrationPlan, UnmappedValue } from '../types.ts';
import { checkTarget } from './check-target.ts';
import { createTally } from './tally.ts';

/** Calls for one ticket beside its thread and its people: reading it, making it. */
const READS_PER_TICKET = 2;

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
  const sampled: string[] = [];
  const every = createSampler(sample);
  const look = (ticket: Parameters<typeof tally.add>[0]): void => {
    tally.add(ticket);
    every(ticket.id, sampled);
  };
  // A plan that is made again, or goes on after a kill, is of all tickets as well.
  if (await isScanBegun(setup)) {
    await scanTickets(setup, () => undefined, signal);
    await lookAtTickets(setup, look, signal);
  } else {
    await scanTickets(setup, look, signal);
  }
  await scanArticles(setup, { isDelta: false, signal });
  const seen = await sampleThreads(work, sampled);
  const counts = await setup.ledger.counts();
  const total = Object.values(counts.ticket ?? {}).reduce((sum, count) => sum + count, 0);
  const unmapped = tally.list();
  return {
    from: deskName(setup.from),
    to: deskName(setup.to),
    counts,
    unmapped,
    losses: seen.losses,
    findings: [...checkTarget(work), ...(await articleFindings(setup))],
    estimate: estimateOf(setup, total, seen),
    mapping: proposal(setup.mapping, unmapped),
  };
}

/** Spreads a sample over a stream whose length nobody knows (reservoir, without chance: every n-th). */
function createSampler(size: number): (id: string, sample: string[]) => void {
  let step = 1;
  let seen = 0;
  return (id, sample) => {
    if (seen % step === 0) sample.push(id);
    seen += 1;
    if (sample.length > size * 2) {
      sample.splice(0, sample.length, ...sample.filter((_id, index) => index % 2 === 0));
      step *= 2;
    }
  };
}

interface Sampled {
  readonly tickets: number;
  readonly messages: number;
  readonly files: number;
  readonly losses: MigrationPlan['losses'];
}

/** Reads some threads, and translates them as if everybody in them were known. */
async function sampleThreads(work: Work, ids: readonly string[]): Promise<Sampled> {
  const losses = new Map<string, { readonly loss: Loss; count: number }>();
  let [tickets, messages, files] = [0, 0, 0];
  for (const id of ids) {
    const source = await readSource(work, id);
    if (source === null) continue;
    tickets += 1;
    messages += source.messages.length;
    files += source.messages.reduce((sum, { attachments }) => sum + attachments.length, 0);
    const people = new Map([[requesterKey(source.ticket), 'target']]);
    for (const { author } of source.messages)
      if (author.id !== null) people.set(author.id, 'target');
    const organizations = new Map<string, string>();
    const context = await translationContext(work, source, {
      linked: { targets: new Map(), missing: [] },
      contacts: people,
      organizations,
      fileOf: () => ({ kind: 'ready', sha256: '', size: 0, draft: null }),
    });
    for (const loss of translateTicket(source, context).losses) {
      const key = `${loss.type} ${loss.field} ${loss.reason}`;
      const known = losses.get(key);
      if (known === undefined) losses.set(key, { loss: { ...loss, message: null }, count: 1 });
      else known.count += 1;
    }
  }
  const list = [...losses.values()].sort((left, right) => right.count - left.count);
  return { tickets, messages, files, losses: list };
}

/** Requests an hour by the tightest budget that a desk has told; `null` before it has told one. */
function perHour(desk: AnySupportAdapter): number | null {
  const limits = desk.rateBudgets().flatMap(({ limit }) => (limit === null ? [] : [limit]));
  const { rateWindowMs = 60_000 } = desk.manifest.limits;
  return limits.length === 0 ? null : (Math.min(...limits) * 3_600_000) / rateWindowMs;
}

function estimateOf(
  { from, to }: Setup,
  total: number,
  { tickets, messages, files }: Sampled,
): MigrationPlan['estimate'] {
  const share = tickets === 0 ? 0 : total / tickets;
  const threads = Math.ceil(messages * share);
  const attachments = Math.ceil(files * share);
  const isByMessage = to.manifest.resources.imports?.operations['ticket']?.perMessage === true;
  const writes = isByMessage ? threads + total : total;
  const reads = total * READS_PER_TICKET + attachments;
  const [reading, writing] = [perHour(from), perHour(to)];
  const hours =
    reading === null || writing === null ? null : Math.max(reads / reading, writes / writing);
  return { sampledTickets: tickets, reads, writes, hours };
}

/** The mapping with a place for everything that nothing is said about. */
function proposal(given: MigrationMapping, unmapped: readonly UnmappedValue[]): MigrationMapping {
  const blanks = (kind: UnmappedValue['kind']) =>
    Object.fromEntries(
      unmapped.filter((one) => one.kind === kind).map(({ value }) => [value, null]),
    );
  const agents = { ...blanks('agent'), ...given.people?.agents };
  const groups = { ...blanks('group'), ...given.groups };
  const customFields = { ...blanks('customField'), ...given.customFields };
  return { ...given, people: { ...given.people, agents }, groups, customFields };
}
