import type { WebhookSetup, WebhookWish } from '../../../src/adapter/contract.ts';
import { nativeEventsOf } from '../../../src/adapter/native-events.ts';
import { EVENT_PREFIX, NATIVE_EVENTS } from './native-events.ts';

/** What to subscribe to. The API does all of it, so that nothing is left to do by hand. */
export function setupOf({ events }: WebhookWish): WebhookSetup {
  const { nativeEvents, unavailable } = nativeEventsOf(NATIVE_EVENTS, events);
  return {
    nativeEvents: nativeEvents.map((name) => EVENT_PREFIX + name),
    unavailable,
    templates: [],
  };
}
