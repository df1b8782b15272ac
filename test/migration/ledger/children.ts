import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { POSTGRES_URL } from '../../support/services.ts';

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** What a child is to do. */
export interface ChildOptions {
  /** A path, or a schema. */
  readonly where: string;
  readonly driver: string;
  readonly name: string;
  /** Ends by itself when nothing is left to be claimed, instead of planning more and more. */
  readonly isFinite?: boolean;
  /** Kills it so many milliseconds after its first ticket was confirmed. */
  readonly killAfter?: number;
}

/** Lines that a child said, without one that was cut off. */
export function runChild(options: ChildOptions): Promise<readonly string[]> {
  const { where, driver, name, isFinite = false, killAfter } = options;
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', CHILD, where, driver, name, isFinite ? '1' : '0'];
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LEDGER_PG_URL: POSTGRES_URL },
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const wasAtWork = text.includes('confirmed');
      text += chunk.toString();
      if (killAfter === undefined || wasAtWork || !text.includes('confirmed')) return;
      setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.on('close', () => resolve(text.split('\n').slice(0, -1)));
  });
}

/** What stands after a word, of the lines that begin with it. */
export const after = (lines: readonly string[], word: string): readonly string[] =>
  lines.flatMap((line) =>
    line.startsWith(`${word} `) ? line.slice(word.length + 1).split(' ') : [],
  );
