import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { repositoryRoot } from '../rules/source-file.ts';

/** What a program left behind. */
export interface NodeRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node in the repository, where `polydesk` resolves to the built package. */
export function runNode(words: readonly string[]): NodeRun {
  const run = spawnSync(process.execPath, [...words], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
  });
  return { status: run.status, stdout: run.stdout.trim(), stderr: run.stderr.trim() };
}

/** Runs a program text in one of the two formats. */
export const runText = (format: 'module' | 'commonjs', text: string): NodeRun =>
  runNode([`--input-type=${format}`, '--eval', text]);

/** Stops with a sentence when the package has not been built. */
export function requireBuild(): void {
  if (!existsSync(`${repositoryRoot}dist/index.js`)) {
    throw new Error('There is no dist: run `npm run build` first.');
  }
}
