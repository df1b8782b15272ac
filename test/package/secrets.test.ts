import { describe, expect, it } from 'vitest';
import { placeViolations, secretViolations } from './rules/secrets.ts';
import { publishedSources, repositoryFiles, type SourceFile } from './rules/source-file.ts';
import {
  anyViolations,
  castViolations,
  lengthViolations,
  suppressionViolations,
} from './rules/style.ts';

const files = repositoryFiles();
const sources = publishedSources(files);
const one = (text: string): readonly SourceFile[] => [{ path: 'src/a.ts', text }];
// Put together here, so that this file does not hold what it looks for.
const joined = (...parts: readonly string[]) => parts.join('');

describe('the repository', () => {
  it('holds nothing that looks like a secret', () => {
    expect(secretViolations(files)).toEqual([]);
  });

  it('names no machine, no registry, no unfinished work', () => {
    expect(placeViolations(files)).toEqual([]);
  });

  it('has no any', () => {
    expect(anyViolations(sources)).toEqual([]);
  });

  it('says beside every cast why it is safe', () => {
    expect(castViolations(sources)).toEqual([]);
  });

  it('says beside every lint suppression why it is there', () => {
    expect(suppressionViolations(files)).toEqual([]);
  });

  it('has no file over 350 lines', () => {
    expect(lengthViolations(files)).toEqual([]);
  });
});

describe('the secrets rule finds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a private key', joined('-----BEGIN RSA ', 'PRIVATE KEY-----')],
    ['a cloud key', joined('AKIA', 'ABCDEFGHIJKLMNOP')],
    ['a code host token', joined('gh', 'p_', 'a1'.repeat(18))],
    ['a chat token', joined('xo', 'xb-', '1234567890-abcdefghijkl')],
    ['a payment key', joined('sk_', 'live_', 'abcdefghijklmnop')],
    ['a registry token', joined('npm', '_', 'aB3'.repeat(12))],
    ['a signed token', joined('eyJ', 'hbGciOiJI', 'UzI1.', 'eyJ', 'zdWIiOiIxMjM.', 'a'.repeat(24))],
    ['a random-looking word', joined('x9K2mQ7vR4tB', '8wL3nP6sD1fG', '5hJ0kZ2xC4vN', '7mAq')],
  ];
  it.each(cases)('%s', (name, text) => {
    expect(secretViolations(one(`const a = '${text}';`))).toEqual([`src/a.ts:1 holds ${name}`]);
  });

  it('and lets hashes and long names be', () => {
    expect(secretViolations(one(`'${'0a1b2c3d'.repeat(8)}'`))).toEqual([]);
    expect(secretViolations(one('aVeryLongNameForAFunctionThatSaysWhatItDoesAndWhy'))).toEqual([]);
  });
});

describe('the place rule finds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a machine path', joined(`'/ho`, `me/someone/project'`)],
    ['a machine path', joined('see /wo', 'rk/main')],
    ['a package registry', joined('https://registry.', 'npmjs.org/a')],
    ['unfinished work', joined('// TO', 'DO: later')],
    ['how it was made', joined('written by Cl', 'aude')],
    ['a page that is not here', joined('as rul', 'ings.md says')],
  ];
  it.each(cases)('%s: %s', (name, text) => {
    expect(placeViolations(one(`\n${text}`))).toEqual([`src/a.ts:2 holds ${name}`]);
  });
});

describe('the style rules find', () => {
  it('any, in every position, and not in a comment or a string', () => {
    const text = `const a: any = 1;\nfunction f(x: any[]): Promise<any> {}\n// any\nconst b = 'any';`;
    expect(anyViolations(one(text))).toEqual(['src/a.ts:1', 'src/a.ts:2', 'src/a.ts:2']);
  });

  it('a cast without a reason', () => {
    const cast = 'const a = b as C;';
    expect(castViolations(one(cast))).toEqual(['src/a.ts:1']);
    expect(castViolations(one(`// Safe: b is a C here.\n${cast}`))).toEqual([]);
    expect(castViolations(one(`const a = ['x'] as const;`))).toEqual([]);
  });

  it('a lint suppression without a reason', () => {
    const off = joined('// eslint-', 'disable-next-line eqeqeq');
    expect(suppressionViolations(one(off))).toEqual(['src/a.ts:1']);
    expect(suppressionViolations(one(`${off} -- null and undefined alike`))).toEqual([]);
  });

  it('a file that is too long', () => {
    expect(lengthViolations(one('a\n'.repeat(350)))).toEqual([]);
    expect(lengthViolations(one('a\n'.repeat(351)))).toEqual(['src/a.ts: 351 lines']);
  });
});
