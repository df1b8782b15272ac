import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { reportFailure } from '../../src/cli/report-failure.ts';
import {
  operationsReport,
  type OperationsReport,
  reportTicketOf,
} from '../../src/desk-report/index.ts';
import { messageToJson, ticketToJson } from '../../src/model/json.ts';
import { presetPolicy, SLA_PRESETS } from '../../src/sla/index.ts';
import { aMessage, aTicket } from '../../src/testing/index.ts';
import { type Finished, runCli } from './support/run-cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydesk-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = (name: string) => join(folder, name);
const at = (time: string) => new Date(`2026-05-${time}:00Z`);

/** Runs the command in this process: a process of its own for each would take too long. */
async function run(...parameters: string[]): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  const [out, err, code] = [process.stdout.write, process.stderr.write, process.exitCode];
  process.stdout.write = (text) => Boolean((said.stdout += String(text)));
  process.stderr.write = (text) => Boolean((said.stderr += String(text)));
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(['node', 'polydesk', 'report', ...parameters]);
    return { exitCode: Number(process.exitCode), ...said };
  } catch (error) {
    const exitCode = reportFailure(error, process.stderr);
    return { exitCode, ...said };
  } finally {
    [process.stdout.write, process.stderr.write, process.exitCode] = [out, err, code];
  }
}

const author = (kind: 'customer' | 'agent') => ({ id: null, kind, name: null, email: null });
const CASES = ['04T09:00', '05T10:00', '09T11:00'].map((time, index) => {
  const created = at(time);
  const ticket = aTicket({
    id: `zendesk:acme:${index + 1}`,
    externalId: String(index + 1),
    subject: 'Secret words of a customer',
    status: index === 2 ? 'open' : 'resolved',
    priority: 'normal',
    createdAt: created,
    updatedAt: at('11T08:00'),
    firstResponseAt: null,
    resolvedAt: index === 2 ? null : new Date(created.getTime() + 7_200_000),
    closedAt: null,
  });
  const messages = [
    aMessage({
      isFirst: true,
      visibility: 'public',
      author: author('customer'),
      createdAt: created,
    }),
    aMessage({
      isFirst: false,
      visibility: 'public',
      author: author('agent'),
      createdAt: new Date(created.getTime() + 1_800_000 * (index + 1)),
    }),
  ];
  return { ticket, messages };
});
const lines = CASES.map(({ ticket, messages }) =>
  JSON.stringify({
    ticket: ticketToJson(ticket),
    messages: messages.map((one) => messageToJson(one)),
  }),
);

