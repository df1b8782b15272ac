import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLI_ENTRY, ENTRIES, entryName, exportsMap } from '../../.config/entries.ts';
import { repositoryFiles, repositoryRoot } from './rules/source-file.ts';
import { requireBuild, runNode, runText } from './support/run-node.ts';

requireBuild();

const manifest = JSON.parse(readFileSync(`${repositoryRoot}package.json`, 'utf8'));
const paths = Object.keys(ENTRIES);
const specifiers = paths.map((path) => path.replace('.', 'polydesk'));

const NAMES = (load: string) => `console.log(JSON.stringify(Object.keys(${load}).sort()))`;
const namesIn = (output: string): readonly string[] =>
  JSON.parse(output).filter((name: string) => name !== 'default' && name !== 'module.exports');

describe('the exports map', () => {
  it('is the one that the table of entries makes', () => {
    expect(manifest.exports).toEqual(exportsMap());
  });

  it('puts types first in both formats', () => {
    for (const path of paths) {
      const { import: esm, require: cjs } = manifest.exports[path];
      expect([Object.keys(esm)[0], Object.keys(cjs)[0]]).toEqual(['types', 'types']);
    }
  });

  it('points at files that were built from files that exist', () => {
    for (const [path, source] of Object.entries(ENTRIES)) {
      expect(existsSync(repositoryRoot + source), source).toBe(true);
      for (const extension of ['js', 'cjs', 'd.ts', 'd.cts']) {
        const built = `dist/${entryName(path)}.${extension}`;
        expect(existsSync(repositoryRoot + built), built).toBe(true);
      }
    }
  });

  it('has a program that starts', () => {
    expect(manifest.bin.polydesk).toBe(`dist/${CLI_ENTRY.name}.js`);
    const text = readFileSync(`${repositoryRoot}${manifest.bin.polydesk}`, 'utf8');
    expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
    const run = runNode([manifest.bin.polydesk, '--version']);
    expect(run).toEqual({ status: 0, stdout: manifest.version, stderr: '' });
  });
});

describe.each(specifiers)('%s', (specifier) => {
  it('loads as ESM and as CommonJS with the same names', () => {
    const esm = runText('module', `import * as all from '${specifier}';${NAMES('all')}`);
    const cjs = runText('commonjs', NAMES(`require('${specifier}')`));
    expect([esm.status, esm.stderr, cjs.status, cjs.stderr]).toEqual([0, '', 0, '']);
    expect(namesIn(esm.stdout)).not.toEqual([]);
    expect(namesIn(cjs.stdout)).toEqual(namesIn(esm.stdout));
  });
});

describe('the sources of the entries', () => {
  it('list every export by name', () => {
    const starred = repositoryFiles()
      .filter(({ path }) => /^(src|adapters)\//.test(path))
      .filter(({ text }) => /^\s*export\s+\*/m.test(text));
    expect(starred.map(({ path }) => path)).toEqual([]);
  });

  it('have no default export', () => {
    const found = specifiers.filter((specifier) => {
      const text = `import * as all from '${specifier}';console.log('default' in all)`;
      return runText('module', text).stdout !== 'false';
    });
    expect(found).toEqual([]);
  });
});

describe('package.json', () => {
  it('needs at run time only what was agreed', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['axios', 'eventemitter3', 'zod']);
    for (const peer of Object.keys(manifest.peerDependencies)) {
      expect(manifest.peerDependenciesMeta[peer]).toEqual({ optional: true });
    }
  });

  it('has a lock file that fits any registry', () => {
    const lock = readFileSync(`${repositoryRoot}package-lock.json`, 'utf8');
    expect(lock).not.toContain('"resolved"');
  });
});
