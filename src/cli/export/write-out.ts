import { once } from 'node:events';

/** Writes to the standard output, no faster than it is read. */
export async function writeOut(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}
