import { Stryker } from '@stryker-mutator/core';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/**
 * `npm run test:mutation -- sla metrics` changes the sources of the named parts, one small change at a
 * time, and runs the tests that reach it: a change that no test notices is a gap in the tests. Results
 * are kept, so that a second run looks again only at what has changed since. `sla:engine` is one folder
 * of a part.
 */
const PARTS = ['health', 'metrics', 'sla', 'rules'];

/**
 * A change to a value that is made while a module loads needs all tests of its part anew. Where those take
 * longer than a second, such values are left out.
 */
const WITHOUT_CONSTANTS = ['sla', 'rules'];

const root = fileURLToPath(new URL('..', import.meta.url));
const chosen = process.argv.slice(2).length > 0 ? process.argv.slice(2) : PARTS;
const unknown = chosen.filter((choice) => !PARTS.includes(choice.split(':')[0] ?? ''));
if (unknown.length > 0) throw new Error(`No part "${unknown[0]}"; there are ${PARTS.join(', ')}.`);

process.chdir(root);
// The tests run in a copy of the repository, from where the way to the reference folder differs.
process.env['POLYDESK_REFERENCE_DIR'] = resolve(
  root,
  process.env['POLYDESK_REFERENCE_DIR'] ?? '../shared',
);

for (const choice of chosen) {
  const [part = '', folder = '**'] = choice.split(':');
  process.env['POLYDESK_MUTATION_PART'] = part;
  await new Stryker({
    mutate: [`src/${part}/${folder}/*.ts`],
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
    ignoreStatic: WITHOUT_CONSTANTS.includes(part),
    concurrency: 2,
    timeoutMS: 10_000,
    incremental: true,
    incrementalFile: `node_modules/.cache/stryker/${part}.json`,
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    jsonReporter: { fileName: `reports/mutation-${part}.json` },
    thresholds: { high: 95, low: 90, break: 85 },
  }).runMutationTest();
}
