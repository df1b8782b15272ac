import type { SupportEventType } from '../model/event.ts';
import type { WebhookSetup } from './contract.ts';

/** The provider's own names of the deliveries that can tell a unified event. */
export type NativeEvents = { readonly [Type in SupportEventType]?: readonly string[] };

/**
 * Every unified event that deliveries can mean: those of a table, in its order, and those that
 * nobody subscribes to.
 */
export function eventTypesOf<
  const Table extends NativeEvents,
  const Unasked extends 'ping' | 'unknown',
>(
  table: Table,
  unasked: readonly Unasked[],
): readonly ((keyof Table & SupportEventType) | Unasked)[] {
  // Safe: the keys of a table are its own, and all of them are unified names.
  const asked = Object.keys(table) as (keyof Table & SupportEventType)[];
  return [...asked, ...unasked];
}

/**
 * What to subscribe to so that these events come, each name once and sorted, and the events that no
 * subscription brings.
 *
 * @example nativeEventsOf({ 'ticket.created': ['opened'] }, ['ticket.created', 'sla.changed'])
 * //=> { nativeEvents: ['opened'], unavailable: ['sla.changed'] }
 */
export function nativeEventsOf(
  table: NativeEvents,
  wished: readonly SupportEventType[],
): Pick<WebhookSetup, 'nativeEvents' | 'unavailable'> {
  const native = new Set<string>();
  const unavailable = new Set<SupportEventType>();
  for (const type of wished) {
    const names = Object.hasOwn(table, type) ? (table[type] ?? []) : [];
    if (names.length === 0) unavailable.add(type);
    for (const name of names) native.add(name);
  }
  return { nativeEvents: [...native].sort(), unavailable: [...unavailable] };
}
