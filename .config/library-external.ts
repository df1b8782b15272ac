import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { ENTRIES } from './entries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Source file of an entry → how the package itself imports it. */
const published = new Map(
  Object.entries(ENTRIES).map(([path, source]) => [
    resolve(root, source),
    path.replace(/^\./, 'polydesk'),
  ]),
);

// The classes of errors must be the library's own, or `instanceof` would fail between the two.
for (const name of ['index', 'base', 'classes']) {
  published.set(resolve(root, `src/errors/${name}.ts`), 'polydesk');
}

/**
 * Lets the program use the built library instead of holding a second copy: what it imports of an
 * entry's source comes from the package's own exports.
 */
export function libraryExternal(): Plugin {
  return {
    name: 'library-external',
    setup(build) {
      build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
        const specifier = published.get(resolve(resolveDir, path));
        return specifier === undefined ? undefined : { path: specifier, external: true };
      });
    },
  };
}
