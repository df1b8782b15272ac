import { adapterConformance } from 'polydesk/testing';
import { describe, it } from 'vitest';
import { zendeskHarness } from './harness.ts';

describe('Zendesk conforms to the adapter contract', () => {
  for (const { family, name, run } of adapterConformance(zendeskHarness))
    it(`${family}: ${name}`, run);
});
