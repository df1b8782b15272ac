import { link, rename, rm, writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../errors/index.ts';

/**
 * Writes a file beside its place and moves it there in one step: whoever opens the file sees the old
 * one or the new one, never a half. A file that is there stays, unless it may be replaced.
 *
 * @throws {ConfigurationError} when there is a file already, or none can be written.
 */
export async function writeWhole(
  path: string,
  text: string,
  { force }: { readonly force: boolean },
): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    // A link is refused where there is a file; a rename would replace it.
    if (force) await rename(beside, path);
    else await link(beside, path);
  } catch (cause) {
    throw new ConfigurationError(
      codeOf(cause) === 'EEXIST'
        ? `${path} is there already. Name another file, or replace it with --force.`
        : `${path} cannot be written.`,
      { cause },
    );
  } finally {
    await rm(beside, { force: true });
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
