import type { Author } from '../../../src/model/message.ts';
import type { FieldChange } from '../../../src/model/event.ts';
import { formatId } from '../../../src/model/ids.ts';
import { parseTime } from './time.ts';

/** Drops `readonly`, for objects under construction. */
export type Building<T> = { -readonly [Key in keyof T]: T[Key] };

/** Builds ids of one account; unset ids (`null`, `""`, `"0"` in user events) become `null`. */
export interface AccountIds {
  readonly of: (nativeId: string | number) => string;
  readonly read: (value: unknown) => string | null;
}

/** The prefix is escaped once, since a delivery holds many ids. */
export function accountIds(account: string): AccountIds {
  const prefix = formatId({ provider: 'zendesk', account, nativeId: '' });
  return {
    of: (nativeId) => prefix + nativeId,
    read: (value) => {
      const native = readNativeId(value);
      return native === null ? null : prefix + native;
    },
  };
}

/** An id as text, or `null` where it is unset. */
export function readNativeId(value: unknown): string | null {
  if (typeof value === 'number') return value === 0 ? null : String(value);
  return typeof value === 'string' && value !== '' && value !== '0' ? value : null;
}

/** Text, or `null`; user events spell "unset" as `""`. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

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
