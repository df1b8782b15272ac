import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import { openReceiver } from './deliveries.mjs';

/** One for each route, so that none of them knows the deliveries of another. */
export const receiverFor = (route) =>
  openReceiver({
    webhooks,
    zendesk,
    // The work goes on after the answer; Next.js waits for it.
    acknowledge: 'first',
    heard: (id) => console.log(`heard ${route} ${id}`),
    reports: (kind, error) => {
      if (kind === 'unavailable') console.log(`unavailable ${route} ${error.message}`);
    },
  });

export { toFetchHandler, toNodeHandler } from 'polydesk/webhooks';
