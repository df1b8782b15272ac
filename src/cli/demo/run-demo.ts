import { type DataSet, generateDataSet } from '../../../examples/data/generate.ts';
import { generateMorning, type MorningStep } from '../../../examples/data/morning.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import { createEnricher, type Enricher } from './enrich.ts';
import { judgeHealth } from './judge-health.ts';
import { judgeSla } from './judge-sla.ts';
import { createLossLog } from './losses.ts';
import type { DemoObserver, Stage } from './observer.ts';
import { playMorning } from './play-morning.ts';
import { readThreads, readTickets } from './read-desk.ts';
import type { DemoReport, DeskSummary, TriageEntry } from './report.ts';
import { watchTraffic } from './traffic.ts';
import { createTriageDesk, type TriageDesk } from './triage-desk.ts';
import { type Desk, openZendeskDesk } from './zendesk-desk.ts';

export interface RunDemoOptions {
  readonly seed: number;
  readonly tickets: number;
  readonly observer: DemoObserver;
}

const MINUTE_MS = 60_000;
const MORNING_MS = 240 * MINUTE_MS;

const noonOf = (opening: Date): Date => new Date(opening.getTime() + MORNING_MS);

/**
 * Plays a morning of support: a desk with a history is read and judged, its backlog is triaged, and
 * then people write, events come in and every new case is triaged. All over HTTP on loopback.
 */
export async function runDemo(options: RunDemoOptions): Promise<DemoReport> {
  const { seed, observer } = options;
  const stages = createStageTimer(observer);
  const dataSet = generateDataSet({ seed, count: options.tickets });
  const steps = generateMorning(dataSet, { seed });
  stages.start('history');
  const desk = await openZendeskDesk({ dataSet, seed, onProgress: observer.onProgress });
  try {
    const losses = createLossLog();
    const sumUpTraffic = watchTraffic(desk.adapter);
    const enricher = createEnricher(dataSet.accounts, desk.directory, dataSet.now);
    const summary = summarizeDesk(desk, dataSet);
    observer.onDesk(summary, desk.served.url);

    stages.start('reading');
    breakTwice(desk);
    const { tickets, pages } = await readTickets(desk.adapter, losses);
    const threads = await readThreads(desk.adapter, tickets, losses);
    const recoveredFrom = sumUpTraffic().retries.map(({ code }) => code);
    const reading = { tickets: tickets.length, pages, ...threads, recoveredFrom };
    observer.onReading(reading);

    stages.start('judging');
    const atOpening = judgeSla(tickets, enricher, dataSet.now);
    const health = judgeHealth(dataSet.accounts, tickets, enricher);
    observer.onJudged(atOpening, health);

    const scenarios = scenariosOf(dataSet, steps);
    const triage = createTriageDesk({
      adapter: desk.adapter,
      directory: desk.directory,
      enricher,
      losses,
      scenarioOf: (caseKey) => scenarios.get(caseKey) ?? 'unknown',
    });
    stages.start('backlog');
    const backlog = await triageBacklog(desk, tickets, triage, observer);
    stages.start('morning');
    const played = await playMorning(desk, steps, {
      triage,
      observer,
      endsAt: noonOf(dataSet.now),
    });

    stages.start('closing');
    return {
      seed,
      desk: summary,
      reading,
      sla: { atOpening, atNoon: await judgeAgain(desk, enricher) },
      health,
      morning: played.morning,
      webhooks: played.webhooks,
      triage: [...backlog, ...played.triage],
      losses: losses.list(),
      traffic: sumUpTraffic(),
      timings: stages.stop(),
    };
  } finally {
    await desk.close();
  }
}

function summarizeDesk({ adapter }: Desk, dataSet: DataSet): DeskSummary {
  return {
    provider: adapter.provider,
    account: adapter.account,
    openedAt: dataSet.now.toISOString(),
    accounts: dataSet.accounts.length,
    contacts: dataSet.people.length,
    agents: dataSet.staff.length,
    tickets: dataSet.tickets.length,
  };
}

/** Which scenario each case was made from. */
function scenariosOf(dataSet: DataSet, steps: readonly MorningStep[]): ReadonlyMap<string, string> {
  const opened = steps.flatMap((step) => (step.kind === 'opens' ? [step.ticket] : []));
  return new Map(
    [...dataSet.tickets, ...opened].map((ticket) => [ticket.key, ticket.scenario.key]),
  );
}

/** The desk fails once and refuses once, so that there is something to recover from. */
function breakTwice({ sandbox }: Desk): void {
  sandbox.faults.inject({
    method: 'GET',
    path: /\/tickets(\.json)?$/,
    fault: { kind: 'status', status: 503, html: '<h1>Service unavailable</h1>' },
  });
  sandbox.faults.inject({
    method: 'GET',
    path: /\/comments(\.json)?$/,
    after: 5,
    fault: { kind: 'rate-limited', retryAfterSeconds: 3 },
  });
}

/** Triages what came in over the weekend. On one ticket the customer is faster than we are. */
async function triageBacklog(
  desk: Desk,
  tickets: readonly SupportTicket[],
  triage: TriageDesk,
  observer: DemoObserver,
): Promise<readonly TriageEntry[]> {
  const fresh = tickets.filter((ticket) => ticket.statusDetail === 'new');
  const entries: TriageEntry[] = [];
  for (const [index, ticket] of fresh.entries()) {
    if (index === 1) await writeMeanwhile(desk, ticket);
    const entry = await triage.handle(ticket, 'backlog');
    observer.onTriage(entry, new Date(desk.sandbox.clock.now()));
    observer.onProgress(index + 1, fresh.length);
    entries.push(entry);
  }
  return entries;
}

async function writeMeanwhile({ actors, sandbox }: Desk, ticket: SupportTicket): Promise<void> {
  sandbox.clock.advance(MINUTE_MS);
  await actors.nudge(ticket);
}

async function judgeAgain(desk: Desk, enricher: Enricher): Promise<DemoReport['sla']['atNoon']> {
  const { tickets } = await readTickets(desk.adapter, createLossLog());
  return judgeSla(tickets, enricher, new Date(desk.sandbox.clock.now()));
}

interface StageTimer {
  start(stage: Stage): void;
  /** Whole milliseconds by stage, and of all together. */
  stop(): DemoReport['timings'];
}

function createStageTimer(observer: DemoObserver): StageTimer {
  const begun = performance.now();
  const marks: { readonly stage: Stage; readonly at: number }[] = [];
  return {
    start(stage) {
      marks.push({ stage, at: performance.now() });
      observer.onStage(stage);
    },
    stop() {
      const end = performance.now();
      const spans = marks.map(({ stage, at }, index) => [
        `${stage}Ms`,
        Math.round((marks[index + 1]?.at ?? end) - at),
      ]);
      return { ...Object.fromEntries(spans), totalMs: Math.round(end - begun) };
    },
  };
}
