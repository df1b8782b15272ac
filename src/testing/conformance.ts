import { check } from './assert.ts';
import {
  applies,
  CONFORMANCE_FAMILIES,
  type CaseDefinition,
  type ConformanceFamily,
  runCase,
} from './case.ts';
import { argumentCases } from './cases/arguments.ts';
import { contractCases } from './cases/contract.ts';
import { errorCases } from './cases/errors.ts';
import { fromUnifiedCases } from './cases/from-unified.ts';
import { importCases } from './cases/imports.ts';
import { paginationCases } from './cases/pagination.ts';
import { privacyCases } from './cases/privacy.ts';
import { retryCases } from './cases/retries.ts';
import { toUnifiedCases } from './cases/to-unified.ts';
import { transportCases } from './cases/transport.ts';
import { webhookParseCases } from './cases/webhook-parse.ts';
import { webhookSetupCases } from './cases/webhook-setup.ts';
import { webhookVerifyCases } from './cases/webhook-verify.ts';
import type { ConformanceHarness } from './harness.ts';

/** One promise of the contract, to be run by any test framework. */
export interface ConformanceCase {
  /** `family: sentence`; the name to use in `skip`. */
  readonly name: string;
  readonly family: ConformanceFamily;
  /** Why the harness leaves this case out; `null` when it runs. */
  readonly skipped: string | null;
  /** Resolves when the promise holds; rejects with a sentence when it does not. */
  readonly run: () => Promise<void>;
}

const CASES: Readonly<Record<ConformanceFamily, readonly CaseDefinition[]>> = {
  contract: [...contractCases, ...argumentCases],
  toUnified: toUnifiedCases,
  fromUnified: fromUnifiedCases,
  transport: [...transportCases, ...retryCases],
  errors: errorCases,
  pagination: paginationCases,
  webhooks: [...webhookVerifyCases, ...webhookParseCases, ...webhookSetupCases],
  privacy: privacyCases,
  imports: importCases,
};

const SKIPS_CASE = 'contract: every skip names a case that applies and gives a reason';

/**
 * The promises that every adapter keeps, as cases for the test framework of your choice. Which
 * cases apply follows from the manifest; a case that applies and cannot hold is named in
 * `harness.skip` together with the reason.
 *
 * @example
 * describe('paperdesk', () => {
 *   for (const { name, run } of adapterConformance(harness)) it(name, run);
 * });
 */
export function adapterConformance(harness: ConformanceHarness): readonly ConformanceCase[] {
  const skips = new Map(harness.skip?.map((skip) => [skip.case, skip.reason]));
  const cases = CONFORMANCE_FAMILIES.flatMap((family) =>
    CASES[family]
      .filter((definition) => applies(definition, harness.manifest))
      .map((definition): ConformanceCase => {
        const name = `${family}: ${definition.title}`;
        const skipped = skips.get(name) ?? null;
        const run = async (): Promise<void> =>
          skipped === null ? runCase(definition, harness) : undefined;
        return { name, family, skipped, run };
      }),
  );
  const known = new Set(cases.map(({ name }) => name));
  return [
    {
      name: SKIPS_CASE,
      family: 'contract',
      skipped: null,
      run: async () => checkSkips(harness, known),
    },
    ...cases,
  ];
}

function checkSkips(harness: ConformanceHarness, known: ReadonlySet<string>): void {
  for (const skip of harness.skip ?? []) {
    check(
      known.has(skip.case),
      `skip names "${skip.case}", which is no case of this adapter: it is misspelt, or its manifest ` +
        'rules it out already.',
    );
    check(skip.reason.trim() !== '', `skip of "${skip.case}" gives no reason.`);
  }
}
