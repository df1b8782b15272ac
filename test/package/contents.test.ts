import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, repositoryRoot } from './rules/source-file.ts';
import { requireBuild } from './support/run-node.ts';

requireBuild();

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

describe('what is published', () => {
  it('has all that its pages point at', () => {
    const { files } = JSON.parse(read('package.json'));
    // npm adds these by itself.
    const published = ['README.md', 'LICENSE', ...files];
    const isPublished = (path: string) =>
      published.some((entry: string) => path === entry || path.startsWith(`${entry}/`));
    const pages = repositoryFiles().filter(({ path }) => path.endsWith('.md') && isPublished(path));
    const targets = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = '']) =>
        new URL(target, `file:///${path}`).pathname.slice(1),
      ),
    );
    expect(targets).toContain('docs/errors.md');
    expect(targets.filter((target) => !isPublished(target))).toEqual([]);
  });

  it('has the licences of the code that it bundles, and the sources of its model', () => {
    const notices = read('dist/THIRD-PARTY-NOTICES.txt');
    // What stands in `noExternal`, and what only the program uses.
    for (const name of ['p-retry', 'is-network-error', 'zod', 'commander', 'sucrase'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\n\\n[^]*?copies`, 'm'));
    expect(notices).toContain('Bitext Innovations 2022, CDLA-Sharing 1.0');
    expect(notices).toContain('CC BY 3.0');
  });
});
