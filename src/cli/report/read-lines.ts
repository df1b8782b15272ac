import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConfigurationError } from '../../errors/index.ts';

/** A line of a file and its number, from 1 on. */
export interface FileLine {
  readonly text: string;
  readonly number: number;
}

/**
 * The lines of a file that are not empty, one at a time: the file is never in memory as a whole.
 *
 * @throws {ConfigurationError} when it cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<FileLine, void, void> {
  const input = createReadStream(path, 'utf8');
  const failure = new Promise<never>((_, reject) => {
    input.once('error', (cause) =>
      reject(new ConfigurationError(`${path} cannot be read.`, { cause })),
    );
  });
  // Lines end quietly when their file fails: the failure is waited for beside them.
  failure.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  let number = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([lines.next(), failure]);
      if (done === true) break;
      number += 1;
      if (value.trim() !== '') yield { text: value, number };
    }
  } finally {
    input.destroy();
  }
  if (input.errored !== null) await failure;
}

/** The JSON of a line. @throws {ConfigurationError} naming the line, never its content. */
export function jsonOfLine(path: string, { text, number }: FileLine): unknown {
  try {
    return JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text);
  } catch {
    throw new ConfigurationError(`${path}, line ${number}: this is no JSON.`);
  }
}
