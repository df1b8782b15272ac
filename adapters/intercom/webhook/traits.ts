import type { WebhookTraits } from '../../../src/adapter/contract.ts';
import { HEALTH_CHECK, UNINSTALLED } from './other-callbacks.ts';

/** What receivers have to know of Intercom's deliveries (sheet section 18). */
export const traitsOf = (account: string): WebhookTraits => ({
  desk: `intercom:${account}`,
  // Everything is in the body.
  headers: [],
  timeoutMs: 5_000,
  // Tried again once, after a minute. 429 would slow the whole subscription down, 410 end it.
  retryAnswer: { status: 503, retryAfterSeconds: null },
  // They hold neither an id nor a time.
  isAlike: ({ nativeType }) => nativeType === UNINSTALLED || nativeType === HEALTH_CHECK,
  answerTo: (events) =>
    events.some(({ nativeType }) => nativeType === HEALTH_CHECK) ? '{"state":"OK"}' : null,
});
