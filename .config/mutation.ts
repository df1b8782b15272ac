import { Stryker } from '@stryker-mutator/core';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/**
 * `npm run test:mutation -- sla metrics` changes the sources of the named parts, one small change at a
 * time, and runs the tests that reach it: a change that no test notices is a gap in the tests. Results
 * are kept, so that a second run looks again only at what has changed since.
 */
const PARTS = ['health', 'metrics', 'sla', 'triage/rules'];

/**
 * A change to a value that is made while a module loads needs all tests of its part anew. That is quick,
 * except here, where such values are left out.
 */
const WITHOUT_CONSTANTS = ['sla'];

const root = fileURLToPath(new URL('..', import.meta.url));
const names = PARTS.map((part) => part.replace('/', '-'));
const chosen = process.argv.slice(2).length > 0 ? process.argv.slice(2) : names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`No part "${unknown[0]}"; there are ${names.join(', ')}.`);

process.chdir(root);
// The tests run in a copy of the repository, from where the way to the reference folder differs.
process.env['POLYDESK_REFERENCE_DIR'] = resolve(
  root,
  process.env['POLYDESK_REFERENCE_DIR'] ?? '../shared',
);

for (const name of chosen) {
  const part = PARTS[names.indexOf(name)];
  process.env['POLYDESK_MUTATION_PART'] = part;
  await new Stryker({
    mutate: [`src/${part}/**/*.ts`],
    testRunner: 'vitest',
    plugins: [
      '@stryker-mutator/vitest-runner',
      fileURLToPath(new URL('stryker-prose.mjs', import.meta.url)),
    ],
    vitest: { configFile: '.config/vitest.mutation.ts', related: false },
    // What people read may be worded anew at any time; tests look at codes and figures instead.
    ignorers: ['prose'],
    ignorePatterns: ['coverage', 'dist', 'docs', 'examples'],
    coverageAnalysis: 'perTest',
    ignoreStatic: WITHOUT_CONSTANTS.includes(name),
    concurrency: 2,
    timeoutMS: 10_000,
    incremental: true,
    incrementalFile: `node_modules/.cache/stryker/${name}.json`,
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    jsonReporter: { fileName: `reports/mutation-${name}.json` },
    thresholds: { high: 95, low: 90, break: 85 },
  }).runMutationTest();
}
