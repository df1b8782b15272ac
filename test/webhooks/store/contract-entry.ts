import type { EventEntry } from '../../../src/webhooks/index.ts';

/** An entry with a body and a header. */
export const entry = (key: string, stream = key, desk = 'zendesk:acme'): EventEntry => ({
  key,
  stream,
  index: 0,
  delivery: { desk, body: `{"of":"${key}"}`, headers: { 'x-id': key }, receivedAt: 5 },
});