describe('polydesk report --from', () => {
  beforeAll(async () => {
    const contact = JSON.stringify({ kind: 'contact', contact: {} });
    await writeFile(place('export.ndjson'), [contact, '', ...lines, ''].join('\n'));
  });

  it('answers what the pure functions answer on the same tickets', async () => {
    const { exitCode, stdout } = await run('--from', place('export.ndjson'), '--json');
    expect(exitCode).toBe(0);
    // Safe: the command prints its report.
    const report = JSON.parse(stdout) as OperationsReport;
    const now = at('11T08:00');
    const policies = [presetPolicy(SLA_PRESETS.standard, { id: 'standard' })];
    const tickets = CASES.map(({ ticket, messages }) =>
      reportTicketOf(ticket, { messages }, { now, policies }),
    );
    const expected = operationsReport({ tickets }, { now, subject: 'zendesk:acme' });
    expect(report).toEqual({ ...expected, remarks: report.remarks });
    // Replies after 30, 60 and 90 minutes.
    expect(report.figures.find(({ id }) => id === 'firstReplyMedian')).toMatchObject({
      ...{ value: 60, n: 3 },
    });
    expect(stdout).not.toContain('Secret words');
  });

  it('a line ends with a line feed and nothing else', async () => {
    const texts = ['one\u2028two', 'three\u2029four', 'five\u0085six'];
    const tickets = texts.map((subject, index) =>
      JSON.stringify(ticketToJson(aTicket({ id: `zendesk:acme:${index}`, subject }))),
    );
    await writeFile(place('lines.ndjson'), tickets.join('\r\n'));
    const { exitCode, stdout } = await run('--from', place('lines.ndjson'), '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).tickets.read).toBe(3);
  });

  it('writes a file in one step, and replaces none unless it is told to', async () => {
    const out = place('report.html');
    const parameters = ['--from', place('export.ndjson'), '--out', out];
    expect((await run(...parameters)).exitCode).toBe(0);
    const page = await readFile(out, 'utf8');
    expect(page).toContain('<title>Operations report</title>');
    expect(page).not.toContain('Secret words');
    await writeFile(out, 'kept');
    const refused = await run(...parameters);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('is there already');
    expect(await readFile(out, 'utf8')).toBe('kept');
    expect((await run(...parameters, '--force', '--customer-text')).exitCode).toBe(0);
    expect(await readFile(out, 'utf8')).toContain('Secret words of a customer');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('takes predictions, customers and policies from files', async () => {
    await writeFile(
      place('said.ndjson'),
      '{"ticketId":"zendesk:acme:1","priority":"normal","confidence":0.5}\n',
    );
    await writeFile(
      place('customers.json'),
      JSON.stringify({ coreFeatures: ['x'], customers: [{ id: 'c', mrr: 5, loginDaysLast30: 0 }] }),
    );
    const week = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] };
    await writeFile(
      place('sla.json'),
      JSON.stringify({
        policies: [{ id: 'own', position: 1, targets: { normal: { first_reply: 45 } } }],
        schedules: { office: { timezone: 'UTC', weekly: week } },
        businessHours: 'office',
      }),
    );
    const { stdout } = await run(
      ...['--from', place('export.ndjson'), '--json', '--sla', place('sla.json')],
      ...['--predictions', place('said.ndjson'), '--customers', place('customers.json')],
    );
    // Safe: the command prints its report.
    const report = JSON.parse(stdout) as OperationsReport;
    expect(report.triage?.priority).toMatchObject({ compared: 1, agreed: 1 });
    expect(report.health?.rows).toMatchObject([{ id: 'c', mrr: 5 }]);
    // 30 minutes is in time, 60 and 90 are not.
    expect(report.sla?.all).toMatchObject({ met: 1, missed: 2 });
    // Monday 09:00 and Tuesday 10:00 are within the hours; Saturday has none.
    expect(report.figures.find(({ id }) => id === 'firstReplyBusinessMedian')?.value).toBe(30);
  });

  it.each([
    ['is no JSON', '{"ticket": "Secret words', 'line 2: this is no JSON.'],
    ['is no ticket', '["Secret words"]', 'line 2: this is no ticket.'],
    ['is half a ticket', '{"ticket": {"id": "Secret words"}}', 'line 2: '],
    [
      'has a thread that is none',
      `{"ticket": {}, "messages": "Secret words"}`,
      'line 2: `messages`',
    ],
  ])('refuses a line that %s, by its number and without its content', async (_, line, message) => {
    await writeFile(place('bad.ndjson'), `${lines[0]}\n${line}\n`);
    const out = place('never.html');
    const { exitCode, stderr } = await run('--from', place('bad.ndjson'), '--out', out);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('Secret');
    expect(await readdir(folder)).not.toContain('never.html');
  });
});

describe('polydesk report refuses', () => {
  it.each([
    [['--json'], 'Name one source'],
    [['--json', '--from', 'a', '--sandbox', 'zendesk'], 'Name one source'],
    [['--json', '--from', '/nowhere/at-all'], 'cannot be read'],
    [['--json', '--from', 'a', '--time-zone', 'Mars/Olympus'], 'time zone'],
    [['--json', '--from', 'a', '--from-date', '2026-05-01'], 'need each other'],
    [['--json', '--from', 'a', '--month', '2026-04', '--period', '7d'], 'no other period'],
    [['--json', '--from', 'a', '--month', '2026-13'], 'month such as 2026-04'],
    [['--json', '--from', 'a', '--sla', '/nowhere'], 'cannot be read'],
    [['--json', '--sandbox', 'lotus'], 'There are: zendesk, intercom, freshdesk'],
    [
      ['--json', '--from', 'a', '--from-date', '2026-05-02', '--to-date', '2026-05-01'],
      'must not lie before',
    ],
  ])('%j', async (parameters, message) => {
    const { exitCode, stderr, stdout } = await run(...parameters);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('polydesk report --sandbox', () => {
  it('reports on a desk without any account, in a process of its own', async () => {
    const out = place('sandbox.html');
    const { exitCode, stdout } = await runCli([
      ...['report', '--sandbox', 'freshdesk', '--tickets', '60', '--json', '--out', out],
    ]);
    expect(exitCode).toBe(0);
    // Safe: the command prints its report.
    const report = JSON.parse(stdout) as OperationsReport;
    expect(report.subject).toBe('freshdesk:acme');
    expect(report.now).toBe(Date.UTC(2026, 4, 11, 8));
    expect(report.tickets.counted).toBeGreaterThan(0);
    expect(report.previousCovered).toBe(true);
    expect(report.triage).not.toBeNull();
    expect(report.health?.customers).toBeGreaterThan(0);
    expect(await readFile(out, 'utf8')).toContain('<title>Operations report</title>');
  }, 60_000);
});
