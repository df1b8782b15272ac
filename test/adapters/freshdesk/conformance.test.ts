import { adapterConformance } from 'polydesk/testing';
import { describe, it } from 'vitest';
import { freshdeskHarness } from './harness.ts';

describe('Freshdesk conforms to the adapter contract', () => {
  for (const { family, name, run } of adapterConformance(freshdeskHarness))
    it(`${family}: ${name}`, run);
});
