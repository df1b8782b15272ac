import type { WebhookTraits } from '../../../src/adapter/contract.ts';

/** What receivers have to know of Freshdesk's deliveries (sheet section 20). */
export const traitsOf = (account: string): WebhookTraits => ({
  desk: `freshdesk:${account}`,
  // Bodies are JSON or forms.
  headers: ['content-type'],
  // How long Freshdesk waits is not known; the sheet advises to answer within five seconds.
  timeoutMs: 5_000,
  // Whatever is not 2xx is tried again after 5, 30 and 60 minutes.
  retryAnswer: { status: 503, retryAfterSeconds: null },
  // Rules send neither an id nor a time (sheet section 20): two replies on a ticket, or the same change
  // made twice, arrive in the same words. The sheet advises to tell them apart by the minute.
  isAlike: (event) => event.occurredAt === null,
  alikeWithinMs: 60_000,
});
