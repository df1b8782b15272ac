import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  comparable,
  type MigrationSession,
  playMigrationSession,
  SESSION,
  transcriptIn,
  transcriptOf,
} from './support/migration-session.ts';

const page = readFileSync(new URL('../../docs/migration-cli.md', import.meta.url), 'utf8');
// The doctor is tested by himself, and changes nothing here.
const commands = SESSION.slice(1);
let session: MigrationSession;

beforeAll(async () => {
  session = await playMigrationSession(commands);
}, 120_000);
afterAll(() => session.desks.close());

const entry = (command: string) => session.entries.find((one) => one.command.endsWith(command))!;

describe('a migration that is planned, run, killed, resumed and verified from the command line', () => {
  it('ends each command with the code that says how', () => {
    expect(
      session.entries.map(({ command, exitCode, signal }) => [command, exitCode ?? signal]),
    ).toEqual([
      ['polydesk migrate plan --write mapping.ts', 0],
      ['polydesk migrate preflight', 0],
      ['polydesk migrate run --concurrency 1', 'SIGKILL'],
      ['polydesk migrate status', 0],
      ['polydesk migrate run', 0],
      ['polydesk migrate verify', 0],
    ]);
  });

  it('loses nothing and doubles nothing', () => {
    const { old, fresh } = session.desks;
    const subjects = (tickets: Iterable<{ readonly subject: string | null }>) =>
      [...tickets].map(({ subject }) => subject).sort();
    // What a killed attempt had written was deleted before it was written again.
    const there = [...fresh.state.tickets.rows.values()].filter(({ deleted }) => deleted === null);
    const carried = subjects(there);
    expect(carried).toEqual(subjects(old.state.tickets.rows.values()));
    expect(new Set(carried).size).toBe(24);
    expect(fresh.state.outbox).toEqual([]);
  });

  it('says after the kill what is open, and does not lose sight of what was sent', () => {
    expect(entry('status').stdout).toMatch(/sent/);
    expect(entry('status').stdout).toContain('runs, or was killed');
    expect(entry('migrate run').stderr).toContain('An earlier run has not ended');
  });

  it('shows plain lines where there is no terminal', () => {
    const { stderr } = entry('migrate verify');
    expect(stderr).toMatch(/^verify: \d+ of 24 \(\d+ %\), [\d,]+ a minute/);
    expect(stderr).not.toContain('\u001b');
  });

  it('never says a secret', () => {
    const { environment } = session.desks;
    const said = transcriptOf(session.entries);
    for (const name of ['FRESHDESK_API_KEY', 'ZENDESK_API_TOKEN']) {
      expect(environment[name]!.length).toBeGreaterThan(6);
      expect(said).not.toContain(environment[name]);
    }
  });

  it('is the one that the documentation shows', () => {
    const shown = transcriptIn(page);
    // From the second command on.
    const documented = shown.slice(shown.indexOf(`$ npx ${commands[0]}`));
    expect(comparable(transcriptOf(session.entries))).toBe(comparable(documented));
  });
});
