import { check } from './assert.ts';
import { SUITE_NOW } from './case.ts';
import type { ConformanceHarness, DeliveryFixture, HarnessWebhooks } from './harness.ts';

/** The webhook part of a harness; a manifest that lists events needs one. */
export function webhooksOf(harness: ConformanceHarness): HarnessWebhooks {
  const { webhooks } = harness;
  check(
    webhooks !== undefined,
    'The manifest lists webhook events; the harness has no `webhooks`.',
  );
  check(webhooks.deliveries.length > 0, 'The harness has no webhook deliveries.');
  return webhooks;
}

/** A signed delivery as the provider would send it; the first fixture when none is named. */
export async function deliver(
  harness: ConformanceHarness,
  fixture?: Pick<DeliveryFixture, 'body' | 'headers'>,
): Promise<{ readonly rawBody: string; readonly headers: Readonly<Record<string, string>> }> {
  const { deliveries, secret, sign } = webhooksOf(harness);
  const { body, headers = {} } = fixture ?? deliveries[0] ?? { body: '' };
  return { rawBody: body, headers: { ...headers, ...(await sign(body, secret, SUITE_NOW)) } };
}
