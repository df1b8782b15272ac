import type { Subscription } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { webhookWire } from '../wire/subscriptions.ts';
import { PROVIDER, rawOf, type TranslationContext } from './common.ts';

/** A webhook registration. */
export function webhookToUnified(json: unknown, context: TranslationContext): Subscription {
  const wire = parseWire(webhookWire, json, { provider: PROVIDER, what: 'webhook' });
  return {
    id: wire.id,
    externalId: wire.id,
    name: wire.name ?? null,
    url: wire.endpoint,
    events: wire.subscriptions ?? [],
    active: wire.status === 'active',
    ...rawOf<unknown>(context, wire),
  };
}
