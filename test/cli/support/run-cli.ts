import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** What a finished program left behind. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a TypeScript program of this repository in a process of its own, in a folder. */
export function startProgram(
  file: string,
  parameters: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  folder = ROOT,
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, ['--import', TSX, resolve(ROOT, file), ...parameters], {
    cwd: folder,
    env: {
      ...process.env,
      // vitest colours its children; a person's pipe does not.
      FORCE_COLOR: undefined,
      // The sources import `polydesk/…` by its paths, wherever the program was started.
      TSX_TSCONFIG_PATH: resolve(ROOT, 'tsconfig.json'),
      ...environment,
    },
    stdio: [stdin, 'pipe', 'pipe'],
  });
}

/** Waits for the end of a program and collects what it wrote. */
export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** Runs `polydesk` as a person would, in a folder. */
export const runCli = (
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = ROOT,
): Promise<Finished> => finish(startProgram('src/cli/main.ts', parameters, environment, folder));
