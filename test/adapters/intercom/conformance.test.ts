import { adapterConformance } from 'polydesk/testing';
import { describe, it } from 'vitest';
import { intercomHarness } from './harness.ts';

describe('Intercom conforms to the adapter contract with conversations as tickets', () => {
  for (const { family, name, run } of adapterConformance(intercomHarness('conversations')))
    it(`${family}: ${name}`, run);
});

const twoCalls = [
  'contract: accepts a native id and a full id alike',
  'contract: tells observers of its calls until they are taken off',
  'contract: reaches any other endpoint through request()',
  'transport: repeats a read that failed for the moment',
].map((name) => ({
  case: name,
  reason: 'A ticket’s tags are with its conversation, so that reading one ticket is two calls.',
}));

const skips = [
  ...twoCalls,
  {
    case: 'contract: sends every ticket filter that its manifest lists',
    reason:
      'The search for tickets knows neither priorities nor tags: the former are looked at on each ticket, the latter refused.',
  },
];

describe('Intercom conforms to the adapter contract with tickets of ticket types', () => {
  for (const { family, name, run, skipped } of adapterConformance(
    intercomHarness('tickets', skips),
  ))
    it.skipIf(skipped !== null)(`${family}: ${name}`, run);
});
