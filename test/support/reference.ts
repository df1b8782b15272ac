import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The reference folder: `POLYDESK_REFERENCE_DIR`, else `../shared` beside the repository. */
export const referenceDirectory = resolve(
  repositoryRoot,
  process.env['POLYDESK_REFERENCE_DIR'] ?? '../shared',
);

/** Whether the reference folder is there at all. */
export const hasReference = existsSync(referenceDirectory);

/** Joins path parts below the reference folder. */
export function referencePath(...parts: readonly string[]): string {
  return resolve(referenceDirectory, ...parts);
}

/** Reads a text file of the reference folder. */
export function readReferenceText(...parts: readonly string[]): string {
  return readFileSync(referencePath(...parts), 'utf8');
}

/** Reads and parses a JSON file of the reference folder, for example `providers/zendesk/openapi.json`. */
export function readReferenceJson(...parts: readonly string[]): unknown {
  return JSON.parse(readReferenceText(...parts)) as unknown;
}

/**
 * `describe` for tests that read the reference folder. Where it is absent the tests are skipped and
 * the reason is printed; with `POLYDESK_REQUIRE_REFERENCE=1` absence is a failure.
 */
export function describeWithReference(name: string, body: () => void): void {
  if (hasReference) {
    describe(name, body);
    return;
  }
  if (process.env['POLYDESK_REQUIRE_REFERENCE'] === '1') {
    throw new Error(`The reference folder ${referenceDirectory} is required and absent.`);
  }
  console.warn(`skipped: "${name}" needs the reference folder (${referenceDirectory} is absent)`);
  // vitest collects the tests of a skipped suite, so the body must not read the folder while
  // collecting: the suite is registered with a stand-in instead.
  describe.skip(`${name} (reference folder absent)`, () => {});
}
