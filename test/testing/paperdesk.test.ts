import { adapterConformance } from 'polydesk/testing';
import { describe, it } from 'vitest';
import { paperdeskHarness } from './paperdesk/harness.ts';

describe('paperdesk keeps the promises of the contract', () => {
  for (const { name, run } of adapterConformance(paperdeskHarness)) it(name, run);
});
