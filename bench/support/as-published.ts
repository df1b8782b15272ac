import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/bench/', import.meta.url));

/**
 * Runs a group in one file for Node, as the package is published. tsx gives every function its name
 * back at each call that makes one, which costs code with many small functions up to a third.
 *
 * @param url `import.meta.url` of the group.
 */
export async function asPublished(url: string, run: () => Promise<void>): Promise<void> {
  if (url.endsWith('.mjs')) return run();
  const source = fileURLToPath(url);
  mkdirSync(CACHE, { recursive: true });
  const outfile = `${CACHE}${basename(source, '.ts')}.mjs`;
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  await import(pathToFileURL(outfile).href);
}
