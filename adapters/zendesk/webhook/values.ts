import { type AccountIds, readNativeId } from '../../../src/adapter/event-values.ts';
import type { Author } from '../../../src/model/message.ts';
import type { FieldChange } from '../../../src/model/event.ts';
import { parseTime } from './time.ts';

export {
  type AccountIds,
  accountIds,
  type Building,
  readNativeId,
  readText,
} from '../../../src/adapter/event-values.ts';

/** A time with or without nanoseconds; `null` where there is none. */
export function readTime(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const time = parseTime(value);
  return Number.isNaN(time) ? null : new Date(time);
}

/** A change whose `from` is left out when the event does not say what was there before. */
export function changeOf(
  field: string,
  event: { readonly current?: unknown; readonly previous?: unknown },
  read: (value: unknown) => unknown,
): FieldChange {
  const to = read(event.current);
  return event.previous === undefined ? { field, to } : { field, from: read(event.previous), to };
}

/** Whoever did it; `-1` is Zendesk itself. */
export function actorOf(nativeId: unknown, ids: AccountIds, kind: Author['kind']): Author | null {
  const native = readNativeId(nativeId);
  if (native === null) return null;
  if (native === '-1') return { id: null, kind: 'system', name: null, email: null };
  return { id: ids.of(native), kind, name: null, email: null };
}

/** One change per person or tag-like item that came (`to`) or went (`from`). */
export function membershipChanges(
  field: string,
  added: readonly unknown[],
  removed: readonly unknown[],
): readonly FieldChange[] {
  return [
    ...removed.map((item) => ({ field, from: item, to: null })),
    ...added.map((item) => ({ field, from: null, to: item })),
  ];
}

/**
 * The tags before and after. `detail` may already be newer than the event, so the set is corrected
 * by what the event itself says: the difference of the two is exactly what was added and removed.
 */
export function tagChange(
  now: readonly string[],
  added: readonly string[],
  removed: readonly string[],
): FieldChange {
  const rest = now.filter((tag) => !removed.includes(tag) && !added.includes(tag));
  return { field: 'tags', from: [...rest, ...removed], to: [...rest, ...added] };
}
