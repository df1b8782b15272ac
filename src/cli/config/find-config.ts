import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigurationError } from '../../errors/index.ts';

/** What a configuration can be called; the first that is there wins. */
export const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'cjs'].map(
  (extension) => `polydesk.config.${extension}`,
);

/**
 * The configuration that a command works with: the one that is named, or the nearest from the working
 * directory upward.
 *
 * @throws {ConfigurationError} when there is none.
 */
export function findConfig({
  file,
  directory,
}: {
  readonly file?: string | undefined;
  readonly directory: string;
}): string {
  if (file !== undefined) return namedConfig(file, directory);
  let folder = resolve(directory);
  for (;;) {
    const path = CONFIG_NAMES.map((name) => join(folder, name)).find(isFile);
    if (path !== undefined) return path;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new ConfigurationError(
    'There is no polydesk.config.ts here or in a folder above. Write one, or name another file with ' +
      '--config; docs/config.md shows how.',
  );
}

function namedConfig(file: string, directory: string): string {
  const path = resolve(directory, file);
  if (!isFile(path))
    throw new ConfigurationError(`There is no file ${file}, which --config names.`);
  if (/\.[cm]?[jt]s$/.test(path)) return path;
  throw new ConfigurationError(
    `A configuration is TypeScript or JavaScript, since desks are made by functions: ${file} is neither.`,
  );
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
