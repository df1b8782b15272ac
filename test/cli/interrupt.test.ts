import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finished, finish, startProgram } from './support/run-cli.ts';
import { CONFIG, openTwoDesks, type TwoDesks } from './support/two-desks.ts';

const LEDGER = "ledger: 'migration.sqlite'";
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

let desks: TwoDesks;

/** What a command of this test's folder is started with. */
const start = (command: string, file = 'src/cli/main.ts', stdin: 'ignore' | 'pipe' = 'ignore') =>
  startProgram(file, command.split(' '), desks.environment, desks.folder, stdin);

const run = (command: string): Promise<Finished> => finish(start(command));

/** Every ticket that was ever made at the target, and how many of them are there. */
function made(): { readonly ever: number; readonly there: number; readonly subjects: number } {
  const rows = [...desks.fresh.state.tickets.rows.values()];
  const there = rows.filter(({ deleted }) => deleted === null);
  const subjects = new Set(there.map(({ subject }) => subject)).size;
  return { ever: rows.length, there: there.length, subjects };
}

/** Does something at the import of this number, while its answer is held back. */
function atImport(number: number, work: () => void | Promise<void>): void {
  let seen = 0;
  desks.onAnswered = async ({ method, url }) => {
    if (method !== 'POST' || !url.includes('/imports/tickets')) return;
    seen += 1;
    if (seen === number) await work();
  };
}

beforeAll(async () => {
  const files = { 'polydesk.config.ts': CONFIG.replace(LEDGER, `${LEDGER}, leaseMs: 2000`) };
  desks = await openTwoDesks({ tickets: 12, files });
  expect((await run('migrate plan')).exitCode).toBe(0);
}, 60_000);

afterAll(() => desks.close());

describe('Ctrl-C while a migration runs', () => {
  it('lets what is at work come to its end, and ends with 130', async () => {
    const child = start('migrate run --json --concurrency 2');
    atImport(3, async () => {
      const heard = once(child.stderr!, 'data');
      child.kill('SIGINT');
      await heard;
    });
    const { exitCode, stdout, stderr } = await finish(child);
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Finishing what is at work.');
    expect(stderr).toContain('Interrupted. Run the same command again: it goes on from here.');
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect(last).toMatchObject({ type: 'result', interrupted: true, failed: 0 });
    // Nothing is left half done. What was claimed and not begun is free for the next run.
    const { planned, reading = 0, confirmed, ...others } = last.counts.ticket;
    expect(others).toEqual({});
    expect(planned + reading + confirmed).toBe(12);
    expect(confirmed).toBeGreaterThanOrEqual(3);
    expect(made()).toEqual({ ever: confirmed, there: confirmed, subjects: confirmed });
  }, 60_000);

  it('twice ends it at once, and the next run loses and doubles nothing', async () => {
    const before = made().there;
    const child = start('migrate run --concurrency 1');
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    atImport(1, async () => {
      child.kill('SIGINT');
      while (!said.includes('Press Ctrl-C again')) await once(child.stderr!, 'data');
      child.kill('SIGINT');
      await once(child, 'exit');
    });
    const { exitCode } = await finish(child);
    expect(exitCode).toBe(130);
    // It was made, and nobody has heard of it.
    expect(made().there).toBe(before + 1);
    desks.onAnswered = null;

    const again = await run('migrate run');
    expect(again.exitCode).toBe(0);
    expect(made()).toMatchObject({ there: 12, subjects: 12 });
    expect((await run('migrate verify')).exitCode).toBe(0);
  }, 60_000);
});

describe('the question of a rollback', () => {
  // Twelve tickets of three people.
  const QUESTION = 'This deletes 15 records of zendesk:acme. Type 15 to do it: ';

  /** Waits for the question, and types. */
  async function answer(keys: string): Promise<Finished> {
    const child = start('migrate rollback', 'test/cli/support/as-terminal.ts', 'pipe');
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const wasAsked = said.includes('to do it: ');
      said += text;
      // Whatever the question is, it is answered, and looked at afterwards.
      if (!wasAsked && said.includes('to do it: ')) child.stdin?.write(keys);
    });
    const finished = await finish(child);
    expect(finished.stderr).toContain(QUESTION);
    return finished;
  }

  it.each([
    ['another number', '14\r', 3, 'That is another number. Nothing was deleted.'],
    ['nothing', '\r', 3, 'That is another number. Nothing was deleted.'],
    ['the end of the input', CTRL_D, 3, 'No number was typed. Nothing was deleted.'],
    ['Ctrl-C', CTRL_C, 130, 'Nothing was deleted.'],
    ['Ctrl-C behind the number', `15${CTRL_C}`, 130, 'Nothing was deleted.'],
  ])('deletes nothing for %s', async (_name, keys, exitCode, sentence) => {
    const finished = await answer(keys);
    expect(finished.stderr).toContain(sentence);
    expect(finished.exitCode).toBe(exitCode);
    expect(made().there).toBe(12);
  });

  it('deletes for the number', async () => {
    const { exitCode, stdout } = await answer('15\r');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('15 records deleted, 0 left.');
    expect(made().there).toBe(0);
  });
});
