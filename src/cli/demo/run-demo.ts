import { type DataSet, generateDataSet } from '../../../examples/data/generate.ts';
import { generateMorning } from '../../../examples/data/morning.ts';
import { createHub, type Hub, type HubTicket } from '../../hub/index.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { createCasting } from './casting.ts';
import { DESK_KINDS } from './desks/index.ts';
import { createEnrich } from './enrich.ts';
import { judgeHealth } from './judge-health.ts';
import { judgeSla } from './judge-sla.ts';
import { createLossLog } from './losses.ts';
import type { DemoObserver } from './observer.ts';
import { type Desk, openDesks } from './open-desks.ts';
import { playMorning } from './play-morning.ts';
import { countByDesk, readThreads, readTickets } from './read-desks.ts';
import type { DemoReport, DeskSummary, ReadingSummary, TriageEntry } from './report.ts';
import { createStageTimer } from './stage-timer.ts';
import { watchTraffic } from './traffic.ts';
import { createTriageDesk, type TriageDesk } from './triage-desk.ts';

export interface RunDemoOptions {
  readonly seed: number;
  readonly tickets: number;
  readonly observer: DemoObserver;
}

const MINUTE_MS = 60_000;
const MORNING_MS = 240 * MINUTE_MS;

/**
 * Plays a morning of support at several desks behind one hub: desks with a history are read and
 * judged, their backlog is triaged, and then people write, events come in and every new case is
 * triaged. All over HTTP on loopback.
 */
export async function runDemo(options: RunDemoOptions): Promise<DemoReport> {
  const { seed, observer } = options;
  const stages = createStageTimer(observer);
  const dataSet = generateDataSet({ seed, count: options.tickets });
  const clock = createClock({ start: dataSet.now });
  stages.start('history');
  const desks = await openDesks(DESK_KINDS, {
    dataSet,
    seed,
    clock,
    onProgress: observer.onProgress,
  });
  const hub = createHub({
    adapters: desks.map(({ adapter }) => adapter),
    enrich: createEnrich(dataSet.accounts, dataSet.now),
  });
  try {
    const play = { ...options, dataSet, desks, hub, stages, clock };
    return await playAtDesks(play);
  } finally {
    await hub.close();
    for (const desk of desks) await desk.close();
  }
}

interface Play extends RunDemoOptions {
  readonly dataSet: DataSet;
  readonly desks: readonly Desk[];
  readonly hub: Hub;
  readonly stages: ReturnType<typeof createStageTimer>;
  readonly clock: ReturnType<typeof createClock>;
}

async function playAtDesks(play: Play): Promise<DemoReport> {
  const { seed, observer, dataSet, desks, hub, stages, clock } = play;
  const { accounts } = dataSet;
  const losses = createLossLog();
  const sumUpTraffic = desks.map(({ adapter }) => watchTraffic(adapter));
  stages.start('reading');
  for (const desk of desks) breakTwice(desk);
  const tickets = await readTickets(hub, losses);
  const summaries = tellDesks(desks, tickets, observer);
  const threads = await readThreads(hub, tickets, losses);
  const reading: ReadingSummary = {
    tickets: tickets.length,
    byDesk: countByDesk(tickets),
    ...threads,
    recoveredFrom: sumUpTraffic.flatMap((sumUp) => {
      const { desk, retries } = sumUp();
      return retries.map(({ code }) => ({ desk, code }));
    }),
  };
  observer.onReading(reading);

  stages.start('judging');
  const atOpening = judgeSla(tickets, accounts, dataSet.now);
  const health = judgeHealth(accounts, tickets);
  observer.onJudged(atOpening, health);

  stages.start('backlog');
  const steps = generateMorning(dataSet, { seed });
  const { deskOf, scenarioOf } = createCasting(desks, dataSet, steps);
  const owner = ({ id }: HubTicket): Desk => ownerOf(desks, hub, id);
  const triage = createTriageDesk({ hub, deskOf: owner, losses, scenarioOf });
  const backlog = await triageBacklog(play, tickets, triage);

  stages.start('morning');
  const endsAt = new Date(dataSet.now.getTime() + MORNING_MS);
  const played = await playMorning(desks, steps, { hub, clock, deskOf, triage, observer, endsAt });

  stages.start('closing');
  const noon = await readTickets(hub, createLossLog());
  return {
    seed,
    openedAt: dataSet.now.toISOString(),
    accounts: accounts.length,
    contacts: dataSet.people.length,
    agents: dataSet.staff.length,
    desks: summaries,
    reading,
    sla: { atOpening, atNoon: judgeSla(noon, accounts, new Date(clock.now())) },
    health,
    morning: played.morning,
    webhooks: played.webhooks,
    triage: [...backlog, ...played.triage],
    losses: losses.list(),
    traffic: sumUpTraffic.map((sumUp) => sumUp()),
    timings: stages.stop(),
  };
}

/** The desk that a ticket is at. */
function ownerOf(desks: readonly Desk[], hub: Hub, id: string): Desk {
  const adapter = hub.deskOf(id);
  const owner = desks.find((desk) => desk.adapter === adapter);
  if (owner === undefined) throw new Error('The hub has a desk that the demo has not.');
  return owner;
}

function tellDesks(
  desks: readonly Desk[],
  tickets: readonly HubTicket[],
  observer: DemoObserver,
): readonly DeskSummary[] {
  const counts = countByDesk(tickets);
  return desks.map(({ adapter: { provider, account }, served }) => {
    const summary = { provider, account, tickets: counts[provider] ?? 0 };
    observer.onDesk(summary, served.url);
    return summary;
  });
}

/** A desk fails once and refuses once, so that there is something to recover from. */
function breakTwice({ sandbox, kind }: Desk): void {
  sandbox.faults.inject({
    path: kind.faults.list,
    fault: { kind: 'status', status: 503, html: '<h1>Service unavailable</h1>' },
  });
  sandbox.faults.inject({
    method: 'GET',
    path: kind.faults.thread,
    after: 2,
    fault: { kind: 'rate-limited', retryAfterSeconds: 3 },
  });
}

/** Whether nobody has looked at a ticket yet. */
const isUntouched = ({ status, assignee, firstResponseAt }: HubTicket): boolean =>
  status === 'open' && assignee === null && firstResponseAt === null;

/** Triages what came in over the weekend. At each desk one customer is faster than we are. */
async function triageBacklog(
  { desks, hub, observer, clock }: Play,
  tickets: readonly HubTicket[],
  triage: TriageDesk,
): Promise<readonly TriageEntry[]> {
  const fresh = tickets
    .filter(isUntouched)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const disturbed = new Set<Desk>();
  const entries: TriageEntry[] = [];
  for (const [index, ticket] of fresh.entries()) {
    const desk = ownerOf(desks, hub, ticket.id);
    if (!disturbed.has(desk)) {
      clock.advance(MINUTE_MS);
      await desk.actors.nudge(ticket);
      disturbed.add(desk);
    }
    const entry = await triage.handle(ticket, 'backlog');
    observer.onTriage(entry, new Date(clock.now()));
    observer.onProgress(index + 1, fresh.length);
    entries.push(entry);
  }
  return entries;
}
