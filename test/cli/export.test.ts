import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finished, finish, startProgram } from './support/run-cli.ts';
import { openSmallDesk, SMALL_CONFIG } from './support/small-desk.ts';

const EXPORT = 'export --desk old --out tickets.ndjson --events --json';

let folder: string;
/** What an export gives that nobody disturbs. */
let whole: string;
let finished: Finished;

/** Runs the program in the folder; a killed one has no exit code. */
const run = (command: string, environment: Readonly<Record<string, string>> = {}) =>
  finish(startProgram('src/cli/main.ts', command.split(' '), environment, folder));

const out = (): string => join(folder, 'tickets.ndjson');
const written = (): string => readFileSync(out(), 'utf8');
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'polydesk-export-'));
  writeFileSync(join(folder, 'polydesk.config.ts'), SMALL_CONFIG);
  finished = await run(EXPORT);
  whole = written();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('polydesk export --events', () => {
  it('writes the history of each ticket behind it, an event a line', async () => {
    expect(finished).toMatchObject({ exitCode: 0 });
    const desk = await openSmallDesk();
    const expected: unknown[] = [];
    for await (const ticket of desk.tickets.list()) {
      expected.push(ticket.id);
      for await (const { raw: _raw, ...event } of desk.events?.list?.(ticket.id) ?? []) {
        expected.push({ kind: 'event', event: JSON.parse(JSON.stringify(event)) });
      }
    }
    const lines = linesOf(whole).map((line) => line.ticket?.id ?? line);
    expect(lines).toEqual(expected);
    const events = lines.filter((line) => line.kind === 'event');
    // Each was made, and then changed.
    expect(events.length).toBeGreaterThanOrEqual(14);
    expect(events.flatMap(({ event }) => event.changes)).toContainEqual(
      expect.objectContaining({ field: 'priority', to: 'urgent' }),
    );
    expect(JSON.parse(finished.stdout)).toEqual({
      ...{ desk: 'zendesk:acme', since: null, histories: true, file: 'tickets.ndjson' },
      ...{ tickets: 7, messages: 7, events: events.length, gone: 0 },
    });
  });

  it('is read by the report, which passes the events over', async () => {
    const { exitCode, stdout } = await run('report --from tickets.ndjson --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ subject: 'zendesk:acme' });
    expect(stdout).toContain('7 of 7 tickets came with their thread');
  });
});

describe('an export that is stopped', () => {
  it('by Ctrl-C ends with 130 and whole lines, and goes on from there', async () => {
    rmSync(out());
    const stopped = await run(EXPORT, { INTERRUPT_AT: '9' });
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stdout).toBe('');
    expect(stopped.stderr).toContain('Finishing what is at work.');
    expect(stopped.stderr).toContain('Interrupted. Run the same command again');
    const before = written();
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(whole.length);
    expect(whole.startsWith(before) && before.endsWith('\n')).toBe(true);

    const other = await run(EXPORT.replace(' --events', ''));
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('unfinished export of zendesk:acme with --events');
    truncateSync(out(), before.length - 1);
    const shorter = await run(EXPORT);
    expect(shorter.exitCode).toBe(2);
    expect(shorter.stderr).toContain('is shorter than');
    writeFileSync(out(), before);

    const again = await run(EXPORT);
    expect(again.exitCode).toBe(0);
    expect(written()).toBe(whole);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(finished.stdout));
    expect(existsSync(`${out()}.cursor`)).toBe(false);
  }, 60_000);

  it('by SIGKILL, at one moment after the other, gives the same file in the end', async () => {
    rmSync(out());
    const kills: string[] = [];
    for (let at = 1; ; at += 1) {
      expect(at, 'no progress').toBeLessThan(40);
      const { exitCode, stdout } = await run(EXPORT, { KILL_AT: String(at) });
      if (exitCode !== null) {
        expect([exitCode, JSON.parse(stdout)]).toEqual([0, JSON.parse(finished.stdout)]);
        break;
      }
      kills.push(existsSync(out()) ? `${at}: ${written().length}` : `${at}: none`);
    }
    expect(kills.length, kills.join(', ')).toBeGreaterThan(8);
    expect(written()).toBe(whole);
    expect(existsSync(`${out()}.cursor`)).toBe(false);
  }, 120_000);
});
