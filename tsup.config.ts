import { existsSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { CLI_ENTRY, ENTRIES, entryName } from './.config/entries.ts';

const library = Object.fromEntries(
  Object.entries(ENTRIES)
    .filter(([, source]) => existsSync(source))
    .map(([path, source]) => [entryName(path), source]),
);

const shared: Options = {
  target: 'es2022',
  platform: 'node',
  removeNodeProtocol: false,
  splitting: true,
  treeshake: false,
  minify: false,
  sourcemap: false,
  clean: false,
  silent: true,
  noExternal: ['p-retry', 'is-network-error'],
};

export default defineConfig([
  {
    ...shared,
    entry: existsSync(CLI_ENTRY.source)
      ? { ...library, [CLI_ENTRY.name]: CLI_ENTRY.source }
      : library,
    format: 'esm',
  },
  { ...shared, entry: library, format: 'cjs' },
  { ...shared, entry: library, format: ['esm', 'cjs'], dts: { only: true } },
]);
