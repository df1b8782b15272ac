import { createReadStream } from 'node:fs';
import { ConfigurationError } from '../../errors/index.ts';

/** A line of a file and its number, from 1 on. */
export interface FileLine {
  readonly text: string;
  readonly number: number;
}

/**
 * The lines of a file that are not empty, one at a time: the file is never in memory as a whole. A line
 * ends with a line feed and nothing else: JSON may hold other separators in its texts.
 *
 * @throws {ConfigurationError} when it cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<FileLine, void, void> {
  let number = 0;
  // What a line is made of so far, put together once.
  let open: string[] = [];
  for await (const chunk of chunksOf(path)) {
    const parts = chunk.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      const text = [...open, part].join('');
      open = [];
      number += 1;
      if (text.trim() !== '') yield { text, number };
    }
    open.push(last);
  }
  const text = open.join('');
  if (text.trim() !== '') yield { text, number: number + 1 };
}

async function* chunksOf(path: string): AsyncGenerator<string, void, void> {
  try {
    // Safe: a stream with an encoding gives texts.
    for await (const chunk of createReadStream(path, 'utf8')) yield chunk as string;
  } catch (cause) {
    throw new ConfigurationError(`${path} cannot be read.`, { cause });
  }
}

/** The JSON of a line. @throws {ConfigurationError} naming the line, never its content. */
export function jsonOfLine(path: string, { text, number }: FileLine): unknown {
  try {
    return JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text);
  } catch {
    throw new ConfigurationError(`${path}, line ${number}: this is no JSON.`);
  }
}
