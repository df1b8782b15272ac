import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The top of the repository, with a slash at the end. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** A file as the rules see it, so that a test can also feed them a tree that never existed. */
export interface SourceFile {
  /** From the repository's top, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const BINARY = /\.(png|jpe?g|gif|webp|ico|woff2?|pdf|zip|gz)$/;

/** Every file that git tracks or would track: what a reader of the repository gets. */
export function repositoryFiles(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => path !== '' && !BINARY.test(path) && existsSync(repositoryRoot + path))
    .map((path) => ({ path, text: readFileSync(repositoryRoot + path, 'utf8') }));
}

/** The TypeScript sources that are published. */
export function publishedSources(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path }) => /^(src|adapters)\/.+\.ts$/.test(path));
}
