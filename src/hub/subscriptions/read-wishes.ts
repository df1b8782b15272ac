import { ConfigurationError } from '../../errors/classes.ts';
import { SUPPORT_EVENT_TYPES } from '../../model/event.ts';
import { nameOf } from '../desks.ts';
import type { SubscriptionWish } from './types.ts';

/** Nobody subscribes to these: they come as they come. */
const UNASKED: readonly string[] = ['ping', 'unknown'];

/** @throws {ConfigurationError} for a wish that cannot be meant, before anything is sent. */
export function checkWishes(wishes: readonly SubscriptionWish[]): void {
  const seen = new Set<string>();
  for (const { desk, wish } of wishes) {
    const name = nameOf(desk);
    checkUrl(name, wish.url);
    checkEvents(name, wish.events);
    const key = `${name} ${wish.url}`;
    if (seen.has(key)) {
      throw new ConfigurationError(
        `Two wishes are for the same URL of ${name}. Join their events: one would undo the other.`,
      );
    }
    seen.add(key);
  }
}

function checkUrl(desk: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(`The url for ${desk} must be a whole one: https://…`);
  }
  // Plans show URLs, and providers may not send what stands there.
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(`The url for ${desk} must not hold a user or a password.`);
  }
}

function checkEvents(desk: string, events: readonly string[]): void {
  if (!Array.isArray(events) || events.length === 0) {
    throw new ConfigurationError(`The wish for ${desk} names no events.`);
  }
  const names: readonly string[] = SUPPORT_EVENT_TYPES;
  const wrong = events.find((event) => !names.includes(event) || UNASKED.includes(event));
  if (wrong !== undefined) {
    throw new ConfigurationError(
      `The wish for ${desk} names "${wrong}", which nobody can subscribe to. SUPPORT_EVENT_TYPES ` +
        'lists the names.',
    );
  }
}
