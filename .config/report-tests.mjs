import { readdirSync, readFileSync } from 'node:fs';

/** Adds up what the test runs left in `reports/` and closes with one plain line. */
const directory = new URL('../reports/', import.meta.url);
const runs = readdirSync(directory)
  .filter((name) => name.startsWith('vitest-') && name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')));
const sum = (field) => runs.reduce((total, run) => total + run[field], 0);
const skipped = sum('numPendingTests') + sum('numTodoTests');

console.log(
  `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed` +
    (skipped > 0 ? `, ${skipped} skipped` : ''),
);
process.exitCode = sum('numFailedTests') > 0 ? 1 : 0;
