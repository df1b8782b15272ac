import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, startProgram } from './support/run-cli.ts';
import type { Call, Called } from './support/run-many.ts';
import { CONFIG, openTwoDesks, type TwoDesks } from './support/two-desks.ts';

const WRONG = 'wrong-s3cr3t-value';
const QUICK = CONFIG.replaceAll("subdomain: 'acme',", "subdomain: 'acme', maxRetries: 0,").replace(
  "ledger: 'migration.sqlite'",
  "ledger: 'migration.sqlite', concurrency: 5, leaseMs: 45000, fileBytes: 1234567",
);
const BACKWARD = QUICK.replace("from: 'old', to: 'new'", "from: 'new', to: 'old'");

type Planned = readonly [name: string, command: string, environment?: Call['environment']];

/** In this order, at the same desks. */
const CALLS: readonly Planned[] = [
  ['no ledger', 'migrate status'],
  ['a wrong option', 'migrate run --loud'],
  ['an unknown desk', 'export --desk third'],
  ['no desk', 'export'],
  ['no file', 'migrate plan --config other.ts'],
  ['no migration', 'migrate plan --config desks.config.ts'],
  ['doctor', 'doctor --json'],
  ['doctor, wrong credentials', 'doctor', { ZENDESK_API_TOKEN: WRONG }],
  ['a desk that cannot be made', 'doctor --config broken.config.ts'],
  ['wrong credentials', 'migrate plan', { ZENDESK_API_TOKEN: WRONG }],
  ['unreachable', 'migrate plan', { OLD_URL: 'http://127.0.0.1:9' }],
  ['verify before the source was read', 'migrate verify --json'],
  ['plan', 'migrate plan --json --write mapping.ts'],
  ['plan over a file', 'migrate plan --write mapping.ts'],
  ['plan over a file with force', 'migrate plan --write mapping.ts --force'],
  ['preflight', 'migrate preflight --json'],
  ['run', 'migrate run --json'],
  ['delta', 'migrate delta --until-quiet --json'],
  ['verify', 'migrate verify --json'],
  ['status', 'migrate status --json'],
  ['report', 'migrate report --html report.html --json'],
  ['report over a file', 'migrate report --html report.html'],
  ['retry', 'migrate retry-failed --json'],
  ['abandon without a reason', 'migrate abandon'],
  ['another ledger', 'migrate status --config backward.config.ts'],
  ['not silent', 'migrate run --config loud.config.ts'],
  ['export', 'export --desk old --out tickets.ndjson --json'],
  ['export over a file', 'export --desk old --out tickets.ndjson'],
  ['histories of a desk without', 'export --desk old --events --out other.ndjson'],
  ['histories of a ledger', 'export --ledger csv --events'],
  ['export to the screen', 'export --desk old'],
  ['operations of an export', 'report --from tickets.ndjson --json'],
  ['operations of a desk', 'report --desk old --json'],
  ['export of the ledger', 'export --ledger csv'],
  ['rollback without a number', 'migrate rollback'],
  ['rollback of another number', 'migrate rollback --confirm 1'],
  ['rollback', 'migrate rollback --confirm 6 --json'],
];

let desks: TwoDesks;
let bare: TwoDesks;
const called = new Map<string, Called>();

const CONFIGS: Readonly<Record<string, string>> = {
  'polydesk.config.ts': QUICK,
  'desks.config.ts': QUICK.replace(/ {2}migration: .*\n/, ''),
  'broken.config.ts': QUICK.replace("env('ZENDESK_API_TOKEN')", "env('NOT_SET_TOKEN')"),
  'backward.config.ts': BACKWARD,
  'loud.config.ts': BACKWARD.replace('migration.sqlite', 'other.sqlite'),
};

