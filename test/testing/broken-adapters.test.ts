import { adapterConformance, CONFORMANCE_FAMILIES } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import type { BrokenAdapter } from './broken/breaking.ts';
import { brokenContracts } from './broken/contract.ts';
import { brokenErrors } from './broken/errors.ts';
import { brokenLists } from './broken/lists.ts';
import { brokenReaders } from './broken/reading.ts';
import { brokenTransports } from './broken/transport.ts';
import { brokenWebhookSetups } from './broken/webhook-setup.ts';
import { brokenWebhooks } from './broken/webhooks.ts';
import { brokenWriters } from './broken/writing.ts';
import { paperdeskHarness } from './paperdesk/harness.ts';

const BROKEN: readonly BrokenAdapter[] = [
  ...brokenContracts,
  ...brokenReaders,
  ...brokenWriters,
  ...brokenTransports,
  ...brokenErrors,
  ...brokenLists,
  ...brokenWebhooks,
  ...brokenWebhookSetups,
];

describe('the suite finds an adapter that', () => {
  it.each(BROKEN)('$mistake', async ({ harness, killedBy }) => {
    const found = adapterConformance(harness).find(({ name }) => name === killedBy);
    expect(found, `there is no case "${killedBy}"`).toBeDefined();
    const failure = await found?.run().then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Error);
  });
});

describe('the broken adapters', () => {
  it('leave no case without a mistake that it finds', () => {
    const killers = new Set(BROKEN.map(({ killedBy }) => killedBy));
    const idle = adapterConformance(paperdeskHarness).filter(({ name }) => !killers.has(name));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  it('touch every family of cases', () => {
    const families = new Set(BROKEN.map(({ killedBy }) => killedBy.split(':')[0]));
    expect([...families].sort()).toEqual([...CONFORMANCE_FAMILIES].sort());
  });
});
