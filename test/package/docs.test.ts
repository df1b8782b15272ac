import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTRIES } from '../../.config/entries.ts';
import { generatedDocs } from '../../.config/write-docs.ts';
import { documentationOf } from './rules/documentation.ts';

const all = documentationOf(Object.values(ENTRIES));

/** These figures may only fall: lower them with every comment that is written. */
const FUNCTIONS_WITHOUT_EXAMPLE = 10;
const OTHERS_WITHOUT_COMMENT = 66;

describe('generated documents', () => {
  it.each(generatedDocs())('$path is what `npm run docs` writes', ({ path, text }) => {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text);
  });
});

describe('public exports', () => {
  it('are found', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it('of functions say what they do', () => {
    const silent = all.filter(({ kind, comment }) => kind === 'function' && !comment);
    expect(silent.map(({ entry, name }) => `${entry} ${name}`)).toEqual([]);
  });

  it('of functions show an example with its answer, nearly all', () => {
    const without = all.filter(({ kind, example }) => kind === 'function' && !example);
    expect(without.length).toBeLessThanOrEqual(FUNCTIONS_WITHOUT_EXAMPLE);
  });

  it('of everything else say what they are, or have a name that does', () => {
    const silent = all.filter(({ kind, comment }) => kind === 'other' && !comment);
    expect(silent.length).toBeLessThanOrEqual(OTHERS_WITHOUT_COMMENT);
  });
});
