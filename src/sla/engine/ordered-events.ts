import { ConfigurationError } from '../../errors/index.ts';
import { instantMs } from '../instant-ms.ts';
import type { SlaEvent } from './event-types.ts';

/** An event and its instant in epoch milliseconds. */
export interface TimedEvent {
  readonly at: number;
  readonly event: SlaEvent;
}

/**
 * Events up to `now` by instant, then `seq`, then place; the creation first, and what claims to have
 * happened before it, as clocks of different machines do, right after it.
 *
 * @throws ConfigurationError without a creation.
 * @throws ValidationError for an instant that is none.
 */
export function orderedEvents(events: readonly SlaEvent[], now: number): readonly TimedEvent[] {
  const timed: (TimedEvent & { readonly seq: number })[] = [];
  const seen = new Set<string>();
  let created: TimedEvent | null = null;
  let isSorted = true;
  for (const [place, event] of events.entries()) {
    if (event.id !== undefined) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
    }
    const at = instantMs(event.at, 'events', place);
    if (event.type === 'created') {
      if (created === null || at < created.at) created = { at, event };
      continue;
    }
    const seq = event.seq ?? place;
    const last = timed.at(-1);
    if (last !== undefined && (last.at > at || (last.at === at && last.seq > seq)))
      isSorted = false;
    if (at <= now) timed.push({ at, seq, event });
  }
  if (created === null)
    throw new ConfigurationError('SLA events need one that tells the creation.');
  if (created.at > now) return [];
  if (!isSorted) timed.sort((left, right) => left.at - right.at || left.seq - right.seq);
  const { at: first } = created;
  return [created, ...timed.map(({ at, event }) => ({ at: Math.max(first, at), event }))];
}
