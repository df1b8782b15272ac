import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../examples/data/accounts.ts';
import { DATA_NOW, generateDataSet } from '../../examples/data/generate.ts';
import { generateMorning } from '../../examples/data/morning.ts';
import { SCENARIOS } from '../../examples/data/scenarios/index.ts';
import type { DemoReport } from '../../src/cli/demo/report.ts';
import { displayWidth } from '../../src/cli/terminal/display-width.ts';
import { type Finished, finish, runCli, startProgram } from './support/run-cli.ts';

const SEED = 11;
const TICKETS = 120;
const PROVIDERS = ['zendesk', 'intercom', 'freshdesk'] as const;
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
    [first, second] = await Promise.all([runCli(flags), runCli(flags)]);
    // The document is what this test is about; every field it reads is asserted below.
    report = JSON.parse(first.stdout) as DemoReport;
  }, 240_000);

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

  it('plays at three desks, which share the data set', () => {
    expect(report.openedAt).toBe(DATA_NOW.toISOString());
    expect(report.accounts).toBe(ACCOUNTS.length);
    expect(report.desks).toEqual([
      { provider: 'zendesk', account: 'acme', tickets: TICKETS / 3 },
      { provider: 'intercom', account: 'abc123de', tickets: TICKETS / 3 },
      { provider: 'freshdesk', account: 'acme', tickets: TICKETS / 3 },
    ]);
  });

  it('reads every ticket of the data set through the one list of all desks', () => {
    expect(report.reading.tickets).toBe(TICKETS);
    expect(report.reading.byDesk).toEqual({
      zendesk: TICKETS / 3,
      intercom: TICKETS / 3,
      freshdesk: TICKETS / 3,
    });
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

  it('refuses to overwrite the one ticket at each desk that changed while it was decided on', () => {
    const refused = report.triage.filter(({ staleWriteRefused }) => staleWriteRefused);
    expect(refused.map(({ desk }) => desk).sort()).toEqual(['freshdesk', 'intercom', 'zendesk']);
  });

  it('sends every desk the same kind of work', () => {
    for (const provider of PROVIDERS) {
      const entries = report.triage.filter(({ desk }) => desk === provider);
      expect(new Set(entries.map(({ cause }) => cause))).toEqual(new Set(['backlog', 'webhook']));
    }
  });

  it('counts of deliveries add up', () => {
    for (const desk of report.webhooks) {
      expect(sum(desk.byType), desk.desk).toBe(desk.accepted);
      // What was sent came once, but for the one that was told to come twice; the rest is forged.
      const extra = desk.deliveries - desk.sent;
      const attacks = 3;
      expect(extra - attacks, desk.desk).toBe(desk === twice() ? 1 : 0);
    }
  });

  /** The desk that was told to deliver something twice. */
  const twice = () => {
    const at = morning.slice(0, 10).at(-1)!;
    const key = at.kind === 'opens' ? at.ticket.key : at.caseKey;
    const opened = morning.flatMap((step) => (step.kind === 'opens' ? [step.ticket.key] : []));
    const keys = dataSet.tickets.map((ticket) => ticket.key);
    const index = (opened.includes(key) ? opened : keys).indexOf(key);
    return webhooksOf(PROVIDERS[index % 3]!);
  };

  const webhooksOf = (provider: string) => report.webhooks.find(({ desk }) => desk === provider)!;

  it('receives one event for every case that is opened, at its desk', () => {
    const opened = report.morning.byKind['opens'] ?? 0;
    for (const [index, provider] of PROVIDERS.entries()) {
      const own = Math.ceil((opened - index) / 3);
      expect(webhooksOf(provider).byType['ticket.created'], provider).toBe(own);
    }
    expect(report.morning.steps).toBe(morning.length);
  });

  it('receives one event for every message, where events have ids of their own', () => {
    const at = (provider: string) =>
      morning.filter((step) => {
        const key = step.kind === 'opens' ? step.ticket.key : step.caseKey;
        return deskOf(key) === provider;
      });
    const opened = morning.flatMap((step) => (step.kind === 'opens' ? [step.ticket.key] : []));
    const deskOf = (key: string): string => {
      const keys = opened.includes(key) ? opened : dataSet.tickets.map((ticket) => ticket.key);
      return PROVIDERS[keys.indexOf(key) % 3]!;
    };
    for (const provider of ['zendesk', 'intercom']) {
      const { byType } = webhooksOf(provider);
      const steps = at(provider);
      const notes = steps.filter(({ kind }) => kind === 'notes').length;
      const cases = steps.filter(({ kind }) => kind === 'opens').length;
      expect(byType['message.created'], provider).toBe(steps.length - notes);
      // Every new case gets one note from triage.
      expect(byType['note.created'], provider).toBe(notes + cases);
    }
  });

  it('refuses what is forged or old, as far as the proof of each desk reaches', () => {
    expect(webhooksOf('zendesk')).toMatchObject({
      proof: 'hmac-sha256',
      refused: [
        { attack: 'a digit changed', reason: 'signature_mismatch' },
        { attack: 'proof left out', reason: 'missing_header' },
        { attack: 'old one replayed', reason: 'timestamp_expired' },
      ],
    });
    // No time is signed: a replay is only known by its id.
    expect(webhooksOf('intercom')).toMatchObject({
      proof: 'hmac-sha1',
      refused: [
        { attack: 'a digit changed', reason: 'signature_mismatch' },
        { attack: 'proof left out', reason: 'missing_header' },
      ],
    });
    expect(webhooksOf('intercom').duplicates).toBeGreaterThanOrEqual(1);
    expect(webhooksOf('freshdesk')).toMatchObject({
      proof: 'shared-secret',
      refused: [
        { attack: 'secret guessed', reason: 'signature_mismatch' },
        { attack: 'proof left out', reason: 'missing_header' },
      ],
    });
    expect(webhooksOf('freshdesk').duplicates).toBeGreaterThanOrEqual(1);
  });

  it('tells what was lost in translation, at each desk and in both directions', () => {
    const lossOf = (desk: string, direction: string, field: string) =>
      report.losses.find(
        (loss) => loss.desk === desk && loss.direction === direction && loss.field === field,
      );
    const withoutPriority = dataSet.tickets.filter(
      ({ scenario }, index) => scenario.priority === null && index % 3 === 0,
    );
    expect(lossOf('zendesk', 'read', 'priority')).toMatchObject({
      type: 'defaulted',
      count: withoutPriority.length,
    });
    expect(lossOf('zendesk', 'write', 'category')).toMatchObject({
      type: 'dropped',
      count: report.triage.filter(({ desk }) => desk === 'zendesk').length,
    });
    // The other two have a field for it.
    expect(lossOf('intercom', 'write', 'category')).toBeUndefined();
    expect(lossOf('freshdesk', 'write', 'category')).toBeUndefined();
    expect(lossOf('freshdesk', 'read', 'status')).toMatchObject({ type: 'coerced' });
  });

  it('recovers from the failure and the refusal that each desk was told to give', () => {
    for (const traffic of report.traffic) {
      const codes = traffic.retries.map(({ code }) => code);
      expect(codes, traffic.desk).toContain('server_error');
      expect(traffic.byStatus['503'], traffic.desk).toBe(1);
      expect(sum(traffic.byMethod), traffic.desk).toBe(traffic.requests);
      expect(sum(traffic.byStatus), traffic.desk).toBe(traffic.requests);
    }
    const recovered = report.reading.recoveredFrom.map(({ desk, code }) => `${desk} ${code}`);
    for (const provider of PROVIDERS) {
      expect(recovered).toContain(`${provider} server_error`);
      expect(recovered).toContain(`${provider} rate_limited`);
    }
  });

  it('stays within every rate budget', () => {
    for (const { desk, budgets } of report.traffic) {
      expect(budgets.length, desk).toBeGreaterThan(0);
      for (const budget of budgets)
        expect(budget.lowestRemaining, `${desk} ${budget.name}`).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('polydesk demo for a person', () => {
  it('shows the whole story in eighty columns, in colour when it is told to', async () => {
    const colored = await runCli(['demo', '--tickets', '60'], { FORCE_COLOR: '1' });
    expect(colored.stderr).toBe('');
    expect(colored.exitCode).toBe(0);
    expect(colored.stdout).toContain('\u001b[');
    const stdout = stripVTControlCharacters(colored.stdout);
    for (const title of ['Events', 'Triage', 'SLA', 'Accounts at risk, over all desks'])
      expect(stdout).toContain(`\n${title}\n`);
    for (const desk of ['Zendesk', 'Intercom', 'Freshdesk']) expect(stdout).toContain(desk);
    const tooWide = stdout.split('\n').filter((line) => displayWidth(line) > 80);
    expect(tooWide).toEqual([]);
    expect(stdout).toContain('signature_mismatch');
  }, 120_000);

  it('shows no colour in a pipe, and ends quietly when its reader stops reading', async () => {
    const child = startProgram('src/cli/main.ts', ['demo', '--tickets', '60']);
    let shown = '';
    child.stdout?.once('data', (chunk: Buffer) => {
      shown = chunk.toString();
      child.stdout?.destroy();
    });
    const { exitCode, stderr } = await finish(child);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(shown).toContain('polydesk');
    expect(shown).not.toContain('\u001b');
  }, 120_000);
});
