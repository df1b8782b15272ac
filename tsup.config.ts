import { defineConfig, type Options } from 'tsup';
import { libraryExternal } from './.config/library-external.ts';
import { pureCalls } from './.config/pure-calls.ts';
import { thirdPartyNotices } from './.config/third-party-notices.ts';
import { CLI_ENTRY, CONFIG_HOOKS_ENTRY, ENTRIES, entryName } from './.config/entries.ts';

const library = Object.fromEntries(
  Object.entries(ENTRIES).map(([path, source]) => [entryName(path), source]),
);

const shared: Options = {
  target: 'es2022',
  platform: 'node',
  removeNodeProtocol: false,
  splitting: true,
  treeshake: false,
  // White space and comments would double the size. esbuild would drop the marks of pure calls with them,
  // and with those nothing could be left out of a bundle (docs/decisions/0009). Names of functions stay, so
  // that a stack trace can be read.
  minify: 'terser',
  terserOptions: {
    compress: false,
    mangle: { toplevel: false, module: false, keep_fnames: true, keep_classnames: true },
    // Lines, so that the one that Node prints above a stack trace is short.
    format: { comments: false, preserve_annotations: true, max_line_len: 160 },
  },
  esbuildOptions: (options) => {
    Object.assign(options, { minifySyntax: true });
  },
  sourcemap: false,
  clean: false,
  silent: true,
  esbuildPlugins: [pureCalls(), thirdPartyNotices()],
  noExternal: ['p-retry', 'is-network-error', /^zod\/mini$/],
};

export default defineConfig([
  { ...shared, entry: library, format: 'esm' },
  {
    ...shared,
    entry: Object.fromEntries(
      [CLI_ENTRY, CONFIG_HOOKS_ENTRY].map(({ name, source }) => [name, source]),
    ),
    format: 'esm',
    minify: true,
    esbuildPlugins: [libraryExternal(), pureCalls(), thirdPartyNotices()],
    // The bundled commander is CommonJS. The library's chunks must stay free of node: imports, so
    // the program is built apart from them.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  },
  { ...shared, entry: library, format: 'cjs' },
  // Types come from zod itself, so that schemas fit an application's own.
  {
    ...shared,
    entry: library,
    format: ['esm', 'cjs'],
    noExternal: [],
    minify: false,
    dts: { only: true },
  },
]);
