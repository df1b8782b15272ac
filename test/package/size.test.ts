import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './rules/source-file.ts';
import { bundleSize, SIZE_BUDGETS } from './support/bundle-size.ts';
import { requireBuild } from './support/run-node.ts';

requireBuild();

const MEBIBYTE = 1024 * 1024;

describe('minified and compressed, without axios,', () => {
  it.each(SIZE_BUDGETS)('$name: at most $maxKilobytes kB', async ({ contents, maxKilobytes }) => {
    const { initial } = await bundleSize(contents);
    expect(initial / 1024).toBeLessThanOrEqual(maxKilobytes);
  });
});

describe('on disk', () => {
  it('the package takes at most 7.5 MB, source maps apart (docs/decisions/0009)', () => {
    const bytes = readdirSync(join(repositoryRoot, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.endsWith('.map'))
      .map((path) => statSync(join(repositoryRoot, 'dist', path)))
      .filter((stats) => stats.isFile())
      .reduce((total, { size }) => total + size, 0);
    expect(bytes / MEBIBYTE).toBeLessThanOrEqual(7.5);
  });
});
