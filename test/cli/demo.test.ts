import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../examples/data/accounts.ts';
import { DATA_NOW, generateDataSet } from '../../examples/data/generate.ts';
import { generateMorning } from '../../examples/data/morning.ts';
import { SCENARIOS } from '../../examples/data/scenarios/index.ts';
import type { DemoReport } from '../../src/cli/demo/report.ts';
import { type Finished, finish, runCli, startProgram } from './support/run-cli.ts';

const SEED = 11;
const TICKETS = 180;
const flags = ['demo', '--json', '--seed', String(SEED), '--tickets', String(TICKETS)];

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const withoutTimings = (document: string): object => ({
  ...(JSON.parse(document) as DemoReport),
  timings: null,
});

describe('polydesk demo --json', () => {
  let first: Finished;
  let second: Finished;
  let report: DemoReport;
  const dataSet = generateDataSet({ seed: SEED, count: TICKETS });
  const morning = generateMorning(dataSet, { seed: SEED });
  const churn = new Set(SCENARIOS.filter(({ churn }) => churn === true).map(({ key }) => key));

  beforeAll(async () => {
    first = await runCli(flags);
    second = await runCli(flags);
    // The document is what this test is about; every field it reads is asserted below.
    report = JSON.parse(first.stdout) as DemoReport;
  }, 90_000);

  it('exits with 0 and prints one document and nothing else', () => {
    expect(first.stderr).toBe('');
    expect(first.exitCode).toBe(0);
    expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('}');
  });

  it('prints the same document for the same seed, but for the timings', () => {
    expect(withoutTimings(second.stdout)).toEqual(withoutTimings(first.stdout));
    expect(Object.keys(report.timings)).toContain('totalMs');
  });

  it('holds no address of a port outside the timings', () => {
    expect(JSON.stringify(withoutTimings(first.stdout))).not.toMatch(/127\.0\.0\.1|localhost/);
  });

  it('reads every ticket of the data set through the pages of the desk', () => {
    expect(report.desk).toMatchObject({
      provider: 'zendesk',
      openedAt: DATA_NOW.toISOString(),
      tickets: TICKETS,
      accounts: ACCOUNTS.length,
    });
    expect(report.reading.tickets).toBe(TICKETS);
    expect(report.reading.pages).toBe(Math.ceil(TICKETS / 100));
    expect(report.reading.messages).toBeGreaterThan(report.reading.threads);
    expect(report.reading.internalNotes).toBeGreaterThan(0);
  });

  it('checks the SLA of exactly the unfinished tickets', () => {
    const unfinished = dataSet.tickets.filter(
      ({ outcome }) => outcome !== 'resolved' && outcome !== 'closed',
    );
    const { atOpening } = report.sla;
    expect(atOpening.checked).toBe(unfinished.length);
    expect(sum(atOpening.byType)).toBe(sum(atOpening.byPriority));
    expect(atOpening.breached).toBeLessThanOrEqual(atOpening.checked);
  });

  it('finds late every untouched ticket that nobody has answered for a day and a half', () => {
    const late = dataSet.tickets.filter(
      ({ outcome, createdAt }) =>
        outcome === 'untouched' && DATA_NOW.getTime() - createdAt.getTime() > 36 * 3_600_000,
    );
    expect(late.length).toBeGreaterThan(0);
    expect(report.sla.atOpening.byType.first_response).toBeGreaterThanOrEqual(late.length);
  });

  it('scores every paying account and calls for the critical ones with revenue', () => {
    const { health } = report;
    expect(health.scored).toBe(ACCOUNTS.filter(({ mrr }) => mrr > 0).length);
    expect(sum(health.byStatus)).toBe(health.scored);
    // Few logins, one of five features, usage down by three quarters, four failed payments.
    const ironwood = health.atRisk.find(({ account }) => account === 'ironwood');
    expect(ironwood?.status).toBe('critical');
    expect(health.alerts).toContain('ironwood');
    for (const row of health.atRisk.filter(({ alert }) => alert))
      expect(row).toMatchObject({ status: 'critical', mrr: expect.toSatisfy((n) => n >= 1000) });
    expect(health.atRisk.map(({ account }) => account)).not.toContain('harborline');
  });

  it('triages the untouched backlog and every case that the morning brings', () => {
    const untouched = dataSet.tickets.filter(({ outcome }) => outcome === 'untouched');
    const opened = morning.flatMap((step) => (step.kind === 'opens' ? [step.ticket] : []));
    const keysOf = (cause: string) =>
      report.triage.filter((entry) => entry.cause === cause).map(({ caseKey }) => caseKey);
    expect(keysOf('backlog').sort()).toEqual(untouched.map(({ key }) => key).sort());
    expect(keysOf('webhook').sort()).toEqual(opened.map(({ key }) => key).sort());
  });

  it('makes every customer who wants to leave urgent and churn-risk, and nobody else a risk', () => {
    const leaving = report.triage.filter(({ scenario }) => churn.has(scenario));
    expect(leaving.length).toBeGreaterThanOrEqual(5);
    for (const entry of leaving)
      expect(entry, entry.scenario).toMatchObject({ after: 'urgent', churnRisk: true });
    const others = report.triage.filter(({ scenario }) => !churn.has(scenario));
    expect(others.filter(({ churnRisk }) => churnRisk).map(({ scenario }) => scenario)).toEqual([]);
  });

  it('writes each decision back to the desk, with its reasons in a note', () => {
    for (const entry of report.triage) {
      expect(entry.written.priority).toBe(entry.after);
      expect(entry.written.tags).toContain('triaged');
      expect(entry.written.tags.includes('churn-risk')).toBe(entry.churnRisk);
      expect(entry.note).toContain(entry.category);
      expect(entry.reasons.length).toBeGreaterThan(0);
    }
  });

  it('refuses to overwrite the one ticket that changed while it was decided on', () => {
    expect(report.triage.filter(({ staleWriteRefused }) => staleWriteRefused)).toHaveLength(1);
    expect(report.traffic.byStatus['409']).toBe(1);
  });

  it('accepts each event of the desk once, and counts add up', () => {
    const { webhooks } = report;
    expect(webhooks.accepted).toBe(webhooks.sent);
    expect(webhooks.events).toBe(webhooks.sent);
    expect(sum(webhooks.byType)).toBe(webhooks.accepted);
    expect(webhooks.duplicates).toBe(1);
    expect(webhooks.deliveries).toBe(
      webhooks.accepted + webhooks.duplicates + webhooks.refused.length,
    );
  });

  it('receives one event for every case opened and every message written', () => {
    const { byType } = report.webhooks;
    const { byKind } = report.morning;
    const opened = byKind['opens'] ?? 0;
    expect(byType['ticket.created']).toBe(opened);
    const replies = (byKind['writes'] ?? 0) + (byKind['answers'] ?? 0) + (byKind['solves'] ?? 0);
    expect(byType['message.created']).toBe(opened + replies);
    // Every new case gets one note from triage.
    expect(byType['note.created']).toBe((byKind['notes'] ?? 0) + opened);
    expect(report.morning.steps).toBe(morning.length);
  });

  it('refuses the changed, the unsigned and the replayed delivery, each for its own reason', () => {
    expect(report.webhooks.refused).toEqual([
      { attack: 'one digit changed', reason: 'signature_mismatch' },
      { attack: 'signature left out', reason: 'missing_header' },
      { attack: 'old delivery replayed', reason: 'timestamp_expired' },
    ]);
  });

  it('tells what was lost in translation, in both directions', () => {
    const lossOf = (field: string) => report.losses.find((loss) => loss.field === field);
    const withoutPriority = dataSet.tickets.filter(({ scenario }) => scenario.priority === null);
    expect(lossOf('priority')).toMatchObject({
      direction: 'read',
      type: 'defaulted',
      count: withoutPriority.length,
    });
    expect(lossOf('category')).toMatchObject({
      direction: 'write',
      type: 'dropped',
      count: report.triage.length,
    });
  });

  it('recovers from the failure and the refusal that the desk was told to give', () => {
    const { traffic } = report;
    expect(traffic.retries.map(({ code }) => code)).toEqual(['server_error', 'rate_limited']);
    expect(report.reading.recoveredFrom).toEqual(['server_error', 'rate_limited']);
    expect(traffic.byStatus).toMatchObject({ '429': 1, '503': 1 });
    expect(sum(traffic.byMethod)).toBe(traffic.requests);
    expect(sum(traffic.byStatus)).toBe(traffic.requests);
  });

  it('stays within every rate budget', () => {
    expect(report.traffic.budgets.map(({ name }) => name)).toContain('account');
    for (const budget of report.traffic.budgets)
      expect(budget.lowestRemaining, budget.name).toBeGreaterThanOrEqual(0);
  });
});

describe('polydesk demo for a person', () => {
  it('shows the whole story without colour in a pipe, within the time it promises', async () => {
    const { exitCode, stdout, stderr } = await runCli(['demo', '--tickets', '60']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    for (const title of ['Events', 'Triage', 'SLA', 'Accounts at risk', 'Lost in translation'])
      expect(stdout).toContain(`\n${title}\n`);
    expect(stdout).toContain('signature_mismatch');
    expect(stdout).not.toContain('\u001b');
  }, 60_000);

  it('ends quietly when its reader stops reading', async () => {
    const child = startProgram('src/cli/main.ts', ['demo', '--tickets', '60']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { exitCode, stderr } = await finish(child);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  }, 60_000);

  it('uses colour when it is told to', async () => {
    const { stdout } = await runCli(['demo', '--tickets', '60'], { FORCE_COLOR: '1' });
    expect(stdout).toContain('\u001b[');
  }, 60_000);
});