beforeAll(async () => {
  desks = await openTwoDesks({ tickets: 3, files: CONFIGS });
  bare = await openTwoDesks({ tickets: 1, sqlite: false });
  const calls: Call[] = CALLS.map(([, command, environment = {}]) => ({
    parameters: command.split(' '),
    folder: desks.folder,
    environment: { ...desks.environment, ...environment },
  }));
  calls.push({
    parameters: ['migrate', 'plan'],
    folder: bare.folder,
    environment: bare.environment,
    builtInSqlite: false,
  });
  const program = startProgram('test/cli/support/run-many.ts', [JSON.stringify(calls)]);
  const { stdout, stderr } = await finish(program);
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as readonly Called[];
  for (const [index, result] of results.entries()) {
    called.set(CALLS[index]?.[0] ?? 'without SQLite', result);
  }
}, 120_000);

afterAll(async () => {
  await desks.close();
  await bare.close();
});

const lines = (name: string): readonly Record<string, unknown>[] =>
  called
    .get(name)!
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('what cannot be done is said, with a code of its own:', () => {
  it.each([
    ['no ledger', 2, 'There is no ledger yet'],
    ['a wrong option', 2, '--loud'],
    ['an unknown desk', 2, 'polydesk.config.ts has no desk "third". It has: old, new.'],
    ['no desk', 2, 'Say which desk with --desk: old, new.'],
    ['no file', 2, 'There is no file other.ts, which --config names.'],
    ['no migration', 2, 'desks.config.ts has no migration'],
    [
      'plan over a file',
      2,
      'mapping.ts is there already. Name another file, or replace it with --force.',
    ],
    ['another ledger', 2, 'ledger'],
    ['abandon without a reason', 2, '--reason'],
    ['report over a file', 2, 'report.html is there already.'],
    ['export over a file', 2, 'tickets.ndjson is there already.'],
    ['histories of a desk without', 2, 'Freshdesk gives no histories of tickets'],
    ['histories of a ledger', 2, 'leave --desk, --since and --events out'],
    ['not silent', 3, "silence: 'confirmed'"],
    [
      'rollback without a number',
      3,
      'A rollback deletes 6 records of zendesk:acme: say --confirm 6.',
    ],
    ['rollback of another number', 3, 'confirm must be that number'],
    ['wrong credentials', 4, 'authentication_failed'],
    ['unreachable', 4, 'network_failed'],
  ])('%s: %i', (name, exitCode, sentence) => {
    expect(called.get(name)).toMatchObject({ exitCode, stdout: '' });
    expect(called.get(name)?.stderr).toContain(sentence);
    expect(called.get(name)?.stderr).not.toContain('    at ');
  });

  it('no output of any command holds a secret', () => {
    const secrets = [
      WRONG,
      desks.environment['FRESHDESK_API_KEY'],
      desks.environment['ZENDESK_API_TOKEN'],
    ];
    const said = [...called.values()].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  it('a ledger without SQLite', () => {
    expect(called.get('without SQLite')?.exitCode).toBe(0);
    expect(called.get('without SQLite')?.stderr).toContain('There is no SQLite here');
  });
});

describe('polydesk doctor', () => {
  it('says of each desk what can be known without writing', () => {
    const [answer] = lines('doctor') as unknown as readonly [
      { ok: boolean; desks: { desk: string; checks: { check: string; state: string }[] }[] },
    ];
    expect(called.get('doctor')?.exitCode).toBe(0);
    expect(answer.ok).toBe(true);
    expect(
      answer.desks.map(({ desk, checks }) => [
        desk,
        checks.map(({ check, state }) => `${check} ${state}`),
      ]),
    ).toEqual([
      ['old', ['credentials ok', 'read ok', 'clock ok', 'limits ok']],
      ['new', ['credentials ok', 'read ok', 'import ok', 'silence ok', 'clock ok', 'limits ok']],
    ]);
  });

  it('ends with 1 for wrong credentials, and says what to do', () => {
    const { exitCode, stdout } = called.get('doctor, wrong credentials')!;
    expect(exitCode).toBe(1);
    expect(stdout).toContain('not revoked');
    expect(called.get('a desk that cannot be made')).toMatchObject({ exitCode: 1, stderr: '' });
    expect(called.get('a desk that cannot be made')?.stdout).toContain(
      'desks.new cannot be made. Error: Set NOT_SET_TOKEN.',
    );
  });
});

describe('--json', () => {
  it('gives plan, preflight and status as one document', () => {
    expect(lines('plan')).toMatchObject([
      {
        from: 'freshdesk:acme',
        to: 'zendesk:acme',
        written: 'mapping.ts',
        counts: { ticket: { planned: 3 } },
      },
    ]);
    expect(lines('preflight')).toMatchObject([
      { ok: true, canary: { source: 'freshdesk:acme:1' } },
    ]);
    expect(lines('status')).toMatchObject([{ counts: { ticket: { verified: 3 } } }]);
    expect(lines('retry')).toEqual([{ planned: 0 }]);
    expect(called.get('plan over a file with force')?.exitCode).toBe(0);
  });

  it('gives the report, and writes it as a page', () => {
    const [report] = lines('report');
    expect(report).toMatchObject({
      subject: { from: 'freshdesk:acme', to: 'zendesk:acme' },
      counts: { ticket: { verified: 3 } },
      containsCustomerText: false,
      settings: { concurrency: 5, leaseMs: 45_000, fileBytes: 1_234_567 },
    });
    const page = readFileSync(join(desks.folder, 'report.html'), 'utf8');
    expect(page).toContain('freshdesk:acme');
    expect(page).not.toContain('<script');
  });

  it('reports on a desk, and on its export', () => {
    for (const name of ['operations of an export', 'operations of a desk']) {
      expect(called.get(name)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(called.get(name)!.stdout)).toMatchObject({ subject: 'freshdesk:acme' });
    }
  });

  it('verifies nothing before the source was read to its end', () => {
    expect(called.get('verify before the source was read')?.exitCode).toBe(1);
    expect(lines('verify before the source was read').at(-1)).toMatchObject({
      ...{ type: 'result', scanned: false, verified: 0, open: 0 },
    });
    expect(lines('verify').at(-1)).toMatchObject({ scanned: true });
    expect(called.get('verify')?.exitCode).toBe(0);
  });

  it('gives the other phases as events, and the result last', () => {
    const run = lines('run');
    expect(run[0]).toMatchObject({ type: 'progress', phase: 'run' });
    expect(run.at(-1)).toMatchObject({ type: 'result', interrupted: false, failed: 0 });
    expect(lines('verify').at(-1)).toMatchObject({
      type: 'result',
      verified: 3,
      open: 0,
      differing: 0,
    });
    expect(lines('delta').at(-1)).toMatchObject({ type: 'result', failed: 0 });
    expect(lines('rollback').at(-1)).toEqual({
      type: 'result',
      interrupted: false,
      deleted: 6,
      left: 0,
    });
  });
});

describe('polydesk export', () => {
  it('writes a ticket with its thread on each line, and leaves no cursor behind', () => {
    const path = join(desks.folder, 'tickets.ndjson');
    const written = readFileSync(path, 'utf8');
    // When each was read is another moment.
    const still = (text: string) => text.replaceAll(/"fetchedAt":"[^"]*"/g, '');
    expect(still(called.get('export to the screen')!.stdout)).toBe(still(written));
    const [first, ...others] = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(others).toHaveLength(2);
    expect(first.ticket.subject).toMatch(/^Label printer \d is down$/);
    expect(first.messages.map(({ visibility }: { visibility: string }) => visibility)).toEqual([
      'public',
      'public',
      'internal',
    ]);
    expect(existsSync(`${path}.cursor`)).toBe(false);
    expect(lines('export')).toMatchObject([
      { desk: 'freshdesk:acme', tickets: 3, messages: 9, gone: 0 },
    ]);
  });

  it('writes the ledger', () => {
    const [header, ...rows] = called.get('export of the ledger')!.stdout.trimEnd().split('\r\n');
    expect(header).toMatch(/^kind,source,state,target/);
    expect(rows).toHaveLength(6);
  });
});
