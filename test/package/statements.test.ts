import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithReference, readReferenceText } from '../support/reference.ts';

const tests = new URL('..', import.meta.url);

/** Statements that no test is named after, and why. */
const WITHOUT_A_TEST: Readonly<Record<string, string>> = {
  K1: 'there is no knowledge base yet',
  K2: 'there is no knowledge base yet',
  K3: 'there is no knowledge base yet',
  K4: 'there is no knowledge base yet',
  K5: 'there is no knowledge base yet',
  K6: 'there is no knowledge base yet',
  K7: 'there is no knowledge base yet',
  X12: 'about the knowledge base',
  X15: 'says that sample code cannot run; nothing follows for this library',
};

/** The numbered statements of section A: `T1` to `X16`, where each is stated. */
function statementsOf(specification: string): readonly string[] {
  const [, section = ''] = specification.split(/^## A\. .*$/m);
  const [statements = ''] = section.split(/^## B\. /m);
  // A line states one or several: `- T4 cancellation …`, `- E1 …. E2 …`.
  const stated = [...statements.matchAll(/(?:^- |[.;)] )([TSHMEKFPWX]\d{1,2})(?= )/gm)];
  return [...new Set(stated.map(([, id = '']) => id))];
}

/** Everything that is the title of a test or of a group of tests. */
function titles(): string {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, tests), 'utf8'));
  return sources
    .flatMap((source) => [
      ...source.matchAll(
        /\b(?:it|test|describe\w*)(?:\.\w+)*(?:\([^'"`]{0,4000}?\))?\(\s*(['"`].*)/g,
      ),
    ])
    .map(([, title = '']) => title)
    .join('\n');
}

describeWithReference('the specification', () => {
  it('has a test named after each of its statements', () => {
    const statements = statementsOf(readReferenceText('design', 'domain.md'));
    expect(statements).toHaveLength(89);
    const named = titles();
    const missing = statements.filter((id) => !new RegExp(`\\b${id}\\b`).test(named));
    expect(missing.sort()).toEqual(Object.keys(WITHOUT_A_TEST).sort());
  });
});
