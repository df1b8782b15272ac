import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finished, finish, startProgram } from './run-cli.ts';
import { CONFIG, openTwoDesks, type TwoDesks } from './two-desks.ts';

/** One command of a session, and what came of it. */
export interface Entry extends Finished {
  readonly command: string;
  readonly signal: NodeJS.Signals | null;
}

/** A migration from the command line, from the doctor to the proof, with a kill on the way. */
export interface MigrationSession {
  readonly entries: readonly Entry[];
  readonly desks: TwoDesks;
}

const LEDGER = "ledger: 'migration.sqlite'";

/** The commands of the recorded session. */
export const SESSION = [
  'polydesk doctor',
  'polydesk migrate plan --write mapping.ts',
  'polydesk migrate preflight',
  'polydesk migrate run --concurrency 1',
  'polydesk migrate status',
  'polydesk migrate run',
  'polydesk migrate verify',
] as const;

/** Which import at the target is the last that a process lives to see, the canary left out. */
const LAST_IMPORT = 8;

/** Plays the session. The first `run` is killed when Zendesk has made a ticket whose answer it never sees. */
export async function playMigrationSession(
  commands: readonly string[] = SESSION,
): Promise<MigrationSession> {
  // A short lease, so that nobody waits a minute for what the killed process held.
  const config = CONFIG.replace(LEDGER, `${LEDGER}, leaseMs: 2000`);
  const desks = await openTwoDesks({ files: { 'polydesk.config.ts': config } });
  const entries: Entry[] = [];
  for (const command of commands) {
    const parameters = command.split(' ').slice(1);
    const child = startProgram('src/cli/main.ts', parameters, desks.environment, desks.folder);
    const finished = finish(child);
    if (command.includes('--concurrency 1'))
      killAfter(LAST_IMPORT, desks, () => child.kill('SIGKILL'));
    const result = await finished;
    entries.push({ ...result, command, signal: child.signalCode });
    desks.onAnswered = null;
    // What is found out is put to use: the mapping that was proposed is the one that is used.
    if (command.includes('--write')) {
      const text = `import { mapping } from './mapping.ts';\n${config}`;
      writeFileSync(
        join(desks.folder, 'polydesk.config.ts'),
        text.replace(LEDGER, `${LEDGER}, mapping`),
      );
    }
  }
  return { entries, desks };
}

function killAfter(count: number, desks: TwoDesks, kill: () => void): void {
  let seen = 0;
  desks.onAnswered = ({ method, url }) => {
    if (method !== 'POST' || !url.includes('/imports/tickets')) return;
    seen += 1;
    if (seen === count) kill();
  };
}

/** The session as text: what was typed, what was answered, and how it ended. */
export function transcriptOf(entries: readonly Entry[]): string {
  return entries
    .map(({ command, stdout, stderr, exitCode, signal }) =>
      [
        `$ npx ${command}`,
        // In a terminal both come on one screen; the progress before the result.
        ...`${stderr}${stdout}`.trimEnd().split('\n'),
        signal === null ? `[exit code ${exitCode}]` : '[kill -9]',
      ].join('\n'),
    )
    .join('\n\n');
}

/** The same for two recordings: without times, paces and numbers that depend on the moment of the kill. */
export const comparable = (transcript: string): string =>
  transcript
    .split('\n')
    .filter((line) => !/^(run|verify|reading the source): /.test(line))
    .join('\n')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/\d[\d,]* left/g, '<n> left')
    .replace(/about [\d a-z]+ at both/g, 'about <time> at both');

const BLOCK = /(?<=<!-- session -->\n```text\n)[\s\S]*?(?=```)/;

/** The transcript that a page of the documentation shows. */
export const transcriptIn = (page: string): string => BLOCK.exec(page)?.[0].trimEnd() ?? '';

/** The page with another transcript. */
export const withTranscript = (page: string, transcript: string): string =>
  page.replace(BLOCK, () => `${transcript}\n`);
