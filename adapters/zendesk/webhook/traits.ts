import type { WebhookTraits } from '../../../src/adapter/contract.ts';

/** All that a trigger's delivery can be told from another by; events have ids in their bodies. */
export const INVOCATION_ID = 'x-zendesk-webhook-invocation-id';

/** What receivers have to know of Zendesk's deliveries (sheet section 23). */
export const traitsOf = (account: string): WebhookTraits => ({
  desk: `zendesk:${account}`,
  headers: [INVOCATION_ID],
  timeoutMs: 12_000,
  // 503 is tried again only with a Retry-After below 60 s; every other status but 409 is final.
  retryAnswer: { status: 503, retryAfterSeconds: 15 },
});
