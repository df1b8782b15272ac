import { describe, expect, it } from 'vitest';
import { codeBlocks } from './rules/code-blocks.ts';
import { repositoryFiles } from './rules/source-file.ts';
import { typeErrors } from './rules/type-check.ts';

const pages = repositoryFiles().filter(({ path }) => /^(README|docs\/.+)\.md$/.test(path));
const blocks = pages.flatMap(codeBlocks);

describe('README and docs', () => {
  it('have a README with the two commands for a fresh clone', () => {
    const commands = blocks.filter(
      ({ page, info }) => page === 'README.md' && info === 'sh fresh-clone',
    );
    const lines = commands.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '');
    expect(lines).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  });

  it('open every TypeScript block as ts, so that it is checked', () => {
    const others = blocks.filter(({ info }) =>
      /^(typescript|tsx|js|javascript|jsx|mjs)\b/i.test(info),
    );
    expect(others.map(({ page, line, info }) => `${page}:${line} ${info}`)).toEqual([]);
    expect(
      blocks.filter(({ info }) => info === '').map(({ page, line }) => `${page}:${line}`),
    ).toEqual([]);
  });

  it('show only TypeScript that compiles against the package', () => {
    const texts = blocks
      .filter(({ info }) => /^ts\b/.test(info))
      .map(({ page, line, text, file }) => {
        const name = file ?? `line-${line}.ts`;
        return [`${page}.blocks/${name}`, `${text}\nexport {};\n`] as const;
      });
    expect(texts.length).toBeGreaterThan(0);
    expect(typeErrors(new Map(texts))).toEqual([]);
  });

  it('point only at files that are there', () => {
    const paths = new Set(repositoryFiles().map(({ path }) => path));
    const broken = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => new URL(target, `file:///${path}`).pathname.slice(1))
        .filter(
          (target) =>
            !paths.has(target) &&
            ![...paths].some((file) => file.startsWith(`${target.replace(/\/$/, '')}/`)),
        )
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the check of code blocks', () => {
  it('finds a wrong call', () => {
    const text = `import { formatId } from 'polydesk';\nformatId(42);\n`;
    expect(typeErrors(new Map([['docs/wrong.md.1.ts', text]]))).toHaveLength(1);
  });

  it('reads blocks with their lines', () => {
    const page = {
      path: 'a.md',
      text: 'x\n```ts\nconst a = 1;\n```\n\n```sh fresh-clone\nnpm ci\n```\n',
    };
    expect(codeBlocks(page)).toEqual([
      { page: 'a.md', line: 2, info: 'ts', text: 'const a = 1;', file: null },
      { page: 'a.md', line: 6, info: 'sh fresh-clone', text: 'npm ci', file: null },
    ]);
  });
});
