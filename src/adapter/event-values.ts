import type { Author } from '../model/message.ts';
import { idPrefix, joinId } from '../model/ids.ts';

/** Drops `readonly`, for objects under construction. */
export type Building<T> = { -readonly [Key in keyof T]: T[Key] };

/** What every event of a delivery has, whatever happened. */
export interface EventFrame {
  readonly id: string;
  readonly provider: string;
  readonly account: string;
  readonly occurredAt: Date | null;
  readonly sequence: number | null;
  readonly actor: Author | null;
  readonly nativeType: string;
  readonly raw?: unknown;
}

/** Builds ids of one account; unset ids (`null`, `""`, `0`, `"0"`) become `null`. */
export interface AccountIds {
  /** @throws {WireFormatError} for an empty id. */
  readonly of: (nativeId: string | number) => string;
  readonly read: (value: unknown) => string | null;
}

/** The prefix is escaped once, since a delivery holds many ids. */
export function accountIds(provider: string, account: string): AccountIds {
  const prefix = idPrefix({ provider, account });
  return {
    of: (nativeId) => joinId(prefix, nativeId),
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

/** Text, or `null`; some payloads spell "unset" as `""`. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
