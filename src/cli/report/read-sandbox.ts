import {
  DATA_NOW,
  type DataSet,
  type GeneratedTicket,
  generateDataSet,
} from '../../../examples/data/generate.ts';
import { CORE_FEATURES } from '../../../examples/data/accounts.ts';
import { createRandom } from '../../../examples/data/random.ts';
import type { ReportCustomer, ReportTicket, TriagePrediction } from '../../desk-report/index.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { calculateHealthScore } from '../../health/index.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { triageTicket } from '../../triage/index.ts';
import { createEnrich } from '../demo/enrich.ts';
import { DESK_KINDS } from '../demo/desks/index.ts';
import { fillDesks } from '../demo/open-desks.ts';
import { signalsOf } from '../demo/judge-health.ts';
import { type AnyTicket, type DeskReading, readDesk } from './read-desk.ts';
import { topicOf } from './topics.ts';
import type { ReadSource } from './types.ts';

/** What filling a sandbox takes. */
export interface SandboxReading
  extends Omit<DeskReading, 'now' | 'predictionOf' | 'enrich' | 'onProgress'> {
  readonly seed: number;
  readonly tickets: number;
  readonly onProgress: (done: number, total: number) => void;
}

const DAY_MS = 86_400_000;
/** A data set reaches back so many days; several of them make a history. */
const SET_DAYS = 12;
const SETS = 6;

/**
 * Fills a sandbox of a provider with ten weeks of invented support, and reads it as a desk is read: over
 * its API, in this process. It needs no account and sends nothing.
 *
 * @throws {ConfigurationError} for a provider that has no sandbox.
 */
export async function readSandbox(provider: string, options: SandboxReading): Promise<ReadSource> {
  const kind = DESK_KINDS.find((one) => one.provider === provider);
  if (kind === undefined) {
    const known = DESK_KINDS.map((one) => one.provider).join(', ');
    throw new ConfigurationError(`There is no sandbox of "${provider}". There are: ${known}.`);
  }
  const { seed, onProgress } = options;
  const dataSet = longHistory(seed, options.tickets);
  const clock = createClock({ start: dataSet.now });
  const made = kind.make({ seed, clock });
  const [desk] = await fillDesks([made], { dataSet, seed, clock, onProgress });
  if (desk === undefined) throw new Error('The sandbox was not filled.');
  const { sandbox } = made;
  const adapter = made.connect(desk.directory, {
    fetch: (input, init) => sandbox.fetch(input, init),
    random: createRandom(seed).next,
    clock: { now: () => clock.now(), sleep: async (milliseconds) => clock.advance(milliseconds) },
  });
  try {
    const labels = labelsOf(dataSet, desk.cases);
    const source = await readDesk(adapter, {
      ...options,
      now: dataSet.now,
      onProgress: () => undefined,
      predictionOf: predict,
      enrich: (ticket) => enrichOf(dataSet, ticket, labels),
    });
    return {
      ...source,
      customers: customersOf(dataSet, source.tickets),
      remarks: {
        ...source.remarks,
        triage:
          'Predicted for this report by triageTicket from the text of each ticket, and held against the topic that the invented data set was written for.',
        health:
          'Invented customers: what billing and product analytics know of them comes with the data set.',
      },
    };
  } finally {
    await adapter.close();
  }
}

/** Several data sets one behind the other; of the older ones most of what was left open is done. */
function longHistory(seed: number, count: number): DataSet {
  const random = createRandom(seed);
  const each = Math.max(1, Math.round(count / SETS));
  const sets = Array.from({ length: SETS }, (_, index) => {
    const now = new Date(DATA_NOW.getTime() - index * SET_DAYS * DAY_MS);
    return generateDataSet({ seed: seed + index, count: each, now });
  });
  const tickets = sets.flatMap((set, index) =>
    set.tickets
      .map((ticket) => ({ ...ticket, key: `set-${index}-${ticket.key}` }))
      .filter((ticket) => index === 0 || isDone(ticket) || random.next() < 0.12),
  );
  const [newest] = sets;
  if (newest === undefined) throw new Error('There is no data set.');
  tickets.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return { ...newest, tickets };
}

const isDone = ({ outcome }: GeneratedTicket): boolean =>
  outcome === 'resolved' || outcome === 'closed';

/** The topic of each ticket's scenario, by native id. */
function labelsOf(
  dataSet: DataSet,
  cases: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const topics = new Map(dataSet.tickets.map(({ key, scenario }) => [key, scenario.topic]));
  return new Map(
    [...cases].flatMap(([nativeId, key]) => {
      const topic = topics.get(key);
      return topic === undefined ? [] : [[nativeId, topic] as const];
    }),
  );
}

async function predict(ticket: AnyTicket): Promise<TriagePrediction> {
  const { category, priority, confidence } = await triageTicket(ticket);
  return { category: topicOf(category), priority, confidence };
}

interface KnownCustomer {
  readonly mrr?: number;
  readonly plan?: string;
  readonly extra?: { readonly account: string };
}

function enrichOf(
  dataSet: DataSet,
  ticket: AnyTicket,
  labels: ReadonlyMap<string, string>,
): Partial<ReportTicket> {
  const { id, externalId, requester } = ticket;
  // Safe: the enricher of the demo answers at once, with the account under this key.
  const known = createEnrich(
    dataSet.accounts,
    dataSet.now,
  )({
    id,
    externalId,
    requester,
  }) as KnownCustomer;
  const { mrr = null, plan = null, extra } = known;
  return {
    category: labels.get(externalId) ?? null,
    customerId: extra?.account ?? null,
    mrr,
    segment: plan,
  };
}

function customersOf(
  { accounts }: DataSet,
  tickets: readonly ReportTicket[],
): readonly ReportCustomer[] {
  return accounts
    .filter(({ mrr }) => mrr > 0)
    .map((account) => {
      const own = tickets.filter(({ customerId }) => customerId === account.key);
      return {
        id: account.key,
        name: account.name,
        plan: account.plan,
        mrr: account.mrr,
        health: calculateHealthScore(signalsOf(account, own), { coreFeatures: CORE_FEATURES }),
      };
    });
}
