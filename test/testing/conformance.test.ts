import {
  adapterConformance,
  CONFORMANCE_FAMILIES,
  type ConformanceHarness,
} from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { paperdeskHarness } from './paperdesk/harness.ts';

const namesOf = (harness: ConformanceHarness): readonly string[] =>
  adapterConformance(harness).map(({ name }) => name);

describe('adapterConformance', () => {
  it('has cases in all nine families, each with a name of its own', () => {
    const cases = adapterConformance(paperdeskHarness);
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(cases.map(({ family }) => family))).toEqual(new Set(CONFORMANCE_FAMILIES));
  });

  it('leaves out what the manifest makes meaningless', () => {
    const { manifest } = paperdeskHarness;
    const { tickets, messages } = manifest.resources;
    const small = {
      ...manifest,
      resources: { ...(tickets && { tickets }), ...(messages && { messages }) },
      webhooks: { ...manifest.webhooks, replayWindow: false },
    };
    const names = namesOf({ ...paperdeskHarness, manifest: small });
    expect(names.filter((name) => name.startsWith('imports:'))).toEqual([]);
    expect(names).not.toContain('webhooks: keep to the tolerance that is asked for');
    expect(names).toContain('webhooks: need no network');
  });

  it('has no webhook cases for a provider without webhooks', () => {
    const { manifest } = paperdeskHarness;
    const webhooks = { signature: 'none', replayWindow: false, events: [] } as const;
    const names = namesOf({ ...paperdeskHarness, manifest: { ...manifest, webhooks } });
    expect(names.filter((name) => name.startsWith('webhooks:'))).toEqual([]);
  });

  it('does not run a skipped case and says why', async () => {
    const name = 'contract: refuses wrong options with a sentence';
    const skip = [{ case: name, reason: 'It has no options.' }];
    const harness = { ...paperdeskHarness, misconfigured: [], skip };
    const skipped = adapterConformance(harness).find((found) => found.name === name);
    expect(skipped?.skipped).toBe('It has no options.');
    await expect(skipped?.run()).resolves.toBeUndefined();
    const running = adapterConformance({ ...harness, skip: [] }).find(
      (found) => found.name === name,
    );
    await expect(running?.run()).rejects.toThrow('names no way to misconfigure');
  });
});
