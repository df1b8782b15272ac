import type { SupportEvent } from '../../model/event.ts';

/** What came in, each event handled once although desks deliver at least once. */
export interface Inbox {
  /** True for an event that is new. */
  take(event: SupportEvent): boolean;
  readonly accepted: readonly SupportEvent[];
  readonly duplicates: readonly SupportEvent[];
}

/** An empty inbox. */
export function createInbox(): Inbox {
  const seen = new Set<string>();
  const accepted: SupportEvent[] = [];
  const duplicates: SupportEvent[] = [];
  return {
    accepted,
    duplicates,
    take(event) {
      const isNew = !seen.has(event.id);
      seen.add(event.id);
      (isNew ? accepted : duplicates).push(event);
      return isNew;
    },
  };
}
